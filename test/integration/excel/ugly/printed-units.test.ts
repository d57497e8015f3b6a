import { describe, expect, test } from 'vitest'
import type { ImportOptions } from '../../../../shared/contract/index.ts'
import { boilers, tableOf, withColumns } from '../../../helpers/boilers.ts'
import { formOf, readAs } from '../../../helpers/recognition.ts'
import { pack, sheet, uglyReader } from '../../../helpers/ugly-reader.ts'
import type { Cell } from '../../../helpers/workbook.ts'

const { expectTruth, read, parser } = uglyReader()

/** The ledger with these cells in the column of coal, or another one. */
const ledger = (cells: readonly Cell[], head = '年用煤量（吨）', field = 'annualCoal') =>
  sheet(
    tableOf(
      withColumns({ [field]: { head, cell: (row) => cells[boilers.findIndex(({ boilerId }) => boilerId === row.boilerId)] ?? null } }),
    ),
  )
const shown = (format: string, ...values: readonly number[]): Cell[] => values.map((value) => ({ value, format }))
const asked = async (bytes: Uint8Array) => (await read(bytes)).questions.map(({ id, choices }) => [id, choices.map(({ value }) => value)])
const coal = async (bytes: Uint8Array, options: ImportOptions = {}) => {
  const { rows, questions, problems } = await read(bytes, options)
  return { questions, coal: rows.map((row) => row.annualCoal), problems: problems.map(({ cell, code }) => `${cell} ${code}`) }
}

describe('a unit that the number format prints behind the figure', () => {
  test.each([
    ['0.0"万吨"', [0.21, 1.212025, 0.086]],
    ['0.0\\万\\吨', [0.21, 1.212025, 0.086]],
    ['0.0!万!吨', [0.21, 1.212025, 0.086]],
    ['#,##0.00_ "千吨";[Red]-#,##0.00"千吨"', [2.1, 12.12025, 0.86]],
    ['General"公斤"', [2_100_000, 12_120_250, 860_000]],
    ['0.0" （千吨）"', [2.1, 12.12025, 0.86]],
    ['0!.0,"万吨"', [2100, 12_120.25, 860]],
    ['#,##0.00"吨"', [2100, 12_120.25, 860]],
  ])('%s is converted as if the cell said so in words', async (format, values) => {
    await expectTruth(ledger(shown(format, ...values), '年用煤量'))
  })

  test('where the heading says another one for the same cells, it is asked which counts', async () => {
    const bytes = ledger(shown('0.00"吨"', 2100, 12_120.25, 860), '年用煤量（万吨）')
    expect(await asked(bytes)).toEqual([['unit:F', ['1', '10000']]])
    await expectTruth(bytes, { options: { factors: { F: '1' } } })
    await expectTruth(ledger(shown('0.00"吨"', 0.21, 1.212025, 0.086), '年用煤量（万吨）'), { options: { factors: { F: '10000' } } })
    // A single cell is read as one whose text names its unit.
    await expectTruth(ledger([{ value: 2100, format: '0.00"吨"' }, 1.212025, 0.086], '年用煤量（万吨）'))
    await expectTruth(ledger(shown('0.0000"万吨"', 0.21, 1.212025, 0.086), '年用煤量（万吨）'))
  })

  test.each(['"约"0.00', '▲ 0.00', '[$¥-804]#,##0.00', '¥#,##0.00_);(¥#,##0.00)', '0.00"（估）"', '#,##0.00;[Red]-#,##0.00', '0.00_ '])(
    '%s says nothing of a unit',
    async (format) => {
      await expectTruth(ledger(shown(format, 2100, 12_120.25, 860)))
    },
  )

  test('of every cell in a unit that does not convert by itself is asked about, of some of them kept as it is shown', async () => {
    const all = ledger(shown('0.0"MW"', 4.2, 1.05, 2.8), '额定出力', 'capacityTph')
    expect(await asked(all)).toEqual([['unit:E', ['1000/700', '1']]])
    const one = await read(
      ledger([{ value: 4.2, format: '0.0"MW"' }, { value: 1.5, format: '0.0"t/h"' }, 4], '额定出力（蒸吨/小时）', 'capacityTph'),
    )
    expect([one.questions, one.rows.map((row) => row.capacityTph), one.problems.map(({ cell, code }) => `${cell} ${code}`)]).toEqual([
      [],
      ['4.2MW', '1.5', '4'],
      ['E2 unreadable'],
    ])
  })

  test('a word of size alone is asked about', async () => {
    const bytes = ledger(shown('0.0_ "万"', 0.21, 1.212025, 0.086))
    expect(await asked(bytes)).toEqual([['unit:F', ['10000', '1']]])
    await expectTruth(bytes, { options: { factors: { F: '10000' } } })
  })

  test('a figure of the form without a unit may be shown with one, but not with a size; a share with a percent sign in quotes is one', async () => {
    const rows: Cell[][] = [
      ['项目代码', '投产阶段', '当年负荷率', '数据中心PUE'],
      ['2020-1', '试生产', { value: 0.6, format: '0.0"%"' }, { value: 1.2, format: '0.0"倍"' }],
      ['2020-2', '试生产', { value: 45, format: '0.0"%"' }, { value: 1.3, format: '0.0"万台"' }],
    ]
    const found = await readAs({ parser: parser(), pack, form: formOf(pack, 'F1'), period: '2020-05' }, sheet(rows))
    expect([found.questions, found.rows.map((row) => [row.loadFactor, row.pue]), found.problems.map(({ cell }) => cell)]).toEqual([
      [],
      [
        ['0.6', '1.2'],
        ['45', '1.3万台'],
      ],
      ['D3'],
    ])
  })
})

describe('figures that a format shows smaller, among others', () => {
  const mixed = ledger([{ value: 21_000, format: '0!.0,"万"' }, 9000, { value: 30_000, format: '0!.0,"万"' }])

  test('the answer holds for those alone', async () => {
    expect(await asked(mixed)).toEqual([['unit:F', ['1', '0.0001']]])
    expect(await coal(mixed, { factors: { F: '1' } })).toEqual({ questions: [], coal: ['21000', '9000', '30000'], problems: [] })
    expect(await coal(mixed, { factors: { F: '0.0001' } })).toEqual({
      questions: [],
      coal: ['2.1', '9000', '3'],
      problems: ['F3 doubtful'],
    })
  })

  test('a format with a condition shrinks only the figures it is for', async () => {
    const bytes = ledger(shown('[>=10000]0!.0,"万";0', 21_000, 9000, 30_000))
    expect((await coal(bytes, { factors: { F: '0.0001' } })).coal).toEqual(['2.1', '9000', '3'])
  })

  test('those without take what the heading says', async () => {
    const bytes = ledger([{ value: 21_000, format: '0!.0,"万"' }, 0.9, 1], '年用煤量（万吨）')
    expect((await coal(bytes, { factors: { F: '1' } })).coal).toEqual(['21000', '9000', '10000'])
  })

  test('the figure shown is taken in the unit it is shown in', async () => {
    expect(await asked(ledger(shown('0.0,"千吨"', 2100, 12_120, 860)))).toEqual([])
    expect(await asked(ledger(shown('0.0,"吨"', 2100, 12_120, 860)))).toEqual([['unit:F', ['1', '0.001']]])
    expect(await asked(ledger(shown('0.0,', 2100, 12_120, 860)))).toEqual([['unit:F', ['1', '0.001']]])
    expect(await asked(ledger(shown('0.0,,"万吨"', 2100, 12_120, 860)))).toEqual([['unit:F', ['1', '0.01']]])
  })
})
