import type { CheckResult } from '../../../shared/contract/index.ts'
import { levels } from '../../../shared/model/level.ts'
import type { Finding } from '../../../shared/rules/finding.ts'

/** Findings of one form, gravest level first, in the order of the rows within a level. */
export function findingsOfForm(result: CheckResult | null, form: string): readonly Finding[] {
  const own = result?.findings.filter((finding) => finding.form === form) ?? []
  return levels.flatMap((level) => own.filter((finding) => finding.level === level))
}

/** The one after (before) the active one that leads to a cell; starts again at the other end. */
export function nextFinding(findings: readonly Finding[], active: string | null, back: boolean): Finding | null {
  const leading = findings.filter((finding) => finding.rowId !== null && finding.fields.length > 0)
  if (leading.length === 0) return null
  const at = leading.findIndex((finding) => finding.id === active)
  const next = at < 0 ? (back ? leading.length - 1 : 0) : (at + (back ? -1 : 1) + leading.length) % leading.length
  return leading[next] ?? null
}
