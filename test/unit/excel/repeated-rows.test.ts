import { expect, test } from 'vitest'
import type { Recognition } from '../../../electron/engine/excel/recognise/recognise.ts'
import { ImportOptions } from '../../../shared/contract/index.ts'
import { recogniseFor, shippedPack, textsWorkbook } from '../../helpers/recognition.ts'

const pack = shippedPack('liuzhou-2020')

type Rows = readonly (readonly string[])[]
const workbookOf = (sheets: Readonly<Record<string, Rows>>) => ({
  ...textsWorkbook('', []),
  sheets: Object.entries(sheets).flatMap(([name, rows]) => textsWorkbook(name, rows).sheets),
})

const read = (form: string, sheets: Readonly<Record<string, Rows>>, options: ImportOptions = {}) => {
  const found = recogniseFor(pack, form, workbookOf(sheets), { options })
  return {
    asked: found.questions.filter(({ kind }) => kind === 'part').flatMap(({ choices }) => choices.map(({ label }) => label)),
    others: found.questions.filter(({ kind }) => kind !== 'part'),
    rows: found.rows.map(({ values }) => values.join(' ')),
    problems: found.problems.map(({ cell, message }) => `${cell} ${message}`),
    listed: found.skipped.map(({ row }) => row),
    /** What is read once a choice is taken. */
    taken: (at: number) => read(form, sheets, ImportOptions.parse(JSON.parse(choiceAt(found.questions, at)))),
  }
}
const choiceAt = (questions: Recognition['questions'], at: number): string =>
  questions.find(({ kind }) => kind === 'part')?.choices[at]?.value ?? ''

const head = ['行业', '本月（吨）', '累计（吨）']
const lastYear = [
  ['化工', '50', '150'],
  ['钢铁', '6', '7'],
]
const thisYear = [
  ['化工', '40', '140'],
  ['钢铁', '4', '5'],
]

test('two years one above the other, each under its header: which is meant is asked, and only that is read', () => {
  const found = read('F13', { 表: [['2019年5月'], head, ...lastYear, [], ['2020年5月'], head, ...thisYear] })
  expect(found.asked).toEqual(['第 3–4 行（2019年5月）', '第 8–9 行（2020年5月）'])
  // The heading of the other part says nothing of the one that was chosen.
  expect(found.taken(1)).toMatchObject({ asked: [], rows: ['化工 40 140', '钢铁 4 5'], problems: [], listed: [1, 2, 3, 4, 6] })
  expect(found.taken(0)).toMatchObject({ asked: [], rows: ['化工 50 150', '钢铁 6 7'], problems: [] })
  expect(found.taken(0).listed).toEqual(expect.arrayContaining([6, 7, 8, 9]))
})

test('two years in one table, parted by a line alone or by nothing', () => {
  const lines = read('F13', { 表: [['一、上年同期'], head, ...lastYear, ['二、本年'], ...thisYear] })
  expect(lines.asked).toEqual(['第 3–4 行（一、上年同期）', '第 6–7 行（二、本年）'])
  expect(lines.taken(1).rows).toEqual(['化工 40 140', '钢铁 4 5'])
  expect(read('F13', { 表: [head, ...lastYear, ...thisYear] }).asked).toEqual(['第 2–3 行', '第 4–5 行'])
})

test('towns or months on sheets of their own, taken together: one is to be chosen, and what comes nowhere else goes with it', () => {
  const sheets = { 大埔镇: [head, ...lastYear], 东泉镇: [head, ...thisYear], 其他: [head, ['农业', '1', '2']] }
  const found = read('F13', sheets, { sheets: 'all' })
  expect(found.asked).toEqual(['工作表“大埔镇”第 2–3 行', '工作表“东泉镇”第 2–3 行'])
  expect(found.taken(1)).toMatchObject({ asked: [], rows: ['化工 40 140', '钢铁 4 5', '农业 1 2'] })
})

