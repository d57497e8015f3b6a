/** 晴雨表 (T2): how each unit's targets stand by its own accepted reports, ranked, with what changed and who is to be called in. */
import type { FormTemplate } from '../forms/form-schema.ts'
import type { Indicator } from '../forms/indicator-schema.ts'
import { Decimal, decimalText, roundDecimal, zero } from '../model/decimal.ts'
import { periodYear, shiftPeriod } from '../model/period.ts'
import { behindRun } from '../plan/behind.ts'
import { type Grade, grades, worseGrade } from '../plan/grade.ts'
import { type Warning, warningOf } from '../plan/warning.ts'
import { type FormFigures, indicatorField, numberIn, rowsIn } from './figures.ts'
import type { CityPolicy } from './policy.ts'

export interface WeatherCell {
  readonly indicator: string
  readonly value: string | null
  readonly pace: string | null
  /** How much of what should be reached is reached, in percent; above 100 is ahead. */
  readonly attained: string | null
  readonly paceGrade: Grade | null
  readonly forecastGrade: Grade | null
  readonly behind: boolean | null
  readonly rowId: string
}
export interface WeatherLine {
  readonly unit: string
  readonly unitName: string
  /** Package it rests on; null when the unit has no accepted report of the month. */
  readonly sha256: string | null
  /** Worst of all indicators. */
  readonly paceGrade: Grade | null
  readonly forecastGrade: Grade | null
  readonly grade: Grade | null
  readonly reds: number
  readonly yellows: number
  /** Among the units with a grade; equal ones share a rank. */
  readonly rank: number | null
  readonly rankBefore: number | null
  readonly gradeBefore: Grade | null
  /** Months in a row behind on a binding target; months without a report neither count nor end the run. */
  readonly behindMonths: number
  readonly behindGaps: number
  readonly behindSince: string | null
  readonly warning: Warning
  readonly cells: readonly WeatherCell[]
  /** The grade of each month of the year up to this one. */
  readonly history: readonly { readonly period: string; readonly grade: Grade | null }[]
}

export interface WeatherInput {
  /** The form with the grades. */
  readonly template: FormTemplate
  readonly indicators: readonly Indicator[]
  readonly policy: CityPolicy
  readonly units: readonly { readonly id: string; readonly name: string }[]
  readonly period: string
  /** The form in the accepted packages of all months up to the period. */
  readonly sources: readonly FormFigures[]
}

const gradeIn = (text: string | undefined): Grade | null => grades.find((grade) => grade === text) ?? null
const behindIn = (text: string | undefined): boolean | null => (text === undefined ? null : text === '是')

function attainedBy(direction: string | undefined, value: Decimal | undefined, pace: Decimal | undefined): Decimal | undefined {
  if (value === undefined || pace === undefined) return undefined
  const [part, whole] = direction === 'down' ? [pace, value] : [value, pace]
  return whole.lte(zero) ? undefined : part.times(100).div(whole)
}

const cellsOf = (named: string, { records }: FormFigures): WeatherCell[] =>
  rowsIn(records).flatMap(({ rowId, values }): WeatherCell[] => {
    const indicator = values[named]
    if (indicator === undefined) return []
    const attained = attainedBy(values.direction, numberIn(values, 'actualYTD'), numberIn(values, 'paceTarget'))
    return [
      {
        indicator,
        value: values.actualYTD ?? null,
        pace: values.paceTarget ?? null,
        attained: attained === undefined ? null : decimalText(roundDecimal(attained, 2)),
        paceGrade: gradeIn(values.paceGrade),
        forecastGrade: gradeIn(values.forecastGrade),
        behind: behindIn(values.behind),
        rowId,
      },
    ]
  })

const worst = (all: readonly (Grade | null)[]): Grade | null =>
  all.reduce<Grade | null>((worse, grade) => (grade === null ? worse : worse === null ? grade : worseGrade(worse, grade)), null)
const gradeOf = ({ paceGrade, forecastGrade }: WeatherCell): Grade | null => worst([paceGrade, forecastGrade])
const countOf = (cells: readonly WeatherCell[], grade: Grade): number => cells.filter((cell) => gradeOf(cell) === grade).length

