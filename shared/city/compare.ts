/** What a reviewer looks at besides the rules: last month, the other counties, the same thing reported twice. */
import { Decimal, decimalText, parseDecimal, roundDecimal, zero } from '../model/decimal.ts'
import { type FormFigures, rowsIn } from './figures.ts'
import type { FieldsOfForm } from './policy.ts'

export interface TotalComparison {
  readonly form: string
  readonly label: string
  readonly field: string
  readonly value: string
  /** Of the month before; null when there was none. */
  readonly before: string | null
  /** Change in percent of the month before; null where that says nothing. */
  readonly change: string | null
  /** Middle of all units that have the figure, this one included. */
  readonly median: string | null
  readonly units: number
  readonly isJump: boolean
  readonly isOutlier: boolean
}

const fewestUnits = 5

const medianOf = (numbers: readonly Decimal[]): Decimal | undefined => {
  const sorted = numbers.toSorted((a, b) => a.cmp(b))
  const middle = sorted[Math.floor((sorted.length - 1) / 2)]
  const next = sorted[Math.ceil((sorted.length - 1) / 2)]
  return middle === undefined || next === undefined ? undefined : middle.plus(next).div(2)
}

/** Far from the middle by so many times the middle distance of the others. With fewer than five units nothing is far. */
function isFar(value: Decimal, numbers: readonly Decimal[], factor: number): boolean {
  const middle = medianOf(numbers)
  if (middle === undefined || numbers.length < fewestUnits) return false
  const spread = medianOf(numbers.map((number) => number.minus(middle).abs()))
  return spread?.gt(zero) === true && value.minus(middle).abs().gt(spread.times(factor))
}

const changeOf = (value: Decimal, before: Decimal | undefined): Decimal | undefined =>
  before === undefined || before.eq(zero) ? undefined : value.minus(before).times(100).div(before.abs())

/**
 * The totals of one package against its unit's month before and against the other units of the same month.
 * @param own the package's forms
 * @param before the forms of the same unit a month earlier
 * @param others the same month's forms of all units, this one among them
 */
export function compareTotals(
  own: readonly FormFigures[],
  before: readonly FormFigures[],
  others: readonly FormFigures[],
  limits: { readonly jump: number; readonly outlier: number },
): TotalComparison[] {
  return own.flatMap(({ records }) =>
    records.totals.flatMap(({ label, values }) =>
      Object.entries(values).flatMap(([field, text]): TotalComparison[] => {
        const value = parseDecimal(text)
        if (value === undefined) return []
        const same = ({ records: other }: FormFigures): Decimal[] => {
          if (other.form !== records.form) return []
          const found = other.totals.find((total) => total.label === label)?.values[field]
          const number = parseDecimal(found ?? '')
          return number === undefined ? [] : [number]
        }
        const [earlier] = before.flatMap(same)
        const all = others.flatMap(same)
        const change = changeOf(value, earlier)
        const median = medianOf(all)
        return [
          {
            form: records.form,
            label,
            field,
            value: text,
            before: earlier === undefined ? null : decimalText(earlier),
            change: change === undefined ? null : decimalText(roundDecimal(change, 1)),
            median: median === undefined ? null : decimalText(new Decimal(median)),
            units: all.length,
            isJump: change?.abs().gt(limits.jump) === true,
            isOutlier: isFar(value, all, limits.outlier),
          },
        ]
      }),
    ),
  )
}

export interface Duplicate {
  readonly form: string
  readonly fields: readonly string[]
  /** What is the same, the fields joined with `|`. */
  readonly key: string
  readonly places: readonly { readonly unit: string; readonly unitName: string; readonly sha256: string; readonly rowId: string }[]
}

/** Rows of different units that name the same thing. Blank fields name nothing. */
export function duplicatesAcross(sources: readonly FormFigures[], keys: readonly FieldsOfForm[]): Duplicate[] {
  return keys.flatMap(({ form, fields }) => {
    const found = new Map<string, Duplicate['places'][number][]>()
    for (const { facts, records } of sources) {
      if (records.form !== form) continue
      for (const { rowId, values } of rowsIn(records)) {
        const parts = fields.map((field) => values[field] ?? '')
        if (parts.includes('')) continue
        const place = { unit: facts.unit, unitName: facts.unitName, sha256: facts.sha256, rowId }
        const key = parts.join('|')
        const known = found.get(key)
        if (known === undefined) found.set(key, [place])
        else known.push(place)
      }
    }
    return [...found].flatMap(([key, places]) => (new Set(places.map(({ unit }) => unit)).size < 2 ? [] : [{ form, fields, key, places }]))
  })
}
