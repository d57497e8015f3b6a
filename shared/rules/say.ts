/** What is said of a rule that failed or could not run: all of it for whoever keeps findings, little for a cell being typed. */
import { dataCellAddress } from '../forms/layout.ts'
import { showValue } from '../model/value.ts'
import { couldNotRun } from '../text/rules.ts'
import { basisOf } from './basis.ts'
import { type Frame, RuleFault } from './cel/value.ts'
import type { CompiledRule, RuleProgram } from './compile-rules.ts'
import type { Finding, RowFault } from './finding.ts'
import { findingId } from './finding-id.ts'
import type { Verdict } from './judge.ts'
import type { RowView, Sheet } from './sheet.ts'

/** A rule that failed or could not run, and where. */
export interface Failure {
  readonly compiled: CompiledRule
  readonly program: RuleProgram
  readonly frame: Frame
  /** Undefined for a rule about the whole form. */
  readonly row: RowView | undefined
  readonly verdict: Verdict
}
export type Say<Found> = (failure: Failure) => Found

/** Enough to mark cells. Digests would take most of the time of a typed row. */
export const sayBriefly: Say<RowFault> = ({ compiled, program, frame, row, verdict }) => ({
  ruleId: compiled.rule.id,
  level: verdict.outcome === 'error' ? '提示性' : compiled.level,
  rowId: row?.data.id ?? null,
  fields: [...fieldsOf(compiled, program)],
  message: verdict.outcome === 'error' ? couldNotRun(compiled.rule.id, verdict.reason) : renderSafely(program, frame, compiled.rule.id),
  explanation: null,
})

/** Whole findings of one sheet. */
export const sayAll = (sheet: Sheet): Say<Finding> => {
  const nameOf = rowNames(sheet)
  return (failure) => {
    const { compiled, program, frame, row, verdict } = failure
    const { rule, form } = compiled
    const { ruleId, level, rowId, fields, message, explanation } = sayBriefly(failure)
    const [first] = fields
    return {
      id: findingId({ ruleId, form: form.template.id, period: sheet.period, row: nameOf(row), fields }),
      ruleId,
      level,
      outcome: verdict.outcome,
      form: form.template.id,
      rowId,
      rowKey: row === undefined ? null : row.data.key,
      rowLabel: row === undefined ? null : labelOf(row),
      fields,
      cell: row === undefined || first === undefined ? null : dataCellAddress(form.template, row.index, first),
      message,
      clause: rule.clause,
      origin: rule.origin,
      basis: basisOf(compiled, program, frame, message),
      explanation,
    }
  }
}

/** What stands for a row in ids: its natural key, so that explanations survive a new import. */
const rowNames = (sheet: Sheet): ((row: RowView | undefined) => string) => {
  /** Rows may share a key by mistake; their findings are told apart by their place among those rows. */
  const places = new Map<string, number>()
  return (row) => {
    if (row === undefined) return ''
    if (row.data.key === '') return `#${row.data.id}`
    if (places.size === 0) {
      const seen = new Map<string, number>()
      for (const { data } of sheet.rows) {
        const place = seen.get(data.key) ?? 0
        seen.set(data.key, place + 1)
        places.set(data.id, place)
      }
    }
    const place = places.get(row.data.id) ?? 0
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
