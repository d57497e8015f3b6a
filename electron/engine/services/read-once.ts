import type { EngineContext } from '../context.ts'
import type { StoredReport } from '../store/types.ts'

/**
 * The same engine, reading each report from the store once: a ledger of 100,000 rows takes a second, and what is worked
 * out of several forms asks for it several times. For work that begins and ends in one turn and writes nothing.
 */
export function readOnce(context: EngineContext): EngineContext {
  const read = new Map<string, StoredReport | undefined>()
  const store = context.store()
  const { reports } = store
  const load: typeof reports.load = (form, period) => {
    const key = `${form} ${period}`
    if (!read.has(key)) read.set(key, reports.load(form, period))
    return read.get(key)
  }
  const reading = { ...store, reports: { ...reports, load } }
  return { ...context, store: () => reading }
}
