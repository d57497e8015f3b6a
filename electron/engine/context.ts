import type { Handlers, Method } from '../../shared/contract/index.ts'
import type { Pack } from '../../shared/forms/schema.ts'
import type { EnginePorts } from './ports.ts'
import type { Store } from './store/types.ts'

export interface Jobs {
  /** Runs long work under the caller's job id; the signal fires on `job.cancel`. */
  run<T>(job: string | undefined, work: (watch: JobWatch) => Promise<T>): Promise<T>
}
export interface JobWatch {
  readonly signal: AbortSignal
  progress(phase: string, done: number, total: number): void
}
export interface Packs {
  list(): readonly Pack[]
  /** Throws PACK_UNKNOWN. */
  get(id: string): Pack
}

/** What every service is made from. */
export interface EngineContext {
  readonly ports: EnginePorts
  readonly store: () => Store
  readonly packs: Packs
  readonly jobs: Jobs
  /** The pack of this data folder. Throws STORE_NOT_INITIALISED. */
  readonly pack: () => Pack
}

/** A service answers some methods of the contract; the engine joins them. */
export type Service<M extends Method> = Pick<Handlers, M>
