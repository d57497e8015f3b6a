import { formatDate, formatPeriod } from './format.ts'

/** The days on which months are due. */
export const calendarText = {
  title: '日程',
  hint: '每个月报的截止日，按方案算；方案写明遇节假日顺延的，已经顺延。点月份去填报。',
  weekdays: ['一', '二', '三', '四', '五', '六', '日'],
  month: (month: string) => formatPeriod(month),
  due: (period: string) => `${formatPeriod(period)}报表截止`,
  dueOn: (date: string) => formatDate(date),
  today: '今天',
  marks: {
    done: '已上报',
    late: (days: number) => `逾期 ${days} 天`,
    left: (days: number) => (days === 0 ? '今天截止' : `还剩 ${days} 天`),
  },
  columns: { period: '报告期', due: '截止日', mark: '情况', note: '说明' },
  previous: '上一年',
  next: '下一年',
  year: (year: number) => `${year}年`,
} as const
