/** Puts new parts into a package: names that are free, relationships, kinds of content. */
import { xmlText } from '../writer/xml-text.ts'
import { addToParent } from './element-places.ts'
import type { PackageEditor } from './package-editor.ts'
import { relationshipsOf, relationshipsPart, type WorkbookMap } from './workbook-map.ts'
import { scanXml, TextEdits } from './xml-scan.ts'

const contentTypesPart = '[Content_Types].xml'
const relationshipsNamespace = 'http://schemas.openxmlformats.org/package/2006/relationships'
export const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/** The words a file speaks: Transitional, as nearly all do, or Strict. */
export interface Dialect {
  /** Namespace of workbooks and sheets. */
  readonly main: string
  /** Namespace of `r:id`, and what the types of relationships begin with. */
  readonly relationships: string
}
const transitional: Dialect = {
  main: 'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
  relationships: 'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
}
const strict: Dialect = {
  main: 'http://purl.oclc.org/ooxml/spreadsheetml/main',
  relationships: 'http://purl.oclc.org/ooxml/officeDocument/relationships',
}

export const dialectOf = ({ relationships }: WorkbookMap): Dialect =>
  relationships.some(({ typeAddress }) => typeAddress.startsWith(strict.relationships)) ? strict : transitional

/** `name(1)`, or with the next number that no part has. */
export function freePart(editor: PackageEditor, name: (number: number) => string): string {
  for (let number = 1; ; number++) if (!editor.has(name(number))) return name(number)
}

/** Folder of a part with the slash behind it; '' at the top. */
export const folderOf = (part: string): string => part.slice(0, part.lastIndexOf('/') + 1)

/** Says what kind of content a part has, unless its ending says so already. */
export async function addContentType(editor: PackageEditor, part: string, type: string): Promise<void> {
  const text = await editor.text(contentTypesPart)
  const ending = part.slice(part.lastIndexOf('.') + 1).toLowerCase()
  let isKnown = false
  scanXml(text, {
    open({ name, attributes }) {
      if (name === 'Default') isKnown ||= attributes.Extension?.toLowerCase() === ending && attributes.ContentType === type
      if (name === 'Override') isKnown ||= attributes.PartName?.toLowerCase() === `/${part}`.toLowerCase()
    },
  })
  if (isKnown) return
  const edits = new TextEdits()
  addToParent(text, edits, (prefix) => `<${prefix}Override PartName="${xmlText(`/${part}`)}" ContentType="${type}"/>`)
  editor.set(contentTypesPart, edits.apply(text))
}

/** Leads from `source` to a part of the package; gives the id of the relationship. `type` is the whole address. */
export async function addRelationship(editor: PackageEditor, source: string, type: string, target: string): Promise<string> {
  const part = relationshipsPart(source)
  const ids = new Set((await relationshipsOf(editor, source)).map(({ id }) => id))
  let number = ids.size + 1
  while (ids.has(`rId${number}`)) number++
  const id = `rId${number}`
  const element = (prefix: string) =>
    `<${prefix}Relationship Id="${id}" Type="${type}" Target="${xmlText(relativeTarget(source, target))}"/>`
  if (editor.has(part)) {
    const text = await editor.text(part)
    const edits = new TextEdits()
    addToParent(text, edits, element)
    editor.set(part, edits.apply(text))
  } else editor.set(part, `${xmlHead}<Relationships xmlns="${relationshipsNamespace}">${element('')}</Relationships>`)
  return id
}

/** `../comments1.xml` from `xl/worksheets/sheet1.xml` to `xl/comments1.xml`. */
const relativeTarget = (source: string, target: string): string => {
  const from = source.split('/').slice(0, -1)
  const to = target.split('/')
  let same = 0
  while (same < from.length && same < to.length - 1 && from[same] === to[same]) same++
  return [...from.slice(same).map(() => '..'), ...to.slice(same)].join('/')
}
