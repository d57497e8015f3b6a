import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as XLSX from 'xlsx'
import { forkParser } from '../../../electron/adapters/parser-fork.ts'
import { writeReportWorkbook } from '../../../electron/engine/excel/writer/report-workbook.ts'
import type { ParserProcess } from '../../../electron/engine/ports.ts'
import { headerGrid } from '../../../shared/forms/columns.ts'
import { dataCellAddress, workbookLayout } from '../../../shared/forms/layout.ts'
import { formOf, readAs, shippedPack } from '../../helpers/recognition.ts'
import { filledRows, reportOf } from '../../helpers/report.ts'
import { convertWithLibreOffice, pagesOfPdf } from '../../helpers/soffice.ts'

const packs = { 'liuzhou-2020': shippedPack('liuzhou-2020'), 'yuncheng-145': shippedPack('yuncheng-145') }
const forms = [
  ['liuzhou-2020', 'F1'],
  ['liuzhou-2020', 'F4'],
  ['yuncheng-145', 'F4'],
  ['yuncheng-145', 'F5'],
  ['yuncheng-145', 'F5H'],
] as const
const fresh = { deterministic: false } as const
let parser: ParserProcess
beforeAll(() => {
  parser = forkParser()
})
afterAll(() => parser.close())

describe('read again by our own reader', () => {
  test.each(forms)('%s %s comes back cell by cell, without a question', async (packId, id) => {
    const pack = packs[packId]
    const form = formOf(pack, id)
    const rows = filledRows(pack, form, form.structure.kind === 'single' ? 1 : 12)
    const bytes = await writeReportWorkbook(reportOf(pack, form, rows), form, pack, fresh)
    const read = await readAs({ parser, pack, form, period: '2020-05' }, bytes)
    const overridable = new Set(form.fields.filter((field) => field.computed !== undefined).map((field) => field.key))
    const typed = read.rows.map((row) => Object.fromEntries(Object.entries(row).filter(([key]) => !overridable.has(key))))
    expect({ questions: read.questions, rows: typed }).toEqual({ questions: [], rows })
    expect(read.problems.filter(({ code }) => code !== 'readOnly')).toEqual([])
    expect(read.signatures).toEqual({
      preparer: '韦小芳',
      preparerPhone: '0772-7612345',
      auditor: '覃建国',
      leader: '黄志强',
      fillDate: '2020-06-03',
    })
  })

  test('whatever a person typed comes back as typed, and nothing of it is a formula', async () => {
    const pack = packs['liuzhou-2020']
    const form = formOf(pack, 'F4')
    const typed = [
      '=HYPERLINK("http://x","y")',
      '+1',
      '-1',
      '@SUM(A1)',
      '\tx'.trim(),
      '第一行\n第二行',
      '_x000D_',
      'a&b<c>"d"',
      '㐀𠮷🏭',
      "'引号",
      '007',
      '１２３',
      '1e5',
    ]
    const rows = typed.map((text, index) => ({
      boilerId: `450222${1000 + index}`,
      ownerName: '甲',
      address: text,
      townCode: '450222100',
      status: '在用',
    }))
    const bytes = await writeReportWorkbook(reportOf(pack, form, rows), form, pack, fresh)
    expect((await readAs({ parser, pack, form, period: '2020-05' }, bytes)).rows.map((row) => row.address)).toEqual(typed)
    const sheet = XLSX.read(bytes, { type: 'array', cellFormula: true })
    expect(
      Object.values(sheet.Sheets).flatMap((one) => Object.values(one).filter((cell) => (cell as XLSX.CellObject).f !== undefined)),
    ).toEqual([])
  })

  test('a figure longer than a spreadsheet can hold, and one that is no figure, lose nothing', async () => {
    const pack = packs['liuzhou-2020']
    const form = formOf(pack, 'F4')
    const coal = ['1234567890123456.78', '约12吨', '0.1', '100000000000000000000', '-3.5']
    const rows = coal.map((annualCoal, index) => ({ boilerId: `450222${1000 + index}`, ownerName: '甲', annualCoal, status: '在用' }))
    const bytes = await writeReportWorkbook(reportOf(pack, form, rows), form, pack, fresh)
    expect((await readAs({ parser, pack, form, period: '2020-05' }, bytes)).rows.map((row) => row.annualCoal)).toEqual(coal)
  })

  test('a report with nothing to report says so and brings no rows back', async () => {
    const pack = packs['liuzhou-2020']
    const form = formOf(pack, 'F1')
    const bytes = await writeReportWorkbook(
      reportOf(pack, form, [], { zeroReport: true, zeroReason: '本月没有项目投产' }),
      form,
      pack,
      fresh,
    )
    const read = await readAs({ parser, pack, form, period: '2020-05' }, bytes)
    expect([read.rows, read.skipped.filter(({ text }) => text.includes('零报告')).map(({ reason }) => reason)]).toEqual([
      [],
      ['note', 'note'],
    ])
  })
})

