/** What a city's desk says about packages, months and decisions. */
import type { QuarantineReason } from '../city/package-facts.ts'
import type { ReminderKind } from '../city/reporting.ts'
import type { StandingState } from '../city/standing.ts'

const kept = '文件原样留在“待处理”里，没有计入汇总。'
const quarantined: { readonly [Reason in QuarantineReason]: (detail: string) => string } = {
  unreadable: () => `这个文件不是碳报的报送包，${kept}请对方发送碳报生成的原文件。`,
  damaged: (detail) => `报送包不完整或被改动过（${detail}），${kept}请对方重新发送原文件。`,
  notForUs: () => `这个文件是加密给别的单位的，或者传输中损坏，本局打不开，${kept}请对方核对本局的单位文件后重新发送。`,
  futureVersion: (detail) =>
    `这个报送包由更新版本的碳报生成（格式版本 ${detail}），本机还读不懂，${kept}请先升级本机的碳报，再点“重新接收”。`,
  foreignUnit: (detail) => `“${detail}”不是本方案的填报单位，${kept}请核对是不是发错了地方。`,
  foreignPlan: (detail) => `这个报送包属于别的方案或别的接收单位（${detail}），${kept}请核对是不是发错了地方。`,
  foreignPeriod: (detail) => `报告期 ${detail} 不在方案执行期内，${kept}请对方核对月份。`,
  unsigned: () => `这个报送包没有签名，证明不了是谁发的，${kept}请打电话与对方核对文件指纹，一致的话写明理由后收下。`,
  forged: (detail) => `签名与内容对不上（${detail}），可能是伪造或改动过的，${kept}请打电话向对方核实。`,
  keyUnknown: (detail) =>
    `签名的钥匙没有登记过（${detail.slice(0, 16)}…），${kept}请向对方要单位文件，电话核对指纹后登记，再点“重新接收”。`,
  keyRevoked: () => `签名的钥匙已经作废，${kept}请对方换用新钥匙重新报送。`,
  waiverForged: (detail) => `报送包里的豁免（规则 ${detail}）不是本局签发的，${kept}请打电话向对方核实豁免文件从哪里来。`,
  keyOfOther: (detail) => `这个报送包是用另一个单位（${detail}）的钥匙签的，${kept}请打电话向两家核实。`,
}
/** Figures of a row or total, each under its name. */
export const figuresShown = (figures: readonly (readonly [label: string, value: string])[]): string =>
  figures.map(([label, value]) => `${label} ${value === '' ? '（空）' : value}`).join('，')
/** How many blank cells a total left out. */
export const blanksOf = (label: string): string => `${label}空格数`

/** Why a file was not taken in, and what to do. */
export const quarantineSentence = (reason: QuarantineReason, detail: string): string => quarantined[reason](detail)

const refusals: Readonly<Record<string, string>> = {
  already: '已经是这个结论了，',
  notAccepted: '还没有接收，用不着重新打开，',
  acceptedAlready: '已经接收并计入汇总，要更正请先“重新打开”并写明理由，',
  refusedAlready: '已经定为不采用，',
  rival: '有两个不同的报送包都说自己是这一版，请先打电话核实，把不对的那个定为“不采用”，再接收对的，',
  newerThere: '已经收到更新的修订版，请办理最新的一版，',
  notReopened: '本期已接收过一版，这是没有经过“重新打开”的修订，请先重新打开并写明理由，再接收，',
}
/** Why a decision cannot be made now, as the first half of a sentence. */
export const decisionRefusal = (reason: string): string => refusals[reason] ?? ''

interface ShownStanding {
  readonly state: StandingState
  readonly daysLate: number
  readonly isReopened: boolean
  readonly daysOverdue: number
  readonly newest: { readonly revision: number } | null
}
const lateBy = (days: number): string => (days > 0 ? `（迟报 ${days} 天）` : '')
/** A unit's month in a few words. */
export const standingShown = ({ state, daysLate, isReopened, daysOverdue, newest }: ShownStanding): string => {
  const revision = newest !== null && newest.revision > 1 ? ` 第${newest.revision}版` : ''
  switch (state) {
    case 'due':
      return '应报'
    case 'missing':
      return `未报（已超过 ${daysLate} 天）`
    case 'received':
      return daysLate > 0 ? `迟报 ${daysLate} 天${revision}` : `已报${revision}`
    case 'returned':
      return `退回${daysOverdue > 0 ? `（重报已超过 ${daysOverdue} 天）` : ''}`
    case 'accepted':
      return `${isReopened ? '已接收，重新打开修订' : '已接收'}${revision}${lateBy(daysLate)}`
    case 'conflict':
      return '两个包冲突，待核实'
  }
}

export const cityText = {
  taken: {
    first: '已收下。',
    newer: '已收下，是修订版；原来的版本仍保留。',
    older: '已收下，但收件箱里已有更新的修订版，这一版只作留存。',
    rival: '已收下，但已有另一个不同的报送包说自己是同一版，两个都不计入汇总；请打电话核实，把不对的定为“不采用”。',
  } satisfies Record<string, string>,
  duplicate: '这个报送包以前收过，完全相同，没有重复计入。',
  verdict: { same: '审核结论一致', different: '审核结论不一致', unknown: '暂不能核对审核结论' },
  verdictReason: {
    planUnknown: (detail: string) => `本机没有方案包 ${detail} 版，不能重新审核。`,
    earlierMissing: (detail: string) =>
      `${detail.replaceAll(' ', '、')} 的报送包还没有收到，或者有两个互相矛盾，县里审核时可能用到了，现在的差异不能作准。`,
  },
  adopted: (units: number) => `由 ${units} 个单位已接收的报送包合并而来`,
  addedUp: '由各县区已接收的数相加而来；各部门报的是全市数，没有再加',
  rehearsing: '重审报送包',
  rebuilding: '重新整理',
  rebuilt: (packages: number, damaged: number) =>
    damaged === 0
      ? `已从 ${packages} 个报送包重新整理了一遍，与原来一致地可用。`
      : `已从 ${packages} 个报送包重新整理；另有 ${damaged} 个报送包在本机损坏，请用备份找回。`,
  waiverFile: (unit: string, period: string, id: string) => `${unit}_${period}_豁免_${id}.json`,
} as const

/** Days that are left or past, as people say them. */
const dueWords: { readonly [Kind in ReminderKind]: (dueDate: string, days: number) => string } = {
  soon: (dueDate, days) => `请于 ${dueDate} 前报送（还有 ${-days} 天）`,
  today: (dueDate) => `今天（${dueDate}）是最后一天，请今天报送`,
  late: (dueDate, days) => `应于 ${dueDate} 报送，已超过 ${days} 天，请尽快报送`,
  returned: (dueDate, days) =>
    days > 0 ? `已退回修改，应于 ${dueDate} 前重报，已超过 ${days} 天，请尽快重报` : `已退回修改，请于 ${dueDate} 前改正重报`,
}
interface ReminderFacts {
  readonly unitName: string
  readonly period: string
  readonly kind: ReminderKind
  readonly dueDate: string
  readonly days: number
}
/** The sentence that is read out or sent to a unit (催报). */
export const reminderText = (
  receiver: string,
  { unitName, period, kind, dueDate, days }: ReminderFacts,
  forms: readonly string[],
): string =>
  `${unitName}：${period} 的${forms.length > 0 ? forms.join('、') : '报表'}${dueWords[kind](dueDate, days)}。如有困难请及时联系我们。${receiver}`
