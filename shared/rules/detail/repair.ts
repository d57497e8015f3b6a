/**
 * The smallest change of one cell that satisfies a failing rule. Candidates come from the failing comparison, the code
 * lists, the period before and slips of the unit; what is shown was tried on the whole report first. The work is
 * bounded by a number of trials, so a finding opens as fast on a big ledger as on a small one.
 */
import { Decimal, parseDecimal } from '../../model/decimal.ts'
import { isNumeric, readValue, showValue } from '../../model/value.ts'
import { blankWord, formatYesNo } from '../../text/format.ts'
import { amountInText, repairWhy, unitWords } from '../../text/repair.ts'
import { type Frame, lookupText, type RowValue, type Value } from '../cel/value.ts'
import type { Repair, RepairKind } from '../finding.ts'
import { labelOf } from '../say.ts'
import type { RowView } from '../sheet.ts'
import { axisOf, nearestPassing } from './axis.ts'
import { amountCandidates, type Candidate } from './candidates.ts'
import { type Cell, cellsRead } from './cells.ts'
import { type Fault, type FaultSide, slippedPair } from './fault.ts'
import { type Change, frameOf, inputWith, type Place, Trials } from './trial.ts'

const rowsIn = ({ input }: Place): number =>
  Math.max(
    1,
    [...input.current.values()].reduce((sum, data) => sum + data.rows.length, 0),
  )
/** Trials for one finding: 6000 on a small report, 600 on 2,000 rows, down to 80 on a very big one. */
const trialLimit = (place: Place): number => Math.max(80, Math.min(6_000, Math.round(1_200_000 / rowsIn(place))))
/** Candidates that are tried on the whole report: 16 on up to 2,000 rows, down to 3 on a very big one. */
const checkLimit = (place: Place): number => Math.max(3, Math.min(16, Math.round(32_000 / rowsIn(place))))
const mostCells = 12
const mostAlternatives = 4
const mostCodes = 40
const mostOffered = 5

interface Mending {
  readonly repair: Repair | null
  readonly alternatives: readonly Repair[]
}

/** What comes first: a slip that other figures bear out, then the smallest change. A 是/否 is never turned over by itself. */
const rank: Readonly<Record<RepairKind, number>> = {
  slip: 0,
  recompute: 1,
  read: 1,
  smallest: 2,
  exact: 3,
  previous: 3,
  code: 3,
  flip: 4,
}

const cellText = (row: RowView, cell: Cell): string | undefined => row.text(cell.model.index)

/** Looks for repairs of a failing rule. */
export const findRepairs = (place: Place, frame: Frame, faults: readonly Fault[]): Mending => {
  const trials = new Trials(place, trialLimit(place))
  const cells = cellsRead(place)
  const marked = cells.filter((cell) => cell.marked)
  const first = mend(trials, marked, frame, faults)
  if (first.repair !== null || first.alternatives.length > 0) return first
  // Cells the rule does not mark set the scene; only their amounts may have been mistyped.
  return mend(
    trials,
    cells.filter((cell) => !cell.marked && axisOf(cell.model, '') !== undefined),
    frame,
    faults,
  )
}

const mend = (trials: Trials, cells: readonly Cell[], frame: Frame, faults: readonly Fault[]): Mending => {
  const slipped = slippedPair(faults)
  const weight = (candidate: Candidate): number => {
    const { cell, kind, cost } = candidate
    // Of two cells that may have slipped, the one the rule names first.
    const within = kind === 'slip' ? cells.indexOf(cell) / 100 : cost
    return (cell.isKey ? 100 : 0) + rank[kind] * 10 + within
  }
  const candidates = cells
    .slice(0, mostCells)
    .flatMap((cell) => candidatesOf(trials, cell, frame, faults, slipped))
    .toSorted((a, b) => weight(a) - weight(b))
  const offered: Repair[] = []
  const seen = new Set<string>()
  let checks = checkLimit(trials.place)
  for (const candidate of candidates) {
    if (offered.length > mostAlternatives || checks <= 0) break
    const name = [candidate.cell.form, candidate.cell.row, candidate.cell.model.field.key, candidate.to].join('\u0001')
    if (seen.has(name)) continue
    seen.add(name)
    checks -= 1
    const sound = soundValue(trials, candidate)
    if (sound !== undefined) offered.push(repairOf(trials.place, frame, { ...candidate, to: sound.to }))
  }
  const lead = offered.find(({ kind }, index) => kind !== 'flip' && (kind !== 'code' || isOnlyCode(offered, index)))
  return { repair: lead ?? null, alternatives: offered.filter((repair) => repair !== lead).slice(0, mostAlternatives) }
}

