/** Where the year's targets stood at the end of May 2020, as the statistics office sends it; everything invented. */
import type { Cell } from './boilers.ts'

const months = ['1月', '2月', '3月', '4月', '5月', '6月', '7月', '8月', '9月', '10月', '11月', '12月']

export const targetHeader: readonly (readonly string[])[] = [
  [
    '指标',
    '截至上年末累计完成',
    '本年目标',
    '本月值',
    '当年累计',
    ...months.map((month) => `上年${month}`),
    '全年能耗（排放）增速预测（%）',
    '全年GDP增速预测（%）',
    'GDP增速预测下限（%）',
    'GDP增速预测上限（%）',
    '完成判断',
    '下一步措施',
  ],
]

/** Quantities that add up: name, target of the year, May, January to May, last year's months. */
type Flow = readonly [name: string, target: number, month: number, year: number, last: readonly number[]]
const flows: readonly Flow[] = [
  ['能源消费总量', 61.5, 4.93, 24.5, [5.2, 4.6, 5, 4.9, 5, 5.1, 5.3, 5.3, 5, 5, 5.1, 5.3]],
  ['煤炭消费量', 35, 2.82, 14.2, [3.1, 2.7, 3, 2.9, 2.9, 2.9, 3, 3, 2.9, 2.9, 3, 3.2]],
  ['规模以上工业能耗', 44.6, 3.64, 18, [3.9, 3.3, 3.7, 3.6, 3.7, 3.7, 3.8, 3.8, 3.7, 3.7, 3.8, 4]],
  ['全社会用电量', 151000, 12060, 58600, [12500, 10200, 11800, 11500, 12000, 12600, 13800, 13900, 12700, 12000, 12100, 12900]],
]
/** Falls that are reported as rates: name, fall up to last year, this year's fall so far, growth expected of energy and of GDP. */
type Fall = readonly [name: string, before: Cell, fall: number, energy: number, gdp: number]
const falls: readonly Fall[] = [
  ['单位GDP二氧化碳排放累计下降', 19.4, 3.6, 1.2, 5],
  ['万元GDP能耗累计下降', 16.2, 3.6, 1.1, 5],
]
/** Shares: name, now, in May and December of last year. */
const shares: readonly (readonly [name: string, now: number, lastMay: number, lastDecember: number])[] = [
  ['城镇绿色建筑占新建建筑比例', 49.5, 41, 45.5],
  ['畜禽粪污综合利用率', 78, 70.5, 73],
]
const publicBodies: readonly (readonly [name: string, fall: number])[] = [
  ['公共机构人均综合能耗同比下降', 2.6],
  ['公共机构单位建筑面积能耗同比下降', 2.3],
  ['公共机构人均水耗同比下降', 3.4],
]

const none: readonly Cell[] = months.map(() => null)
const noGrowth: readonly Cell[] = [null, null, null, null]

export const targetRows: readonly (readonly Cell[])[] = [
  ...falls.map(([name, before, fall, energy, gdp]) => [
    name,
    before,
    null,
    fall,
    null,
    ...none,
    energy,
    gdp,
    gdp - 0.5,
    gdp + 0.5,
    '有望完成',
    '盯住水泥、制糖两个行业，按月核对能耗和产值',
  ]),
  ...flows.map(([name, target, month, year, last]) => [
    name,
    null,
    target,
    month,
    year,
    ...last,
    ...noGrowth,
    '有望完成',
    '逐家核对重点企业用能，错峰安排检修',
  ]),
  ...shares.map(([name, now, lastMay, lastDecember]) => [
    name,
    null,
    null,
    now,
    null,
    ...months.map((_, at) => (at === 4 ? lastMay : at === 11 ? lastDecember : null)),
    ...noGrowth,
    '能完成',
    null,
  ]),
  ...publicBodies.map(([name, fall]) => [name, null, null, fall, null, ...none, ...noGrowth, '能完成', null]),
]
