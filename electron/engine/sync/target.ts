/** Where packages go and receipts come from, and how it fails. */
import { type ParkReason, parkReasons, type Trouble } from '../../../shared/sync/outbox-entry.ts'

/** A file in a folder of the target, without its content. */
export interface RemoteEntry {
  readonly name: string
  /** ms since 1970 by the target's clock, where it tells. */
  readonly modifiedAt: number | undefined
}

/** What a kind of server offers. Nothing it answers is believed: `deliver` reads back. */
export interface RemoteFiles {
  /** The content, cut off behind `mostBytes` + 1 bytes; undefined where there is none. */
  read(name: string, mostBytes: number, signal: AbortSignal): Promise<Uint8Array | undefined>
  /** May leave anything behind when it fails. */
  write(name: string, bytes: Uint8Array, signal: AbortSignal): Promise<void>
  /** Gives a name to a finished file; an existing one is kept, which is no failure here. Absent where writing is all or nothing. */
  readonly rename?: (from: string, to: string, signal: AbortSignal) => Promise<void>
  /** Begins to write and breaks off half-way, for the probe; absent where that cannot be done. */
  readonly writeCut?: (name: string, bytes: Uint8Array, signal: AbortSignal) => Promise<void>
  /** No failure where there is none. */
  remove(name: string, signal: AbortSignal): Promise<void>
  /** Only the city lists. */
  list(signal: AbortSignal): Promise<RemoteEntry[]>
  /** How far the target's clock is ahead of this computer's, ms, as last heard. */
  clockAheadMs(): number | undefined
  close(): Promise<void>
}

/** A place that proves what it took. */
export interface Target {
  /** Ends only when the bytes were read back from their final name. Throws `TargetError`. */
  put(name: string, bytes: Uint8Array, signal: AbortSignal): Promise<void>
  /** undefined: not there, or not to be seen yet. Throws `TargetError`, `tooLarge` above `mostBytes` (a package's size when absent). */
  get(name: string, signal: AbortSignal, mostBytes?: number): Promise<Uint8Array | undefined>
  list(signal: AbortSignal): Promise<RemoteEntry[]>
  remove(name: string, signal: AbortSignal): Promise<void>
  close(): Promise<void>
}

/** Why a target did not do what it was asked. Carries no address and no credentials. */
export class TargetError extends Error {
  override readonly name = 'TargetError'
  readonly trouble: Trouble
  /** What the server asked to wait, ms. */
  readonly askedMs: number | undefined

  constructor(trouble: Trouble, options: { readonly askedMs?: number | undefined; readonly cause?: unknown } = {}) {
    super(trouble, { cause: options.cause })
    this.trouble = trouble
    this.askedMs = options.askedMs
  }
}

const parking: ReadonlySet<string> = new Set(parkReasons)
/** Whether waiting mends nothing. */
export const isParking = (trouble: Trouble): trouble is ParkReason => parking.has(trouble)

/** Anything thrown, as a trouble; an abort goes through as it is. */
export function asTargetError(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason
  return error instanceof TargetError ? error : new TargetError('answer', { cause: error })
}