/** A code is the repair only where the list has no other. */
const isOnlyCode = (offered: readonly Repair[], index: number): boolean =>
  offered.every((repair, other) => other === index || repair.kind !== 'code' || repair.field !== offered[index]?.field)

const changeTo = ({ cell }: Candidate, value: string | null): Change => ({
  form: cell.form,
  row: cell.row,
  field: cell.model.field.key,
  value,
})

/** The candidate itself, or the next value behind it that breaks no other 强制性 rule; undefined when there is none. */
const soundValue = (trials: Trials, candidate: Candidate): { readonly to: string | null } | undefined => {
  if (trials.isSound(changeTo(candidate, candidate.to))) return { to: candidate.to }
  const axis = axisOf(candidate.cell.model, candidate.from ?? '')
  const bad = candidate.to === null ? undefined : axis?.around(candidate.to)?.[0]
  if (axis === undefined || bad === undefined) return undefined
  for (const text of (candidate.behind ?? []).slice(0, 3)) {
    const good = axis.around(text)?.[0]
    if (good === undefined || !trials.isSound(changeTo(candidate, text))) continue
    return { to: axis.text(nearestPassing(bad, good, (step) => trials.isSound(changeTo(candidate, axis.text(step))))) }
  }
  return undefined
}

const rowOf = (frame: Frame, { form, row }: Cell): RowView | undefined =>
  frame.sheet.run.sheet(form)?.rows.find(({ data }) => data.id === row)
const previousText = (row: RowValue | undefined, cell: Cell): string | undefined =>
  row === undefined ? undefined : lookupText(row.get(cell.model.index))

const candidatesOf = (
  trials: Trials,
  cell: Cell,
  frame: Frame,
  faults: readonly Fault[],
  slipped: readonly [FaultSide, FaultSide] | undefined,
): readonly Candidate[] => {
  const row = rowOf(frame, cell)
  if (row === undefined) return []
  const { field } = cell.model
  const stored = row.data.values[field.key] ?? null
  const from = cellText(row, cell) ?? null
  const previous = previousText(row.previous, cell)
  const make = (to: string | null, kind: RepairKind): Candidate => ({ cell, from, to, kind, cost: 1 })
  const passes = (to: string | null): boolean =>
    to !== from && trials.passes({ form: cell.form, row: cell.row, field: field.key, value: to })
  const result: Candidate[] = []
  if (field.computed !== undefined && stored !== null && passes(null)) result.push(make(null, 'recompute'))
  const axis = axisOf(cell.model, from ?? '')
  if (axis !== undefined && from !== null) {
    const read = isNumeric(field.type) && parseDecimal(from) === undefined ? readAmount(cell, from) : undefined
    if (read !== undefined && passes(read)) result.push(make(read, 'read'))
    return [...result, ...amountCandidates(trials, axis, { cell, from, previous }, faults, frame, slipped)]
  }
  if (previous !== undefined && passes(previous)) result.push(make(previous, 'previous'))
  if (from === null) return result
  if (faults.every(({ wanted }) => !wanted)) return result
  if (field.type === 'yesNo') {
    const other = formatYesNo(from !== formatYesNo(true))
    const isNamed = trials.place.rule.rule.cells.length > 0
    return isNamed && passes(other) ? [...result, make(other, 'flip')] : result
  }
  return [
    ...result,
    ...namesFor(cell, faults, frame)
      .filter(passes)
      .slice(0, mostOffered)
      .map((name) => make(name, 'code')),
  ]
}

