/** A ledger of any length as people send it, written without any of the libraries that are measured. */
import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import yazl from 'yazl'

/** Thirty columns of F4 by their labels, and what a boiler has in each. */
const columns: readonly (readonly [label: string, cell: (row: number) => string | number])[] = [
  ['台账编号', (row) => `450222${String(row).padStart(6, '0')}`],
  ['使用单位', (row) => `柳城县第${row}供热站`],
  ['无信用代码说明', () => '个体经营，未办理登记'],
  ['所在乡镇街道', () => '大埔镇'],
  ['详细地址', (row) => `解放路${row}号`],
  ['经度', (row) => 109 + (row % 1000) / 1000],
  ['纬度', (row) => 24 + (row % 1000) / 1000],
  ['是否在建成区', () => '否'],
  ['建成区类型', () => '其他区域'],
  ['是否在工业园区', () => '否'],
  ['是否在供热管网覆盖范围', () => '否'],
  ['是否在禁燃/禁煤区', () => '否'],
  ['锅炉型号', () => 'CLSG0.7-95/70'],
  ['产品编号', (row) => `P${row}`],
  ['承压/常压', () => '常压'],
  ['介质', () => '热水'],
  ['额定出力', (row) => (row % 60) + 0.5],
  ['存量/新建', () => '存量'],
  ['投用日期', (row) => `201${row % 10}-03-15`],
  ['现用（原）燃料', () => '燃煤'],
  ['年用煤量', (row) => ((row % 60) + 0.5) * 300],
  ['用途', () => '工业生产'],
  ['治理设施', () => '布袋除尘'],
  ['整治方式', () => '煤改电'],
  ['替代能源', () => '电'],
  ['替代锅炉出力', (row) => (row % 60) + 0.5],
  ['替代能源年用量（折标）', (row) => ((row % 60) + 0.5) * 20],
  ['计划完成时限', () => '2020-12-31'],
  ['补助标准', () => 2.5],
  ['状态', () => '整治中'],
]
export const columnCount = columns.length

/**
 * `excel`: as Excel and WPS write a sheet: shared strings, an address and a style on every cell, dates as numbers.
 * `inline`: as report programs write one: bare cells, every text in its place.
 */
export type LedgerShape = 'excel' | 'inline'

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const letters = columns.map((_, at) => (at < 26 ? '' : 'A') + String.fromCharCode(65 + (at % 26)))
const dateStyle = 1
const textStyle = 2
const serialOf = (date: string): number => (Date.parse(`${date}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000

/** Texts in the order in which they are first met. */
class SharedStrings {
  readonly #indexes = new Map<string, number>()
  used = 0

  indexOf(text: string): number {
    this.used++
    const known = this.#indexes.get(text)
    if (known !== undefined) return known
    const index = this.#indexes.size
    this.#indexes.set(text, index)
    return index
  }

  *xml(): Generator<string> {
    yield `${xmlHead}<sst xmlns="${main}" count="${this.used}" uniqueCount="${this.#indexes.size}">`
    for (const text of this.#indexes.keys()) yield `<si><t>${escaped(text)}</t></si>`
    yield '</sst>'
  }
}

const inlineRow = (values: readonly (string | number)[]): string =>
  `<row>${values
    .map((value) => (typeof value === 'number' ? `<c><v>${value}</v></c>` : `<c t="inlineStr"><is><t>${escaped(value)}</t></is></c>`))
    .join('')}</row>`

const excelRow = (row: number, values: readonly (string | number)[], strings: SharedStrings): string => {
  const cells = values.map((value, at) => {
    const address = `${letters[at]}${row}`
    if (typeof value === 'number') return `<c r="${address}" s="${textStyle}"><v>${value}</v></c>`
    if (/^\d{4}-\d\d-\d\d$/.test(value)) return `<c r="${address}" s="${dateStyle}"><v>${serialOf(value)}</v></c>`
    return `<c r="${address}" s="${textStyle}" t="s"><v>${strings.indexOf(value)}</v></c>`
  })
  return `<row r="${row}" spans="1:${columns.length}" ht="15" customHeight="1">${cells.join('')}</row>`
}

function* sheetXml(rows: number, shape: LedgerShape, strings: SharedStrings): Generator<string> {
  yield `${xmlHead}<worksheet xmlns="${main}"><sheetData>`
  for (let row = 0; row <= rows; row++) {
    const values = columns.map(([label, cell]) => (row === 0 ? label : cell(row)))
    yield shape === 'inline' ? inlineRow(values) : excelRow(row + 1, values, strings)
  }
  yield '</sheetData></worksheet>'
}

const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships'
const contentType = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const smallParts: Readonly<Record<string, string>> = {
  '[Content_Types].xml': `${xmlHead}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/xl/workbook.xml" ContentType="${contentType}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${contentType}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${contentType}.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${contentType}.sharedStrings+xml"/></Types>`,
  '_rels/.rels': `${xmlHead}<Relationships xmlns="${packageRelations}"><Relationship Id="r1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/_rels/workbook.xml.rels': `${xmlHead}<Relationships xmlns="${packageRelations}"><Relationship Id="r1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${relations}/styles" Target="styles.xml"/><Relationship Id="r3" Type="${relations}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
  'xl/workbook.xml': `${xmlHead}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="燃煤锅炉淘汰整治台账" sheetId="1" r:id="r1"/></sheets></workbook>`,
  'xl/styles.xml': `${xmlHead}<styleSheet xmlns="${main}"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="0"/></cellXfs></styleSheet>`,
}

function* buffered(pieces: Iterable<string>): Generator<Buffer> {
  let text = ''
  for (const piece of pieces) {
    text += piece
    if (text.length < 65_536) continue
    yield Buffer.from(text)
    text = ''
  }
  yield Buffer.from(text)
}

/**
 * An .xlsx of so many boilers in thirty columns.
 * @param pictureBytes size of a picture that lies in the file
 */
export function ledgerWorkbook(rows: number, shape: LedgerShape = 'excel', pictureBytes = 0): Promise<Uint8Array> {
  const zip = new yazl.ZipFile()
  const strings = new SharedStrings()
  for (const [name, xml] of Object.entries(smallParts)) zip.addBuffer(Buffer.from(xml), name)
  zip.addReadStream(Readable.from(buffered(sheetXml(rows, shape, strings))), 'xl/worksheets/sheet1.xml')
  // The strings are known once the sheet was written: yazl takes one entry after the other.
  zip.addReadStream(Readable.from(buffered(strings.xml())), 'xl/sharedStrings.xml')
  // No picture can be made smaller; any bytes that cannot will do.
  if (pictureBytes > 0) zip.addBuffer(randomBytes(pictureBytes), 'xl/media/image1.png')
  zip.end()
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    zip.outputStream.on('data', (chunk: Buffer) => chunks.push(chunk))
    zip.outputStream.on('error', reject)
    zip.outputStream.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))))
  })
}
