/** The county's side: brings packages and fetches receipts. Decides nothing; `shared/sync` does. */
import { receiptFileName } from '../../../shared/submission/signed-files.ts'
import { type OutboxEffect, type OutboxEvent, stepOutbox } from '../../../shared/sync/outbox.ts'
import { isDue, type OutboxEntry, type Trouble } from '../../../shared/sync/outbox-entry.ts'
import type { ReceiptKindName } from '../../../shared/sync/receipt-kinds.ts'
import { mostReceiptBytes } from './limits.ts'
import { isParking, type Target, TargetError } from './target.ts'

/** What the city said of a package, its signature tried. */
export interface TakenReceipt {
  readonly id: string
  readonly packageId: string
  readonly says: ReceiptKindName
}
export interface CourierPorts {
  readonly list: () => readonly OutboxEntry[]
  /** On disk when it returns. */
  readonly save: (entry: OutboxEntry) => void
  /** Exactly the bytes that travel, each time the same. */
  readonly bytes: (entry: OutboxEntry) => Uint8Array
  /** Throws `TargetError` `noTarget`, `credentials`. */
  readonly target: () => Promise<Target>
  /** undefined: damaged, forged, or not about this package. Keeps it when it is good. */
  readonly take: (bytes: Uint8Array, entry: OutboxEntry) => Promise<TakenReceipt | undefined>
  /** ms since 1970 */
  readonly now: () => number
  /** 0 up to, not including, 1 */
  readonly chance: () => number
}
export interface Courier {
  /** Something that a person did, or that came another way. */
  tell(packageId: string, event: OutboxEvent): Promise<void>
  /** After a start: nothing of before is under way. */
  restarted(): void
  /** Does everything that is due, one after the other. Rejects only when it was stopped. */
  turn(signal: AbortSignal): Promise<void>
}

/** A receipt that is damaged or was lost must not hide the ones behind it. */
const lookAhead = 2

export function createCourier(ports: CourierPorts): Courier {
  const inFlight = new Map<string, AbortController>()
  const find = (packageId: string): OutboxEntry | undefined => ports.list().find((entry) => entry.packageId === packageId)
  const note = (packageId: string, event: OutboxEvent): readonly OutboxEffect[] => {
    const entry = find(packageId)
    if (!entry) return []
    const step = stepOutbox(entry, event)
    if (step.entry !== entry) ports.save(step.entry)
    return step.effects
  }
  /** What a failure means for a package: wait, or wait for a person. */
  const troubleOf = (error: unknown): TargetError => (error instanceof TargetError ? error : new TargetError('answer', { cause: error }))

  async function send(entry: OutboxEntry, attempt: number, signal: AbortSignal): Promise<void> {
    const { packageId, fileName } = entry
    const own = new AbortController()
    inFlight.set(packageId, own)
    try {
      const target = await ports.target()
      await target.put(fileName, ports.bytes(entry), AbortSignal.any([signal, own.signal]))
      note(packageId, { kind: 'proven', attempt, at: ports.now() })
    } catch (error) {
      signal.throwIfAborted()
      if (own.signal.aborted) return
      const { trouble, askedMs } = troubleOf(error)
      const at = ports.now()
      if (isParking(trouble)) note(packageId, { kind: 'stopped', attempt, at, reason: trouble })
      else {
        const asked = askedMs === undefined ? {} : { askedMs }
        note(packageId, { kind: 'failed', attempt, at, trouble, chance: ports.chance(), ...asked })
      }
    } finally {
      inFlight.delete(packageId)
    }
  }

  /** The receipts from this number on; the last of them counts, so one that is damaged or not there is passed over. */
  async function poll(entry: OutboxEntry, number: number, signal: AbortSignal): Promise<void> {
    const { packageId } = entry
    const none = (trouble: Trouble | null, asked?: number): void =>
      void note(packageId, {
        kind: 'noReceipt',
        at: ports.now(),
        chance: ports.chance(),
        trouble,
        ...(asked === undefined ? {} : { askedMs: asked }),
      })
    try {
      const target = await ports.target()
      let unreadable = false
      for (let at = number, end = number + lookAhead; at <= end; at += 1) {
        const bytes = await target.get(receiptFileName(entry.fileName.replace(/\.age$/, ''), at), signal, mostReceiptBytes)
        if (bytes === undefined) continue
        const taken = await ports.take(bytes, entry)
        unreadable = taken?.packageId !== packageId
        if (taken === undefined || unreadable) continue
        note(packageId, { kind: 'receipt', at: ports.now(), id: taken.id, says: taken.says, number: at })
        end = at + 1 + lookAhead
      }
      none(unreadable ? 'receiptUnreadable' : null)
    } catch (error) {
      signal.throwIfAborted()
      const { trouble, askedMs } = troubleOf(error)
      none(trouble, askedMs)
    }
  }

  /** For what has no consequence in the entry: the next turn tries again. */
  async function attempt(work: (target: Target) => Promise<void>, signal: AbortSignal): Promise<void> {
    try {
      await work(await ports.target())
    } catch {
      signal.throwIfAborted()
    }
  }

  async function carryOut(effects: readonly OutboxEffect[], signal: AbortSignal): Promise<void> {
    for (const effect of effects) {
      const entry = find(effect.packageId)
      if (!entry) continue
      if (effect.kind === 'send') await send(entry, effect.attempt, signal)
      else if (effect.kind === 'poll') await poll(entry, effect.number, signal)
      else if (effect.kind === 'abort') inFlight.get(entry.packageId)?.abort()
      else if (effect.kind === 'remove') await attempt((target) => target.remove(entry.fileName, signal), signal)
      else await attempt((target) => target.put(entry.fileName, ports.bytes(entry), signal), signal)
    }
  }

  return {
    async tell(packageId, event) {
      const effects = note(packageId, event)
      // Taking away waits for its turn, behind the attempt that was ended: the entry asks for it again by itself.
      for (const effect of effects) if (effect.kind === 'abort') inFlight.get(packageId)?.abort()
    },
    restarted() {
      for (const { packageId } of ports.list()) note(packageId, { kind: 'restarted', at: ports.now() })
    },
    async turn(signal) {
      for (const { packageId } of ports.list()) {
        signal.throwIfAborted()
        const entry = find(packageId)
        if (entry && isDue(entry, ports.now())) await carryOut(note(packageId, { kind: 'tick', at: ports.now() }), signal)
      }
    },
  }
}