const inBrackets = /\(\s*[\d,]+(?:\.\d+)?[^\d()]*\)/
/** The number in what was typed, in the unit of the field. */
const readAmount = (cell: Cell, text: string): string | undefined => {
  const plain = text.normalize('NFKC').trim()
  const match = amountInText.exec(plain)
  const number = match?.[1] === undefined ? undefined : readValue({ type: 'decimal' }, match[1])
  if (number?.ok !== true || number.value === null) return undefined
  const isWide = match?.[2] !== undefined && cell.model.field.unit?.startsWith(unitWords.tenThousand) !== true
  const amount = new Decimal(number.value).times(isWide ? 10_000 : 1)
  // Bookkeepers write what is below zero in brackets.
  return (inBrackets.test(plain) ? amount.neg() : amount).toFixed()
}

/** Codes of a short list, and the texts the rule compares with. */
const namesFor = ({ model }: Cell, faults: readonly Fault[], frame: Frame): readonly string[] => {
  const compared = faults.flatMap(({ operator, sides }) =>
    operator === '==' ? (sides ?? []).map((side): Value => side.in(frame)).filter((value) => typeof value === 'string') : [],
  )
  const codes = model.codes?.items.filter((item) => item.replacedBy === undefined).map((item) => item.code) ?? []
  const known = new Set(codes)
  const fitting = model.codes === undefined ? compared : compared.filter((text) => known.has(text))
  return [...new Set([...fitting, ...(codes.length <= mostCodes ? codes : [])])].filter((text) => text !== '')
}

const shown = (cell: Cell, text: string | null): string => {
  if (text === null) return blankWord
  const { field } = cell.model
  const unit = field.unit ?? (field.type === 'percent' ? '%' : undefined)
  const value = showValue(field, text, cell.model.codes)
  return unit === undefined || !isNumeric(field.type) || parseDecimal(text) === undefined
    ? value
    : unit === '%'
      ? `${value}%`
      : `${value} ${unit}`
}

const repairOf = (place: Place, frame: Frame, candidate: Candidate): Repair => {
  const { cell, from, to, kind } = candidate
  const row = rowOf(frame, cell)
  const { field } = cell.model
  return {
    form: cell.form,
    row: cell.row,
    rowLabel: row === undefined ? '' : labelOf(row),
    field: field.key,
    label: field.label,
    kind,
    from,
    to,
    shownFrom: shown(cell, from),
    shownTo: kind === 'recompute' ? shownComputed(place, candidate) : shown(cell, to),
    why: whyOf(place.rule.rule.id, candidate),
  }
}

/** What the formula gives once nothing is typed over it. */
const shownComputed = (place: Place, candidate: Candidate): string => {
  const frame = frameOf(place, inputWith(place, changeTo(candidate, null)))
  const row = frame && rowOf(frame, candidate.cell)
  return shown(candidate.cell, (row && cellText(row, candidate.cell)) ?? null)
}

const whyOf = (rule: string, { cell, from, to, kind, factor }: Candidate): string => {
  const { unit } = cell.model.field
  if (kind === 'slip') {
    if (factor !== 'power') return repairWhy.slip(factor ?? '', unit)
    return unit === unitWords.megawatt ? repairWhy.steamToMegawatt : repairWhy.megawattToSteam
  }
  if (kind === 'exact' && axisOf(cell.model, '') === undefined) return repairWhy.same
  if (kind !== 'smallest') return repairWhy[kind]
  const axis = axisOf(cell.model, from ?? '')
  if (axis?.kind !== 'date' || from === null || to === null) return repairWhy.smallest(rule)
  const days = (axis.around(to)?.[0] ?? 0n) - (axis.around(from)?.[0] ?? 0n)
  return repairWhy.smallestDate(rule, String(days < 0n ? -days : days))
}
