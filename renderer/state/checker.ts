/** The last check of one form, and whether it still speaks of what is stored. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { CheckResult } from '../../shared/contract/index.ts'
import { AppError } from '../../shared/model/errors.ts'
import type { Finding } from '../../shared/rules/finding.ts'
import type { Platform } from '../platform/platform.ts'
import { notePace, type Pace } from './pace.ts'

export interface CheckState {
  readonly result: CheckResult | null
  /** When the result came. */
  readonly at: Date | null
  readonly running: boolean
  /** How far the running check is; null before anything is heard of it. */
  readonly pace: Pace | null
  /** Something was stored since the result. */
  readonly outdated: boolean
  readonly error: unknown
}
export interface Checker {
  readonly store: StoreApi<CheckState>
  run(): Promise<void>
  /** Stops the running check and does not repeat it; what was found before stays, marked as outdated. */
  cancel(): void
  /** Something is to be stored: a check that keeps the engine busy makes room for it. */
  giveWay(): void
  /** Something was stored: check again once nothing more has come for a while. */
  touched(): void
  /** Stores an explanation. Throws EXPLANATION_REFUSED with the reason. */
  explain(finding: Finding, text: string): Promise<void>
  close(): void
}

const settleMs = 700
/** A check slower than this would often be broken off by the next value: it waits until somebody rests. */
const slowMs = 1_500
/** How many times its own length a slow check waits for. */
const restPerCheck = 4
/** A check that has run for less than this is as good as done. */
const patienceMs = 400

export function createChecker(
  platform: Platform,
  at: { readonly form: string; readonly period: string },
  clock: () => Date,
  newId: () => string,
): Checker {
  const store = createStore<CheckState>()(() => ({ result: null, at: null, running: false, pace: null, outdated: false, error: null }))
  let timer: ReturnType<typeof setTimeout> | undefined
  let lastMs = 0
  let again = false
  let job: string | null = null
  let began = 0
  const touched = (): void => {
    store.setState({ outdated: true })
    clearTimeout(timer)
    timer = setTimeout(() => void run(), lastMs <= slowMs ? settleMs : restPerCheck * lastMs)
  }
  const stopEvents = platform.onEvent((event) => {
    // The city has waived something, it may be: what it waived asks for nothing any more.
    if (event.name === 'exchange.changed' && event.payload.period === at.period && store.getState().result !== null) touched()
    if (event.name !== 'job.progress' || event.payload.job !== job) return
    store.setState({ pace: notePace(store.getState().pace, event.payload, clock().getTime()) })
  })
  const stop = (): void => {
    if (job !== null) void platform.call('job.cancel', { job })
  }
  const run = async (): Promise<void> => {
    clearTimeout(timer)
    if (store.getState().running) {
      again = true
      return
    }
    store.setState({ running: true, pace: null, outdated: false, error: null })
    job = newId()
    began = clock().getTime()
    try {
      const result = await platform.call('check.run', { ...at, job })
      store.setState({ result, at: clock() })
    } catch (error) {
      const isCancelled = error instanceof AppError && error.code === 'CANCELLED'
      store.setState(isCancelled ? { outdated: true } : { error })
    }
    const took = clock().getTime() - began
    lastMs = store.getState().outdated ? Math.max(lastMs, took) : took
    job = null
    store.setState({ running: false, pace: null })
    if (again) {
      again = false
      await run()
    }
  }
  return {
    store,
    run,
    cancel() {
      again = false
      stop()
    },
    giveWay() {
      if (job !== null && clock().getTime() - began > patienceMs) stop()
    },
    touched,
    async explain(finding, text) {
      const explained = await platform.call('finding.explain', { period: at.period, finding: finding.id, text })
      store.setState((state) => {
        if (!state.result) return state
        const findings = state.result.findings.map((other) => (other.id === explained.id ? explained : other))
        const unexplained = state.result.unexplained - (finding.explanation === null ? 1 : 0)
        return { result: { ...state.result, findings, unexplained: Math.max(0, unexplained) } }
      })
    },
    close() {
      clearTimeout(timer)
      stopEvents()
    },
  }
}
