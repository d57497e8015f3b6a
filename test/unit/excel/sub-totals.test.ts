import { describe, expect, test } from 'vitest'
import type { ImportOptions } from '../../../shared/contract/index.ts'
import { recogniseFor, shippedPack, textsWorkbook } from '../../helpers/recognition.ts'

const pack = shippedPack('liuzhou-2020')

const head = ['台账编号', '使用单位', '额定出力', '年用煤量（吨）']
const boiler = (at: number) => [`450222000${at}`, `单位${at}`, String(at), String(at * 100)]
const [one, two, three, four] = [1, 2, 3, 4].map(boiler) as [string[], string[], string[], string[]]

const read = (form: string, rows: readonly (readonly string[])[], options: ImportOptions = {}) => {
  const found = recogniseFor(pack, form, textsWorkbook('表', rows), { options, pack })
  return {
    taken: found.rows.map(({ values }) => values[0]),
    skipped: found.skipped.filter(({ reason }) => reason !== 'title').map(({ row, reason }) => `${row} ${reason}`),
    problems: found.problems.map(({ cell, message }) => `${cell} ${message}`),
    questions: found.questions.map(({ message }) => message),
    answers: found.questions.flatMap(({ choices }) => choices.map(({ value }) => JSON.parse(value) as ImportOptions)), // as written by the question
  }
}

const nothing = { skipped: [], problems: [], questions: [], answers: [] }

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
    questions: [],
    answers: [],
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
    questions: [],
    answers: [],
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
  expect(read('F4', [head, named, one, two])).toEqual({ taken: [named[0], one[0], two[0]], ...nothing })
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

