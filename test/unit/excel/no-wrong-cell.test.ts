import fc from 'fast-check'
import { expect, test } from 'vitest'
import { recognise } from '../../../electron/engine/excel/recognise/recognise.ts'
import { boilers, type ColumnSpec, columns, serial, towns } from '../../helpers/boilers.ts'
import { parseHere } from '../../helpers/parse-here.ts'
import { formOf, shippedPack } from '../../helpers/recognition.ts'
import { buildWorkbook, type Cell, letters } from '../../helpers/workbook.ts'

const pack = shippedPack('liuzhou-2020')
const form = formOf(pack, 'F4')
type Row = Readonly<Record<string, string>>

/** The many ways one column is written; each means the same. */
const spellings: Readonly<Record<string, readonly ColumnSpec[]>> = {
  boilerId: [
    { head: '台账编号', cell: (row) => row.boilerId ?? null },
    { head: '锅炉编号', cell: (row) => Number(row.boilerId) },
    { head: '(1) 台账编号*', cell: (row) => ` ${row.boilerId}\n` },
  ],
  ownerName: [
    { head: '使用单位', cell: (row) => row.ownerName ?? null },
    { head: '使 用 单 位', cell: (row) => `${row.ownerName}　` },
  ],
  townCode: [
    { head: '所在乡镇街道', cell: (row) => towns[row.townCode ?? ''] ?? null },
    { head: '乡镇（街道）', cell: (row) => Number(row.townCode) },
    { head: '所在乡镇', cell: (row) => `柳城县${towns[row.townCode ?? '']}` },
  ],
  inBuiltUpArea: [
    { head: '是否在建成区', cell: (row) => row.inBuiltUpArea ?? null },
    { head: '是否在建成区（是/否）', cell: (row) => (row.inBuiltUpArea === '是' ? '√' : '×') },
    { head: '是否在建成区', cell: (row) => row.inBuiltUpArea === '是' },
  ],
  capacityTph: [
    { head: '额定出力（蒸吨/小时）', cell: (row) => Number(row.capacityTph) },
    { head: '额定出力\n(t/h)', cell: (row) => `${row.capacityTph}蒸吨` },
    { head: '锅炉容量（蒸吨）', cell: (row) => `０${row.capacityTph}` },
  ],
  annualCoal: [
    { head: '年用煤量（吨）', cell: (row) => Number(row.annualCoal) },
    { head: '年用煤量（万吨）', cell: (row) => Number((Number(row.annualCoal) / 10_000).toPrecision(12)) },
    { head: '年用煤量/千克', cell: (row) => Number(row.annualCoal) * 1000 },
    { head: '年耗煤量', cell: (row) => Number(row.annualCoal).toLocaleString('en-US', { maximumFractionDigits: 6 }) },
    { head: '年用煤量（万吨）', cell: (row) => `${row.annualCoal} 吨` },
  ],
  planDate: [
    { head: '计划完成时限', cell: (row) => ({ value: serial(row.planDate ?? ''), format: 'yyyy"年"m"月"d"日"' }) },
    { head: '计划完成时间', cell: (row) => row.planDate?.replaceAll('-', '.') ?? null },
    { head: '计划完成时限', cell: (row) => serial(row.planDate ?? '') },
    { head: '计划完成时限', cell: (row) => row.planDate?.replaceAll('-', '') ?? null },
    { head: '计划完成时限', cell: (row) => row.planDate?.replace(/(\d+)-0?(\d+)-0?(\d+)/, '$1年$2月$3日') ?? null },
  ],
  subsidyStd: [
    { head: '补助标准（万元/蒸吨）', cell: (row) => Number(row.subsidyStd) },
    { head: '补助标准（元/蒸吨）', cell: (row) => Number((Number(row.subsidyStd) * 10_000).toPrecision(12)) },
  ],
  status: [
    { head: '状态', cell: (row) => row.status ?? null },
    { head: '状态（下拉选择）', cell: (row) => row.status?.replaceAll('（', '(').replaceAll('）', ')') ?? null },
  ],
}
const strangers: readonly ColumnSpec[] = [
  { head: '序号', cell: (row) => Number(row.boilerId?.slice(-2)) },
  { head: '网格员', cell: () => '老李' },
  { head: '上年同期用煤量（吨）', cell: () => 99_999 },
  { head: '手机', cell: () => 13_800_000_000 },
]
const figures = ['capacityTph', 'annualCoal', 'subsidyStd']
/** A total stands under figures only, its word in the first column that holds none. */
const total =
  (word: string) =>
  (fields: readonly (string | undefined)[]): Cell[] => {
    const label = fields.findIndex((field) => field !== undefined && !figures.includes(field))
    return fields.map((field, at) => (at === label ? word : field !== undefined && figures.includes(field) ? 99_999 : null))
  }
const alone = (text: string) => (): Cell[] => [text]
const noise: readonly ((fields: readonly (string | undefined)[]) => Cell[])[] = [
  total('合计'),
  total('小  计'),
  total('其中：建成区内'),
  alone('注：以上数据由各乡镇上报。'),
  alone('二、乡镇部分'),
  () => [],
  () => ['单位负责人：黄志强', null, '填表人：韦小芳', null, '审核人：'],
]

