import type { CheckResult } from '../../../shared/contract/index.ts'
import { levels } from '../../../shared/model/level.ts'
import type { Finding } from '../../../shared/rules/finding.ts'

/** Findings of one form, gravest level first, in the order of the rows within a level. */
export function findingsOfForm(result: CheckResult | null, form: string): readonly Finding[] {
  const own = result?.findings.filter((finding) => finding.form === form) ?? []
  return levels.flatMap((level) => own.filter((finding) => finding.level === level))
}

/** The one after (before) the active one, those about the whole form included; starts again at the other end. */
export function nextFinding(findings: readonly Finding[], active: string | null, back: boolean): Finding | null {
  if (findings.length === 0) return null
  const at = findings.findIndex((finding) => finding.id === active)
  const next = at < 0 ? (back ? findings.length - 1 : 0) : (at + (back ? -1 : 1) + findings.length) % findings.length
  return findings[next] ?? null
}
