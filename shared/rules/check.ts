/**
 * The check: every rule on every form, row and field it applies to. One rule that cannot run becomes one
 * finding and hides nothing else. The work is linear in the rows.
 */
import { dataCellAddress } from '../forms/layout.ts'
import type { Outcome } from '../forms/rule-schema.ts'
import { blocksSubmission } from '../model/level.ts'
import { showValue } from '../model/value.ts'
import { couldNotRun, type RuleErrorReason } from '../text/rules.ts'
import { basisOf } from './basis.ts'
import { type Frame, RuleFault } from './cel/value.ts'
import { cellMemos } from './cell-memo.ts'
import type { CompiledRule, CompiledRules, RuleProgram } from './compile-rules.ts'
import type { Finding, OutcomeCounts } from './finding.ts'
import { findingId } from './finding-id.ts'
import type { CheckInput } from './input.ts'
import { type RowView, Run, type Sheet } from './sheet.ts'

export interface CheckResult {
  /** By form, row and rule; explanations are joined by whoever keeps them. */
  readonly findings: readonly Finding[]
  readonly counts: OutcomeCounts
  /** The same counts by rule id, for every rule in force on a form that was checked. */
  readonly byRule: ReadonlyMap<string, OutcomeCounts>
}

export type Verdict =
  | { readonly outcome: Exclude<Outcome, 'error'> }
  | { readonly outcome: 'error'; readonly reason: RuleErrorReason; readonly detail: string }

const pass: Verdict = { outcome: 'pass' }
const fail: Verdict = { outcome: 'fail' }
const notApplicable: Verdict = { outcome: 'notApplicable' }

/** Tries one rule in one place. */
export const judge = (program: RuleProgram, frame: Frame): Verdict => {
  try {
    if (program.never || !program.applies(frame)) return notApplicable
    const value = program.expr.run(frame)
    return value === true ? pass : value === false ? fail : notApplicable
  } catch (error) {
    const reason = error instanceof RuleFault ? error.reason : 'internal'
    return { outcome: 'error', reason, detail: error instanceof Error ? error.message : String(error) }
  }
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
interface Collected {
  readonly row: number
  readonly place: number
  readonly finding: Finding
}

class Collector {
  readonly byRule = new Map<CompiledRule, OutcomeCounts>()
  readonly found: Collected[] = []
  readonly #sheet: Sheet
  /** Rows may share a key by mistake; their findings are told apart by their place among those rows. */
  readonly #places = new Map<string, number>()

  constructor(sheet: Sheet) {
    this.#sheet = sheet
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
      this.found.push({ row: row?.index ?? -1, place, finding: this.#finding(compiled, program, frame, row, verdict) })
  }

  #finding(compiled: CompiledRule, program: RuleProgram, frame: Frame, row: RowView | undefined, verdict: Verdict): Finding {
    const { rule, form } = compiled
    const fields = fieldsOf(compiled, program)
    const rendered = verdict.outcome === 'error' ? couldNotRun(rule.id, verdict.reason) : renderSafely(program, frame, rule.id)
    const [first] = fields
    return {
      id: findingId({ ruleId: rule.id, form: form.template.id, period: this.#sheet.period, row: this.#nameOf(row), fields }),
      ruleId: rule.id,
      level: verdict.outcome === 'error' ? '提示性' : compiled.level,
      outcome: verdict.outcome,
      form: form.template.id,
      rowId: row?.data.id ?? null,
      rowKey: row === undefined ? null : row.data.key,
      rowLabel: row === undefined ? null : labelOf(row),
      fields: [...fields],
      cell: row === undefined || first === undefined ? null : dataCellAddress(form.template, row.index, first),
      message: rendered,
      clause: rule.clause,
      origin: rule.origin,
      basis: basisOf(compiled, program, frame, rendered),
      explanation: null,
    }
  }

  /** What stands for the row in ids: its natural key, so that explanations survive a new import. */
  #nameOf(row: RowView | undefined): string {
    if (row === undefined) return ''
    if (row.data.key === '') return `#${row.data.id}`
    if (this.#places.size === 0) {
      const seen = new Map<string, number>()
      for (const { data } of this.#sheet.rows) {
        const place = seen.get(data.key) ?? 0
        seen.set(data.key, place + 1)
        this.#places.set(data.id, place)
      }
    }
    const place = this.#places.get(row.data.id) ?? 0
    return place === 0 ? row.data.key : `${row.data.key}#${place}`
  }
}

const renderSafely = (program: RuleProgram, frame: Frame, ruleId: string): string => {
  try {
    return program.message.render(frame)
  } catch (error) {
    return couldNotRun(ruleId, error instanceof RuleFault ? error.reason : 'internal')
  }
}

/** Cells to mark: those the rule names, else those it reads of the row. */
const fieldsOf = ({ rule, perRow }: CompiledRule, program: RuleProgram): readonly string[] => {
  if (program.field !== undefined) return [program.field.field.key]
  return rule.cells.length > 0 || !perRow ? rule.cells : [...program.expr.reads.row]
}

/** What a row is called: the fields its form names it by, as people read them. */
export const labelOf = (row: RowView): string => {
  const { form } = row.sheet
  const parts = form.template.rowLabel.flatMap((key) => {
    const model = form.byKey.get(key)
    const text = model === undefined ? undefined : row.text(model.index)
    return model === undefined || text === undefined ? [] : [showValue(model.field, text, model.codes)]
  })
  return parts.length > 0 ? parts.join(' ') : row.data.key
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

const checkSheet = (compiled: CompiledRules, sheet: Sheet, rows: readonly RowView[], isChosen: Choice, watch?: RowWatch): Collector => {
  const collector = new Collector(sheet)
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
  collector.found.sort((a, b) => a.row - b.row || a.place - b.place)
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
    const collector = checkSheet(compiled, sheet, sheet.rows, everyRule, (rows) => watch?.(before + rows, total))
    before += sheet.rows.length
    for (const { finding } of collector.found) findings.push(finding)
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
export const checkRow = (compiled: CompiledRules, input: CheckInput, form: string, rowId: string): readonly Finding[] => {
  const sheet = new Run(compiled.models, input).sheet(form)
  const row = sheet?.rows.find(({ data }) => data.id === rowId)
  if (sheet === undefined || row === undefined) return []
  return checkSheet(compiled, sheet, [row], ofRows).found.map(({ finding }) => finding)
}

const ofRowsAlone: Choice = ({ rule, perRow }) => perRow && restsOnRowAlone(rule)

/** True for a rule that reads nothing but the row it speaks of: it can be tried without the other rows. */
export const restsOnRowAlone = ({ scope }: Pick<CompiledRule['rule'], 'scope'>): boolean => scope === 'row' || scope === 'field'

/** Checks rows by what stands in them alone; `input` need not hold any other row of the form. */
export const checkRowsAlone = (compiled: CompiledRules, input: CheckInput, form: string): readonly Finding[] => {
  const sheet = new Run(compiled.models, input).sheet(form)
  return sheet === undefined ? [] : checkSheet(compiled, sheet, sheet.rows, ofRowsAlone).found.map(({ finding }) => finding)
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
    return sheet === undefined ? [] : checkSheet(compiled, sheet, rows, graveHangingOn(field)).found.map(({ finding }) => finding)
  })
}
