/** How long to wait before the next try. */

/** How a wait grows: the n-th failure in a row waits anything between nothing and `baseMs` × 2^(n-1), never above `capMs`. */
export interface Backoff {
  readonly baseMs: number
  readonly capMs: number
}

export const sendBackoff: Backoff = { baseMs: 5_000, capMs: 15 * 60_000 }
/** A receipt may be minutes late, and a server may hide it for a while: looked for often at first. */
export const pollBackoff: Backoff = { baseMs: 20_000, capMs: 15 * 60_000 }
/** A server may ask for patience, but not for a day of it: a month is due. */
const mostPatienceMs = 60 * 60_000

/**
 * Full jitter: counties that failed together do not come back together.
 * @param failures in a row, from 1
 * @param chance 0 up to, not including, 1
 * @param askedMs what the server asked for (Retry-After); waited at least, up to an hour
 * @returns milliseconds
 */
export function waitMs(backoff: Backoff, failures: number, chance: number, askedMs = 0): number {
  const ceiling = Math.min(backoff.capMs, backoff.baseMs * 2 ** Math.min(failures - 1, 30))
  return Math.max(Math.floor(ceiling * chance), Math.min(Math.max(askedMs, 0), mostPatienceMs))
}
