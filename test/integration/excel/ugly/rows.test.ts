import { describe, expect, test } from 'vitest'
import { importText } from '../../../../shared/text/import.ts'
import { boilers, tableOf, withColumns } from '../../../helpers/boilers.ts'
import { reasons, sheet, uglyReader } from '../../../helpers/ugly-reader.ts'
import type { Cell } from '../../../helpers/workbook.ts'

const { expectTruth, read } = uglyReader()

describe('rows that are no data', () => {
  test('titles, notes, totals, group heads, repeated headers, signatures and examples are left out and listed', async () => {
    const [head = [], first = [], second = [], third = []] = tableOf()
    const rows: Cell[][] = [
      ['燃煤锅炉淘汰整治台账'],
      ['单位：蒸吨/小时、吨'],
      head,
      ['（例）4502229999', '某某厂', '大埔镇', '是', 10, 1, null, null, '在用'],
      ['一、城区'],
      first,
      ['小 计', null, null, null, 6, 2100],
      ['二、乡镇'],
      head,
      second,
      third,
      ['合计：3台', null, null, null, 11.5, 15_080.25],
      ['其中：在用', '1台', null, null, 1.5, 12_120.25],
      ['整治中', '1台', null, null, 6, 2100],
      [],
      ['注：1.额定出力按铭牌填写。2.年用煤量按上年实际填写。'],
      ['单位负责人：黄志强', null, '填表人：韦小芳', null, '联系电话：', '0772-7212345', '填表日期：2020年6月3日'],
      ['—— 以下空白 ——'],
    ]
    const result = await expectTruth(sheet(rows, { merges: ['A1:I1'] }))
    expect(reasons(result)).toEqual([
      '1 title',
      '2 unit',
      '4 example',
      '5 title',
      '7 total',
      '8 title',
      '9 title',
      '12 total',
      '13 total',
      '14 total',
      '16 note',
      '17 footer',
      '18 note',
    ])
    expect(result.signatures).toEqual({ leader: '黄志强', preparer: '韦小芳', preparerPhone: '0772-7212345', fillDate: '2020-06-03' })
  })

  test('a boiler whose owner is called 合计 is data', async () => {
    const rows = boilers.map((row, at) => (at === 1 ? { ...row, ownerName: '合计' } : row))
    expect((await read(sheet(tableOf(undefined, rows)))).rows).toEqual(rows)
  })

  test('rows prepared for filling in are blank', async () => {
    const index = { head: '序号', cell: () => 1 }
    const rows = [...tableOf([index, ...withColumns({})]), [4], [5], [6]]
    expect(reasons(await expectTruth(sheet(rows)))).toEqual(['5 blank', '6 blank', '7 blank'])
  })

  test('hidden rows and columns are imported and reported', async () => {
    const result = await expectTruth(sheet(tableOf(), { hiddenRows: [3], hiddenColumns: [5] }))
    expect(result.problems.map(({ cell, code }) => [cell, code])).toEqual([
      ['F1', 'doubtful'],
      ['A3', 'doubtful'],
    ])
  })

  test.each([{}, { prefix: 'x' }])('rows that are struck through, or have a cell that is, are imported and reported: %j', async (book) => {
    const struck = (cell: Cell): Cell =>
      cell !== null && typeof cell === 'object' ? { ...cell, struck: true } : { value: cell ?? '', struck: true }
    const [head = [], first = [], second = [], third = []] = tableOf()
    const plain = first.map((cell): Cell => (typeof cell === 'string' ? { value: cell, format: '@' } : cell))
    const rows = [head, [...plain, { struck: true }], second.map(struck), third.map((cell, at) => (at === 5 ? struck(cell) : cell))]
    const result = await expectTruth(sheet(rows, { hiddenRows: [3] }, book))
    expect(result.problems.map(({ cell, message }) => [cell, message])).toEqual([
      ['A3', importText.hiddenRow],
      ['A3', importText.struckRow],
      ['A4', importText.struckRow],
    ])
  })

  test('a boiler without a number whose state is the name of a total is data; the same word at the beginning is the total', async () => {
    const result = await read(
      sheet([
        ['台账编号', '使用单位', '状态', '额定出力（蒸吨/小时）', '年用煤量（吨）'],
        ['4502220001', '民生纺织厂', '整治中', 6, 2100],
        [null, '红星豆制品厂', '在用', 1.5, 420],
        [null, '其中：在用', null, 1.5, 420],
        [null, null, '整治中', 6, 2100],
      ]),
    )
    expect(reasons(result)).toEqual(['4 total', '5 total'])
    expect(result.rows.map(({ ownerName, status, annualCoal }) => [ownerName, status, annualCoal])).toEqual([
      ['民生纺织厂', '整治中', '2100'],
      ['红星豆制品厂', '在用', '420'],
    ])
  })

  test('a total that forgot its word, and one that has only the name of the county', async () => {
    const nameless: Cell[] = [null, null, null, null, 11.5, 15_080.25, null, 11.25]
    const county: Cell[] = [null, null, '全县', null, 11.5, 15_080.25]
    const result = await expectTruth(sheet([...tableOf(), nameless, county]))
    expect([reasons(result), result.problems.map(({ cell }) => cell)]).toEqual([['5 total', '6 total'], ['E5']])
  })

  test('hints in brackets do not hide a label', async () => {
    const hinted = withColumns({
      inBuiltUpArea: { head: '是否在建成区（是/否）' },
      planDate: { head: '计划完成时限（格式：2020-05-31）' },
      status: { head: '*状态【必填】' },
    })
    await expectTruth(sheet(tableOf(hinted)))
  })

  test('another table below on the same sheet is not mixed in', async () => {
    const other: Cell[][] = [
      [],
      ['乡镇燃煤锅炉补助发放表'],
      ['补助标准（万元/蒸吨）', '使用单位', '台账编号', '状态'],
      [9, '别的厂', '4502229999', '在用'],
    ]
    const result = await expectTruth(sheet([...tableOf(), ...other]))
    expect(reasons(result)).toEqual(['6 title', '7 title', '8 note'])
  })
})
