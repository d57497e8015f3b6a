import { rawZip } from './hostile-zip.ts'

const word = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const relations = 'http://schemas.openxmlformats.org/package/2006/relationships'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const bytesOf = (text: string) => new TextEncoder().encode(text)
const escapeXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** One paragraph of plain text; `inside` goes into its properties, such as its style or its place in a list. */
export const paragraph = (text: string, inside = ''): string =>
  `<w:p><w:pPr>${inside}</w:pPr><w:r><w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r></w:p>`

interface DocxParts {
  /** XML inside `w:body`. */
  readonly body: string
  /** XML inside `w:numbering` and `w:styles`. */
  readonly numbering?: string
  readonly styles?: string
}

/** The bytes of a Word document with the parts a reader of text needs. */
export function docx({ body, numbering, styles }: DocxParts): Uint8Array {
  const part = (root: string, inside: string) =>
    bytesOf(`<?xml version="1.0" encoding="UTF-8"?><w:${root} xmlns:w="${word}">${inside}</w:${root}>`)
  const related = (...links: readonly (readonly [type: string, target: string])[]) =>
    bytesOf(
      `<Relationships xmlns="${relations}">${links
        .map(([type, target], index) => `<Relationship Id="r${index}" Type="${office}/${type}" Target="${target}"/>`)
        .join('')}</Relationships>`,
    )
  const document = part('document', `<w:body>${body}</w:body>`)
  return rawZip([
    { name: '[Content_Types].xml', bytes: bytesOf('<Types/>') },
    { name: '_rels/.rels', bytes: related(['officeDocument', 'word/document.xml']) },
    { name: 'word/_rels/document.xml.rels', bytes: related(['numbering', 'numbering.xml'], ['styles', 'styles.xml']) },
    { name: 'word/document.xml', bytes: document, deflate: true },
    ...(numbering === undefined ? [] : [{ name: 'word/numbering.xml', bytes: part('numbering', numbering) }]),
    ...(styles === undefined ? [] : [{ name: 'word/styles.xml', bytes: part('styles', styles) }]),
  ])
}
