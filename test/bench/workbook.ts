/** A ledger of any length as people send it, written without any of the libraries that are measured. */
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

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const cellXml = (value: string | number): string =>
  typeof value === 'number' ? `<c><v>${value}</v></c>` : `<c t="inlineStr"><is><t>${escaped(value)}</t></is></c>`

function* sheetXml(rows: number): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
  yield `<row>${columns.map(([label]) => cellXml(label)).join('')}</row>`
  for (let row = 1; row <= rows; row += 1) yield `<row>${columns.map(([, cell]) => cellXml(cell(row))).join('')}</row>`
  yield '</sheetData></worksheet>'
}

const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships'
const smallParts: Readonly<Record<string, string>> = {
  '[Content_Types].xml':
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
  '_rels/.rels': `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="${packageRelations}"><Relationship Id="r1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/_rels/workbook.xml.rels': `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="${packageRelations}"><Relationship Id="r1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
  'xl/workbook.xml': `<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${relations}"><sheets><sheet name="燃煤锅炉淘汰整治台账" sheetId="1" r:id="r1"/></sheets></workbook>`,
}

/** An .xlsx of so many boilers in thirty columns. */
export function ledgerWorkbook(rows: number): Promise<Uint8Array> {
  const zip = new yazl.ZipFile()
  for (const [name, xml] of Object.entries(smallParts)) zip.addBuffer(Buffer.from(xml), name)
  const parts = [...sheetXml(rows)].map((part) => Buffer.from(part))
  zip.addBuffer(Buffer.concat(parts), 'xl/worksheets/sheet1.xml')
  zip.end()
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    zip.outputStream.on('data', (chunk: Buffer) => chunks.push(chunk))
    zip.outputStream.on('error', reject)
    zip.outputStream.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))))
  })
}
