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
  // As codes of letters; an import asks for hundreds of thousands within one millisecond.
  let codes: number[] = []
  return () => {
    const time = Math.max(clock.now().getTime(), lastTime)
    if (time > lastTime) {
      const tail = random(10).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
      codes = [...codesOf(BigInt(time), timeLength), ...codesOf(tail, randomLength)]
    } else countUp(codes)
    lastTime = time
    // In one piece: what is put together bit by bit is gone through bit by bit whenever somebody looks it up.
    return String.fromCharCode(...codes)
  }
}

/** Of base 32, the highest first. */
function codesOf(value: bigint, length: number): number[] {
  return Array.from({ length }, (_, at) => alphabet.charCodeAt(Number((value >> BigInt(5 * (length - 1 - at))) & 31n)))
}

const zero = alphabet.charCodeAt(0)
/** By code of a letter that of the next one; behind the last comes zero. */
const following = Array.from(alphabet).reduce<number[]>((codes, letter, at) => {
  codes[letter.charCodeAt(0)] = alphabet.charCodeAt((at + 1) % alphabet.length)
  return codes
}, [])

/** The next number of as many digits behind the time; behind the last comes zero. */
function countUp(codes: number[]): void {
  for (let at = codes.length - 1; at >= timeLength; at--) {
    const next = following[codes[at] ?? zero] ?? zero
    codes[at] = next
    if (next !== zero) return
  }
}