describe('read by SheetJS', () => {
  test.each(forms)('%s %s has its cells where findings point', async (packId, id) => {
    const pack = packs[packId]
    const form = formOf(pack, id)
    const rows = filledRows(pack, form, form.structure.kind === 'single' ? 1 : 3)
    const report = reportOf(pack, form, rows)
    const book = XLSX.read(await writeReportWorkbook(report, form, pack, fresh), { type: 'array', cellNF: true })
    const sheet = book.Sheets[book.SheetNames[0] ?? ''] as XLSX.WorkSheet
    expect((sheet.A1 as XLSX.CellObject).v).toBe(form.title)
    for (const [index, row] of rows.entries())
      for (const field of form.fields) {
        const value = row[field.key]
        if (value === undefined) continue
        const cell = sheet[dataCellAddress(form, index, field.key) ?? ''] as XLSX.CellObject
        if (['integer', 'decimal', 'money', 'percent'].includes(field.type))
          expect([field.key, cell.t, cell.v]).toEqual([field.key, 'n', Number(value)])
        else if (field.type === 'date') expect([field.key, cell.t, cell.z]).toEqual([field.key, 'n', 'yyyy-mm-dd'])
        else expect([field.key, cell.t]).toEqual([field.key, 's'])
      }
    const first = workbookLayout(form).firstDataRow + rows.length
    const label = report.totals[0]?.label
    if (label !== undefined) expect(String((sheet[`A${first + 1}`] as XLSX.CellObject).v)).toContain(label)
    // Every heading that reaches down over several rows is one merged cell.
    const tall = headerGrid(form).cells.filter((cell) => cell.field !== undefined && cell.rowSpan > 1)
    const merged = (sheet['!merges'] ?? []).filter(({ s, e }) => s.r >= 2 && e.r === workbookLayout(form).numberRow - 1 && s.c === e.c)
    expect(merged.map(({ s }) => s.c).sort((a, b) => a - b)).toEqual(tall.map(({ column }) => column).sort((a, b) => a - b))
  })
})

