/**
 * The check: every rule on every form, row and field it applies to. One rule that cannot run becomes one
 * finding and hides nothing else. The work is linear in the rows.
 */
import type { Outcome } from '../forms/rule-schema.ts'
import { blocksSubmission } from '../model/level.ts'
import type { Frame } from './cel/value.ts'
import { cellMemos } from './cell-memo.ts'
import type { CompiledRule, CompiledRules, RuleProgram } from './compile-rules.ts'
import type { Finding, OutcomeCounts, RowFault } from './finding.ts'
import type { CheckInput } from './input.ts'
import { judge } from './judge.ts'
import { type Say, sayAll, sayBriefly } from './say.ts'
import { type RowView, Run, type Sheet } from './sheet.ts'

export interface CheckResult {
  /** By form, row and rule; explanations are joined by whoever keeps them. */
  readonly findings: readonly Finding[]
  readonly counts: OutcomeCounts
  /** The same counts by rule id, for every rule in force on a form that was checked. */
  readonly byRule: ReadonlyMap<string, OutcomeCounts>
}

/** Whether a rule is in force in a period. */
const isInForce = ({ rule }: CompiledRule, period: string): boolean =>
  (rule.validFrom === undefined || rule.validFrom.slice(0, 7) <= period) &&
  (rule.validTo === undefined || period <= rule.validTo.slice(0, 7))

/** A rule to be tried, at one row after the other where it is about rows. */
export interface Attempt {
  readonly compiled: CompiledRule
  readonly program: RuleProgram
  readonly tally: OutcomeCounts
  /** Position among the attempts: findings of a row follow the rules of the pack and the fields of the form. */
  readonly place: number
}
interface Collected<Found> {
  readonly row: number
  readonly place: number
  readonly found: Found
}

/** Gathers what is said of each failure, and how each rule came out. */
class Collector<Found> {
  readonly byRule = new Map<CompiledRule, OutcomeCounts>()
  readonly #collected: Collected<Found>[] = []
  readonly #say: Say<Found>

  constructor(say: Say<Found>) {
    this.#say = say
  }

  tally(compiled: CompiledRule): OutcomeCounts {
    const known = this.byRule.get(compiled)
    if (known !== undefined) return known
    const counts = noOutcomes()
    this.byRule.set(compiled, counts)
    return counts
  }

  try({ compiled, program, tally, place }: Attempt, frame: Frame, row: RowView | undefined): void {
    const verdict = judge(program, frame)
    tally[verdict.outcome] += 1
    if (verdict.outcome === 'fail' || verdict.outcome === 'error')
      this.#collected.push({ row: row?.index ?? -1, place, found: this.#say({ compiled, program, frame, row, verdict }) })
  }

  /** Row after row; those of a row follow the rules of the pack and the fields of the form. */
  found(): Found[] {
    return this.#collected.sort((a, b) => a.row - b.row || a.place - b.place).map(({ found }) => found)
  }
}

const outcomes = ['pass', 'fail', 'notApplicable', 'error'] as const
const noOutcomes = (): OutcomeCounts => ({ pass: 0, fail: 0, notApplicable: 0, error: 0 })
const add = (total: OutcomeCounts, more: OutcomeCounts): void => {
  for (const outcome of outcomes) total[outcome] += more[outcome]
}

/** Which rules are tried. */
type Choice = (rule: CompiledRule, program: RuleProgram, sheet: Sheet) => boolean
const everyRule: Choice = () => true
const ofRows: Choice = ({ perRow }) => perRow

/** Told how many rows of this form have been checked; may throw to stop the check. */
type RowWatch = (rows: number) => void
const rowsBetweenTellings = 256

const checkSheet = <Found>(
  compiled: CompiledRules,
  sheet: Sheet,
  rows: readonly RowView[],
  isChosen: Choice,
  say: Say<Found>,
  watch?: RowWatch,
): Collector<Found> => {
  const collector = new Collector(say)
  const attempts: Attempt[] = []
  let place = 0
  for (const rule of compiled.rules.get(sheet.form.template.id) ?? []) {
    if (!isInForce(rule, sheet.period)) continue
    const tally = collector.tally(rule)
    for (const program of rule.programs) {
      if (!isChosen(rule, program, sheet)) continue
      const attempt: Attempt = { compiled: rule, program, tally, place: place++ }
      if (!rule.perRow) collector.try(attempt, { sheet, row: undefined, locals: [] }, undefined)
      else if (program.never) tally.notApplicable += rows.length
      else attempts.push(attempt)
    }
  }
  const memos = rows.length < fewestRowsRemembered ? undefined : cellMemos(sheet, attempts, outcomeOf)
  const others = memos?.others ?? attempts
  let checked = 0
  for (const row of rows) {
    if (checked % rowsBetweenTellings === 0) watch?.(checked)
    const frame: Frame = { sheet, row, locals: [] }
    memos?.row(frame, row, (attempt) => collector.try(attempt, frame, row))
    for (const attempt of others) collector.try(attempt, frame, row)
    row.release()
    checked++
  }
  memos?.settle()
  return collector
}

