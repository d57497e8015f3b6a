/** Texts that a spreadsheet would take for a formula go through every file the program writes, and are texts in each of them. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as XLSX from 'xlsx'
import { readCsv, writeCsv } from '../../../shared/submission/csv.ts'
import { columns, tableOf, withColumns } from '../../helpers/boilers.ts'
import { officeTemplate } from '../../helpers/office-template.ts'
import { county, openTestEngine, type TestEngine } from '../../helpers/test-engine.ts'
import { buildWorkbook } from '../../helpers/workbook.ts'

const at = { form: 'F4', period: '2020-05' } as const
const texts = [
  `=HYPERLINK("http://127.0.0.1:9/","点我")`,
  `=cmd|' /C calc'!A0`,
  `+1+cmd|' /C calc'!A0`,
  '-2+3',
  '@SUM(A1:A9)',
  '=1+1',
  '＝1+1',
  `'=1+1`,
  '{=1+1}',
  '"=1+1"',
] as const
const rows = texts.map((text, index) => ({ ...known(index), ownerName: text }))

function known(index: number): Readonly<Record<string, string>> {
  const values = { townCode: '450222100', inBuiltUpArea: '是', capacityTph: '6', annualCoal: '2100', planDate: '2020-09-30' }
  return { ...values, boilerId: `450222${String(index + 1).padStart(4, '0')}`, subsidyStd: '4.5', status: '整治中' }
}

let engine: TestEngine
beforeAll(async () => {
  engine = openTestEngine()
  await engine.call('profile.create', county)
  const { id, questions } = await engine.call('import.preview', { ...at, fileName: '台账.xlsx', bytes: ledger(), options: {} })
  expect(questions).toEqual([])
  await engine.call('import.apply', { id })
})
afterAll(() => engine.close())

/** The clerk's workbook: the texts are string cells in it, and one figure is wrong so that there is something to mark. */
const ledger = () =>
  buildWorkbook({ sheets: [{ name: '台账', rows: tableOf(withColumns({}), [{ ...rows[0], annualCoal: '-5' }, ...rows.slice(1)]) }] })
const csvLedger = () => Buffer.from(writeCsv(tableOf(withColumns({ planDate: { cell: columns.ownerName!.cell } }), rows) as string[][])) // it is there; texts go into a CSV as they are

/** Cells of a workbook that hold, or are worked out from, one of the texts; another program's view. */
const cellsOf = (bytes: Uint8Array) => {
  const book = XLSX.read(bytes, { type: 'array', cellFormula: true })
  const cells = book.SheetNames.flatMap(
    (name) => Object.entries(book.Sheets[name] ?? {}).flatMap(([key, cell]) => (key.startsWith('!') ? [] : [cell as XLSX.CellObject])), // what has an address is a cell
  )
  return {
    texts: cells.flatMap(({ t, v, f }) => (t === 's' && f === undefined ? [String(v)] : [])),
    formulas: cells.flatMap(({ f }) => (f === undefined ? [] : [f])),
  }
}
const dangerous = /cmd\||HYPERLINK|^"?=?1\+1|^-?2\+3|SUM\(A1:A9\)/i

/** As a text whole and as a formula nowhere. */
const expectTexts = (bytes: Uint8Array): void => {
  const { texts: found, formulas } = cellsOf(bytes)
  expect(formulas.filter((formula) => dangerous.test(formula))).toEqual([])
  expect(texts.filter((text) => !found.includes(text))).toEqual([])
}

test('a report and a month in one workbook', async () => {
  expect((await engine.call('report.open', at)).rows.map(({ values }) => values.ownerName)).toEqual(texts)
  expectTexts((await engine.call('export.workbook', at)).bytes)
  // In front stand figures only; the texts are on the sheet of their form.
  expectTexts((await engine.call('export.summary', { period: at.period })).bytes)
})

test("a bureau's template", async () => {
  const template = officeTemplate({
    title: '锅炉台账',
    sheet: '台账',
    columns: [{ labels: ['使用单位'] }, { labels: ['台账编号'] }, { labels: ['年用煤量（吨）'], format: 'number', total: 'sum' }],
  })
  const options = { ...at, fileName: '表样.xlsx', bytes: template, options: {} }
  expect((await engine.call('export.template', options)).questions).toEqual([])
  expectTexts((await engine.call('export.filled', { ...options, remember: false })).bytes)
})

test("a clerk's workbook with marks, and the list for a file that takes none", async () => {
  const marked = async (fileName: string, bytes: Uint8Array) => {
    const { id } = await engine.call('import.preview', { ...at, fileName, bytes, options: {} })
    return engine.call('import.marked', { id })
  }
  const inPlace = await marked('台账.xlsx', ledger())
  expect([inPlace.inPlace, inPlace.marks > 0]).toEqual([true, true])
  expectTexts(inPlace.bytes)
  const list = await marked('台账.csv', csvLedger())
  expect(list.inPlace).toBe(false)
  const { texts: said, formulas } = cellsOf(list.bytes)
  expect(formulas).toEqual([])
  // What could not be read as a date is quoted to the clerk.
  expect(said.filter((text) => text.includes('cmd|')).length).toBeGreaterThan(0)
})

test('a table of a package', () => {
  const lines = texts.map((text) => [text])
  const written = writeCsv(lines)
  expect(written.split('\r\n').filter((line) => /^\uFEFF?"?[=+\-@＝]/.test(line))).toEqual([])
  expect(readCsv(written)).toEqual(lines)
})

test('the control: a formula that is one is seen', () => {
  const bytes = buildWorkbook({ sheets: [{ name: '台账', rows: [[{ formula: '1+1', value: 2 }]] }] })
  expect(() => expectTexts(bytes)).toThrow(/1\+1/)
})
