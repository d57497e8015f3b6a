import type { EngineContext } from '../context.ts'
import { whoOf } from './common.ts'

const signatures = ['preparer', 'preparerPhone', 'auditor', 'leader'] as const

/**
 * Names that came from the profile become the report's own: what is signed or sealed must not change with the staff.
 * True if any did.
 */
export function writeNames(context: EngineContext, forms: Iterable<string>, period: string): boolean {
  const { profile, reports } = context.store()
  const people = profile.get()?.people
  if (!people) return false
  let isChanged = false
  for (const form of forms) {
    const report = reports.summary(form, period)
    if (!report || report.sealed) continue
    const missing = signatures.filter((name) => report.header[name] === '' && people[name] !== '')
    if (missing.length === 0) continue
    const header = Object.fromEntries(missing.map((name) => [name, people[name]]))
    const step = { source: 'asked', who: whoOf(context), origin: 'typed', undoable: false } as const
    reports.apply(form, period, undefined, [{ kind: 'header', header }], step)
    isChanged = true
  }
  return isChanged
}
