import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { boilers, columns, tableOf, withColumns } from '../../../helpers/boilers.ts'
import { rawZip } from '../../../helpers/hostile-zip.ts'
import { convertWithLibreOffice } from '../../../helpers/soffice.ts'
import { form, sheet, uglyReader } from '../../../helpers/ugly-reader.ts'
import { buildWorkbook, type Cell } from '../../../helpers/workbook.ts'

const { expectTruth, read } = uglyReader()

describe('other formats', () => {
  const csv = [...tableOf(withColumns({ planDate: { cell: (row) => row.planDate ?? null } }))]
    .map((row) => row.map((cell) => `"${String(cell ?? '').replaceAll('"', '""')}"`).join(','))
    .join('\r\n')

  test.each([
    ['GBK', iconv.encode(csv, 'gbk')],
    ['GB18030 with a rare character', iconv.encode(csv.replaceAll('红星', '㐂星'), 'gb18030')],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${csv}`)],
    ['UTF-8 without', Buffer.from(csv)],
    ['UTF-16', Buffer.from(`\ufeff${csv.replaceAll('","', '"\t"')}`, 'utf16le')],
  ])('.csv in %s', async (name, bytes) => {
    const result = await read(bytes, {}, 'export.csv')
    const truth = name.includes('rare')
      ? boilers.map((row) => ({ ...row, ownerName: (row.ownerName ?? '').replace('红星', '㐂星') }))
      : boilers
    expect([result.questions, result.rows]).toEqual([[], truth])
  })

  test('a quote that is never closed would swallow all rows behind it: the file is refused, one within a text is a quote', async () => {
    const table = (owner: string) =>
      Buffer.from(`台账编号,使用单位,年用煤量（吨）\r\n4502220001,${owner},2100\r\n4502220002,红星豆制品厂,420\r\n`)
    const result = await read(table('民生"纺织厂'), {}, 'export.csv')
    expect(result.rows.map(({ ownerName }) => ownerName)).toEqual(['民生"纺织厂', '红星豆制品厂'])
    await expect(read(table('"民生纺织厂'), {}, 'export.csv')).rejects.toMatchObject({ code: 'WORKBOOK_DAMAGED' })
  })

  test.each([
    ['every element prefixed', { prefix: 'x' }],
    ['ISO Strict', { strict: true }],
    ['UTF-16 parts', { encoding: 'utf-16le' }],
    ['text inside the cells', { inline: true }],
  ] as const)('.xlsx with %s', async (_, book) => {
    await expectTruth(sheet(tableOf(), {}, book))
  })

  test.each(['', 'ss:'])('SpreadsheetML 2003 with prefix "%s"', async (p) => {
    const cell = (value: Cell): string => {
      if (value === null) return `<${p}Cell/>`
      if (typeof value === 'number') return `<${p}Cell><${p}Data ss:Type="Number">${value}</${p}Data></${p}Cell>`
      if (typeof value === 'object')
        return `<${p}Cell ss:StyleID="d"><${p}Data ss:Type="DateTime">${new Date(Date.UTC(1899, 11, 30) + Number(value.value) * 86_400_000).toISOString().slice(0, 23)}</${p}Data></${p}Cell>`
      return `<${p}Cell><${p}Data ss:Type="String">${value}</${p}Data></${p}Cell>`
    }
    const rows = tableOf().map((row) => `<${p}Row>${row.map(cell).join('')}</${p}Row>`)
    const xml =
      `<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Excel.Sheet"?><${p}Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">` +
      `<${p}Styles><${p}Style ss:ID="d"><${p}NumberFormat ss:Format="yyyy\\-mm\\-dd"/></${p}Style></${p}Styles><${p}Worksheet ss:Name="台账"><${p}Table>${rows.join('')}</${p}Table></${p}Worksheet></${p}Workbook>`
    await expectTruth(Buffer.from(xml), { fileName: 'wps.xls' })
  })

  test('hidden rows and columns of an OpenDocument sheet are pointed out', async () => {
    const rows = tableOf(withColumns({ planDate: { cell: (row) => row.planDate ?? null } }))
    const cell = (value: Cell) =>
      typeof value === 'number'
        ? `<table:table-cell office:value-type="float" office:value="${value}"><text:p>${value}</text:p></table:table-cell>`
        : `<table:table-cell office:value-type="string"><text:p>${typeof value === 'object' ? '' : value}</text:p></table:table-cell>`
    const row = (cells: readonly Cell[], at: number) =>
      `<table:table-row${at === 2 ? ' table:visibility="filter"' : ''}>${cells.map(cell).join('')}</table:table-row>`
    const names = ['office', 'table', 'text'].map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`).join(' ')
    const content =
      `<office:document-content ${names} office:version="1.2"><office:body><office:spreadsheet><table:table table:name="台账">` +
      '<table:table-column table:number-columns-repeated="5"/><table:table-column table:visibility="collapse"/><table:table-column table:number-columns-repeated="3"/>' +
      `${rows.map(row).join('')}</table:table></office:spreadsheet></office:body></office:document-content>`
    const manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    const bytes = rawZip([
      { name: 'mimetype', bytes: Buffer.from('application/vnd.oasis.opendocument.spreadsheet') },
      { name: 'content.xml', bytes: Buffer.from(content) },
      { name: 'META-INF/manifest.xml', bytes: Buffer.from(manifest) },
    ])
    const { problems } = await expectTruth(bytes, { fileName: 'table.ods' })
    expect(problems.map(({ cell: place }) => place)).toEqual(['F1', 'A3'])
  })

  test('a hidden sheet of an OpenDocument workbook is one', async () => {
    const book = buildWorkbook({
      sheets: [
        { name: '台账', rows: tableOf() },
        { name: '去年', rows: tableOf(), state: 'hidden' },
        { name: '说明', rows: [['填表说明']] },
      ],
    })
    const document = await convertWithLibreOffice(book, 'book.xlsx', 'ods')
    const { workbook } = await read(document, {}, 'book.ods')
    expect(workbook.sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
      ['台账', false],
      ['去年', true],
      ['说明', false],
    ])
  })

  test('a web page saved as .xls, in GB2312', async () => {
    const cells = (row: readonly Cell[]) => row.map((value) => `<td>${typeof value === 'object' ? '' : value}</td>`).join('')
    const rows = tableOf(withColumns({ planDate: { cell: (row) => row.planDate ?? null } })).map((row) => `<tr>${cells(row)}</tr>`)
    const html = `<html><head><meta http-equiv=Content-Type content="text/html; charset=gb2312"></head><body><table>${rows.join('')}</table></body></html>`
    await expectTruth(iconv.encode(html, 'gb18030'), { fileName: '系统导出.xls' })
  })
})