/** Fewer reds, then fewer yellows, then more attained on average comes first. */
function compareCells(a: readonly WeatherCell[], b: readonly WeatherCell[]): number {
  return countOf(a, 'red') - countOf(b, 'red') || countOf(a, 'yellow') - countOf(b, 'yellow') || averageOf(b).cmp(averageOf(a))
}
function averageOf(cells: readonly WeatherCell[]): Decimal {
  const known = cells.flatMap(({ attained }) => (attained === null ? [] : new Decimal(attained)))
  return known.length === 0 ? zero : known.reduce((sum, one) => sum.plus(one), zero).div(known.length)
}

/** Rank of each unit that has a grade, 1 first; equal ones share it. */
function ranksOf(cells: ReadonlyMap<string, readonly WeatherCell[]>): Map<string, number> {
  const graded = [...cells].filter(([, own]) => worst(own.map(gradeOf)) !== null).toSorted(([, a], [, b]) => compareCells(a, b))
  const ranks = new Map<string, number>()
  for (const [at, [unit, own]] of graded.entries()) {
    const before = graded[at - 1]
    const shared = before !== undefined && compareCells(before[1], own) === 0 ? ranks.get(before[0]) : undefined
    ranks.set(unit, shared ?? at + 1)
  }
  return ranks
}

/** Indicators that count for 进度落后: the binding ones; all, in a plan that names none. */
export const bindingIndicators = (indicators: readonly Indicator[], policy: CityPolicy): ReadonlySet<string> => {
  const binding = indicators.filter(({ binding: kind }) => kind !== undefined && policy.binding.includes(kind))
  return new Set((binding.length === 0 ? indicators : binding).map(({ key }) => key))
}

/** Behind when any binding target is; undefined when none of them could be judged. */
const isBehind = (cells: readonly WeatherCell[], binding: ReadonlySet<string>): boolean | undefined => {
  const judged = cells.filter(({ indicator, behind }) => binding.has(indicator) && behind !== null)
  return judged.length === 0 ? undefined : judged.some(({ behind }) => behind === true)
}

/** One line a unit, in the plan's order. */
export function weatherTable({ template, indicators, policy, units, period, sources }: WeatherInput): WeatherLine[] {
  const named = indicatorField(template) ?? ''
  const binding = bindingIndicators(indicators, policy)
  const read = new Map<string, Map<string, { readonly sha256: string; readonly cells: WeatherCell[] }>>()
  for (const source of sources) {
    const { unit, period: at, sha256 } = source.facts
    const months = read.get(at) ?? new Map<string, { readonly sha256: string; readonly cells: WeatherCell[] }>()
    months.set(unit, { sha256, cells: cellsOf(named, source) })
    read.set(at, months)
  }
  const cellsAt = (at: string) => new Map([...(read.get(at) ?? [])].map(([unit, { cells }]) => [unit, cells] as const))
  const before = shiftPeriod(period, -1)
  const [ranks, ranksBefore] = [ranksOf(cellsAt(period)), ranksOf(cellsAt(before))]
  const months = [...read.keys()].filter((at) => at <= period).sort()
  const gradeAt = (at: string, unit: string): Grade | null => worst((read.get(at)?.get(unit)?.cells ?? []).map(gradeOf))
  return units.map(({ id, name }) => {
    const own = read.get(period)?.get(id)
    const cells = own?.cells ?? []
    const run = behindRun(
      months.flatMap((at) => {
        const there = read.get(at)?.get(id)
        return there === undefined ? [] : [{ period: at, behind: isBehind(there.cells, binding) }]
      }),
      period,
    )
    return {
      unit: id,
      unitName: name,
      sha256: own?.sha256 ?? null,
      paceGrade: worst(cells.map(({ paceGrade }) => paceGrade)),
      forecastGrade: worst(cells.map(({ forecastGrade }) => forecastGrade)),
      grade: gradeAt(period, id),
      reds: countOf(cells, 'red'),
      yellows: countOf(cells, 'yellow'),
      rank: ranks.get(id) ?? null,
      rankBefore: ranksBefore.get(id) ?? null,
      gradeBefore: gradeAt(before, id),
      behindMonths: run.months,
      behindGaps: run.gaps,
      behindSince: run.since ?? null,
      warning: warningOf(run.months, policy.warning),
      cells,
      history: months.filter((at) => periodYear(at) === periodYear(period)).map((at) => ({ period: at, grade: gradeAt(at, id) })),
    }
  })
}
