/** Values worth trying in a cell of amounts, and the smallest of them that satisfies the rule. */
import { Decimal, parseDecimal } from '../../model/decimal.ts'
import { monthEnd, monthStart } from '../../model/period.ts'
import { unitWords } from '../../text/repair.ts'
import { isNear, slipFactors, slipOf } from '../cel/slip.ts'
import { type Frame, isDecimal, type Value } from '../cel/value.ts'
import type { RepairKind } from '../finding.ts'
import { type Axis, nearestPassing } from './axis.ts'
import type { Cell } from './cells.ts'
import { type Fault, type FaultSide, isPlanLimit } from './fault.ts'
import { toleratedParts } from './imbalance.ts'
import type { Change, Trials } from './trial.ts'

export interface Candidate {
  readonly cell: Cell
  readonly from: string | null
  readonly to: string | null
  readonly kind: RepairKind
  /** How big the change is, 0 to 1: a number by its share, a date by the part of a year, anything else 1. */
  readonly cost: number
  /** For a slip: by how much the figure was off, -1 for a wrong sign, `power` for 蒸吨 and 兆瓦. */
  readonly factor?: string
  /** Passing values behind the smallest one, nearest first, should that one break another rule. */
  readonly behind?: readonly string[]
}
interface CellState {
  readonly cell: Cell
  readonly from: string
  /** What stood there a period earlier. */
  readonly previous: string | undefined
}

type Gap = (frame: Frame) => Decimal | undefined

const gapOf =
  ([left, right]: readonly [FaultSide, FaultSide]): Gap =>
  (frame) => {
    const a = left.in(frame)
    const b = right.in(frame)
    return isDecimal(a) && isDecimal(b) ? a.minus(b) : undefined
  }

/** The distances to make zero: of the comparison, and of what stands inside a tolerance. */
const gapsOf = (faults: readonly Fault[]): readonly { readonly gap: Gap; readonly inner: boolean }[] =>
  faults.slice(0, mostFaults).flatMap((fault) => {
    if (fault.sides === undefined) return []
    const parts = toleratedParts(fault.sides[0].node)
    const outer = { gap: gapOf(fault.sides), inner: false }
    return parts === undefined ? [outer] : [outer, { gap: gapOf(fault.inside(parts.left, parts.right)), inner: true }]
  })
const mostFaults = 4
const secantSteps = 4

/** Where a distance is zero, found by the straight line through two points: exact when the rule is linear in the cell. */
const zeroOf = (gapAt: (step: bigint) => Decimal | undefined, start: bigint, stride: bigint): readonly bigint[] => {
  let [here, there] = [start, start + stride]
  let [atHere, atThere] = [gapAt(here), gapAt(there)]
  const found: bigint[] = []
  for (let round = 0; round < secantSteps; round += 1) {
    if (atHere === undefined || atThere === undefined || atHere.eq(atThere)) break
    const exact = new Decimal(here.toString()).minus(atHere.times((there - here).toString()).div(atThere.minus(atHere)))
    if (exact.abs().gt('1e18')) break
    const below = BigInt(exact.round(0, Decimal.roundDown).toFixed(0))
    found.push(below, below + 1n, below - 1n)
    if (below === here || below === there) break
    ;[here, atHere] = [there, atThere]
    ;[there, atThere] = [below, gapAt(below)]
  }
  return found
}

const changeOf = ({ form, row, model }: Cell, value: string | null): Change => ({ form, row, field: model.field.key, value })

const textsOf = (faults: readonly Fault[], frame: Frame): readonly string[] =>
  faults.flatMap(({ sides }) => (sides ?? []).map((side): Value => side.in(frame)).filter((value) => typeof value === 'string'))

/** Steps that other values point at: operands, the day before and after, the ends of a month. */
const stepsOfTexts = (axis: Axis, texts: readonly string[]): readonly bigint[] =>
  texts.flatMap((text) => {
    const isMonth = /^\d{4}-\d{2}$/.test(text)
    const forms = axis.kind === 'date' && isMonth ? [monthStart(text), monthEnd(text)] : [axis.kind === 'month' ? text.slice(0, 7) : text]
    return forms.flatMap((form) => (axis.around(form) ?? []).flatMap((step) => [step, step + 1n, step - 1n]))
  })

/** 蒸吨 and 兆瓦 are taken for one another; a figure is too big by 0.7 in the one column and by its inverse in the other. */
const otherPower: Readonly<Record<string, Decimal>> = {
  [unitWords.steam]: new Decimal('0.7'),
  [unitWords.megawatt]: new Decimal(1).div('0.7'),
}

