import { describe, expect, test } from 'vitest'
import { recognise } from '../../../electron/engine/excel/recognise/recognise.ts'
import { formOf, shippedPack, textsWorkbook } from '../../helpers/recognition.ts'

type Table = readonly (readonly string[])[]
const liuzhou = shippedPack('liuzhou-2020')
const ningxia = shippedPack('ningxia-peak')

const readAs = (pack: typeof liuzhou, form: string, table: Table, factors: Record<string, string> = {}) => {
  const template = formOf(pack, form)
  const workbook = textsWorkbook('表', table)
  const read = recognise({ workbook, template, codes: pack.codes, period: '2020-05', options: { factors }, saved: () => undefined })
  const valuesOf = (key: string) => read.rows.map(({ values }) => values[read.fields.findIndex(({ field }) => field.key === key)] ?? null)
  return {
    valuesOf,
    asked: read.questions.map(({ id, choices }) => [id, ...choices.map(({ value }) => value)].join(' ')),
    said: read.problems.map(({ cell, message }) => `${cell} ${message}`),
    columns: read.columns,
  }
}
const boilers = (table: Table, factors?: Record<string, string>) => readAs(liuzhou, 'F4', table, factors)
const boiler = (id: number, ...cells: readonly string[]) => [`450222000${id}`, `第${id}厂`, ...cells]
const coal = (table: Table, factors?: Record<string, string>) => boilers(table, factors).valuesOf('annualCoal')
const sectors = (table: Table, factors?: Record<string, string>) => readAs(ningxia, 'F13', table, factors)

describe('a column of units beside figures of fields with units of their own', () => {
  const mixed = [boiler(1, '2100', '吨', '6'), boiler(2, '0.21', '万吨', '4'), boiler(3, '500', '公斤', '4')]
  test.each(['计量单位', '用煤单位', '数量单位', '单位', ''])('headed %j converts each row by its own unit', (heading) => {
    const read = boilers([['台账编号', '使用单位', '年用煤量', heading, '额定出力'], ...mixed])
    expect(read.asked).toEqual([])
    expect(read.valuesOf('annualCoal')).toEqual(['2100', '2100', '0.5'])
    expect(read.valuesOf('capacityTph')).toEqual(['6', '4', '4'])
    expect(read.said).toEqual([
      'C3 文件里是 0.21（万吨），本栏的单位是“吨”，换算为 2100 导入。',
      'C4 文件里是 500（公斤），本栏的单位是“吨”，换算为 0.5 导入。',
    ])
  })

  test('of one unit is like that unit in the heading', () => {
    const read = boilers([['台账编号', '使用单位', '年用煤量', '计量单位'], boiler(1, '0.21', '万吨'), boiler(2, '0.1', '万吨')])
    expect([read.asked, read.said]).toEqual([[], []])
    expect(read.valuesOf('annualCoal')).toEqual(['2100', '1000'])
    expect(read.columns.find(({ field }) => field === 'annualCoal')).toMatchObject({ unit: '万吨', factor: '10000' })
  })

  test('before all figures is about them all', () => {
    const read = sectors([
      ['行业', '计量单位', '本月消费', '上年同期累计', '年度控制量'],
      ['化工', '万吨', '0.5', '1.4', '8'],
      ['建材', '吨', '8000', '24000', '90000'],
    ])
    expect(read.asked).toEqual([])
    expect(['coalMonth', 'lastYearYTD', 'yearLimit'].map(read.valuesOf)).toEqual([
      ['5000', '8000'],
      ['14000', '24000'],
      ['80000', '90000'],
    ])
  })

  test('between figures of one measure is about the one before it; of the others it is asked', () => {
    const table = [
      ['行业', '本月消费', '计量单位', '上年同期累计'],
      ['化工', '0.5', '万吨', '1.4'],
    ]
    expect(sectors(table).asked).toEqual(['unit:D 10000 1'])
    expect(sectors(table, { D: '1' }).valuesOf('lastYearYTD')).toEqual(['1.4'])
    const rows = [...table, ['建材', '8000', '吨', '24000']]
    expect(sectors(rows).asked).toEqual(['unit:D row 1'])
    expect(sectors(rows, { D: 'row' }).valuesOf('lastYearYTD')).toEqual(['14000', '24000'])
    expect(sectors(rows, { D: 'row' }).valuesOf('coalMonth')).toEqual(['5000', '8000'])
  })

  test('one behind each figure is about that figure', () => {
    const read = sectors([
      ['行业', '本月消费', '单位', '上年同期累计', '单位'],
      ['化工', '0.5', '万吨', '14000', '吨'],
      ['建材', '0.8', '万吨', '2400000', '公斤'],
    ])
    expect(read.asked).toEqual([])
    expect(['coalMonth', 'lastYearYTD'].map(read.valuesOf)).toEqual([
      ['5000', '8000'],
      ['14000', '2400'],
    ])
  })

  test('with a blank beside a figure is asked about', () => {
    const table = [['台账编号', '使用单位', '年用煤量', '计量单位'], boiler(1, '0.21', '万吨'), boiler(2, '0.1', '')]
    expect(boilers(table).asked).toEqual(['unit:C 10000 1'])
    expect(coal(table, { C: '10000' })).toEqual(['2100', '1000'])
  })

  test('with a unit that nobody knows takes no figure of that row', () => {
    const read = boilers([['台账编号', '使用单位', '年用煤量', '计量单位'], boiler(1, '0.21', '万吨'), boiler(2, '5', '担')])
    expect(read.valuesOf('annualCoal')).toEqual(['2100', null])
    expect(read.said).toContain(
      'C3 文件里写的单位“担”和“吨”对不上，也不能确定怎样换算，这个数没有导入。请改正文件里的单位后再导入，或者直接在表里填写。',
    )
  })

  test('that measure nothing of the sort is asked about where it stands beside the figure', () => {
    const table = [['台账编号', '使用单位', '额定出力', '单位'], boiler(1, '4.2', 'MW'), boiler(2, '2.8', 'MW')]
    expect(boilers(table).asked).toEqual(['unit:C 1000/700 1'])
    expect(boilers([['台账编号', '使用单位', '年用煤量', '计量单位'], boiler(1, '3', '担')]).asked).toEqual(['unit:C 1'])
  })

  test('against the heading of its neighbour is asked about', () => {
    expect(boilers([['台账编号', '使用单位', '年用煤量（吨）', '计量单位'], boiler(1, '0.21', '万吨')]).asked).toEqual(['unit:C 10000 1'])
  })
})

