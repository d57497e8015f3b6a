/** What is said when forms still carry names of people who have left the settings. */
import { formatPeriod } from './format.ts'
import { headerLabels } from './report-header.ts'

interface FormWithFormerName {
  readonly period: string
  readonly names: readonly { readonly role: 'preparer' | 'auditor' | 'leader'; readonly before: string; readonly after: string }[]
  /** Signatures that would count no longer. */
  readonly voids: number
}

/** So many months are named; the others are counted. */
const mostMonths = 6

function months(forms: readonly FormWithFormerName[]): string {
  const all = [...new Set(forms.map(({ period }) => period))]
  const named = all.slice(0, mostMonths).map(formatPeriod).join('、')
  return all.length > mostMonths ? `${named}等 ${all.length} 个月` : named
}

function changes(forms: readonly FormWithFormerName[]): string {
  const all = forms.flatMap(({ names }) => names.map(({ role, before, after }) => `${headerLabels[role]}${before}换成${after}`))
  return [...new Set(all)].join('，')
}

export const formerNamesText = {
  why: '经办人换了人，统一更换表头姓名',
  offer(forms: readonly FormWithFormerName[]): string {
    const signed = forms.filter(({ voids }) => voids > 0).length
    const voided = signed === 0 ? '' : `；其中 ${signed} 张已有人签字，换后签字作废，要重新提交审核`
    return `还有 ${forms.length} 张没有封存的表（${months(forms)}）表头上是以前的姓名，可以一次换好：${changes(forms)}${voided}。`
  },
  /** What stays as it is, and how to go back. */
  hint: '有表已封存的月份，和表头上的旧姓名都已签过字的表，都不动。换错了，在那张表里按“撤销”；已作废的签字不会恢复。',
  replace: (n: number) => `换掉这 ${n} 张表的姓名`,
  replaced: (n: number) => `已更换 ${n} 张表的姓名`,
} as const
