import { packageLimits } from '../package/limits.ts'

/** What a target may cost in bytes and time. */
export interface TransportLimits {
  /** Nothing of the other side for so long ends a request, ms. */
  readonly idleMs: number
  /** Slower than this is as good as hanging: an upload ends after `idleMs` and the time that its bytes take so, bytes a second. */
  readonly slowestBytesPerSecond: number
}

export const usualLimits: TransportLimits = { idleMs: 60_000, slowestBytesPerSecond: 8 * 1024 }

/** The largest file that is taken from a target: a package and its wrapping. */
export const mostFileBytes = packageLimits.totalBytes + 16 * 1024 * 1024
/** A receipt with thousands of comments is far smaller. */
export const mostReceiptBytes = 16 * 1024 * 1024
/** A listing of fifty thousand files is smaller. */
export const mostListBytes = 32 * 1024 * 1024
export const mostListed = 50_000

/** How long an upload may take, ms. */
export const uploadMs = (limits: TransportLimits, bytes: number): number => limits.idleMs + (bytes / limits.slowestBytesPerSecond) * 1000