describe('a unit behind the name of a row', () => {
  test('is the one of its figures', () => {
    const read = sectors([
      ['行业', '本月消费', '上年同期累计'],
      ['化工（万吨）', '0.5', '1.4'],
      ['建材(吨)', '8000', '24000'],
      ['集中供热', '1000', '4000'],
    ])
    expect(read.asked).toEqual([])
    expect(['sector', 'coalMonth', 'lastYearYTD'].map(read.valuesOf)).toEqual([
      ['化工', '建材', '集中供热'],
      ['5000', '8000', '1000'],
      ['14000', '24000', '4000'],
    ])
    expect(read.said.filter((one) => one.includes('换算'))).toHaveLength(2)
  })

  test('against the heading takes no figure', () => {
    const read = sectors([
      ['行业', '本月消费（吨）', '上年同期累计'],
      ['化工（万吨）', '0.5', '1.4'],
      ['建材（吨）', '8000', '24000'],
    ])
    expect(read.valuesOf('coalMonth')).toEqual([null, '8000'])
    expect(read.valuesOf('lastYearYTD')).toEqual(['14000', '24000'])
    expect(read.said.join()).toContain('万吨、吨')
  })

  test('that measures something else takes no figure', () => {
    const read = sectors([
      ['行业', '本月消费', '上年同期累计'],
      ['化工（万千瓦时）', '0.5', '1.4'],
    ])
    expect([read.valuesOf('coalMonth'), read.valuesOf('lastYearYTD')]).toEqual([[null], [null]])
  })
})

describe('a heading printed again with another unit', () => {
  const head = (coalHead: string, size = '额定出力（蒸吨/小时）') => ['台账编号', '使用单位', coalHead, size]
  test('is about the rows below it', () => {
    const read = boilers([
      head('年用煤量（吨）'),
      boiler(1, '2100', '6'),
      head('年用煤量（万吨）'),
      boiler(2, '0.09', '4'),
      head('年用煤量（吨）'),
      boiler(3, '500', '4'),
    ])
    expect(read.asked).toEqual([])
    expect(read.valuesOf('annualCoal')).toEqual(['2100', '900', '500'])
    expect(read.said).toEqual(['C4 文件里是 0.09（万吨），本栏的单位是“吨”，换算为 900 导入。'])
  })

  test('that converts by convention only takes no figure below it', () => {
    const read = boilers([
      head('年用煤量（万吨）'),
      boiler(1, '0.21', '6'),
      head('年用煤量（万吨）', '额定出力（MW）'),
      boiler(2, '0.09', '4.2'),
    ])
    expect([read.valuesOf('annualCoal'), read.valuesOf('capacityTph')]).toEqual([
      ['2100', '900'],
      ['6', null],
    ])
    expect(read.said).toEqual([expect.stringMatching(/^D4 .*“MW”和“蒸吨\/小时”对不上/)])
  })
})

describe('nothing is asked', () => {
  test('of units that are the field’s own', () => {
    const read = boilers([
      ['台账编号', '使用单位', '年用煤量', '计量单位', '额定出力'],
      boiler(1, '2100', '吨', '6'),
      boiler(2, '900', '', '4'),
    ])
    expect([read.asked, read.said]).toEqual([[], []])
    expect(read.valuesOf('annualCoal')).toEqual(['2100', '900'])
  })

  test('of a figure of no field and its unit', () => {
    const read = boilers([
      ['台账编号', '使用单位', '烟囱高度', '计量单位', '年用煤量', '额定出力'],
      boiler(1, '30', '米', '2100', '6'),
      boiler(2, '1', '台', '900', '4'),
    ])
    expect(read.asked).toEqual([])
    expect(read.valuesOf('annualCoal')).toEqual(['2100', '900'])
  })

  test('of organisations, which stay what they are', () => {
    const read = boilers([['台账编号', '使用单位', '年用煤量', '验收单位'], boiler(1, '2100', '市环保局'), boiler(2, '900', '县环保局')])
    expect(read.asked).toEqual([])
    expect(read.valuesOf('acceptOrg')).toEqual(['市环保局', '县环保局'])
    const open = boilers([['台账编号', '使用单位', '年用煤量', '单位'], boiler(1, '2100', '市环保局'), boiler(2, '900', '县环保局')])
    expect(open.asked).toEqual(['column:D replaceHeatSource acceptOrg '])
  })
})