describe('the file itself', () => {
  const partOf = (bytes: Uint8Array, name: string): string => {
    const container = XLSX.CFB.read(bytes, { type: 'array' })
    return Buffer.from((XLSX.CFB.find(container, `/${name}`) as { content: Uint8Array }).content).toString('utf8')
  }

  test('prints on its paper with repeated header rows and anchored areas, and offers lists', async () => {
    const pack = packs['liuzhou-2020']
    const form = formOf(pack, 'F4')
    const bytes = await writeReportWorkbook(reportOf(pack, form, filledRows(pack, form, 3)), form, pack, { deterministic: true })
    const workbook = partOf(bytes, 'xl/workbook.xml')
    const sheet = partOf(bytes, 'xl/worksheets/sheet1.xml')
    const { columnCount, firstDataRow } = workbookLayout(form)
    expect(workbook).toMatch(/_xlnm\.Print_Area" localSheetId="0">'F4燃煤锅炉淘汰整治'!\$A\$1:\$[A-Z]+\$\d+</)
    expect(workbook).toContain(`!$A:$B,'F4燃煤锅炉淘汰整治'!$1:$${firstDataRow}</definedName>`)
    expect(sheet).toContain('paperSize="8"')
    expect(sheet).toContain('orientation="landscape"')
    expect(sheet).toContain(
      `<pane xSplit="2" ySplit="${firstDataRow}" topLeftCell="C${firstDataRow + 1}" activePane="bottomRight" state="frozen"/>`,
    )
    expect(sheet.match(/<col /g)).toHaveLength(columnCount)
    expect(sheet).toContain('<formula1>&quot;是,否&quot;</formula1>')
    expect(workbook).toContain('<sheet name="代码表" sheetId="2" state="hidden"')
    expect(partOf(bytes, 'xl/styles.xml')).toContain('<name val="宋体"/>')
  })

  test('a town is chosen from the list of its county', async () => {
    const pack = packs['liuzhou-2020']
    const form = formOf(pack, 'F1')
    const bytes = await writeReportWorkbook(reportOf(pack, form, filledRows(pack, form, 1)), form, pack, { deterministic: true })
    expect(partOf(bytes, 'xl/worksheets/sheet1.xml')).toMatch(
      /OFFSET\('代码表'!\$[A-Z]+\$1,MATCH\(\$E7,'代码表'!\$[A-Z]+\$1:\$[A-Z]+\$\d+,0\)-1,0,COUNTIF\(/,
    )
  })

  test('the same report gives the same bytes, stored, in every time zone', async () => {
    const pack = packs['yuncheng-145']
    const form = formOf(pack, 'F5')
    const report = reportOf(pack, form, filledRows(pack, form, 20))
    const zone = process.env.TZ
    const files: Uint8Array[] = []
    for (const other of ['Asia/Shanghai', 'America/New_York', 'UTC']) {
      process.env.TZ = other
      files.push(await writeReportWorkbook(report, form, pack, { deterministic: true }))
    }
    process.env.TZ = zone
    expect(files.slice(1).every((file) => Buffer.compare(file, files[0] ?? new Uint8Array()) === 0)).toBe(true)
    expect(Buffer.from(files[0] ?? []).includes('<sheetData>')).toBe(true)
    const compressed = await writeReportWorkbook(report, form, pack, fresh)
    expect(compressed.length).toBeLessThan((files[0]?.length ?? 0) / 2)
  })
})

describe('printed by LibreOffice', () => {
  test.each(forms)('%s %s is a complete form on every page', async (packId, id) => {
    const pack = packs[packId]
    const form = formOf(pack, id)
    const rows = filledRows(pack, form, form.structure.kind === 'single' ? 1 : 6)
    const bytes = await writeReportWorkbook(reportOf(pack, form, rows), form, pack, fresh)
    const pages = await pagesOfPdf(await convertWithLibreOffice(bytes, `${id}.xlsx`, 'pdf'))
    const plain = pages.map((page) => page.replace(/\s/g, ''))
    expect(plain[0]).toContain(form.title)
    for (const [index, page] of plain.entries()) expect(page).toContain(`第${index + 1}页共${plain.length}页`)
    // Pages are cut between columns where we say: six rows never need a second sheet downwards.
    const numbers = Array.from({ length: workbookLayout(form).columnCount }, (_, column) => column + 1)
    const shown = pages
      .flatMap((page) => page.split('\n').map((line) => line.trim().split(/\s+/)))
      .filter((line) => line.length > 2 && line.every((word) => /^\d+$/.test(word)))
    expect([...new Set(shown.flat().map(Number))].sort((a, b) => a - b)).toEqual(numbers)
    expect(shown).toHaveLength(plain.length)
    for (const label of form.footer) expect(plain.join('')).toContain(`${label}：`)
  })
})
