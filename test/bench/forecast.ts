/**
 * How far the forecasts of F3 are off, on series that are made up: a season, growth, and noise in which a month
 * remembers the one before. The same seed gives the same series. It calls the program's own formulas.
 */
import { Decimal } from '../../shared/model/decimal.ts'
import { forecastByRatio, forecastByRunRate, forecastByShare, forecastHalfWidth } from '../../shared/plan/forecast.ts'
import { firstSum, meanShare } from '../../shared/plan/share.ts'
import { type BenchTable, percentile } from './measurement.ts'

/** Shares of the year by month, January first, in percent. */
const loads: Readonly<Record<string, readonly number[]>> = {
  heating: [18, 16, 13, 5, 2, 2, 2, 2, 3, 6, 13, 18],
  industry: [7, 6, 8, 8.5, 8.7, 8.8, 8.7, 8.8, 8.8, 8.9, 8.9, 8.9],
  construction: [0, 0, 2, 5, 9, 13, 16, 18, 18, 16, 3, 0],
}
const noise = 0.08
const memory = 0.4
const growth = { mean: 0.03, spread: 0.03 }
const factors = [1, 1.3, 1.5] as const
const months = [3, 6, 9] as const
const scale = 10_000

/** Numbers between 0 and 1 that only depend on the seed (mulberry32). */
function uniform(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
const normal = (next: () => number): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())

/** Four years of months, the last of which is to be forecast. */
function series(shares: readonly number[], next: () => number): Decimal[][] {
  let level = 1
  let shock = normal(next)
  return Array.from({ length: 4 }, () => {
    level *= 1 + growth.mean + growth.spread * normal(next)
    return shares.map((share) => {
      shock = memory * shock + Math.sqrt(1 - memory ** 2) * normal(next)
      return new Decimal(Math.round(Math.max(0, share * level * (1 + noise * shock)) * scale)).div(scale)
    })
  })
}

interface Tally {
  readonly errors: Map<string, number[]>
  readonly covered: number[]
  intervals: number
}

function tryOne(years: readonly (readonly Decimal[])[], month: number, tally: Tally): void {
  const [actual = [], last = []] = [years[3], years[2]]
  const whole = firstSum(actual, 12)
  const soFar = firstSum(actual, month)
  const lastSoFar = firstSum(last, month)
  const lastYear = firstSum(last, 12)
  if (whole === undefined || soFar === undefined || lastSoFar === undefined || lastYear === undefined) return
  const share = meanShare(years.slice(0, 3), month)
  const note = (method: string, forecast: Decimal | undefined): void => {
    if (forecast === undefined) return
    const errors = tally.errors.get(method) ?? []
    errors.push(forecast.minus(whole).abs().div(whole).times(100).toNumber())
    tally.errors.set(method, errors)
  }
  const byRatio = forecastByRatio(soFar, lastSoFar, lastYear)
  note('run-rate', forecastByRunRate(soFar, month))
  note('ratio (Y)', byRatio)
  note('share (S)', share === undefined ? undefined : forecastByShare(soFar, share))
  const widths = factors.map((factor) => forecastHalfWidth({ actual, last, month, factor: new Decimal(factor) }))
  if (byRatio === undefined || widths.includes(undefined)) return
  tally.intervals += 1
  for (const [at, width] of widths.entries()) {
    if (width !== undefined && whole.minus(byRatio).abs().lte(width)) tally.covered[at] = (tally.covered[at] ?? 0) + 1
  }
}

const oneDigit = (value: number): number => Number(value.toFixed(1))

/** Errors and coverage by kind of load and month. */
export function benchForecast(count: number, seed = 7): BenchTable[] {
  const errors: (string | number)[][] = []
  const coverage: (string | number)[][] = []
  for (const [load, shares] of Object.entries(loads)) {
    for (const month of months) {
      const next = uniform(seed)
      const tally: Tally = { errors: new Map(), covered: factors.map(() => 0), intervals: 0 }
      for (let index = 0; index < count; index += 1) tryOne(series(shares, next), month, tally)
      for (const [method, found] of tally.errors) {
        errors.push([load, month, method, oneDigit(percentile(found, 0.5)), oneDigit(percentile(found, 0.9))])
      }
      const part = (hits: number): string => (tally.intervals === 0 ? 'too few months' : String(oneDigit((hits / tally.intervals) * 100)))
      coverage.push([load, month, tally.intervals, ...tally.covered.map(part)])
    }
  }
  const made = `${count} made-up series for each line (seed ${seed}): monthly noise ${noise * 100} %, memory ${memory}, growth ${growth.mean * 100} ± ${growth.spread * 100} %.`
  return [
    {
      title: 'Forecast of the year',
      about: `Error of the forecast against the year's real sum. ${made} The run-rate is only there to be compared with. Real series may do worse.`,
      columns: ['load', 'after month', 'method', 'median error %', 'p90 error %'],
      rows: errors,
    },
    {
      title: 'Coverage of the 80 % interval',
      about: `How often the year's real sum lies inside, in percent, by the factor K. ${made}`,
      columns: ['load', 'after month', 'intervals', ...factors.map((factor) => `K = ${factor}`)],
      rows: coverage,
    },
  ]
}
