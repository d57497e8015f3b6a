/** Words of the screen that shows how far the targets have come. */
export type GradeName = 'red' | 'yellow' | 'green' | 'none'
export type WarningName = 'none' | 'remind' | 'letter' | 'talk'
type Way = 'up' | 'down'

const actions: Readonly<Record<WarningName, string>> = { none: '', remind: '提醒', letter: '发预警函', talk: '约谈' }
const paces: Readonly<Record<string, string>> = {
  flow: '流量累计',
  point: '时点',
  intensityYear: '当年下降率',
  intensityCumulative: '累计下降率',
  standing: '随时应达到',
}
const withUnit = (value: string, unit: string): string => (unit === '' ? value : unit === '%' ? `${value}%` : `${value} ${unit}`)

export const progressText = {
  title: '目标进度',
  hint: '每个数都能点开，到它在表里的那一格。',
  sheets: '选择报表',
  sheet: (form: string, title: string) => `${form} ${title}`,
  grades: '按预警等级看',
  all: '全部',
  grade: { red: '一级/红', yellow: '二级/黄', green: '三级/绿', none: '未评' } satisfies Record<GradeName, string>,
  noneOfGrade: '没有这一等级的指标。',
  noSheets: '这个方案没有按指标填报的表，所以没有目标进度。',
  empty: {
    title: '本月还没有进度数',
    text: (form: string) => `在 ${form} 里填上本月值，第一次填报再补上本年目标和上年各月，这里就会算出进度、全年预测和预警等级。`,
    steps: '已有 Excel 表的，可以直接导入。已经填好的数都在，不受影响。',
    open: (form: string) => `打开 ${form} 填报`,
    import: '导入 Excel',
  },
  meaning: (pace: string, way: string) => [paces[pace], way === 'up' ? '越大越好' : '越小越好'].filter((part) => part).join('，'),
  unit: (unit: string) => `（${unit}）`,
  withUnit,
  open: (form: string, label: string) => `打开 ${form} 的“${label}”`,
  legend: '图例',
  marks: { actual: '累计', pace: '进度线', target: '目标', forecast: '全年预测', interval: '80%区间' },
  to: ' 至 ',
  tooFewMonths: '数据不足',
  bullet: (parts: readonly string[]) => parts.join('，'),
  mark: (name: string, value: string) => `${name} ${value}`,
  scale: (from: string, to: string) => `刻度 ${from} 至 ${to}`,
  behindFor: '连续落后',
  months: ' 个月',
  apart: (gaps: number) => (gaps === 0 ? '' : `（其间 ${gaps} 个月没报，不算也不打断）`),
  shouldBe: '应当',
  action: (warning: WarningName) => actions[warning],
  nextMonth: (way: Way, behind: boolean) => ({
    before: way === 'up' ? '下月的当月数至少要到 ' : '下月的当月数至多只能到 ',
    after: behind ? '，就不再落后' : '，才不落后',
  }),
  tooLate: '下月无论填多少都赶不上进度线，请按“剩余月份需完成”安排后几个月。',
  perMonth: '（月均）',
  wholeYear: '（全年）',
  sources: (cells: number) => `依据的填报数（${cells} 个）`,
  source: (period: string, form: string, label: string) => `${period} ${form} ${label}`,
  trend: '逐月走势',
  unfilled: (rows: number) => `还没有数的指标（${rows} 项），点开就到要填的格：`,
  chart: {
    title: (title: string, unit: string) => `${title}逐月走势${unit === '' ? '' : `（${unit}）`}`,
    failed: '走势图没有画出来，数据没有改动，下面的表照样能看。',
    measure: { sum: '当年累计', value: '各月值', fall: '当年累计同比下降率' },
    month: (month: number) => `${month}月`,
    actual: (year: number) => `${year}年`,
    pace: '进度线',
    last: (year: number) => `${year}年同期`,
    blank: '—',
    row: '项目',
    described: (title: string, actual: number, last: number) =>
      `${title}逐月走势图，本年有 ${actual} 个月的数，上年有 ${last} 个月的数，各月的数见下面的表。`,
  },
  towns: {
    tab: '按乡镇',
    hint: '填了乡镇的报表，按乡镇数一数、加一加。点任何一个数，看它由哪些格加起来。',
    town: '乡镇',
    unknown: '没填或不在名单里',
    total: '合计',
    rows: '行',
    count: (unit: string) => `数量（${unit}）`,
    column: (label: string, unit: string) => (unit === '' ? label : `${label}（${unit}）`),
    blank: '—',
    opens: (town: string, column: string) => `${town} ${column}`,
    cells: (town: string, column: string) => `${town} ${column}：由这些格组成`,
    more: (rows: number) => `另有 ${rows} 行没有列出，请到报表里按乡镇筛选查看。`,
    empty: '本月填了乡镇的报表里还没有数据。锅炉、项目等台账按乡镇填好后，这里就会按乡镇汇总。',
    none: '这个方案的报表没有“乡镇”一栏，所以没有按乡镇的汇总。',
    caption: (title: string) => `${title}（按乡镇）`,
  },
  print: '打印这一页',
  month: {
    label: '目标进度：',
    warned: (talks: number, letters: number, reminders: number) =>
      [
        talks > 0 ? `${talks} 项应当约谈` : '',
        letters > 0 ? `${letters} 项应当发预警函` : '',
        reminders > 0 ? `${reminders} 项应当提醒` : '',
      ].filter((part) => part !== ''),
    graded: (red: number, yellow: number) =>
      [red > 0 ? `${red} 项红灯` : '', yellow > 0 ? `${yellow} 项黄灯` : ''].filter((part) => part !== ''),
    calm: (graded: number) => `已评 ${graded} 项，没有预警`,
    list: (parts: readonly string[]) => parts.join('、'),
    state: (parts: readonly string[]) => `（${parts.filter((part) => part !== '').join('，')}）`,
    more: (count: number) => `另有 ${count} 项`,
  },
} as const
