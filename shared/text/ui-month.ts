import type { FormState } from '../model/state.ts'

export const monthText = {
  title: '工作台',
  period: (period: string) => `${period.slice(0, 4)}年${Number(period.slice(5))}月`,
  due: (date: string) => `截止日 ${date}`,
  daysLeft: (days: number) => (days > 0 ? `还剩 ${days} 天` : days === 0 ? '今天截止' : `已过 ${-days} 天`),
  form: '报表',
  state: '状态',
  rows: '数据',
  rowCount: (rows: number, zero: boolean) => (zero ? '零报告' : rows === 0 ? '—' : `${rows} 行`),
  findings: '校验',
  notChecked: '未校验',
  clean: '没有问题',
  unexplained: (n: number) => `待说明 ${n}`,
  required: '必报',
  optional: '选报',
  fill: '填报',
  import: '导入 Excel',
  ready: (done: number, all: number) => `${done} / ${all} 张可上报`,
  submit: '去上报',
  demo: '演示县：数据可随意修改，不能上报。',
  todo: (state: FormState): string =>
    ({
      未填: '还没有数据：导入 Excel 表，或直接填',
      填报中: '数据有改动：请校验',
      有问题: '有问题要改或要说明',
      待审核: '等待审核',
      可上报: '可以上报',
      已上报: '已封存',
      已退回: '市局退回，请看意见',
      已接收: '市局已接收',
    })[state],
} as const
