/** 考核评分 (T4): targets, measures and the quality of reporting, by weights that the city may change. */
import type { Indicator } from '../forms/indicator-schema.ts'
import { Decimal, decimalText, roundDecimal, zero } from '../model/decimal.ts'
import { type FormFigures, rowsIn } from './figures.ts'
import type { CityPolicy, ScoreWeights } from './policy.ts'
import type { ReportingLine } from './reporting.ts'
import type { WeatherLine } from './weather.ts'

/** 超额完成, 完成, 基本完成, 未完成. */
export const scoreResults = ['top', 'done', 'nearly', 'failed'] as const
export type ScoreResult = (typeof scoreResults)[number]

export interface ScoreLine {
  readonly unit: string
  readonly unitName: string
  /** Points; null where nothing could be judged, and then the part is left out and the rest counts for the whole. */
  readonly year: string | null
  readonly cumulative: string | null
  readonly measures: string | null
  /** Points taken off for late, missing and faulty reports. */
  readonly reporting: string
  /** Of a hundred. */
  readonly total: string | null
  readonly result: ScoreResult | null
  /** A binding target of the year is missed, which decides by itself. */
  readonly isVetoed: boolean
  readonly rank: number | null
}
export interface ScoreInput {
  readonly weather: readonly WeatherLine[]
  readonly reporting: readonly ReportingLine[]
  readonly indicators: readonly Indicator[]
  /** The binding ones. */
  readonly binding: ReadonlySet<string>
  /** The form of measures in the accepted packages of the month. */
  readonly measures: readonly FormFigures[]
  readonly policy: CityPolicy
  readonly weights: ScoreWeights
}

const digits = 2
const hundred = new Decimal(100)

/** Share of a target that is reached, at most all of it, on average; undefined when none can be judged. */
function reached(line: WeatherLine, wanted: ReadonlySet<string>): Decimal | undefined {
  const known = line.cells.flatMap(({ indicator, attained }) => (wanted.has(indicator) && attained !== null ? new Decimal(attained) : []))
  if (known.length === 0) return undefined
  const capped = known.map((value) => (value.gt(hundred) ? hundred : value.lt(zero) ? zero : value))
  return capped.reduce((sum, value) => sum.plus(value), zero).div(known.length)
}

/** Share of the measures that go as they should, in percent. */
function measured(source: FormFigures | undefined, { measureField, measureDone, measureIdle }: CityPolicy): Decimal | undefined {
  const field = measureField?.fields[0]
  if (source === undefined || field === undefined) return undefined
  const states = rowsIn(source.records).flatMap(({ values }) => values[field] ?? [])
  const counted = states.filter((state) => !measureIdle.includes(state))
  if (counted.length === 0) return undefined
  return new Decimal(counted.filter((state) => measureDone.includes(state)).length).times(100).div(counted.length)
}

const pointsOf = (share: Decimal | undefined, most: number): Decimal | undefined =>
  share === undefined ? undefined : roundDecimal(share.times(most).div(100), digits)

function takenOff(line: ReportingLine | undefined, weights: ScoreWeights): Decimal {
  const off = zero
    .plus(new Decimal(line?.lateDays ?? 0).times(weights.scoreLateDay))
    .plus(new Decimal(line?.remarks ?? 0).times(weights.scoreRemark))
    .plus(new Decimal(line?.missing ?? 0).times(weights.scoreMissing))
  return off.gt(weights.scoreReportingMost) ? new Decimal(weights.scoreReportingMost) : off
}

/** The parts that could be judged, stretched to a hundred, less what is taken off; never below zero. */
function totalOf(parts: readonly (readonly [Decimal | undefined, number])[], off: Decimal): Decimal | undefined {
  const judged = parts.flatMap(([points, most]) => (points === undefined || most === 0 ? [] : [{ points, most }]))
  const whole = judged.reduce((sum, { most }) => sum + most, 0)
  if (whole === 0) return undefined
  const points = judged.reduce((sum, one) => sum.plus(one.points), zero)
  const total = roundDecimal(points.times(100).div(whole).minus(off), digits)
  return total.lt(zero) ? zero : total
}

function resultOf(total: Decimal | undefined, isVetoed: boolean, { grades }: CityPolicy): ScoreResult | null {
  if (total === undefined) return null
  if (isVetoed) return 'failed'
  return total.gte(grades.top) ? 'top' : total.gte(grades.done) ? 'done' : total.gte(grades.nearly) ? 'nearly' : 'failed'
}

const textOf = (value: Decimal | undefined): string | null => (value === undefined ? null : decimalText(value))

/** One line a unit, in the order of the weather table; the year's targets are those that do not reach back to a base year. */
export function scoreTable({ weather, reporting, indicators, binding, measures, policy, weights }: ScoreInput): ScoreLine[] {
  const of = (isCumulative: boolean): Set<string> =>
    new Set(indicators.flatMap(({ key, pace }) => (binding.has(key) && (pace === 'intensityCumulative') === isCumulative ? [key] : [])))
  const [yearly, cumulative] = [of(false), of(true)]
  const lines = weather.map((line) => {
    const year = pointsOf(reached(line, yearly), weights.scoreYear)
    const since = pointsOf(reached(line, cumulative), weights.scoreCumulative)
    const own = measures.find(({ facts }) => facts.unit === line.unit)
    const done = pointsOf(measured(own, policy), weights.scoreMeasures)
    const off = takenOff(
      reporting.find(({ unit }) => unit === line.unit),
      weights,
    )
    const isVetoed = policy.grades.veto && line.cells.some(({ indicator, behind }) => yearly.has(indicator) && behind === true)
    const parts = [
      [year, weights.scoreYear],
      [since, weights.scoreCumulative],
      [done, weights.scoreMeasures],
    ] as const
    const total = totalOf(parts, off)
    return { line, year, since, done, off, isVetoed, total, result: resultOf(total, isVetoed, policy) }
  })
  const totals = lines.flatMap(({ total }) => total ?? []).sort((a, b) => b.cmp(a))
  return lines.map(({ line, year, since, done, off, isVetoed, total, result }) => ({
    unit: line.unit,
    unitName: line.unitName,
    year: textOf(year),
    cumulative: textOf(since),
    measures: textOf(done),
    reporting: decimalText(off),
    total: textOf(total),
    result,
    isVetoed,
    rank: total === undefined ? null : 1 + totals.findIndex((other) => other.eq(total)),
  }))
}
