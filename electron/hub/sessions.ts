/** Who is signed in at which window. A session is known by the digest of its token: the memory holds nothing to steal. */
import { createHash, randomBytes } from 'node:crypto'

export interface Session {
  readonly account: string
  /** Stamp of the password it was opened with: a new password ends it. */
  readonly stamp: string
  readonly startedAt: number
  readonly usedAt: number
}
export interface Sessions {
  /** The token for the new session; nobody else ever learns it. */
  start(account: string, stamp: string, now: number): string
  /** The session behind a token, which thereby lasts a while longer. */
  use(token: string, now: number): Session | undefined
  /** The same without making it last longer. */
  peek(token: string, now: number): Session | undefined
  end(token: string): void
}

/** A desk that was left is closed to the next person who walks by. */
const idleMs = 45 * 60_000
const longestMs = 12 * 60 * 60_000
/** Far more windows than an office has; the oldest goes first. */
const mostSessions = 1000

const keyOf = (token: string): string => createHash('sha256').update(token).digest('base64url')
const isOver = ({ startedAt, usedAt }: Session, now: number): boolean => now - usedAt > idleMs || now - startedAt > longestMs

export function createSessions(): Sessions {
  const sessions = new Map<string, Session>()
  return {
    start(account, stamp, now) {
      for (const [key, session] of sessions) if (isOver(session, now)) sessions.delete(key)
      const [oldest] = sessions.keys()
      if (sessions.size >= mostSessions && oldest !== undefined) sessions.delete(oldest)
      const token = randomBytes(32).toString('base64url')
      sessions.set(keyOf(token), { account, stamp, startedAt: now, usedAt: now })
      return token
    },
    use(token, now) {
      const key = keyOf(token)
      const session = sessions.get(key)
      if (session === undefined) return undefined
      // Taken out and put back: the order of the map is the order of use.
      sessions.delete(key)
      if (isOver(session, now)) return undefined
      sessions.set(key, { ...session, usedAt: now })
      return session
    },
    peek(token, now) {
      const session = sessions.get(keyOf(token))
      return session === undefined || isOver(session, now) ? undefined : session
    },
    end: (token) => void sessions.delete(keyOf(token)),
  }
}
