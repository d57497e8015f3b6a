/** Heads, titles and notices of the tables that a city makes. */
import type { ReminderKind } from '../city/reporting.ts'
import type { ScoreResult } from '../city/scores.ts'
import type { Grade } from '../plan/grade.ts'
import type { Warning } from '../plan/warning.ts'

const month = (period: string): string => `${period.slice(0, 4)}年${Number(period.slice(5, 7))}月`
/** The months of a year up to one of them, as reports call them. */
const monthsUpTo = (period: string): string => {
  const number = Number(period.slice(5, 7))
  const named: Readonly<Record<number, string>> = { 1: '1月', 3: '一季度', 6: '上半年', 9: '前三季度', 12: '全年' }
  return named[number] ?? `1–${number}月`
}
const gradeNames: { readonly [G in Grade]: string } = { red: '一级/红', yellow: '二级/黄', green: '三级/绿' }
const weatherNames: { readonly [G in Grade]: string } = { red: '雨', yellow: '阴', green: '晴' }
const gradeOf = (grade: Grade | null): string => (grade === null ? '未评' : gradeNames[grade])
const warningNames: { readonly [W in Warning]: string } = { none: '', remind: '提醒', letter: '发预警函', talk: '约谈' }
const resultNames: { readonly [R in ScoreResult]: string } = { top: '超额完成', done: '完成', nearly: '基本完成', failed: '未完成' }
const reminderNames: { readonly [K in ReminderKind]: string } = { soon: '临近', today: '今天截止', late: '逾期', returned: '退回待改' }

export const cityTableText = {
  month,
  monthsUpTo,
  grade: gradeOf,
  weather: (grade: Grade | null) => (grade === null ? '未报' : `${weatherNames[grade]}（${gradeNames[grade]}）`),
  warning: (warning: Warning) => warningNames[warning],
  result: (result: ScoreResult | null) => (result === null ? '未评' : resultNames[result]),
  reminder: (kind: ReminderKind) => reminderNames[kind],
  unit: '单位',
  whole: '全市合计',
  counted: (units: number) => `已接收并计入 ${units} 个单位。`,
  missing: (units: readonly string[]) =>
    units.length === 0 ? '应报单位都已计入。' : `未计入 ${units.length} 个单位：${units.join('、')}。`,
  made: (receiver: string, day: string) => `${receiver}　${day}`,
  rollUp: {
    title: (receiver: string, period: string) => `${receiver}${month(period)}县区汇总表（T1）`,
    file: (period: string) => `T1县区汇总表_${period}.xlsx`,
    sums: (number: string, title: string) => `${number}${title}汇总`,
    ledger: (number: string, title: string) => `${number}${title}合并台账`,
    indicators: (number: string, title: string) => `${number}${title}指标汇总`,
    indicatorHeads: ['指标', '计量单位', '全市', '口径'],
    ways: { sum: '各单位相加', average: '加权平均', none: '不汇总，见各单位' } satisfies Record<string, string>,
    line: '合计行',
    blanks: (count: number) => `有 ${count} 个空格没有计入合计。`,
    duplicates: '跨县区重复',
    duplicateHeads: ['表', '相同的内容', '出现在'],
  },
  weatherTable: {
    title: (receiver: string, period: string) => `${receiver}${month(period)}目标进度晴雨表（T2）`,
    file: (period: string) => `T2晴雨表_${period}.xlsx`,
    sheet: '晴雨表',
    heads: ['单位', '晴雨', '进度等级', '预测等级', '红', '黄', '位次', '较上月', '连续落后月数', '其间未报', '应采取的措施'],
    detail: '分指标',
    detailHeads: ['单位', '指标', '累计', '进度目标值', '完成程度%', '进度等级', '预测等级', '落后'],
    change: (rank: number | null, before: number | null): string => {
      if (rank === null || before === null) return ''
      return rank === before ? '持平' : rank < before ? `升 ${before - rank} 位` : `降 ${rank - before} 位`
    },
    yes: '是',
    no: '否',
    talk: '约谈名单',
    talkHeads: ['单位', '连续落后月数', '从哪个月起', '其间未报月数'],
    note: '等级取进度与预测较重的一个；没有报送的月份不打断“连续落后”。',
  },
  reporting: {
    title: (receiver: string, period: string) => `${receiver}${period.slice(0, 4)}年${monthsUpTo(period)}报送情况表（T3）`,
    file: (period: string) => `T3报送情况表_${period}.xlsx`,
    sheet: '报送情况',
    heads: [
      '单位',
      '应报期数',
      '已报期数',
      '迟报期数',
      '迟报天数',
      '未报期数',
      '已接收期数',
      '退回未重报',
      '退回次数',
      '修订次数',
      '退回意见数',
      '情况说明数',
    ],
  },
  scores: {
    title: (receiver: string, period: string) => `${receiver}${period.slice(0, 4)}年考核评分表（T4，截至${month(period)}）`,
    file: (period: string) => `T4考核评分表_${period}.xlsx`,
    sheet: '考核评分',
    heads: (year: number, cumulative: number, measures: number) => [
      '单位',
      `年度目标（${year}分）`,
      `累计目标（${cumulative}分）`,
      `措施（${measures}分）`,
      '报送扣分',
      '得分',
      '位次',
      '结果',
    ],
    vetoed: '未完成（年度目标未达）',
    note: '没有数据的部分不计分，其余按满分折成 100 分，再减报送扣分；分值可以改。',
  },
  reminders: {
    title: (receiver: string, day: string) => `${receiver}催报单（T5，${day}）`,
    file: (day: string) => `T5催报单_${day}.xlsx`,
    sheet: '催报',
    heads: ['单位', '报告期', '情形', '截止日期', '超过天数', '填表人', '电话', '单位负责人', '催报内容'],
  },
} as const

