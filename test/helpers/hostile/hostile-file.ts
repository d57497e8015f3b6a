import { type RawEntry, rawZip } from '../hostile-zip.ts'

/** A file that somebody might hand to a clerk in order to stop or to fool the program. */
export interface HostileFile {
  readonly name: string
  readonly fileName?: string
  readonly make: () => Uint8Array
  /** A code, 'read' for a result, 'any' for either. */
  readonly outcome: string
  /** One of several alike: read in the test's own process, where a start costs nothing. */
  readonly isVariant?: true
  /** Without the limits it costs more than it may: the negative control counts on it. */
  readonly isHeavy?: true
}

export const main =
  'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
const relationshipSpace = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
export const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

export const relationshipsXml = (...inner: readonly string[]): string =>
  `<Relationships ${relationshipSpace}>${inner.join('')}</Relationships>`
export const relationship = (id: string, type: string, target: string, more = ''): string =>
  `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"${more}/>`

const standardParts: Readonly<Record<string, string>> = {
  '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
  '_rels/.rels': relationshipsXml(relationship('r', 'officeDocument', 'xl/workbook.xml')),
  'xl/workbook.xml': `<workbook ${main}><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': relationshipsXml(
    relationship('rId1', 'worksheet', 'worksheets/sheet1.xml'),
    relationship('rId2', 'sharedStrings', 'sharedStrings.xml'),
    relationship('rId3', 'styles', 'styles.xml'),
  ),
  'xl/worksheets/sheet1.xml': `<worksheet ${main}><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>`,
}

/** Entries of a small workbook; `parts` replace or add some, `undefined` leaves one out. */
export const entriesOf = (parts: Readonly<Record<string, string | Uint8Array | undefined>> = {}): RawEntry[] =>
  Object.entries({ ...standardParts, ...parts }).flatMap(
    ([name, content]) => (content === undefined ? [] : [{ name, bytes: Buffer.from(content as string), deflate: true }]), // bytes are taken as well
  )

export const workbookOf = (
  parts: Readonly<Record<string, string | Uint8Array | undefined>> = {},
  more: readonly RawEntry[] = [],
): Uint8Array => rawZip([...entriesOf(parts), ...more])

export const sheetXml = (data: string, after = '', before = ''): string =>
  `<worksheet ${main}>${before}<sheetData>${data}</sheetData>${after}</worksheet>`
/** A workbook around one hand-written sheet. */
export const withSheet = (data: string, after = '', before = ''): Uint8Array =>
  workbookOf({ 'xl/worksheets/sheet1.xml': sheetXml(data, after, before) })
export const withStrings = (inner: string, data = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'): Uint8Array =>
  workbookOf({ 'xl/sharedStrings.xml': `<sst ${main}>${inner}</sst>`, 'xl/worksheets/sheet1.xml': sheetXml(data) })
export const withStyles = (inner: string): Uint8Array => workbookOf({ 'xl/styles.xml': `<styleSheet ${main}>${inner}</styleSheet>` })

export const many = (count: number, piece: (index: number) => string): string => {
  let text = ''
  for (let index = 0; index < count; index++) text += piece(index)
  return text
}

/** Numbers from 0 to 1 that are the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
