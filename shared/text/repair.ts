/** By how much a rule fails and what would mend it, in words. */

interface Sides {
  readonly operator: '==' | '!=' | '<' | '<=' | '>' | '>=' | '≈'
  readonly left: string
  readonly right: string
  readonly leftName: string | null
  readonly rightName: string | null
  readonly unit: string | null
  readonly allowed: string | null
  readonly difference: string | null
  readonly relative: string | null
}

/** Units and words in figures that repairs know, as forms write them. */
export const unitWords = { steam: '蒸吨/小时', megawatt: '兆瓦', tenThousand: '万' } as const
/** A number in what somebody typed, with 万 behind it or not: `约 1.2万吨`. */
export const amountInText = /^[^\d-]{0,3}(-?[\d,]+(?:\.\d+)?)\s*(万)?[^\d]{0,8}$/u

const shouldBe = {
  '==': '应等于',
  '!=': '不应等于',
  '<': '应小于',
  '<=': '应不超过',
  '>': '应大于',
  '>=': '应不低于',
  '≈': '应与',
} as const
const dateShouldBe = { ...shouldBe, '<': '应早于', '<=': '应不晚于', '>': '应晚于', '>=': '应不早于' } as const

const measured = (value: string, unit: string | null): string => (unit === null ? value : unit === '%' ? `${value}%` : `${value} ${unit}`)
const named = (name: string | null, value: string, otherwise: string): string =>
  name === null ? `${otherwise}${value}` : `${name} ${value}`
/** A share beyond ten times says nothing to anybody. */
const share = (relative: string | null): string => (relative === null || Number(relative) > 1000 ? '' : `（${relative}%）`)

const gap = ({ operator, difference, unit, relative }: Sides): string => {
  const amount = measured(difference ?? '0', unit)
  if (difference === '0') return '正好卡在界限上，而界限本身不算数'
  if (operator === '>' || operator === '>=') return `少 ${amount}${share(relative)}`
  if (operator === '<' || operator === '<=') return `多 ${amount}${share(relative)}`
  return `相差 ${amount}${share(relative)}`
}

/** Label of a field of the period before. */
export const previousName = (label: string): string => `上期${label}`

/** The sentence for numbers, e.g. 年用煤量 12 吨，应不低于 80 吨，少 68 吨（85%）。 */
export const numberImbalance = (sides: Sides): string => {
  const left = named(sides.leftName, measured(sides.left, sides.unit), '算得 ')
  const right = named(sides.rightName, measured(sides.right, sides.unit), '')
  if (sides.operator !== '≈') return `${left}，${shouldBe[sides.operator]}${sides.rightName === null ? ' ' : ''}${right}，${gap(sides)}。`
  const allowed = measured(sides.allowed ?? '0', sides.unit)
  return `${left}，${sides.rightName === null ? '按其他栏算应为 ' : '应与'}${right}${sides.rightName === null ? '' : '相近'}，${gap(sides)}，最多允许相差 ${allowed}。`
}

/** A figure that is a slip away from its reference: how many times as big it is. */
export const slipSentence = ({ left, right, leftName, rightName, unit }: Sides, times: string): string =>
  `${named(leftName, measured(left, unit), '算得 ')}，是${named(rightName, measured(right, unit), '参照数 ')}的 ${times} 倍。`

/** The same for dates; the difference is in days. */
export const dateImbalance = (sides: Sides): string => {
  const left = named(sides.leftName, sides.left, '算得 ')
  const right = named(sides.rightName, sides.right, '')
  const operator = sides.operator === '≈' ? '==' : sides.operator
  const days = sides.difference === null || sides.difference === '0' ? '' : `，相差 ${sides.difference} 天`
  return `${left}，${dateShouldBe[operator]}${sides.rightName === null ? ' ' : ''}${right}${days}。`
}
export const textImbalance = (sides: Sides): string =>
  `${named(sides.leftName, `“${sides.left}”`, '现为')}，应与${named(sides.rightName, `“${sides.right}”`, '')}一致。`

const powers: Readonly<Record<string, string>> = {
  '-1': '疑似多写了负号',
  '10': '小数点疑似右移了一位',
  '100': '小数点疑似右移了两位',
  '1000': '疑似把“千克”当成“吨”一类，大了 1000 倍',
  '10000': '疑似没有换算成“万”，大了 1 万倍',
  '0.1': '小数点疑似左移了一位',
  '0.01': '小数点疑似左移了两位',
  '0.001': '疑似小了 1000 倍',
  '0.0001': '疑似已换算成“万”，小了 1 万倍',
}
const tenThousands: Readonly<Record<string, string>> = { 吨: '万吨', 万元: '元', 元: '万元', 吨标准煤: '万吨标准煤', 平方米: '万平方米' }

/** Why a value is offered. */
export const repairWhy = {
  smallest: (rule: string) => `满足规则 ${rule} 的最小改动`,
  smallestDate: (rule: string, days: string) => `满足规则 ${rule} 的最小改动，挪 ${days} 天`,
  exact: '使两边正好相等',
  same: '与对照的一栏一致',
  previous: '与上期一致',
  code: '代码表里符合规则的一项',
  recompute: '去掉手填的数，恢复自动计算',
  flip: '换成另一个答案',
  read: '把填的文字认成数',
  steamToMegawatt: '疑似把蒸吨数填在兆瓦栏（1 蒸吨/小时约 0.7 兆瓦）',
  megawattToSteam: '疑似把兆瓦数填在蒸吨栏（1 蒸吨/小时约 0.7 兆瓦）',
  /** @param factor by which the figure is too big (or, as a part of one, too small) */
  slip(factor: string, unit: string | undefined): string {
    const other = unit === undefined ? undefined : tenThousands[unit]
    const isUp = factor === '10000'
    const wide = unit !== undefined && (unit.startsWith('万') ? isUp : !isUp)
    if (other !== undefined && (isUp || factor === '0.0001') && wide) return `疑似按“${other}”填的，本栏单位是“${unit}”`
    return powers[factor] ?? `疑似差了 ${factor} 倍`
  },
} as const

/** The reason kept in the audit when a repair is applied. */
export const repairReason = (rule: string, why: string): string => `按校验结果改正（规则 ${rule}：${why}）`
