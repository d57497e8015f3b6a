import { formatDate } from './format.ts'

export const calendarText = {
  onHoliday: (date: string, holiday: string) =>
    `截止日${formatDate(date)}在${holiday}假期内，方案没有写明顺延，本程序不顺延；是否顺延以市局通知为准，建议放假前报出。`,
  shifted: (from: string, to: string, holiday: string | undefined) =>
    `原定截止日${formatDate(from)}${holiday === undefined ? '不是工作日' : `在${holiday}假期内`}，按方案顺延到${formatDate(to)}。`,
  holidaysUnknown: (until: number) => `节假日数据截至${until}年，这个截止日是否遇上放假调休请自行核对。`,
} as const

/** How the plan's words about the due day are read, as sentences of findings put it. */
export const calendarReading = {
  dueDay: (day: number, inclusive: boolean) => `“${day}日前”${inclusive ? '含' : '不含'}${day}日当天`,
  dueHoliday: { none: '遇节假日不顺延', statutory: '遇法定节假日顺延', workday: '顺延到工作日' },
} as const
