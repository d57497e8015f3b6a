import { formatPeriod } from './format.ts'

/** What is said while reports are checked, and on the list of what was found. */
export const checkText = {
  checking: '正在校验',
  /** In the place of an explanation, where the city asks for none. */
  waived: (by: string, reason: string) => `市局已豁免（${by}）：${reason}`,
  list: {
    sheet: '校验结果',
    title: (unit: string, period: string, form: string | null) => `${unit}${formatPeriod(period)}${form ?? ''}校验结果清单`,
    fileName: (unit: string, period: string, form: string | null) => `校验结果（${unit}${formatPeriod(period)}${form ?? ''}）.xlsx`,
    note: (count: number, day: string) => `共 ${count} 条，校验日期 ${day}。“单元格”是导出的报表里的位置。`,
    none: (day: string) => `没有发现问题，校验日期 ${day}。`,
    head: ['序号', '级别', '报表', '位置', '栏目', '单元格', '问题', '依据', '规则', '情况说明', '说明人'],
    form: (id: string, title: string) => `${id} ${title}`,
    wholeForm: '整张表',
    trouble: '这条规则没能算出结果，请核对相关数据',
  },
} as const