describe('figures that a page shows shorter than they are', () => {
  const shownShort = tableOf(withColumns({ annualCoal: { cell: (row) => ({ value: Number(row.annualCoal), format: '#,##0' }) } }))

  test('as LibreOffice writes them', async () => {
    const page = await convertWithLibreOffice(sheet(shownShort), 'page.xlsx', 'html:HTML (StarCalc)')
    expect(page.toString()).toContain('>12,120<')
    await expectTruth(page, { fileName: 'page.xls' })
  })

  test('as Excel writes them', async () => {
    const cell = (value: Cell, head: boolean): string => {
      if (typeof value === 'number') return `<td align=right x:num>${value}</td>`
      if (value === null || typeof value !== 'object') return `<td${head ? ' class=xl24' : ''}>${value ?? ''}</td>`
      const stored = Number(value.value)
      const day = new Date(Date.UTC(1899, 11, 30) + stored * 86_400_000)
      return value.format === '#,##0'
        ? `<td class=xl26 align=right x:num="${stored}">${Math.round(stored).toLocaleString('en')}</td>`
        : `<td class=xl25 x:num="${stored}">${day.getUTCMonth() + 1}/${day.getUTCDate()}/${day.getUTCFullYear() % 100}</td>`
    }
    const rows = shownShort.map((row, at) => `<tr>${row.map((value) => cell(value, at === 0)).join('')}</tr>`)
    const styles = '.xl24 {mso-number-format:"\\@";} .xl25 {mso-number-format:"m/d/yy";} .xl26 {mso-number-format:"#,##0";}'
    const page = `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset=gb2312><style><!-- ${styles} --></style></head><body><table x:str>${rows.join('')}</table></body></html>`
    await expectTruth(iconv.encode(page, 'gb18030'), { fileName: '台账.xls' })
  })
})

test('the columns of the form itself are what the table says', () => {
  expect(Object.keys(columns).every((key) => form.fields.some((field) => field.key === key))).toBe(true)
})
