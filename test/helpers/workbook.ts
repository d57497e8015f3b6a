import { rawZip } from './hostile-zip.ts'

/** A cell as some program might have saved it. */
export type Cell =
  | string
  | number
  | boolean
  | null
  | {
      readonly value?: string | number | boolean
      /** Number format code. */
      readonly format?: string
      readonly struck?: boolean
      readonly formula?: string
      readonly error?: string
      /** Several runs of one text, the second with a phonetic reading beside it. */
      readonly runs?: readonly string[]
    }
export interface SheetSpec {
  readonly name: string
  /** From row 1 on; an empty array is a blank row. */
  readonly rows: readonly (readonly Cell[])[]
  readonly merges?: readonly string[]
  /** 1-based. */
  readonly hiddenRows?: readonly number[]
  readonly hiddenColumns?: readonly number[]
  readonly state?: 'hidden' | 'veryHidden'
  /** Old-style comments by address; the author is 王工 unless one is named. */
  readonly comments?: Readonly<Record<string, string | { readonly author: string; readonly text: string }>>
  /** Conversations by address, one text for each remark; their old-style place-holders are written, too. */
  readonly threads?: Readonly<Record<string, readonly string[]>>
}
export interface WorkbookSpec {
  readonly sheets: readonly SheetSpec[]
  readonly date1904?: boolean
  /** Every element carries this prefix, as some programs write it. */
  readonly prefix?: string
  /** ISO Strict namespaces. */
  readonly strict?: boolean
  /** Text in the cells themselves instead of the shared table. */
  readonly inline?: boolean
  /** Nothing is packed. */
  readonly stored?: boolean
  /** Cells without addresses. */
  readonly unaddressed?: boolean
  readonly encoding?: 'utf-8' | 'utf-16le'
}

const text = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

export const letters = (column: number): string =>
  column < 26 ? String.fromCharCode(65 + column) : letters(Math.floor(column / 26) - 1) + letters(column % 26)

const contentTypes = (sheets: number): string => {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  const override = (part: string, kind: string) => `<Override PartName="/xl/${part}.xml" ContentType="${type}.${kind}+xml"/>`
  const parts = Array.from({ length: sheets }, (_, index) => override(`worksheets/sheet${index + 1}`, 'worksheet'))
  return (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>' +
    `${override('workbook', 'sheet.main')}${parts.join('')}${override('styles', 'styles')}${override('sharedStrings', 'sharedStrings')}</Types>`
  )
}

