/** What stands on an exported workbook besides the data. */
import { formatPeriod } from './format.ts'

export const exportText = {
  font: '宋体',
  dictionarySheet: '代码表',
  dictionaryOf: (form: string) => `代码表${form}`,
  formSheet: (form: string, title: string) => (title.startsWith(form) ? title : `${form} ${title}`),
  summarySheet: '汇总',
  summaryTitle: (unit: string, period: string) => `${unit}${formatPeriod(period)}报表汇总`,
  isSummaryTitle: (title: string) => title.endsWith('报表汇总'),
  summaryForm: (number: string, title: string, state: string, rows: number) =>
    `${number}　${title}　　${state}${rows === 0 ? '' : `　${rows} 行`}`,
  summaryFile: (unit: string, period: string) => `${unit}${formatPeriod(period)}报表汇总.xlsx`,
  notFilled: (titles: readonly string[]) => `以下报表本期还没有填：${titles.join('、')}。`,
  totalLine: '汇总项',
  openForm: '打开这张报表',
  inTenThousands: (digits: number) =>
    `单位带“万”的各栏已由原单位换算，保留 ${digits} 位小数，并做了舍位平衡：各行之和等于表上的合计，个别数与直接四舍五入的结果会差末位 1。`,
  isTenThousandsNote: (text: string) => text.includes('单位带“万”的各栏已由原单位换算'),
  formNumber: (number: string, issuer: string | undefined) => `表　　号：${number}${issuer === undefined ? '' : `　　制定机关：${issuer}`}`,
  unitAndPeriod: (unit: string, period: string) => `填报单位：${unit}　　${formatPeriod(period)}`,
  unitInLabel: (label: string, unit: string) => `${label}\n（${unit}）`,
  zeroReport: (reason: string) => `零报告：本期无应报事项。${reason === '' ? '' : `说明：${reason}`}`,
  signature: (label: string, value: string) => `${label}：${value}`,
  /** Excel puts the page number for &P and the number of pages for &N. */
  pageFooter: '第 &P 页　共 &N 页',
  pickFromList: '请从下拉列表中选择。如列表里没有，请与上级主管部门联系。',
  notInList: '所填内容不在列表中',
  fileName: (form: string, title: string, unit: string, period: string) => `${form} ${title}（${unit}${formatPeriod(period)}）.xlsx`,
  writing: '正在生成表格',
} as const

/** Which part of the report's head belongs behind a printed label of the footer; undefined for labels of the pack's own. */
export const signatureField = (label: string): 'leader' | 'preparer' | 'auditor' | 'preparerPhone' | 'fillDate' | undefined => {
  if (/负责人/.test(label)) return 'leader'
  if (/填表人|填报人|制表人/.test(label)) return 'preparer'
  if (/审核人|复核人/.test(label)) return 'auditor'
  if (/电话/.test(label)) return 'preparerPhone'
  return /日期/.test(label) ? 'fillDate' : undefined
}
