/**
 * Optional passwords of the people who sign. They guard against mistakes and borrowed chairs at the desk, not against
 * somebody who holds the disk: the data itself is not encrypted by them.
 */
import { AppError } from '../../../shared/model/errors.ts'
import type { EngineContext, Service } from '../context.ts'
import { hashPassword, isPassword } from '../password-hash.ts'
import { whoOf } from './common.ts'

/** So many wrong ones in a row are free; each one more doubles the wait. */
const freeFailures = 5
const firstWaitSeconds = 30
const longestWaitSeconds = 15 * 60

/** Seconds to wait after so many wrong passwords. */
export function waitAfter(failures: number): number {
  if (failures < freeFailures) return 0
  return Math.min(longestWaitSeconds, firstWaitSeconds * 2 ** Math.min(failures - freeFailures, 10))
}

/**
 * Lets a person go on: at once when the name has no password.
 * Throws PASSWORD_NEEDED, PASSWORD_WRONG, PASSWORD_WAIT.
 */
export async function requirePassword(context: EngineContext, name: string, password: string | undefined): Promise<void> {
  const { passwords } = context.store()
  const stored = passwords.get(name)
  if (!stored) return
  if (password === undefined || password === '') throw new AppError('PASSWORD_NEEDED', { name })
  const now = context.ports.clock.now().getTime()
  const left = stored.waitUntil === null ? 0 : Math.ceil((Date.parse(stored.waitUntil) - now) / 1000)
  // A clock that was turned back must not lock anybody out for days.
  if (left > 0 && left <= longestWaitSeconds) throw new AppError('PASSWORD_WAIT', { name, seconds: left })
  // Counted before it is tried: many tries at once, or a program killed in between, gain nothing.
  const failures = stored.failures + 1
  const wait = waitAfter(failures)
  const waitUntil = wait === 0 ? null : new Date(now + wait * 1000).toISOString()
  passwords.count(name, failures, waitUntil)
  if (!(await isPassword(password, stored))) throw new AppError('PASSWORD_WRONG', { name })
  passwords.count(name, 0, null)
}

export function createPasswordService(context: EngineContext): Service<'password.set'> {
  return {
    async 'password.set'({ name, current, next }) {
      await requirePassword(context, name, current)
      const { passwords } = context.store()
      const frame = { who: whoOf(context), at: context.ports.clock.now().toISOString() }
      if (next === null) passwords.set(name, null, frame)
      else passwords.set(name, { name, ...(await hashPassword(next)), failures: 0, waitUntil: null }, frame)
      return passwords.names()
    },
  }
}
