/**
 * Optional passwords of the people who sign. They guard against mistakes and borrowed chairs at the desk, not against
 * somebody who holds the disk: the data itself is not encrypted by them.
 */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { AppError } from '../../../shared/model/errors.ts'
import type { EngineContext, Service } from '../context.ts'
import type { StoredPassword } from '../store/types.ts'
import { whoOf } from './common.ts'

/** About 32 MB and a tenth of a second a try. Stored with each password, so that they may rise later. */
const strength = { cost: 2 ** 15, blockSize: 8, parallel: 1 } as const
const saltBytes = 16
const hashBytes = 32
/** So many wrong ones in a row are free; each one more doubles the wait. */
const freeFailures = 5
const firstWaitSeconds = 30
const longestWaitSeconds = 15 * 60

type Strength = Pick<StoredPassword, 'cost' | 'blockSize' | 'parallel'>

function derive(password: string, salt: Uint8Array, { cost, blockSize, parallel }: Strength): Promise<Buffer> {
  const options = { N: cost, r: blockSize, p: parallel, maxmem: 256 * cost * blockSize }
  return new Promise((resolve, reject) => {
    // One spelling of the same characters, however the keyboard made them.
    scrypt(password.normalize('NFKC'), salt, hashBytes, options, (error, key) => (error ? reject(error) : resolve(key)))
  })
}

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
  const given = await derive(password, stored.salt, stored)
  const isRight = given.length === stored.hash.length && timingSafeEqual(given, stored.hash)
  if (!isRight) throw new AppError('PASSWORD_WRONG', { name })
  passwords.count(name, 0, null)
}

export function createPasswordService(context: EngineContext): Service<'password.set'> {
  return {
    async 'password.set'({ name, current, next }) {
      await requirePassword(context, name, current)
      const { passwords } = context.store()
      const frame = { who: whoOf(context), at: context.ports.clock.now().toISOString() }
      if (next === null) passwords.set(name, null, frame)
      else {
        const salt = randomBytes(saltBytes)
        const hash = await derive(next, salt, strength)
        passwords.set(name, { name, salt, hash, ...strength, failures: 0, waitUntil: null }, frame)
      }
      return passwords.names()
    },
  }
}
