import { describe, expect, test } from 'vitest'
import { bodyOf, tableOf, withColumns } from '../../../helpers/boilers.ts'
import { indented, reasons, sheet, uglyReader } from '../../../helpers/ugly-reader.ts'
import type { Cell } from '../../../helpers/workbook.ts'

const { expectTruth, read } = uglyReader()

describe('headers', () => {
  test('merged heads on three levels, shifted down and to the right', async () => {
    const head: Cell[][] = [
      ['台账编号', '使用单位', '位置', '区域属性', '锅炉情况', null, '整治安排', '补助', '状态'],
      [null, null, '所在乡镇街道', '是否在建成区', '额定', '年用煤量\n（吨）', '计划完成时限', '补助标准\n（万元/蒸吨）', null],
      [null, null, null, null, '额定出力\n（蒸吨/小时）', null, null, null, null],
    ]
    const rows = [
      ['柳城县燃煤锅炉淘汰整治台账'],
      [],
      ['填报单位：柳城县', null, null, null, '2020年5月'],
      [],
      ...indented(head, 2),
      ...indented(bodyOf(withColumns({})), 2),
    ]
    const merges = ['A1:K1', 'C5:C7', 'D5:D7', 'E6:E7', 'F6:F7', 'G5:H5', 'H6:H7', 'I6:I7', 'J6:J7', 'K5:K7']
    const result = await expectTruth(sheet(rows, { merges }))
    expect([result.headerRows, result.columns[0]?.letter]).toEqual([[5, 7], 'C'])
  })

  test('groups written over their first column only, nothing merged', async () => {
    const head: Cell[][] = [
      ['台账编号', '使用单位', '位置', '区域属性', '锅炉情况', null, '整治安排', '补助', '状态'],
      [
        null,
        null,
        '所在乡镇街道',
        '是否在建成区',
        '额定出力（蒸吨/小时）',
        '年用煤量（吨）',
        '计划完成时限',
        '补助标准（万元/蒸吨）',
        null,
      ],
    ]
    await expectTruth(sheet([...head, ...bodyOf(withColumns({}))]))
  })

  test('columns renamed, in another order, with strange ones between', async () => {
    const renamed = withColumns({
      ownerName: { head: '2. 锅炉使用单位*' },
      townCode: { head: '乡镇（街道）' },
      capacityTph: { head: '锅炉容量(t/h)' },
      annualCoal: { head: '年耗煤量/吨' },
      planDate: { head: '计划完成时间' },
    })
    const index = { head: '序号', cell: () => 1 }
    const inspector = { head: '网格员', cell: () => '老李' }
    await expectTruth(sheet(tableOf([index, inspector, ...renamed.toReversed()])))
  })

  test('a row of units and a row of column numbers under the header', async () => {
    const bare = withColumns({ capacityTph: { head: '额定出力' }, annualCoal: { head: '年用煤量' }, subsidyStd: { head: '补助标准' } })
    const [head, ...body] = tableOf(bare)
    const units: Cell[] = ['—', '—', '—', '—', '蒸吨/小时', '吨', '—', '万元/蒸吨', '—']
    const numbers: Cell[] = ['甲', '乙', '丙', '丁', 1, 2, 3, 4, 5]
    const result = await expectTruth(sheet([head ?? [], units, numbers, ...body]))
    expect(reasons(result)).toEqual(['2 unit', '3 number'])
  })

  describe('a row of units into which merged headings reach', () => {
    const merges = ['A1:A2', 'B1:B2', 'C1:C2', 'D1:D2', 'G1:G2', 'I1:I2']
    const inTons = [null, null, null, null, '蒸吨/小时', '吨', null, '万元/蒸吨', null]
    const table = (annualCoal: string, units: readonly Cell[], factor = 1): Cell[][] => {
      const [head, ...body] = tableOf(
        withColumns({
          capacityTph: { head: '额定出力' },
          annualCoal: { head: annualCoal, cell: (row) => Number(row.annualCoal) * factor },
          subsidyStd: { head: '补助标准' },
        }),
      )
      return [head ?? [], [...units], ...body]
    }
    const withCoal = (unit: string) => inTons.map((one) => (one === '吨' ? unit : one))

    test('belongs to the header, and nothing is doubtful', async () => {
      const result = await expectTruth(sheet(table('年用煤量', inTons), { merges }))
      expect(result.headerRows).toEqual([1, 2])
    })

    test('some in brackets, with strokes, and one in another unit that is converted', async () => {
      const units = ['—', null, null, null, '（蒸吨/小时）', '千克', '—', '（万元/蒸吨）', null]
      await expectTruth(sheet(table('年用煤量', units, 1000), { merges: merges.filter((range) => range !== 'A1:A2' && range !== 'G1:G2') }))
    })

    test.each([
      ['what is no unit stands among them', '年用煤量', withCoal('吨数'), []],
      ['another unit stands behind the heading', '年用煤量（千克）', inTons, []],
      ['two of them share a heading', '额定出力', inTons, ['E1:F1']],
    ])('where %s, it is asked about', async (_, annualCoal, units, more) => {
      const { questions } = await read(sheet(table(annualCoal, units), { merges: [...merges, ...more] }))
      expect(questions.length).toBeGreaterThan(0)
    })
  })

  test('numbers typed as text count as column numbers too', async () => {
    const [head, ...body] = tableOf()
    await expectTruth(sheet([head ?? [], ['1', '2', '3', '4', '5', '6', '7', '8', '9'], ...body]))
  })
})
