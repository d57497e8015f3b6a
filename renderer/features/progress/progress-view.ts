/** What the screen of progress reads out of the figures: grades, order, what is missing, the stretch a bar is drawn on. */
import type { IndicatorProgress, ProgressFigure } from '../../../shared/contract/index.ts'
import { type GradeName, progressText, type WarningName } from '../../../shared/text/ui-progress.ts'

/** The worst first; what cannot be graded last. */
export const gradeNames: readonly GradeName[] = ['red', 'yellow', 'green', 'none']
const warningNames: readonly WarningName[] = ['none', 'remind', 'letter', 'talk']

export const figureOf = ({ figures }: IndicatorProgress, ...fields: readonly string[]): ProgressFigure | undefined =>
  fields.flatMap((field) => figures.find((figure) => figure.field === field) ?? [])[0]

/** What has been reached: F3 and F9 name the column differently. */
export const reachedOf = (one: IndicatorProgress): ProgressFigure | undefined => figureOf(one, 'actualYTD', 'cumulative')

/** What the pace leads to: the year's target, else the plan's. */
export const targetOf = (one: IndicatorProgress): ProgressFigure | undefined => figureOf(one, 'yearTarget', 'targetValue')

export function gradeOf(one: IndicatorProgress): GradeName {
  const value = figureOf(one, 'grade')?.value
  return gradeNames.find((name) => name === value) ?? 'none'
}

export function warningOf(one: IndicatorProgress): WarningName {
  const value = figureOf(one, 'warning')?.value
  return warningNames.find((name) => name === value) ?? 'none'
}

export const isFilled = (one: IndicatorProgress): boolean => reachedOf(one) !== undefined

/** The worst first, otherwise as the form has them. */
export const worstFirst = (all: readonly IndicatorProgress[]): readonly IndicatorProgress[] =>
  all.toSorted((one, other) => gradeNames.indexOf(gradeOf(one)) - gradeNames.indexOf(gradeOf(other)))

export interface Standing {
  readonly grade: GradeName
  readonly warning: WarningName
  /** Of the forms that carry it the one that says what next month must come to, where one does. */
  readonly one: IndicatorProgress
}

/** The worst of each indicator over all forms that carry it; indicators without a number are left out. */
export function standings(all: readonly IndicatorProgress[]): readonly Standing[] {
  const worst = new Map<string, Standing>()
  for (const one of all.filter(isFilled)) {
    const before = worst.get(one.indicator) ?? { grade: 'none', warning: 'none', one }
    const grade = gradeNames[Math.min(gradeNames.indexOf(before.grade), gradeNames.indexOf(gradeOf(one)))] ?? 'none'
    const warning = warningNames[Math.max(warningNames.indexOf(before.warning), warningNames.indexOf(warningOf(one)))] ?? 'none'
    const isTold = figureOf(before.one, 'nextMonthLine') === undefined && figureOf(one, 'nextMonthLine') !== undefined
    worst.set(one.indicator, { grade, warning, one: isTold ? one : before.one })
  }
  return [...worst.values()]
}

/** Those that something is wrong with, what must follow soonest first. */
export const warned = (all: readonly Standing[]): readonly Standing[] =>
  all
    .filter(({ grade, warning }) => warning !== 'none' || grade === 'red' || grade === 'yellow')
    .toSorted(
      (one, other) =>
        warningNames.indexOf(other.warning) - warningNames.indexOf(one.warning) ||
        gradeNames.indexOf(one.grade) - gradeNames.indexOf(other.grade),
    )

/** What next month must come to for the indicator to be on its line, and whether nothing would do. */
export function nextMonthOf(one: IndicatorProgress, period: string) {
  const line = figureOf(one, 'nextMonthLine')
  const isBehind = figureOf(one, 'behind')?.value === '是'
  const isLate = isBehind && figureOf(one, 'consecutiveBehind') !== undefined && line === undefined && !period.endsWith('-12')
  return { line, isLate, ...progressText.nextMonth(one.direction === 'up' ? 'up' : 'down', isBehind) }
}

export interface Scale {
  readonly from: number
  readonly to: number
}

/**
 * The stretch that holds all values with some room. A sum is drawn as a bar and begins at zero; a state or a rate is
 * drawn as a point, so that its stretch may begin anywhere.
 */
export function scaleOf(values: readonly number[], isSum: boolean): Scale {
  const low = Math.min(...values, ...(isSum ? [0] : []))
  const high = Math.max(...values, ...(isSum ? [0] : []))
  const room = (high - low) * (isSum ? 0.06 : 0.15) || Math.abs(high) * 0.1 || 1
  return { from: isSum && low === 0 ? 0 : low - room, to: high + room }
}

/** Place of a value on the scale, in percent, 0–100. */
export const placeOn = ({ from, to }: Scale, value: number): number => Math.round(((value - from) / (to - from)) * 10_000) / 100

/** Number of a figure; undefined when it is missing. */
export const numberOf = (figure: ProgressFigure | undefined): number | undefined =>
  figure === undefined ? undefined : Number(figure.value)