test('nobody is asked about a second page, the same figures again, or one row typed twice in the middle of others', () => {
  const page = [
    ['建材', '1', '2'],
    ['有色', '3', '4'],
  ]
  expect(read('F13', { 表: [head, ...lastYear, head, ...page] }).asked).toEqual([])
  expect(read('F13', { 甲: [head, ...lastYear], 乙: [head, ...lastYear] }, { sheets: 'all' }).asked).toEqual([])
  expect(read('F13', { 表: [head, ...lastYear, ['化工', '9', '9'], ...page] }).asked).toEqual([])
})

const boilers = (coal: string) => ['4502220001', '4502220002', '4502220003'].map((id) => [id, '甲厂', coal])
const ledger = ['台账编号', '使用单位', '年用煤量（吨）']

test('where the same figures came twice before others, all three are offered as they stand', () => {
  const found = read('F13', { 表: [head, ...lastYear, ...lastYear, ...thisYear] })
  expect(found.asked).toEqual(['第 2–3 行', '第 4–5 行', '第 6–7 行'])
  expect(found.taken(2).rows).toEqual(['化工 40 140', '钢铁 4 5'])
})

test('a ledger twice in one file is asked about too; there all of it may be wanted', () => {
  const found = read('F4', { 表: [['2019年'], ledger, ...boilers('300'), ['2020年'], ledger, ...boilers('200')] })
  expect(found.asked).toEqual(['第 3–5 行（2019年）', '第 8–10 行（2020年）', '全部带入（同样的行会重复，要在导入后核对）'])
  expect(found.taken(1)).toMatchObject({ asked: [], others: [] })
  expect(found.taken(1).rows).toHaveLength(3)
  expect(found.taken(2).asked).toEqual([])
  expect(found.taken(2).rows).toHaveLength(6)
  // One boiler typed twice is reported where it stands.
  expect(read('F4', { 表: [ledger, ...boilers('300'), ['4502220001', '甲厂', '5']] }).asked).toEqual([])
})

// Each row compared with all the others would never end.
test('a long ledger with one code in all of its rows, or two by turns, is read', () => {
  const rows = (...codes: string[]) =>
    Array.from({ length: 60_000 / codes.length }, (_, at) => codes.map((code) => [code, '甲厂', String(at)])).flat()
  expect(read('F4', { 表: [ledger, ...rows('4502220001')] }).asked).toEqual([])
  expect(read('F4', { 表: [ledger, ...rows('4502220001', '4502220002')] }).asked).toHaveLength(51)
})

test('what comes nowhere else goes with a choice as one part, however many stretches it makes', () => {
  const boilers = (from: number, codes: readonly string[]) => codes.map((code, at) => [code, `单位${from + at}`, String(from + at)])
  const same = Array.from({ length: 300 }, (_, at) => ['4502220003', '丙', String(at)])
  const rows = [
    ['台账编号', '使用单位', '年用煤量（吨）'],
    ...boilers(1, ['4502220001', '4502220002']),
    ...boilers(3, ['4502220001', '4502220002']),
    ...same,
  ]
  const found = read('F4', { 表: rows })
  expect(found.asked).toHaveLength(3)
  expect(found.taken(1).rows).toHaveLength(302)
})

test('months below each name: no choice holds them all, and the question says what to do', () => {
  const months = ['化工', '钢铁', '建材'].flatMap((sector) => ['1', '2', '3'].map((coal) => [sector, coal, coal]))
  const { questions } = recogniseFor(pack, 'F13', textsWorkbook('表', [head, ...months]))
  expect(questions.find(({ kind }) => kind === 'part')?.message).toContain('只留下本期的行')
})

test('of hundreds of parts the first are listed, and the question says how many there are', () => {
  const rows = Array.from({ length: 120 }, (_, at) => ['化工', String(at), String(at)])
  const { questions } = recogniseFor(pack, 'F13', textsWorkbook('表', [head, ...rows]))
  const [question] = questions.filter(({ kind }) => kind === 'part')
  expect(question?.choices).toHaveLength(50)
  expect(question?.message).toContain('一共有 120 处')
})