const rowArbitrary: fc.Arbitrary<Row> = fc
  .record({
    capacity: fc.integer({ min: 1, max: 650 }),
    coal: fc.integer({ min: 0, max: 9_999_999 }),
    subsidy: fc.integer({ min: 1, max: 999 }),
    day: fc.integer({ min: 0, max: 1500 }),
    town: fc.constantFrom(...Object.keys(towns)),
    builtUp: fc.boolean(),
    status: fc.constantFrom('在用', '整治中', '已淘汰（销号）', '保留'),
    owner: fc.constantFrom('红星豆腐坊', '第2供热站', '柳城县A区医院', '合计'),
  })
  .map(({ capacity, coal, subsidy, day, town, builtUp, status, owner }) => ({
    ownerName: owner,
    townCode: town,
    inBuiltUpArea: builtUp ? '是' : '否',
    capacityTph: String(capacity / 10),
    annualCoal: String(coal / 100),
    planDate: new Date(Date.UTC(2020, 0, 1) + day * 86_400_000).toISOString().slice(0, 10),
    subsidyStd: String(subsidy / 100),
    status,
  }))

const tableArbitrary = fc.record({
  rows: fc
    .array(rowArbitrary, { minLength: 2, maxLength: 8 })
    .map((rows) => rows.map((row, at): Row => ({ boilerId: `450222${1000 + at}`, ...row }))),
  spelling: fc.record(
    Object.fromEntries(Object.entries(spellings).map(([field, list]) => [field, fc.integer({ min: 0, max: list.length - 1 })])),
  ),
  order: fc.shuffledSubarray(Object.keys(spellings), { minLength: 5 }),
  strangers: fc.subarray([...strangers.keys()]),
  before: fc.integer({ min: 0, max: 4 }),
  indent: fc.integer({ min: 0, max: 3 }),
  noise: fc.array(fc.record({ at: fc.nat(8), kind: fc.nat(noise.length - 1) }), { maxLength: 3 }),
})

test('whatever the table looks like, a cell is right, or it is reported, or something is asked', async () => {
  let imported = 0
  let asked = 0
  await fc.assert(
    fc.asyncProperty(tableArbitrary, async (table) => {
      const fields = table.order.includes('boilerId') ? table.order : ['boilerId', ...table.order]
      const specs = [
        ...fields.map((field) => ({ field, ...(spellings[field]?.[table.spelling[field] ?? 0] as ColumnSpec) })),
        ...table.strangers.map((at) => ({ field: undefined, ...(strangers[at] as ColumnSpec) })),
      ]
      const body = table.rows.map((row) => specs.map((spec) => spec.cell(row)))
      const lines: { cells: Cell[]; row?: Row }[] = body.map((cells, at) => ({
        cells,
        ...(table.rows[at] === undefined ? {} : { row: table.rows[at] }),
      }))
      for (const { at, kind } of table.noise)
        lines.splice(Math.min(at, lines.length), 0, { cells: noise[kind]?.(specs.map(({ field }) => field)) ?? [] })
      const above: Cell[][] = [['柳城县燃煤锅炉淘汰整治台账'], ['填报单位：柳城县'], [], ['报送日期：2020年6月3日']].slice(0, table.before)
      const indent = new Array<Cell>(table.indent).fill(null)
      const grid = [
        ...above,
        [...indent, ...specs.map(({ head }) => head)],
        ...lines.map(({ cells }) => (cells.length === 0 ? [] : [...indent, ...cells])),
      ]
      const workbook = await parseHere(buildWorkbook({ sheets: [{ name: '台账', rows: grid }] }))
      const result = recognise({ workbook, template: form, codes: pack.codes, period: '2020-05', options: {}, saved: () => undefined })
      if (result.questions.length > 0) {
        asked++
        return
      }
      imported++
      const reported = new Set(result.problems.map(({ cell }) => cell))
      const first = above.length + 2
      const truth = new Map(lines.flatMap(({ row }, at) => (row === undefined ? [] : [[first + at, row] as const])))
      expect(result.rows.map(({ row }) => row)).toEqual([...truth.keys()])
      for (const { row, values } of result.rows)
        for (const [at, { field, column }] of result.fields.entries()) {
          const value = values[at] ?? undefined
          if (value !== truth.get(row)?.[field.key])
            expect([`${letters(column)}${row}`, field.key, value, [...reported]]).toEqual([
              'reported',
              expect.stringContaining(`${letters(column)}${row}`),
            ])
        }
      // Every column of the form that the file has is imported.
      expect(result.fields.map(({ field }) => field.key).sort()).toEqual([...fields].sort())
    }),
    { numRuns: 300, seed: 20_200_531 },
  )
  // Asking must not be the way out of everything.
  expect(imported).toBeGreaterThan(asked)
})

test('the spellings are of the fields they claim', () => {
  expect(Object.keys(spellings)).toEqual(Object.keys(columns))
  expect(boilers.every((row) => Object.keys(spellings).every((field) => row[field] !== undefined))).toBe(true)
})