/** Everything that an amount in a cell may be changed to so that the rule passes, the smallest change first. */
export const amountCandidates = (
  trials: Trials,
  axis: Axis,
  { cell, from, previous }: CellState,
  faults: readonly Fault[],
  frame: Frame,
  /** For a rule that looks for slips: the figure and its reference. */
  slipped: readonly [FaultSide, FaultSide] | undefined,
): readonly Candidate[] => {
  const around = axis.around(from)
  if (around === undefined) return []
  const [start] = around
  const isStep = around[0] === around[1]
  const known = new Map<bigint, boolean>()
  const passes = (step: bigint): boolean => {
    if (step < axis.least || step > axis.most || (isStep && step === start)) return false
    const before = known.get(step)
    if (before !== undefined) return before
    const answer = trials.passes(changeOf(cell, axis.text(step)))
    known.set(step, answer)
    return answer
  }
  const candidate = (step: bigint, kind: RepairKind, more: Partial<Candidate> = {}): Candidate => {
    const to = axis.text(step)
    return { cell, from, to, kind, cost: costOf(axis, from, to), ...more }
  }

  const stride = start > 9n || start < -9n ? (start < 0n ? -start : start) / 2n + 1n : 10n
  const exact: bigint[] = []
  const seeds: bigint[] = [...(isStep ? [] : around), 0n]
  for (const { gap, inner } of gapsOf(faults)) {
    const zeros = zeroOf((step) => trials.ask(changeOf(cell, axis.text(step)), gap), start, stride)
    seeds.push(...zeros)
    if (inner) exact.push(...zeros.slice(-3))
  }
  seeds.push(...stepsOfTexts(axis, textsOf(faults, frame)))
  const before = previous === undefined ? undefined : axis.around(previous)
  if (before !== undefined && before[0] === before[1]) seeds.push(before[0])
  const steps = (list: readonly bigint[]): bigint[] => [...new Set(list)].filter(passes)
  const found = steps(seeds)
  const wanted = found.length === 0 ? 1 : 4
  for (let power = 0; power < mostDoublings[axis.kind]; power += wanted)
    seeds.push(start + 2n ** BigInt(power), start - 2n ** BigInt(power))
  const passing = steps(seeds)

  // A rule that compares nothing is not mended by a hair's breadth.
  const isAmount = !isStep || faults.some(({ operator }) => operator !== undefined)
  const isLimit = isPlanLimit(faults)
  const earlier = previous === undefined ? undefined : parseDecimal(previous)
  const isStillSlipped = (step: bigint): boolean => {
    const amount = axis.kind === 'number' ? parseDecimal(axis.text(step)) : undefined
    return amount !== undefined && earlier !== undefined && !slipOf(amount, earlier).eq(1)
  }
  const result: Candidate[] = []
  for (const up of [true, false]) {
    const side = passing.filter((step) => (up ? step > start : step <= start)).toSorted((a, b) => Number(up ? a - b : b - a))
    const [first] = side
    if (first === undefined) continue
    const failing = seeds
      .filter((step) => !passes(step) && (up ? step < first && step >= start : step > first && step <= around[1]))
      .reduce((best, step) => ((up ? step > best : step < best) ? step : best), up ? start : around[1])
    const nearest = failing === first ? first : nearestPassing(failing, first, passes)
    // Out of trials, nobody knows whether a smaller change would do.
    if (!trials.isSpent && isAmount && !isLimit && !isStillSlipped(nearest))
      result.push(candidate(nearest, 'smallest', { behind: side.filter((step) => step !== nearest).map(axis.text) }))
  }
  for (const step of steps(exact)) result.push(candidate(step, 'exact'))
  if (before !== undefined && passes(before[0]) && before[0] === before[1]) result.push(candidate(before[0], 'previous'))
  const value = parseDecimal(from)
  if (axis.kind !== 'number' || value === undefined) return result
  const power = otherPower[cell.model.field.unit ?? '']
  const references = [earlier, ...exact.map((step) => parseDecimal(axis.text(step)))]
  for (const { factor, name } of slipsOf(power)) {
    const right = value.div(factor)
    const [below, above] = axis.aroundNumber(right) ?? []
    if (below === undefined || above === undefined) continue
    const step = right
      .minus(axis.text(below))
      .abs()
      .lte(right.minus(axis.text(above)).abs())
      ? below
      : above
    const isMended =
      slipped === undefined
        ? (!isAmount && name === 'power') || (name === '-1' && value.lt(0))
        : trials.ask(changeOf(cell, axis.text(step)), (at) => areNear(slipped[0].in(at), slipped[1].in(at))) === true
    const isBorneOut = isMended || references.some((reference) => reference !== undefined && isNear(right, reference))
    if (isBorneOut && passes(step)) result.push(candidate(step, 'slip', { factor: name }))
  }
  return result
}

const areNear = (figure: Value, reference: Value): boolean => isDecimal(figure) && isDecimal(reference) && isNear(figure, reference)

const slipsOf = (power: Decimal | undefined): readonly { readonly factor: Decimal; readonly name: string }[] => [
  ...slipFactors.map((factor) => ({ factor, name: factor.toFixed() })),
  { factor: new Decimal(-1), name: '-1' },
  ...(power === undefined ? [] : [{ factor: power, name: 'power' }]),
]
const mostDoublings = { number: 56, date: 15, month: 10 } as const

const costOf = (axis: Axis, from: string, to: string): number => {
  const [a, b] = [axis.around(from)?.[0] ?? 0n, axis.around(to)?.[0] ?? 0n]
  if (axis.kind !== 'number') return Math.min(1, Math.abs(Number(b - a)) / (axis.kind === 'date' ? 365 : 12))
  const [x, y] = [Number(from), Number(to)]
  return x === y ? 0 : Math.abs(x - y) / Math.max(Math.abs(x), Math.abs(y))
}
