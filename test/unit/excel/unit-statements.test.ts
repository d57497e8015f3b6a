import { describe, expect, test } from 'vitest'
import { parseHeading } from '../../../electron/engine/excel/recognise/headings.ts'
import type { SavedMapping } from '../../../electron/engine/excel/recognise/map-columns.ts'
import { hintedUnits, hintsOfRow, statedUnits, unitsOfTitle } from '../../../electron/engine/excel/recognise/unit-statements.ts'
import type { ImportOptions } from '../../../shared/contract/index.ts'
import { recogniseFor, shippedPack, textsWorkbook } from '../../helpers/recognition.ts'

const pack = shippedPack('liuzhou-2020')
const read = (form: string, table: readonly (readonly string[])[], options: ImportOptions = {}, saved?: SavedMapping) => {
  const recognition = recogniseFor(pack, form, textsWorkbook('Sheet1', table), { options, saved: () => saved })
  const asked = recognition.questions.map(({ id, choices }) => `${id} ${choices.map(({ value }) => value).join(' ')}`)
  const value = (key: string) => recognition.rows[0]?.values[recognition.fields.findIndex(({ field }) => field.key === key)]
  return { ...recognition, asked, value }
}

describe('a unit in a heading', () => {
  test.each([
    ['总投资\n亿元', '总投资', '亿元'],
    ['总投资 亿元', '总投资', '亿元'],
    ['上年同期\n产值\n亿元', '上年同期产值', '亿元'],
    ['用煤量 吨', '用煤量', '吨'],
    ['总投资(亿)', '总投资', '亿'],
    ['年节能量（万）', '年节能量', '万'],
    ['总投资（以万元计）', '总投资', '万元'],
    ['负责\n人', '负责人', undefined],
    ['年 度', '年度', undefined],
    ['建 筑 单 元', '建筑单元', undefined],
    ['完成 百分比', '完成百分比', undefined],
    ['用 户', '用户', undefined],
  ])('%j', (text, label, unit) => {
    const heading = parseHeading(text)
    expect([heading.label, heading.unit]).toEqual([label, unit])
  })

  const projects = (...heads: string[]) => [
    ['项目代码', '项目名称', ...heads],
    ['2020-450222-30-03-001001', '甲', ...heads.map(() => '1.5')],
  ]
  test.each(['总投资\n亿元', '总投资 亿元', '总投资亿元', '总投资（亿元人民币）'])('%j is converted', (head) => {
    const { asked, value } = read('F8', projects(head, '年度计划投资（万元）'))
    expect([asked, value('investTotal')]).toEqual([[], '15000'])
  })
  test('a word of size alone is asked about, in brackets, in the row of units or in words nobody understands', () => {
    expect(read('F8', projects('总投资(亿)', '年度计划投资(万元)')).asked).toEqual(['unit:C 10000 1'])
    expect(read('F8', projects('总投资(万)')).asked).toEqual([])
    expect(read('F8', projects('投资额（万以内）'), { columns: { C: 'investTotal' } }).asked).toEqual([])
    expect(read('F8', projects('投资额（亿以内）'), { columns: { C: 'investTotal' } }).asked).toEqual(['unit:C 10000 1'])
    const [head = [], row = []] = projects('总投资', '年度计划投资')
    expect(read('F8', [head, ['', '', '亿', '万元'], row]).asked).toEqual(['unit:C 10000 1'])
  })
})

describe('a sentence about units', () => {
  test.each([
    ['注：产值、增加值单位为亿元，用能为万吨标准煤', ['亿元', '万吨标准煤']],
    ['备注：用煤量单位为万吨。', ['万吨']],
    ['以上数据均以亿元计', ['亿元']],
    ['本表按万元填报', ['万元']],
    ['产值以亿元为单位，其余以万元为单位', ['亿元', '万元']],
    ['表中数据统一为亿元', ['亿元']],
    ['产值单位：亿元，能耗单位：万吨标煤', ['亿元', '万吨标煤']],
    ['各单位按月填报', []],
    ['填报单位：柳城县发展和改革局', []],
    ['单位产品能耗按当量值计算', []],
    ['本年投资5亿元', []],
    ['单位负责人：张三', []],
    ['折标系数按 0.7143 千克标准煤/千克计算', []],
  ])('%s', (text, units) => {
    expect(hintedUnits(text)).toEqual(units)
  })

  test('is none where it is a note of the form itself', () => {
    const row = { row: 9, hidden: false, cells: [{ value: '注：1. 产值单位为亿元。', kind: 'text' }] } as const
    expect([hintsOfRow(row, { notes: [] }), hintsOfRow(row, { notes: ['产值单位为亿元。'] })]).toEqual([['亿元'], []])
  })
  // Looked through from every place of them this would take hours.
  test('long gaps and long titles are looked through once', () => {
    const gap = ' '.repeat(30_000)
    const [title] = textsWorkbook('Sheet1', [[`表（${'甲'.repeat(32_000)}）`]]).sheets[0].rows
    expect([statedUnits(`（${gap}万元${gap}）`), statedUnits(`（${gap}${gap}注`), hintedUnits(`均为${gap}${'甲'.repeat(30)}`)]).toEqual([
      ['万元'],
      [],
      [],
    ])
    expect(title && unitsOfTitle(title)).toEqual({ stated: [], hinted: [] })
  })
  test('between the rows is told at every figure below', () => {
    const rows = [
      ['企业名称', '统一社会信用代码', '工业总产值'],
      ['甲厂', '91450222000010129L', '1.5'],
      ['以下各家产值以亿元计'],
      ['乙厂', '91450222000010137F', '2.5'],
    ]
    const { problems } = read('F7U', rows)
    expect(problems.flatMap(({ cell, message }) => (message.includes('亿元') ? [cell] : []))).toEqual(['C4'])
  })

  const firms = (above: string, below: string) => [
    [above],
    ['企业名称', '统一社会信用代码', '工业总产值', '上年同期产值'],
    ['甲厂', '91450222000010129L', '1.5', '2.5'],
    [below],
  ]
  test.each([
    ['重点用能单位', '注：产值单位为亿元'],
    ['重点用能单位', '以上数据均以亿元计'],
    ['重点用能单位情况表（产值亿元，能耗万吨标煤）', ''],
    ['数据均以亿元计', ''],
    // A line that says otherwise.
    ['单位：万元', '注：产值单位为亿元'],
    ['重点用能单位', '单位：亿元'],
  ])('%s | %s: it is asked', (above, below) => {
    expect(read('F7U', firms(above, below)).asked).toEqual(['unit:C 10000 1', 'unit:D 10000 1'])
  })
  test('a title with nothing but the unit in brackets is as plain as a line', () => {
    for (const title of ['重点用能单位情况表（亿元）', '重点用能单位情况表（单位：亿元）', '单位为亿元']) {
      const { asked, value } = read('F7U', firms(title, ''))
      expect([asked, value('output')]).toEqual([[], '15000'])
    }
  })
  test('nothing is asked where it says what the form wants, and a table of three columns takes the sentence for no row', () => {
    expect(read('F7U', firms('重点用能单位情况表（万元）', '以上数据均以万元计')).asked).toEqual([])
    const coal = read('F13', [['行业', '本月消费', '累计消费'], ['化工', '1.5', ''], ['以上数据均以万吨计']])
    expect([coal.asked, coal.rows.length]).toEqual([['unit:B 10000 1'], 1])
  })
})

