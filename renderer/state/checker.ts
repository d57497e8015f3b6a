/** The last check of one form, and whether it still speaks of what is stored. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { CheckResult } from '../../shared/contract/index.ts'
import { AppError } from '../../shared/model/errors.ts'
import type { Finding } from '../../shared/rules/finding.ts'
import type { Platform } from '../platform/platform.ts'

export interface CheckState {
  readonly result: CheckResult | null
  /** When the result came. */
  readonly at: Date | null
  readonly running: boolean
  /** Something was stored since the result. */
  readonly outdated: boolean
  readonly error: unknown
}
export interface Checker {
  readonly store: StoreApi<CheckState>
  run(): Promise<void>
  /** Something was stored: check again soon, where that is quick. */
  touched(): void
  /** Stores an explanation. Throws EXPLANATION_REFUSED with the reason. */
  explain(finding: Finding, text: string): Promise<void>
  close(): void
}

const settleMs = 700
/** A check slower than this is not repeated by itself. */
const slowMs = 1_500

export function createChecker(
  platform: Platform,
  at: { readonly form: string; readonly period: string },
  clock: () => Date,
  newId: () => string,
): Checker {
  const store = createStore<CheckState>()(() => ({ result: null, at: null, running: false, outdated: false, error: null }))
  let timer: ReturnType<typeof setTimeout> | undefined
  let lastMs = 0
  let again = false
  const run = async (): Promise<void> => {
    clearTimeout(timer)
    if (store.getState().running) {
      again = true
      return
    }
    store.setState({ running: true, outdated: false, error: null })
    const began = clock().getTime()
    try {
      const result = await platform.call('check.run', { ...at, job: newId() })
      store.setState({ result, at: clock() })
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'CANCELLED')) store.setState({ error })
    }
    lastMs = clock().getTime() - began
    store.setState({ running: false })
    if (again) {
      again = false
      await run()
    }
  }
  return {
    store,
    run,
    touched() {
      store.setState({ outdated: true })
      clearTimeout(timer)
      if (lastMs <= slowMs) timer = setTimeout(() => void run(), settleMs)
    },
    async explain(finding, text) {
      const explained = await platform.call('finding.explain', { period: at.period, finding: finding.id, text })
      store.setState((state) => {
        if (!state.result) return state
        const findings = state.result.findings.map((other) => (other.id === explained.id ? explained : other))
        const unexplained = state.result.unexplained - (finding.explanation === null ? 1 : 0)
        return { result: { ...state.result, findings, unexplained: Math.max(0, unexplained) } }
      })
    },
    close: () => clearTimeout(timer),
  }
}
