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
  let timeText = ''
  // Digits of the second part; an import asks for hundreds of thousands within one millisecond.
  let tail: number[] = []
  return () => {
    const time = Math.max(clock.now().getTime(), lastTime)
    if (time > lastTime) {
      timeText = digitsOf(BigInt(time), timeLength).map(letter).join('')
      tail = digitsOf(
        random(10).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n),
        randomLength,
      )
    } else countUp(tail)
    lastTime = time
    let text = timeText
    for (const digit of tail) text += letter(digit)
    return text
  }
}

const letter = (digit: number): string => alphabet.charAt(digit)

/** Of base 32, the highest first. */
function digitsOf(value: bigint, length: number): number[] {
  return Array.from({ length }, (_, at) => Number((value >> BigInt(5 * (length - 1 - at))) & 31n))
}

/** The next number of as many digits; behind the last comes zero. */
function countUp(digits: number[]): void {
  for (let at = digits.length - 1; at >= 0; at--) {
    const digit = ((digits[at] ?? 0) + 1) % alphabet.length
    digits[at] = digit
    if (digit !== 0) return
  }
}