/** The parts in which the comments of a sheet stand, with its relationships. */
export const commentParts = (
  { comments = {}, threads = {} }: Pick<SheetSpec, 'comments' | 'threads'>,
  number: number,
  main: string,
  office: string,
) => {
  const said = [
    ...Object.entries(comments).map(([ref, one]) => ({ ref, ...(typeof one === 'string' ? { author: '王工', text: one } : one) })),
    ...Object.keys(threads).map((ref) => ({ ref, author: `tc={${ref}}`, text: '[线程批注] 您的 Excel 版本可读取此批注' })),
  ]
  if (said.length === 0) return []
  const authors = [...new Set(said.map(({ author }) => author))]
  const list = said.map(
    (one) =>
      `<comment ref="${one.ref}" authorId="${authors.indexOf(one.author)}"><text><r><t xml:space="preserve">${text(one.text)}</t></r></text></comment>`,
  )
  const talk = Object.entries(threads).flatMap(([ref, remarks]) =>
    remarks.map(
      (remark, at) =>
        `<threadedComment ref="${ref}" id="{${ref}${at}}"${at === 0 ? '' : ` parentId="{${ref}0}"`}><text>${text(remark)}</text></threadedComment>`,
    ),
  )
  const threaded = 'http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments'
  const links = [
    `<Relationship Id="c" Type="${office}/comments" Target="../comments${number}.xml"/>`,
    `<Relationship Id="t" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" Target="../threadedComments/threadedComment${number}.xml"/>`,
  ].slice(0, talk.length > 0 ? 2 : 1)
  return [
    {
      name: `xl/worksheets/_rels/sheet${number}.xml.rels`,
      xml: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${links.join('')}</Relationships>`,
    },
    {
      name: `xl/comments${number}.xml`,
      xml: `<comments xmlns="${main}"><authors>${authors.map((author) => `<author>${text(author)}</author>`).join('')}</authors><commentList>${list.join('')}</commentList></comments>`,
    },
    ...(talk.length === 0
      ? []
      : [
          {
            name: `xl/threadedComments/threadedComment${number}.xml`,
            xml: `<ThreadedComments xmlns="${threaded}">${talk.join('')}</ThreadedComments>`,
          },
        ]),
  ]
}

/** An .xlsx of exactly these parts, written by hand so that the tests do not rest on the program's own writer. */
export function buildWorkbook(spec: WorkbookSpec): Uint8Array {
  const main = spec.strict ? 'http://purl.oclc.org/ooxml/spreadsheetml/main' : 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const office = spec.strict
    ? 'http://purl.oclc.org/ooxml/officeDocument/relationships'
    : 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const p = spec.prefix === undefined ? '' : `${spec.prefix}:`
  const namespace = `xmlns${spec.prefix === undefined ? '' : `:${spec.prefix}`}="${main}" xmlns:r="${office}"`
  const formats = ['General']
  const looks = ['0 false']
  const shared: string[] = []

  const cellXml = (cell: Cell, row: number, column: number): string => {
    if (cell === null) return ''
    const own = typeof cell === 'object' ? cell : { value: cell }
    const address = spec.unaddressed ? '' : ` r="${letters(column)}${row}"`
    let style = ''
    if (own.format !== undefined || own.struck !== undefined) {
      const format = own.format ?? 'General'
      if (!formats.includes(format)) formats.push(format)
      const look = `${formats.indexOf(format)} ${own.struck === true}`
      if (!looks.includes(look)) looks.push(look)
      style = ` s="${looks.indexOf(look)}"`
    }
    const formula = own.formula === undefined ? '' : `<${p}f>${text(own.formula)}</${p}f>`
    if (own.error !== undefined) return `<${p}c${address}${style} t="e">${formula}<${p}v>${own.error}</${p}v></${p}c>`
    if (own.runs !== undefined) {
      const runs = own.runs.map((run) => `<${p}r><${p}t xml:space="preserve">${text(run)}</${p}t></${p}r>`).join('')
      shared.push(`${runs}<${p}rPh sb="0" eb="1"><${p}t>pinyin</${p}t></${p}rPh>`)
      return `<${p}c${address}${style} t="s"><${p}v>${shared.length - 1}</${p}v></${p}c>`
    }
    const { value } = own
    if (value === undefined) return `<${p}c${address}${style}>${formula}</${p}c>`
    if (typeof value === 'number') return `<${p}c${address}${style}>${formula}<${p}v>${value}</${p}v></${p}c>`
    if (typeof value === 'boolean') return `<${p}c${address}${style} t="b">${formula}<${p}v>${value ? 1 : 0}</${p}v></${p}c>`
    if (own.formula !== undefined) return `<${p}c${address}${style} t="str">${formula}<${p}v>${text(value)}</${p}v></${p}c>`
    if (spec.inline)
      return `<${p}c${address}${style} t="inlineStr"><${p}is><${p}t xml:space="preserve">${text(value)}</${p}t></${p}is></${p}c>`
    shared.push(`<${p}t xml:space="preserve">${text(value)}</${p}t>`)
    return `<${p}c${address}${style} t="s"><${p}v>${shared.length - 1}</${p}v></${p}c>`
  }
  const sheetXml = (sheet: SheetSpec): string => {
    const hidden = (sheet.hiddenColumns ?? []).map((column) => `<${p}col min="${column + 1}" max="${column + 1}" width="9" hidden="1"/>`)
    const rows = sheet.rows.map((cells, index) => {
      const isHidden = sheet.hiddenRows?.includes(index + 1) ? ' hidden="1"' : ''
      return cells.length === 0 && !spec.unaddressed
        ? ''
        : `<${p}row r="${index + 1}"${isHidden}>${cells.map((cell, column) => cellXml(cell, index + 1, column)).join('')}</${p}row>`
    })
    const merges = (sheet.merges ?? []).map((ref) => `<${p}mergeCell ref="${ref}"/>`)
    return (
      `<${p}worksheet ${namespace}>${hidden.length > 0 ? `<${p}cols>${hidden.join('')}</${p}cols>` : ''}<${p}sheetData>${rows.join('')}</${p}sheetData>` +
      `${merges.length > 0 ? `<${p}mergeCells count="${merges.length}">${merges.join('')}</${p}mergeCells>` : ''}</${p}worksheet>`
    )
  }
  const sheets = spec.sheets.map(sheetXml)
  const workbook =
    `<${p}workbook ${namespace}><${p}workbookPr${spec.date1904 ? ' date1904="1"' : ''}/><${p}sheets>` +
    spec.sheets
      .map(
        ({ name, state }, index) =>
          `<${p}sheet name="${text(name)}" sheetId="${index + 1}"${state ? ` state="${state}"` : ''} r:id="rId${index + 1}"/>`,
      )
      .join('') +
    `</${p}sheets></${p}workbook>`
  const hasStruck = looks.some((look) => look.endsWith('true'))
  const fonts = `<${p}fonts count="3"><${p}font/><${p}font><${p}strike val="0"/></${p}font><${p}font><${p}strike/></${p}font></${p}fonts>`
  const styleXml = (look: string, index: number): string => {
    const [format, struck] = look.split(' ')
    // Every second style that is not struck through says so.
    const font = hasStruck ? ` fontId="${struck === 'true' ? 2 : index % 2}"` : ''
    return `<${p}xf numFmtId="${format === '0' ? 0 : 200 + Number(format)}"${font}/>`
  }
  const styles =
    `<${p}styleSheet ${namespace}><${p}numFmts count="${formats.length}">` +
    formats.map((code, index) => `<${p}numFmt numFmtId="${200 + index}" formatCode="${text(code)}"/>`).join('') +
    `</${p}numFmts>${hasStruck ? fonts : ''}` +
    `<${p}cellXfs count="${looks.length}">${looks.map(styleXml).join('')}</${p}cellXfs></${p}styleSheet>`
  const strings = `<${p}sst ${namespace} count="${shared.length}" uniqueCount="${shared.length}">${shared.map((item) => `<${p}si>${item}</${p}si>`).join('')}</${p}sst>`
  const package_ = 'http://schemas.openxmlformats.org/package/2006/relationships'
  const relationships = [
    ...spec.sheets.map(
      (_, index) => `<Relationship Id="rId${index + 1}" Type="${office}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
    ),
    `<Relationship Id="rIdS" Type="${office}/styles" Target="styles.xml"/>`,
    `<Relationship Id="rIdT" Type="${office}/sharedStrings" Target="/xl/sharedStrings.xml"/>`,
  ]
  const encode = (xml: string): Uint8Array =>
    spec.encoding === 'utf-16le'
      ? Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(`<?xml version="1.0" encoding="UTF-16"?>${xml}`, 'utf16le')])
      : Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${xml}`)
  return rawZip(
    [
      { name: '[Content_Types].xml', xml: contentTypes(spec.sheets.length) },
      {
        name: '_rels/.rels',
        xml: `<Relationships xmlns="${package_}"><Relationship Id="r" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      },
      { name: 'xl/workbook.xml', xml: workbook },
      { name: 'xl/_rels/workbook.xml.rels', xml: `<Relationships xmlns="${package_}">${relationships.join('')}</Relationships>` },
      { name: 'xl/styles.xml', xml: styles },
      { name: 'xl/sharedStrings.xml', xml: strings },
      ...sheets.map((xml, index) => ({ name: `xl/worksheets/sheet${index + 1}.xml`, xml })),
      ...spec.sheets.flatMap((sheet, index) => commentParts(sheet, index + 1, main, office)),
    ].map(({ name, xml }) => ({ name, bytes: encode(xml), deflate: spec.stored !== true })),
  )
}