/** Below this remembering what rules say about a cell is dearer than asking again. */
const fewestRowsRemembered = 8
const outcomeOf = ({ program }: Attempt, frame: Frame): Outcome => judge(program, frame).outcome

/**
 * Checks the reports of a period (or only one form).
 * @param watch told every so often how many of all rows are done; what it throws ends the check
 */
export const checkReports = (compiled: CompiledRules, input: CheckInput, watch?: (done: number, total: number) => void): CheckResult => {
  const run = new Run(compiled.models, input)
  const findings: Finding[] = []
  const counts = noOutcomes()
  const byRule = new Map<string, OutcomeCounts>()
  const isAsked = (id: string): boolean => input.only === undefined || input.only === id
  const total = [...input.current].reduce((sum, [id, { rows }]) => sum + (isAsked(id) ? rows.length : 0), 0)
  let before = 0
  for (const id of compiled.models.keys()) {
    if (!isAsked(id)) continue
    const sheet = run.sheet(id)
    if (sheet === undefined) continue
    const collector = checkSheet(compiled, sheet, sheet.rows, everyRule, sayAll(sheet), (rows) => watch?.(before + rows, total))
    before += sheet.rows.length
    for (const finding of collector.found()) findings.push(finding)
    for (const [{ rule }, tally] of collector.byRule) {
      add(counts, tally)
      const ofRule = byRule.get(rule.id) ?? noOutcomes()
      add(ofRule, tally)
      byRule.set(rule.id, ofRule)
    }
  }
  return { findings, counts, byRule }
}

/** Checks one row: what changes on the screen while a clerk types. Rules about the whole form are left out. */
export const checkRow = (compiled: CompiledRules, input: CheckInput, form: string, rowId: string): readonly RowFault[] => {
  const sheet = new Run(compiled.models, input).sheet(form)
  const row = sheet?.rows.find(({ data }) => data.id === rowId)
  if (sheet === undefined || row === undefined) return []
  return checkSheet(compiled, sheet, [row], ofRows, sayBriefly).found()
}

const ofRowsAlone: Choice = ({ rule, perRow }) => perRow && restsOnRowAlone(rule)

/** True for a rule that reads nothing but the row it speaks of: it can be tried without the other rows. */
export const restsOnRowAlone = ({ scope }: Pick<CompiledRule['rule'], 'scope'>): boolean => scope === 'row' || scope === 'field'

/** Checks rows by what stands in them alone; `input` need not hold any other row of the form. */
export const checkRowsAlone = (compiled: CompiledRules, input: CheckInput, form: string): readonly RowFault[] => {
  const sheet = new Run(compiled.models, input).sheet(form)
  return sheet === undefined ? [] : checkSheet(compiled, sheet, sheet.rows, ofRowsAlone, sayBriefly).found()
}

/** 强制性 rules that may come out otherwise once a cell of this field changes: those of rows, and those of forms that read it or what is computed. */
const graveHangingOn =
  (field: string): Choice =>
  ({ level, perRow }, program, sheet) =>
    blocksSubmission(level) && (perRow || readsOfRows(program, sheet, field))

const readsOfRows = (program: RuleProgram, sheet: Sheet, field: string): boolean =>
  [program.expr, ...(program.when === undefined ? [] : [program.when])].some(({ names, reads }) => {
    const isComputed = (key: string): boolean =>
      [...sheet.run.forms.values()].some((form) => form.byKey.get(key)?.field.computed !== undefined)
    return (names.has('rows') || names.has('forms')) && [...reads.others].some((key) => key === field || isComputed(key))
  })

/** 强制性 findings on one row and on the forms of the period as wholes, as far as a change of one of its cells can bring them about. */
export const checkAround = (
  compiled: CompiledRules,
  input: CheckInput,
  { form, row, field }: { readonly form: string; readonly row: string; readonly field: string },
): readonly Finding[] => {
  const run = new Run(compiled.models, input)
  return [...compiled.models.keys()].flatMap((id) => {
    const sheet = run.sheet(id)
    const rows = id === form ? (sheet?.rows.filter(({ data }) => data.id === row) ?? []) : []
    return sheet === undefined ? [] : checkSheet(compiled, sheet, rows, graveHangingOn(field), sayAll(sheet)).found()
  })
}
