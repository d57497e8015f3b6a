import type pg from 'pg'
import * as z from 'zod'
import { AppError } from '../../shared/model/errors.ts'
import { unreachable } from '../engine/city/postgres-errors.ts'
import { hashPassword, isPassword, type PasswordHash } from '../engine/password-hash.ts'
import { waitAfter } from '../engine/services/passwords.ts'

/** Each may do what the ones before it may: look, work with packages, decide, manage. */
export const hubRoles = ['reader', 'clerk', 'leader', 'admin'] as const
export const HubRole = z.enum(hubRoles)
export type HubRole = z.infer<typeof HubRole>

export interface Account {
  readonly name: string
  readonly role: HubRole
}
/** An account as it is now, and the stamp of its password: another password, another stamp. */
export interface KnownAccount extends Account {
  readonly stamp: string
}
export interface Accounts {
  /**
   * Throws HUB_SIGN_IN_WRONG (also for a name that nobody has: names cannot be tried out) and HUB_SIGN_IN_WAIT.
   * @param address of the computer, for the log and for its own limit on guessing
   */
  signIn(name: string, password: string, address: string): Promise<KnownAccount>
  /** undefined when there is none, or it was closed. */
  find(name: string): Promise<KnownAccount | undefined>
  list(): Promise<(Account & { readonly disabled: boolean })[]>
  /** Throws HUB_ACCOUNT_EXISTS, HUB_PASSWORD_WEAK. */
  add(name: string, role: HubRole, password: string): Promise<void>
  /** Throws HUB_ACCOUNT_UNKNOWN, HUB_PASSWORD_WEAK. */
  setPassword(name: string, password: string): Promise<void>
  /** Throws HUB_ACCOUNT_UNKNOWN. */
  setRole(name: string, role: HubRole): Promise<void>
  /** Closes an account; what it did stays in the log. Throws HUB_ACCOUNT_UNKNOWN. */
  disable(name: string): Promise<void>
  /** Notes what somebody did. */
  note(account: string, address: string, what: string): Promise<void>
}

const shortestPassword = 10
/** Wrong passwords from one computer, whatever the names, until it has to wait. */
const mostFromAddress = 20
const addressWindowMs = 10 * 60_000

interface Row {
  readonly role: string
  readonly salt: Buffer
  readonly hash: Buffer
  readonly cost: number
  readonly block_size: number
  readonly parallel: number
  readonly failures: number
  readonly wait_until: Date | null
}
/** Every password has a salt of its own. */
const stampOf = (salt: Buffer): string => salt.toString('hex')
const hashOf = (row: Row): PasswordHash => ({ ...row, blockSize: row.block_size })

/** Counts wrong passwords by computer. */
function addressLimit(): { wait(address: string, now: number): number; count(address: string, now: number): void } {
  const failures = new Map<string, number[]>()
  const recent = (address: string, now: number): number[] => (failures.get(address) ?? []).filter((at) => now - at < addressWindowMs)
  return {
    wait(address, now) {
      const [oldest] = recent(address, now).slice(-mostFromAddress)
      if (oldest === undefined || recent(address, now).length < mostFromAddress) return 0
      return Math.ceil((oldest + addressWindowMs - now) / 1000)
    },
    count(address, now) {
      failures.set(address, [...recent(address, now), now])
      for (const [known] of failures) if (recent(known, now).length === 0) failures.delete(known)
    },
  }
}

