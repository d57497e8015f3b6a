import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

/** A scrypt digest with the parameters it was made with, so that they may rise later. */
export interface PasswordHash {
  readonly salt: Uint8Array
  readonly hash: Uint8Array
  readonly cost: number
  readonly blockSize: number
  readonly parallel: number
}

/** About 32 MB and a tenth of a second a try. */
const strength = { cost: 2 ** 15, blockSize: 8, parallel: 1 } as const
const saltBytes = 16
const hashBytes = 32

function derive(password: string, salt: Uint8Array, { cost, blockSize, parallel }: Omit<PasswordHash, 'salt' | 'hash'>): Promise<Buffer> {
  const options = { N: cost, r: blockSize, p: parallel, maxmem: 256 * cost * blockSize }
  return new Promise((resolve, reject) => {
    // One spelling of the same characters, however the keyboard made them.
    scrypt(password.normalize('NFKC'), salt, hashBytes, options, (error, key) => (error ? reject(error) : resolve(key)))
  })
}

export async function hashPassword(password: string): Promise<PasswordHash> {
  const salt = randomBytes(saltBytes)
  return { salt, hash: await derive(password, salt, strength), ...strength }
}

/** Compares in the same time whatever is given. */
export async function isPassword(given: string, stored: PasswordHash): Promise<boolean> {
  const derived = await derive(given, stored.salt, stored)
  return derived.length === stored.hash.length && timingSafeEqual(derived, stored.hash)
}