interface NoticeUnit {
  readonly unitName: string
}
export interface NoticeFacts {
  readonly receiver: string
  readonly plan: string
  readonly period: string
  readonly due: number
  readonly late: readonly (NoticeUnit & { readonly lateDays: number })[]
  readonly missing: readonly NoticeUnit[]
  readonly graded: number
  readonly red: readonly NoticeUnit[]
  readonly yellow: readonly NoticeUnit[]
  readonly first: readonly NoticeUnit[]
  readonly talk: readonly (NoticeUnit & { readonly behindMonths: number })[]
  readonly letter: readonly NoticeUnit[]
  readonly day: string
}
const names = (units: readonly NoticeUnit[]): string => units.map(({ unitName }) => unitName).join('、')
const said = (units: readonly NoticeUnit[], sentence: (names: string) => string): string =>
  units.length === 0 ? '' : sentence(names(units))

/** The draft of a notice (通报); a person reads it over before it goes out. */
export const cityNotice = (facts: NoticeFacts): { readonly title: string; readonly text: string } => {
  const { receiver, plan, period, due, late, missing, graded, red, yellow, first, talk, letter, day } = facts
  const title = `关于${month(period)}${plan}目标进度和报送情况的通报`
  const lateText = late.map(({ unitName, lateDays }) => `${unitName}（${lateDays} 天）`).join('、')
  const parts = [
    '一、报送情况',
    `${month(period)}应报 ${due} 个单位，已报 ${due - missing.length} 个，按时 ${due - missing.length - late.length} 个。` +
      (late.length === 0 ? '' : `迟报：${lateText}。`) +
      said(missing, (list) => `截至本通报仍未报送：${list}，请立即补报。`),
    '二、目标进度',
    graded === 0
      ? '本月没有可以评定等级的数据。'
      : `已评定 ${graded} 个单位，其中一级（红色）${red.length} 个、二级（黄色）${yellow.length} 个、三级（绿色）${graded - red.length - yellow.length} 个。` +
        said(red, (list) => `红色：${list}。`) +
        said(yellow, (list) => `黄色：${list}。`) +
        said(first, (list) => `位次靠前：${list}。`),
    '三、下一步要求',
    said(red, (list) => `请${list}逐项分析原因，制定追赶措施，于收到通报后 10 个工作日内书面报告。`) +
      said(letter, (list) => `对${list}发预警函。`) +
      (talk.length === 0
        ? '本月没有达到约谈条件的单位。'
        : `${talk.map(({ unitName, behindMonths }) => `${unitName}（连续 ${behindMonths} 个月）`).join('、')}进度连续落后，按方案规定提请约谈分管领导。`),
    `${receiver}`,
    `${day.slice(0, 4)}年${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`,
  ]
  return { title, text: `${title}\n\n各有关单位：\n\n${parts.filter((part) => part !== '').join('\n\n')}\n` }
}
