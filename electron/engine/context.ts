import type { CheckResult, Handlers, Method } from '../../shared/contract/index.ts'
import type { Pack } from '../../shared/forms/pack-types.ts'
import type { CompiledRules } from '../../shared/rules/compile-rules.ts'
import type { OutcomeCounts } from '../../shared/rules/finding.ts'
import type { KeyRing } from './keys/key-ring.ts'
import type { EnginePorts } from './ports.ts'
import type { Store } from './store/types.ts'

export interface Jobs {
  /** Runs long work under the caller's job id; the signal fires on `job.cancel`. */
  run<T>(job: string | undefined, work: (watch: JobWatch) => Promise<T>): Promise<T>
}
export interface JobWatch {
  readonly signal: AbortSignal
  /** Called every so often by work that does not wait for anything. Throws when the job was cancelled meanwhile. */
  checkpoint(): void
  progress(phase: string, done: number, total: number): void
}
export interface Packs {
  list(): readonly Pack[]
  /** Throws PACK_UNKNOWN. */
  get(id: string): Pack
}

export interface Checker {
  /**
   * Checks the reports of a period (or only one form) as they lie in the store, with the explanations that still count,
   * and remembers the counts for the task list. Throws FORM_UNKNOWN, PERIOD_OUTSIDE_PLAN.
   * @param watch told how far it is; a check that was stopped through it leaves nothing behind
   */
  run(period: string, form?: string, watch?: JobWatch): CheckResult
  /** What came of each rule in the same check. */
  outcomes(period: string): ReadonlyMap<string, OutcomeCounts>
}

/** What every service is made from. */
export interface EngineContext {
  readonly ports: EnginePorts
  readonly store: () => Store
  readonly packs: Packs
  readonly jobs: Jobs
  /** The keys of this data folder. */
  readonly keys: KeyRing
  readonly checker: Checker
  /** The pack of this data folder. Throws STORE_NOT_INITIALISED. */
  readonly pack: () => Pack
  /** Its rules and formulas, compiled. */
  readonly rules: () => CompiledRules
}

/** A service answers some methods of the contract; the engine joins them. */
export type Service<M extends Method> = Pick<Handlers, M>
