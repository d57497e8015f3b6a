/** Which rows of a template are there to be filled in, with and without lines around them, and whatever stands beside them. */
import { describe, expect, test } from 'vitest'
import type { FillOptions } from '../../../../shared/contract/index.ts'
import { AppError } from '../../../../shared/model/errors.ts'
import { boilerRows, cellsShown, fillHere } from '../../../helpers/fill-here.ts'
import { officeTemplate, type TemplateSpec } from '../../../helpers/office-template.ts'
import { buildWorkbook, type Cell } from '../../../helpers/workbook.ts'

const heads: readonly Cell[] = ['序号', '台账编号', '使用单位', '额定出力', '年用煤量', '煤耗']
const f = (formula: string): Cell => ({ formula, value: 0 })
/** Without a line drawn; the header stands in row 2. */
const book = (...below: readonly (readonly Cell[])[]) => buildWorkbook({ sheets: [{ name: '台账', rows: [['台账'], heads, ...below] }] })
const sums = (rows: string, label: Cell = '合计'): Cell[] => [label, null, null, f(`SUM(D${rows.replace(':', ':D')})`)]
const example: Cell[] = ['示例', '4502220000', '××公司', 4.2, 100]
const instructions: Cell[] = [null, '10位', '全称', '保留一位小数', '保留两位小数']

const fill = async (bytes: Uint8Array, options: FillOptions = {}, count = 5) => {
  const { preview, file } = await fillHere(bytes, { rows: boilerRows(count, { capacityTph: '2' }) }, options)
  const { questions, block, counts } = preview
  return { asked: questions.map(({ kind }) => kind), block, inserted: counts.inserted, row: await cellsShown(await file(), '台账') }
}

describe('rows without lines around them', () => {
  test.each<[string, readonly (readonly Cell[])[], readonly [number, number]]>([
    ['numbered, and nothing below', [[1], [2], [3]], [3, 5]],
    [
      'numbered, with formulas of their row',
      [3, 4, 5].map((row) => [row - 2, null, null, null, null, f(`IF(D${row}="","",E${row}/D${row})`)]),
      [3, 5],
    ],
    ['formulas of their row alone', [3, 4, 5].map((row) => [null, null, null, null, null, f(`E${row}/D${row}`)]), [3, 5]],
    ['numbers that count on', [[1], [f('A3+1')], [f('A4+1')]], [3, 5]],
    ['the total above', [sums('4:6'), [1], [2], [3]], [4, 6]],
    ['the total above, with a stroke where it has no number', [['合计', '—', '—', f('SUM(D4:D6)')], [1], [2], [3]], [4, 6]],
  ])('%s', async (_, below, [first, last]) => {
    const { asked, block, inserted, row } = await fill(book(...below))
    expect([asked, block, inserted]).toEqual([[], [first, last], 2])
    expect([row(first).slice(0, 3), row(last + 2).slice(0, 3)]).toEqual([
      [1, '4502220001', '柳城县第1豆腐坊'],
      [5, '4502220005', '柳城县第5豆腐坊'],
    ])
  })

  test('the total above counts them all', async () => {
    const { row } = await fill(book(sums('4:6'), [1], [2], [3]))
    expect(row(3)[3]).toBe(10)
  })

  test.each<[string, readonly (readonly Cell[])[], readonly [number, number]]>([
    ['an example', [example, [1], [2], [3]], [3, 6]],
    ['an example by another word', [['例', ...example.slice(1)], [1], [2], [3]], [3, 6]],
    ['instructions', [instructions, [1], [2], [3]], [3, 6]],
    ['instructions, an example and a total', [instructions, example, [1], [2], [3], sums('5:7')], [3, 7]],
    ['instructions above rows without numbers', [instructions, [], [], [], sums('4:6')], [3, 6]],
  ])('%s above is asked about and kept', async (_, below, [first, last]) => {
    expect((await fill(book(...below))).asked).toEqual(['existing'])
    const { asked, block, inserted, row } = await fill(book(...below), { existing: 'below' })
    expect([asked, block, inserted, row(first)[1]]).toEqual([[], [first, last], 2, below[0]?.[1]])
    expect([row(last - 2).slice(0, 3), row(last + 2)[2]]).toEqual([[1, '4502220001', '柳城县第1豆腐坊'], '柳城县第5豆腐坊'])
  })
})

describe('text beside the table', () => {
  const columns = [{ labels: ['使用单位'] }, { labels: ['台账编号'] }, { labels: ['年用煤量'], format: 'number', total: 'sum' }] as const
  const drawn: TemplateSpec = { title: '台账', sheet: '台账', columns }

  test.each(['右侧说明', '注：本表由县区填报，年用煤量按上年实际填写。', '合计', '填表人：'])('“%s” ends no row', async (text) => {
    const { asked, block, row } = await fill(officeTemplate({ ...drawn, cells: { F4: text, F6: text } }))
    expect([asked, block, row(4)[0], row(8)[0], row(9)[2]]).toEqual([[], [4, 6], '柳城县第1豆腐坊', '柳城县第5豆腐坊', 6070 - 0.5 + 3])
    expect(row(4)[5]).toBe(text)
    const plain = await fill(book([1, ...heads.slice(1).map(() => null), null, text], [2], [3], sums('3:5')))
    expect([plain.asked, plain.block, plain.row(3).slice(1, 3), plain.row(3)[7]]).toEqual([
      [],
      [3, 5],
      ['4502220001', '柳城县第1豆腐坊'],
      text,
    ])
  })

  test('a note under the table ends it as before', async () => {
    const { block, row } = await fill(officeTemplate({ ...drawn, totalLabel: null, notes: ['注：每月报一次。'] }))
    expect([block, row(10)[0]]).toEqual([[4, 6], '注：每月报一次。'])
  })
})

test.each<[string, readonly (readonly Cell[])[]]>([
  ['a total right under the header', [sums('1:1'), ['注：每月报一次。']]],
  ['a note right under the header', [['注：每月报一次。'], [1], [2]]],
  ['signatures right under the header', [['填表人：', null, '审核人：'], ['单位负责人：']]],
])('%s leaves no row', async (_, below) => {
  await expect(fill(book(...below))).rejects.toSatisfy((error) => error instanceof AppError && error.code === 'TEMPLATE_UNSUPPORTED')
})
