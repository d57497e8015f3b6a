import { randomBytes } from 'node:crypto'
import type { Clock } from '../engine/ports.ts'

/** Digits and letters without I, L, O and U, which are misread on paper. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const timeLength = 10
const randomLength = 16

/**
 * Makes ids of 26 characters: the time in milliseconds, then 80 random bits. Ids made one after another sort in that
 * order, also within one millisecond and when the clock is set back.
 */
export function idMaker(clock: Clock, random: (bytes: number) => Uint8Array = randomBytes): () => string {
  let lastTime = 0
  let tail = 0n
  return () => {
    const time = Math.max(clock.now().getTime(), lastTime)
    if (time > lastTime) tail = random(10).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
    else tail = (tail + 1n) % (1n << 80n)
    lastTime = time
    return encode(BigInt(time), timeLength) + encode(tail, randomLength)
  }
}

function encode(value: bigint, length: number): string {
  let text = ''
  for (let rest = value; text.length < length; rest >>= 5n) text = alphabet.charAt(Number(rest & 31n)) + text
  return text
}