/** @param now the hub's clock, in milliseconds */
export function createAccounts(pool: pg.Pool, now: () => number): Accounts {
  const limit = addressLimit()
  /** What a name that nobody has is compared with, so that it takes as long. */
  const nobody = hashPassword('nobody has this password')
  const query = async <T extends pg.QueryResultRow>(sql: string, values: readonly unknown[]): Promise<pg.QueryResult<T>> => {
    try {
      return await pool.query<T>(sql, [...values])
    } catch (error) {
      throw unreachable(error)
    }
  }
  const one = async (sql: string, values: readonly unknown[], name: string): Promise<void> => {
    if ((await query(sql, values)).rowCount === 0) throw new AppError('HUB_ACCOUNT_UNKNOWN', { name })
  }
  const at = (): Date => new Date(now())
  const note: Accounts['note'] = async (account, address, what) => {
    await query('INSERT INTO hub_log (at, account, address, what) VALUES ($1, $2, $3, $4)', [at(), account, address, what])
  }
  const hashed = async (password: string): Promise<PasswordHash> => {
    if ([...password.normalize('NFKC')].length < shortestPassword) throw new AppError('HUB_PASSWORD_WEAK')
    return hashPassword(password)
  }
  /**
   * Counts a try before it is made, and refuses it while the account has to wait. The row is held meanwhile, so that of many
   * tries at once only the free ones are made.
   */
  const countTry = async (name: string): Promise<Row | undefined> => {
    const client = await pool.connect()
    try {
      await client.query('BEGIN')
      const { rows } = await client.query<Row>('SELECT * FROM hub_account WHERE name = $1 AND disabled_at IS NULL FOR UPDATE', [name])
      const [row] = rows
      const left = Math.ceil(((row?.wait_until?.getTime() ?? 0) - now()) / 1000)
      if (left > 0) throw new AppError('HUB_SIGN_IN_WAIT', { seconds: left })
      if (row !== undefined) {
        const wait = waitAfter(row.failures + 1)
        const until = wait === 0 ? null : new Date(now() + wait * 1000)
        await client.query('UPDATE hub_account SET failures = failures + 1, wait_until = $2 WHERE name = $1', [name, until])
      }
      await client.query('COMMIT')
      client.release()
      return row
    } catch (error) {
      client.release(true)
      throw unreachable(error)
    }
  }
  return {
    async signIn(name, password, address) {
      const seconds = limit.wait(address, now())
      if (seconds > 0) throw new AppError('HUB_SIGN_IN_WAIT', { seconds })
      const row = await countTry(name)
      const isRight = await isPassword(password, row === undefined ? await nobody : hashOf(row))
      if (row === undefined || !isRight) {
        limit.count(address, now())
        await note(row === undefined ? '' : name, address, 'signInRefused')
        throw new AppError('HUB_SIGN_IN_WRONG')
      }
      await query('UPDATE hub_account SET failures = 0, wait_until = NULL WHERE name = $1', [name])
      await note(name, address, 'signIn')
      return { name, role: HubRole.parse(row.role), stamp: stampOf(row.salt) }
    },
    async find(name) {
      const { rows } = await query<Row>('SELECT * FROM hub_account WHERE name = $1 AND disabled_at IS NULL', [name])
      return rows[0] && { name, role: HubRole.parse(rows[0].role), stamp: stampOf(rows[0].salt) }
    },
    async list() {
      const { rows } = await query<{ name: string; role: string; disabled: boolean }>(
        'SELECT name, role, disabled_at IS NOT NULL AS disabled FROM hub_account ORDER BY name',
        [],
      )
      return rows.map(({ name, role, disabled }) => ({ name, role: HubRole.parse(role), disabled }))
    },
    async add(name, role, password) {
      const { salt, hash, cost, blockSize, parallel } = await hashed(password)
      const { rowCount } = await query(
        `INSERT INTO hub_account (name, role, salt, hash, cost, block_size, parallel, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
        [name, role, salt, hash, cost, blockSize, parallel, at()],
      )
      if (rowCount === 0) throw new AppError('HUB_ACCOUNT_EXISTS', { name })
    },
    async setPassword(name, password) {
      const { salt, hash, cost, blockSize, parallel } = await hashed(password)
      await one(
        `UPDATE hub_account SET salt = $2, hash = $3, cost = $4, block_size = $5, parallel = $6, failures = 0, wait_until = NULL
         WHERE name = $1`,
        [name, salt, hash, cost, blockSize, parallel],
        name,
      )
    },
    setRole: (name, role) => one('UPDATE hub_account SET role = $2 WHERE name = $1', [name, role], name),
    disable: (name) => one('UPDATE hub_account SET disabled_at = $2 WHERE name = $1 AND disabled_at IS NULL', [name, at()], name),
    note,
  }
}
