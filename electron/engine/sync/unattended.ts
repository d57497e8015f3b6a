/** Rounds that nobody asks for: often while something waits, seldom otherwise, never two at a time. */
import { isDue } from '../../../shared/sync/outbox-entry.ts'
import type { EngineContext } from '../context.ts'
import type { SyncOffice } from './office.ts'

const lookMs = 10_000
const sweepMs = 60_000
/** What no waiting of its own has mended is not asked for every few seconds. */
const afterFailureMs = 15 * 60_000

/** Begins some seconds after the start and ends with `close`, which waits for the round under way to stop. */
export function startUnattended(context: EngineContext, isOpen: () => boolean, office: SyncOffice): { close(): Promise<void> } {
  const stop = new AbortController()
  let running: Promise<void> | undefined
  let sweptAt = 0
  let failedAt: number | undefined
  const wants = (): boolean => {
    const profile = isOpen() ? context.store().profile.get() : undefined
    if (profile === undefined || profile.demo || !office.isReady()) return false
    const now = context.ports.clock.now().getTime()
    if (failedAt !== undefined && Math.abs(now - failedAt) < afterFailureMs) return false
    if (profile.role === 'city') return Math.abs(now - sweptAt) >= sweepMs
    return (
      office.settings().automaticSince !== null ||
      context
        .store()
        .outbox.list()
        .some((entry) => isDue(entry, now))
    )
  }
  const look = async (): Promise<void> => {
    try {
      if (!wants()) return
      sweptAt = context.ports.clock.now().getTime()
      await office.round(stop.signal)
      failedAt = undefined
    } catch (error) {
      failedAt = context.ports.clock.now().getTime()
      if (!stop.signal.aborted) context.ports.log.error('the way to the city', error)
    }
  }
  const timer = setInterval(() => {
    running ??= look().finally(() => {
      running = undefined
    })
  }, lookMs)
  timer.unref()
  return {
    async close() {
      clearInterval(timer)
      stop.abort(new Error('closing'))
      await running
    },
  }
}
