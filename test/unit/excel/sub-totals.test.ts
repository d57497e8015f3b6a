import { expect, test } from 'vitest'
import { recogniseFor, shippedPack, textsWorkbook } from '../../helpers/recognition.ts'

const pack = shippedPack('liuzhou-2020')

const head = ['台账编号', '使用单位', '额定出力', '年用煤量（吨）']
const boiler = (at: number) => [`450222000${at}`, `单位${at}`, String(at), String(at * 100)]
const [one, two, three, four] = [1, 2, 3, 4].map(boiler) as [string[], string[], string[], string[]]

const read = (form: string, rows: readonly (readonly string[])[]) => {
  const found = recogniseFor(pack, form, textsWorkbook('表', rows))
  return {
    taken: found.rows.map(({ values }) => values[0]),
    skipped: found.skipped.filter(({ reason }) => reason !== 'title').map(({ row, reason }) => `${row} ${reason}`),
    problems: found.problems.map(({ cell, message }) => `${cell} ${message}`),
  }
}

test('towns with the sum of the rows below them, or above, are sub-totals, and each is told', () => {
  expect(
    read('F4', [head, ['大埔镇', '2台', '3', '300'], one, two, ['东泉镇', '1台', '3', '300'], three, ['全县', '3台', '6', '600']]),
  ).toEqual({
    taken: [one[0], two[0], three[0]],
    skipped: ['2 total', '5 total', '7 total'],
    problems: [
      'A2 “大埔镇”这一行的数正好是下面 2 行相加，按小计处理，没有导入。如果它是单独的一条数据，请在导入后补填。',
      'A5 “东泉镇”这一行的数正好是下面 1 行相加，按小计处理，没有导入。如果它是单独的一条数据，请在导入后补填。',
    ],
  })
  expect(read('F4', [head, one, two, ['大埔镇', '', '3', '300'], three, four, ['东泉镇', '', '7', '700']])).toMatchObject({
    taken: [one[0], two[0], three[0], four[0]],
    problems: [
      expect.stringContaining('A4 “大埔镇”这一行的数正好是上面 2 行相加'),
      expect.stringContaining('A7 “东泉镇”这一行的数正好是上面 2 行相加'),
    ],
  })
})

test('a count of boilers that is no sum is left out and told; the row of the whole county is compared', () => {
  expect(read('F4', [head, ['大埔镇', '2台', '5', '400'], one, two, ['全县', '2台', '5', '300']])).toEqual({
    taken: [one[0], two[0]],
    skipped: ['2 total', '5 total'],
    problems: [
      'A2 “大埔镇”这一行像是小计，没有导入，可是“额定出力”写的是 5，下面 2 行加起来是 3。请核对是不是漏了行或者有数填错；如果它是单独的一条数据，请在导入后补填。',
      'C5 文件里“额定出力”的合计是 5，各行加起来是 3。合计不导入，以各行为准；请核对是不是漏了行或者有数填错。',
    ],
  })
})

test('a boiler called like a town stays: told where it says nothing else, silent where it does', () => {
  const short = ['使用单位', '额定出力', '年用煤量（吨）']
  expect(read('F4', [short, ['大埔镇', '6', '2100'], ['甲', '2', '420'], ['乙', '1', '5'], ['丙', '1', '5']])).toMatchObject({
    taken: ['大埔镇', '甲', '乙', '丙'],
    problems: [
      'A2 “大埔镇”这一行像是小计，可是“额定出力”写的是 6，下面 3 行加起来是 4，对不上，所以按数据带入了，请核对。如果是小计，请在导入后删除。',
    ],
  })
  const named = ['4502220009', '大埔镇', '3', '300']
  expect(read('F4', [head, named, one, two])).toEqual({ taken: [named[0], one[0], two[0]], skipped: [], problems: [] })
  // A table of towns is data.
  const towns = ['大埔镇', '东泉镇', '凤山镇'].map((town, at) => ['2019-2020', town, String((at + 1) * 10), '5'])
  expect(read('F5', [['采暖季', '乡镇', '本月完工户数', '累计完工户数'], ...towns]).problems).toEqual([])
})

test.each(['承前页', '过次页', '∑', '共计3台', '小计（2台）', '大埔镇小计(2台)'])('%s is a total in a file without keys', (label) => {
  const { taken, skipped } = read('F4', [
    ['使用单位', '额定出力', '年用煤量（吨）'],
    ['甲', '6', '2100'],
    ['乙', '2', '420'],
    [label, '9', '9'],
    ['丙', '1', '5'],
  ])
  expect([taken, skipped]).toEqual([['甲', '乙', '丙'], ['4 total']])
})
