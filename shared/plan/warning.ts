/** What follows from months behind in a row. */

export const warnings = ['none', 'remind', 'letter', 'talk'] as const
/** 提醒, 预警函, 约谈. */
export type Warning = (typeof warnings)[number]

export interface WarningSteps {
  /** Months in a row from which each step is due. */
  readonly remind: number
  readonly letter: number
  readonly talk: number
}

/** The step that is due: the talk after three months is 柳州方案四（一）, the two before it are what cities usually do. */
export const warningOf = (months: number, steps: WarningSteps): Warning => {
  if (months >= steps.talk) return 'talk'
  if (months >= steps.letter) return 'letter'
  return months >= steps.remind ? 'remind' : 'none'
}
