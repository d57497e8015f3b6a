import { describe, expect, test } from 'vitest'
import { boilers, tableOf, withColumns } from '../../../helpers/boilers.ts'
import { sheet, uglyReader } from '../../../helpers/ugly-reader.ts'

const { expectTruth, read } = uglyReader()

type Boiler = Readonly<Record<string, string>>
/** The ledger with its coal, or its size, in another unit that the heading names. */
const inUnit = (field: 'annualCoal' | 'capacityTph', head: string, per: number) =>
  sheet(tableOf(withColumns({ [field]: { head, cell: (row: Boiler) => Number(row[field]) / per } })))
const asked = async (bytes: Uint8Array) => (await read(bytes)).questions.map(({ id, choices }) => [id, choices.map(({ value }) => value)])

describe('units that people put behind a heading', () => {
  test.each([
    ['年用煤量（斤）', 0.0005],
    ['年用煤量（kt）', 1000],
    ['年用煤量（万t）', 10_000],
    ['年用煤量（吨/年）', 1],
    ['年用煤量（t/a）', 1],
  ])('%s is converted', async (head, per) => {
    await expectTruth(inUnit('annualCoal', head, per))
  })

  test('千克/小时 are thousandths of a 蒸吨/小时', async () => {
    await expectTruth(inUnit('capacityTph', '额定出力（kg/h）', 0.001))
  })

  test.each(['车', '担', '万担', '大卡', '美元', 'GJ/h', 'cal'])(
    '（%s） says a size that nobody knows: it is asked for, or the column left out',
    async (unit) => {
      expect(await asked(inUnit('annualCoal', `年用煤量（${unit}）`, 1))).toEqual([['unit:F', ['1', '']]])
    },
  )

  test('a period that the heading does not name is no part of its unit', async () => {
    expect(await asked(inUnit('annualCoal', '年用煤量（吨/月）', 1))).toEqual([['unit:F', ['1', '']]])
  })

  test.each(['当年', '预计', '含外购', 'GDP', '一般', '必填', 'CO2'])('（%s） is no unit', async (word) => {
    const { questions } = await read(inUnit('annualCoal', `年用煤量（${word}）`, 1))
    expect(questions.filter(({ kind }) => kind === 'unit')).toEqual([])
  })

  test('the name of a sheet is asked about, because it often outlives its figures', async () => {
    const large = withColumns({ annualCoal: { head: '年用煤量', cell: (row: Boiler) => Number(row.annualCoal) / 10_000 } })
    const bytes = sheet(tableOf(large), { name: '台账(万吨)' })
    expect(await asked(bytes)).toEqual([['unit:F', ['10000', '1']]])
    expect((await read(bytes, { factors: { F: '10000' } })).rows).toEqual(boilers)
    // A heading that says its own unit is nearer.
    await expectTruth(sheet(tableOf(withColumns({ annualCoal: { head: '年用煤量（吨）' } })), { name: '台账(万吨)' }))
  })
})
