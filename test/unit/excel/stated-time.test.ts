import { describe, expect, test } from 'vitest'
import { otherTime, statedMonth } from '../../../electron/engine/excel/recognise/stated-month.ts'
import { recogniseFor, shippedPack, textsWorkbook } from '../../helpers/recognition.ts'

describe('a title in May 2020', () => {
  test.each([
    ['2020.04煤炭消费情况', '2020-04'],
    ['2020-4煤炭消费', '2020-04'],
    ['202004煤炭消费', '2020-04'],
    ['二〇二〇年四月煤炭消费情况', '2020-04'],
    ['二○二○年十二月', '2020-12'],
    ['二零一九年五月', '2019-05'],
    ['柳城县4月份煤炭消费', '2020-04'],
    ['2020年1—4月煤炭消费', '2020-04'],
    ['2020年第二季度煤炭消费情况', '2020年第二季度'],
    ['三季度煤炭消费', '三季度'],
    ['2020年三季（汇总）', '2020年三季'],
  ])('%s is about %s', (text, found) => {
    const other = otherTime(text, '2020-05')
    expect(other?.kind === 'month' ? other.period : other?.text).toBe(found)
  })
  test.each([
    '2020年5月煤炭消费',
    '二〇二〇年五月煤炭消费',
    '2020.05煤炭消费',
    '2020年1-5月',
    '2020年1月-5月',
    '2020年5月（上年同期为2019年5月）',
    '2020年度煤炭消费',
    '填报日期：2020年6月3日',
    '2020.6.3',
    '20200603',
    '2020—2022年行动方案',
    '柳发改〔2020〕4号',
    '采暖季（11月至次年3月）',
    '按季度报送',
    '四季青镇煤炭消费',
    '四季花园酒店',
    '2024季度报表',
    '本表为月报，各县区在每月五日以前报送，其中第四季度的数据还要与统计部门核对一致以后再行上报，不得迟报漏报',
  ])('%s says no other time', (text) => {
    expect(otherTime(text, '2020-05')).toBeUndefined()
  })
  test('a quarter is also the name of its last month', () => {
    expect(otherTime('2020年一季度', '2020-03')).toBeUndefined()
    expect(statedMonth('2020年一季度', '2020-03', () => true).kind).toBe('none')
    expect(statedMonth('2020年二季度', '2020-05', () => true).kind).toBe('doubtful')
  })
})

const told = (title: string, fileName: string, sheet = 'Sheet1') => {
  const pack = shippedPack('liuzhou-2020')
  const workbook = textsWorkbook(sheet, [[title], ['行业', '本月消费', '累计消费'], ['化工', '1', '2']])
  const read = recogniseFor(pack, 'F13', workbook, { fileName })
  return read.problems.flatMap(({ cell, message }) =>
    message.includes('没有选错文件') ? [`${cell} ${message.slice(0, message.indexOf('，'))}`] : [],
  )
}

test('another month in the title, the name of the sheet or the name of the file is told at its place', () => {
  expect(told('二〇二〇年四月煤炭消费情况', '煤炭消费2020年5月.xlsx')).toEqual(['A1 文件的标题写的是 2020年4月'])
  expect(told('煤炭消费', '煤炭消费2020年3月.xlsx')).toEqual(['A2 文件名写的是 2020年3月'])
  expect(told('煤炭消费', '煤炭消费-3月_终稿.xlsx')).toEqual(['A2 文件名写的是 2020年3月'])
  expect(told('煤炭消费', '煤炭消费.xlsx', '4月')).toEqual(['A2 工作表的名称写的是 2020年4月'])
  for (const name of ['煤炭消费202005.xlsx', '煤炭消费_20200603.xlsx', '煤炭消费1-5月.xls', 'F13.xlsx', '2020-05-15.csv'])
    expect(told('煤炭消费', name)).toEqual([])
})