describe('a remembered factor', () => {
  const coal = (line: string, figure = '1500') => [[line], ['行业', '本月消费', '累计消费'], ['化工', figure, '']]
  const { decided } = read('F13', coal('计量单位:万'), { factors: { B: '10000' } })

  test('counts while the line that it answered stands there', () => {
    const { asked, value } = read('F13', coal('计量单位:万', '1.5'), {}, decided)
    expect([asked, value('coalMonth')]).toEqual([[], '15000'])
  })
  test.each([
    ['单位：吨', '1500'],
    ['单位：千吨', '1500000'],
  ])('gives way to %s', (line, month) => {
    const again = read('F13', coal(line), {}, decided)
    expect([again.asked, again.value('coalMonth')]).toEqual([[], month])
    // What was answered is kept for files that say it again.
    expect(again.decided).toEqual(decided)
  })
  test('is asked about again when the line is gone, or says something else that is doubtful', () => {
    expect(read('F13', coal('煤炭消费'), {}, decided).asked).toEqual(['unit:B 10000 1'])
    expect(read('F13', coal('煤炭消费'), { factors: { B: '1' } }, decided).value('coalMonth')).toBe('1500')
    expect(read('F13', coal('单位：亿'), {}, decided).asked).toEqual(['unit:B 100000000 1'])
    expect(read('F13', [['行业', '本月消费', '累计消费'], ['化工', '1', ''], ['注：用煤量单位为万吨']], {}, decided).asked).toEqual([
      'unit:B 10000 1',
    ])
  })
  test('of which nobody knows what it answered is asked about, one that changes nothing is not', () => {
    const before = { columns: {}, factors: { '本月消费|': '10000' }, absent: [] }
    expect(read('F13', coal('煤炭消费'), {}, before).asked).toEqual(['unit:B 10000 1'])
    expect(read('F13', coal('煤炭消费'), {}, { ...before, factors: { '本月消费|': '1' } }).asked).toEqual([])
  })
  test('for shares does not turn percent into a hundred times as much', () => {
    const shares = (share: number) => {
      const book = textsWorkbook('Sheet1', [
        ['项目代码', '投产阶段', '当年负荷率'],
        ['2020-1', '试生产', 'x'],
      ])
      const [sheet] = book.sheets
      const rows = sheet.rows.map((row) => ({
        ...row,
        cells: row.cells.map((cell) => (cell?.value === 'x' ? ({ value: share, kind: 'number' } as const) : cell)),
      }))
      return { ...book, sheets: [{ ...sheet, rows }] }
    }
    const load = (share: number, options: ImportOptions, saved?: SavedMapping) =>
      recogniseFor(pack, 'F1', shares(share), { options, saved: () => saved })
    const first = load(0.6, { factors: { C: '100' } })
    expect(load(0.45, {}, first.decided).questions).toEqual([])
    expect(load(60, {}, first.decided).questions.map(({ id }) => id)).toEqual(['unit:C'])
  })
  test('of the pack holds whatever the lines say, but for one that states another unit', () => {
    const key = Object.keys(decided?.factors ?? {})[0] ?? ''
    const ofPack = { columns: {}, factors: { [key]: '10000' }, absent: [], packFactors: new Set([key]) }
    expect(read('F13', coal('煤炭消费'), {}, ofPack).value('coalMonth')).toBe('15000000')
    expect(read('F13', coal('单位：万吨'), {}, ofPack).asked).toEqual([])
    expect(read('F13', coal('单位：千吨'), {}, ofPack).asked).toEqual(['unit:B 1000 10000'])
  })
})
