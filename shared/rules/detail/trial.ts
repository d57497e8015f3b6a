/**
 * Trying a changed cell: the same engine, the same rules, the report with one cell changed. Nothing is shown to a
 * person that was not tried here.
 */
import { naturalKey } from '../../model/natural-key.ts'
import type { Frame } from '../cel/value.ts'
import { checkAround } from '../check.ts'
import type { CompiledRule, CompiledRules, RuleProgram } from '../compile-rules.ts'
import type { Finding } from '../finding.ts'
import type { CheckInput, RowData } from '../input.ts'
import { judge } from '../judge.ts'
import { Run } from '../sheet.ts'

export interface Change {
  readonly form: string
  readonly row: string
  readonly field: string
  /** Canonical text; null = blank. */
  readonly value: string | null
}
/** Where a finding stands. */
export interface Place {
  readonly compiled: CompiledRules
  readonly input: CheckInput
  readonly rule: CompiledRule
  readonly program: RuleProgram
  readonly form: string
  readonly row: string | undefined
}

const changedRow = (place: Place, { form, field, value }: Change, row: RowData): RowData => {
  const { [field]: _old, ...others } = row.values
  const values = value === null ? others : { ...others, [field]: value }
  return { id: row.id, key: naturalKey(place.compiled.models.get(form)?.keyFields ?? [], values), values }
}

/** The input of the check with one cell changed. */
export const inputWith = (place: Place, change: Change): CheckInput => {
  const data = place.input.current.get(change.form)
  if (data === undefined) return place.input
  const rows = data.rows.map((row) => (row.id === change.row ? changedRow(place, change, row) : row))
  return { ...place.input, only: undefined, current: new Map(place.input.current).set(change.form, { ...data, rows }) }
}

/** The place of the finding in a report; undefined when its row is gone. */
export const frameOf = (place: Place, input: CheckInput): Frame | undefined => {
  const sheet = new Run(place.compiled.models, input).sheet(place.form)
  if (sheet === undefined) return undefined
  if (place.row === undefined) return { sheet, row: undefined, locals: [] }
  const row = sheet.rows.find(({ data }) => data.id === place.row)
  return row && { sheet, row, locals: [] }
}

/** A rule about a row alone needs only that row to be tried; the final check looks at everything. */
const seesOneRow = ({ rule, row, program }: Place): boolean =>
  row !== undefined &&
  (rule.rule.scope === 'row' || rule.rule.scope === 'field') &&
  !['rows', 'prevRows', 'earlier', 'forms'].some((name) => program.expr.names.has(name) || program.when?.names.has(name))

const onlyRow = (place: Place): CheckInput => {
  const { input, form, row } = place
  const data = input.current.get(form)
  const own = data?.rows.filter(({ id }) => id === row) ?? []
  const before = input.previous.get(form)
  const [first] = own
  const same = before?.rows.find(({ key }) => key !== '' && key === first?.key)
  return {
    ...input,
    current: data === undefined ? new Map() : new Map([[form, { ...data, rows: own }]]),
    previous: before === undefined ? new Map() : new Map([[form, { ...before, rows: same === undefined ? [] : [same] }]]),
    earlier: () => [],
  }
}

/** Trials of one finding, counted: past the limit everything counts as failing, so that the work stays bounded. */
export class Trials {
  readonly place: Place
  readonly #narrow: Place
  #left: number
  /** Grave findings as they stand, by the row that was looked at. */
  readonly #before = new Map<string, ReadonlySet<string>>()

  constructor(place: Place, limit: number) {
    this.place = place
    this.#narrow = seesOneRow(place) ? { ...place, input: onlyRow(place) } : place
    this.#left = limit
  }

  get isSpent(): boolean {
    return this.#left <= 0
  }

  /** Where the rule looks after a change. */
  frame(change: Change): Frame | undefined {
    this.#left -= 1
    if (this.#left < 0) return undefined
    // A change of another row of the form is seen only by the whole report.
    const place = change.row === this.place.row ? this.#narrow : this.place
    return frameOf(place, inputWith(place, change))
  }

  passes(change: Change): boolean {
    const frame = this.frame(change)
    return frame !== undefined && judge(this.place.program, frame).outcome === 'pass'
  }

  /** Something worked out where the rule looks after a change. */
  ask<T>(change: Change, question: (frame: Frame) => T): T | undefined {
    const frame = this.frame(change)
    return frame && question(frame)
  }

  /** The whole report with the change: the rule passes, and no 强制性 finding stands that did not stand before. */
  isSound(change: Change): boolean {
    const input = inputWith(this.place, change)
    const frame = frameOf(this.place, input)
    if (frame === undefined || judge(this.place.program, frame).outcome !== 'pass') return false
    const { compiled } = this.place
    const at = `${change.form} ${change.row} ${change.field}`
    const before = this.#before.get(at) ?? new Set(checkAround(compiled, this.place.input, change).map(nameOf))
    this.#before.set(at, before)
    return checkAround(compiled, input, change).every((finding) => before.has(nameOf(finding)))
  }
}

/** Ids follow the natural key, which a change may touch; rule, row and fields do not. */
const nameOf = ({ ruleId, form, rowId, fields }: Finding): string => [ruleId, form, rowId, ...fields].join(' ')