describe('groups that no list of words knows', () => {
  const grown = (label: readonly string[], other: readonly string[]) => [head, label, one, two, other, three, four]
  test.each(['大埔镇2家', '大埔镇（2家）', '小型企业', '规上企业2户', '一、大埔镇片区', '（一）民营'])('%s', (label) => {
    const rows = grown(['', label, '3', '300'], ['', label.replace('大埔', '东泉'), '7', '700'])
    expect(read('F4', rows)).toMatchObject({
      taken: [one[0], two[0], three[0], four[0]],
      skipped: ['2 total', '5 total'],
      questions: [],
      problems: [
        expect.stringContaining(`“${label}”这一行的数正好是下面 2 行相加，按小计处理`),
        expect.stringContaining('这一行的数正好是下面 2 行相加'),
      ],
    })
  })

  test('below their rows, with a total of all of them that has the code and the name of the county', () => {
    const rows = [
      head,
      one,
      two,
      ['', '小型企业', '3', '300'],
      three,
      four,
      ['', '其他企业', '7', '700'],
      ['450222', '柳城县', '10', '1000'],
    ]
    expect(read('F4', rows)).toMatchObject({ taken: [one[0], two[0], three[0], four[0]], skipped: ['4 total', '7 total', '8 total'] })
    const counted = ['台账编号', '使用单位', '乡镇', '额定出力', '年用煤量（吨）']
    const named = (at: number) => [`450222000${at}`, `单位${at}`, '大埔镇', String(at), String(at * 100)]
    expect(read('F4', [counted, named(1), named(2), ['450222', '柳城县', '全县2台', '3', '300']])).toMatchObject({
      taken: [one[0], two[0]],
      skipped: ['4 total'],
      problems: [expect.stringContaining('上面 2 行')],
    })
  })

  test('without numbers of boilers a label that counts is enough, and a name is asked about', () => {
    const short = ['使用单位', '乡镇', '额定出力', '年用煤量（吨）']
    const firms = [
      ['甲厂', '大埔镇', '6', '2100'],
      ['乙厂', '大埔镇', '4', '900'],
    ]
    expect(read('F4', [short, ['大埔镇2家', '大埔镇', '10', '3000'], ...firms])).toMatchObject({
      taken: ['甲厂', '乙厂'],
      skipped: ['2 total'],
    })
    const rows = [short, ['丁厂', '大埔镇', '1', '7'], ['大埔企业', '大埔镇', '10', '3000'], ...firms]
    const asked = read('F4', rows)
    expect(asked).toMatchObject({ problems: [], taken: ['丁厂', '大埔企业', '甲厂', '乙厂'] })
    expect(asked.questions).toEqual([expect.stringContaining('第 3 行（大埔企业）的数正好是紧挨着的几行相加')])
    const [out, kept] = asked.answers
    expect(read('F4', rows, out)).toMatchObject({ taken: ['丁厂', '甲厂', '乙厂'], questions: [], problems: [] })
    expect(read('F4', rows, kept)).toMatchObject({
      taken: ['丁厂', '大埔企业', '甲厂', '乙厂'],
      questions: [],
      problems: [expect.stringContaining('已按数据带入，请核对')],
    })
  })

  test('a total over rows that were asked about is one whatever the answer', () => {
    const short = ['使用单位', '乡镇', '额定出力', '年用煤量（吨）']
    const firm = (name: string, at: number) => [name, '大埔镇', String(at), String(at * 101)]
    const rows = [
      short,
      firm('甲厂', 1),
      firm('乙厂', 2),
      firm('丙企业', 3),
      firm('丁厂', 50),
      firm('戊厂', 70),
      ['全部', '', '123', '12423'],
    ]
    const [out] = read('F4', rows).answers
    expect(read('F4', rows, out)).toMatchObject({ taken: ['甲厂', '乙厂', '丁厂', '戊厂'], questions: [] })
  })

  test('records that happen to be sums stay', () => {
    const record = ['4502220009', '单位9', '3', '300']
    expect(read('F4', [head, record, one, two])).toEqual({ taken: [record[0], one[0], two[0]], ...nothing })
    const town = (name: string, done: string) => ['2019-2020', name, done, `${done}0`]
    const towns = [town('大埔镇', '30'), town('东泉镇', '10'), town('凤山镇', '20')]
    expect(read('F5', [['采暖季', '乡镇', '本月完工户数', '累计完工户数'], ...towns])).toMatchObject({
      skipped: [],
      problems: [],
      questions: [],
    })
    // One figure, and all the texts of a record.
    const few = ['使用单位', '乡镇', '年用煤量（吨）']
    const firms = [
      ['丙厂', '大埔镇', '3'],
      ['甲厂', '大埔镇', '1'],
      ['乙厂', '大埔镇', '2'],
    ]
    expect(read('F4', [few, ...firms])).toEqual({ taken: ['丙厂', '甲厂', '乙厂'], ...nothing })
    // A figure that is no chance is told of.
    const single = ['使用单位', '年用煤量（吨）']
    const group = [
      ['小型企业', '3000'],
      ['甲厂', '2100'],
      ['乙厂', '900'],
    ]
    expect(read('F4', [single, ...group])).toMatchObject({
      taken: ['小型企业', '甲厂', '乙厂'],
      questions: [],
      problems: [expect.stringContaining('“小型企业”这一行的数正好是下面 2 行相加，已按数据带入，请核对')],
    })
    // The same figures twice, and rows without any, are no sum.
    const bare = ['使用单位', '额定出力', '年用煤量（吨）']
    const same = [
      ['丙厂', '3', '300'],
      ['甲厂', '3', '300'],
      ['乙厂', '0', '0'],
      ['丁厂', '0', '0'],
    ]
    expect(read('F4', [bare, ...same])).toEqual({ taken: ['丙厂', '甲厂', '乙厂', '丁厂'], ...nothing })
  })

  test('a long ledger takes no longer for it', () => {
    const many = Array.from({ length: 3000 }, (_, at) => [String(at), `单位${at}`, at % 2 === 0 ? '99999999' : '0', '0'])
    const started = performance.now()
    expect(read('F4', [head, ...many]).taken).toHaveLength(3000)
    expect(performance.now() - started).toBeLessThan(5000)
  })
})
