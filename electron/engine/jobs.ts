import { AppError } from '../../shared/model/errors.ts'
import type { Jobs, JobWatch } from './context.ts'
import type { EnginePorts } from './ports.ts'

export interface RunningJobs extends Jobs {
  /** Asks a job to stop; false when it is not running. */
  cancel(job: string): boolean
  cancelAll(): void
}

/**
 * Long work that can be watched and stopped. Steps of one phase are reported at most once a hundredth of it.
 * @param stopped jobs to stop, for work that lets no message in until it is done
 */
export function createJobs(emit: EnginePorts['emit'], stopped: () => readonly string[] = () => []): RunningJobs {
  const running = new Map<string, AbortController>()
  /** Stopped already; the request itself is still on its way. */
  const heeded = new Set<string>()
  const heed = (): void => {
    for (const job of stopped()) {
      const controller = running.get(job)
      if (controller === undefined) continue
      controller.abort()
      heeded.add(job)
    }
  }
  return {
    async run(job, work) {
      // What was meant for an earlier job of this name must not stop this one.
      heed()
      const controller = new AbortController()
      // A second job under the same name would make the first one unstoppable.
      if (job !== undefined && running.has(job)) throw new AppError('INPUT_INVALID', { path: 'job' })
      if (job !== undefined) running.set(job, controller)
      try {
        return await work(watch(job, controller.signal, emit, heed))
      } catch (error) {
        throw controller.signal.aborted ? new AppError('CANCELLED', {}, { cause: error }) : error
      } finally {
        if (job !== undefined) running.delete(job)
      }
    },
    cancel(job) {
      const controller = running.get(job)
      controller?.abort()
      return heeded.delete(job) || controller !== undefined
    },
    cancelAll() {
      for (const controller of running.values()) controller.abort()
    },
  }
}

function watch(job: string | undefined, signal: AbortSignal, emit: EnginePorts['emit'], heed: () => void): JobWatch {
  let last = ''
  return {
    signal,
    checkpoint() {
      heed()
      signal.throwIfAborted()
    },
    progress(phase, done, total) {
      if (job === undefined) return
      const mark = `${phase} ${total > 0 ? Math.floor((done * 100) / total) : 0}`
      if (mark === last) return
      last = mark
      emit({ name: 'job.progress', payload: { job, phase, done, total } })
    },
  }
}
