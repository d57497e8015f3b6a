/**
 * What came of a package, as ten signs that can be read out where no file can come back. The code is a MAC under the
 * secret that the exchange keys of county and city share, so only the two of them can make it, and only for this package.
 */
import { createHmac, hkdfSync } from 'node:crypto'

/** Without 0, 1, I, L and O, which people take for one another. A prime number of signs finds every single slip. */
const signs = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const digits = 9
const groupLength = 5

/** What can be told by a code; a refusal needs its reason, and so a file. */
export const toldByCode = ['received', 'accepted', 'returned', 'reopened'] as const
export type ToldByCode = (typeof toldByCode)[number]

interface Told {
  readonly packageId: string
  /** Of the whole package file, hex. */
  readonly sha256: string
  readonly kind: ToldByCode
  /** The receipt's place among those of its package: the same word said twice has two codes, and the later one is known. */
  readonly sequence: number
}
/** Nobody decides about one package more often. */
const mostSequence = 60

/** Weighted, so that two signs that changed places are found too. */
const checkSign = (code: string): string =>
  signs[[...code].reduce((sum, sign, at) => sum + signs.indexOf(sign) * (at + 1), 0) % signs.length] ?? ''

/**
 * `ABCDE-FGHJK`: about 44 bits and a sign that finds slips.
 * @param secret what the two exchange keys share (`KeyRing.sharedWith`)
 */
export function receiptCode(secret: Uint8Array, { packageId, sha256, kind, sequence }: Told): string {
  const key = new Uint8Array(hkdfSync('sha256', secret, new Uint8Array(), 'tanbao receipt code', 32))
  let rest = BigInt(`0x${createHmac('sha256', key).update(`${packageId}\n${sha256}\n${kind}\n${sequence}\n`).digest('hex')}`)
  const base = BigInt(signs.length)
  let code = ''
  for (let at = 0; at < digits; at++) {
    code += signs[Number(rest % base)] ?? ''
    rest /= base
  }
  const whole = code + checkSign(code)
  return `${whole.slice(0, groupLength)}-${whole.slice(groupLength)}`
}

/** A code as it was typed; null when a sign of it must be wrong. */
export function readTypedCode(typed: string): string | null {
  const code = typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}·.]/gu, '')
  const isOne = code.length === digits + 1 && [...code].every((sign) => signs.includes(sign))
  if (!isOne || checkSign(code.slice(0, digits)) !== code.slice(digits)) return null
  return `${code.slice(0, groupLength)}-${code.slice(groupLength)}`
}

/** What a typed code says about a package; null when it says nothing about it. */
export function readReceiptCode(
  secret: Uint8Array,
  typed: string,
  sent: Omit<Told, 'kind' | 'sequence'>,
): Pick<Told, 'kind' | 'sequence'> | null {
  const code = readTypedCode(typed)
  for (let sequence = 1; sequence <= mostSequence; sequence += 1)
    for (const kind of toldByCode) if (receiptCode(secret, { ...sent, kind, sequence }) === code) return { kind, sequence }
  return null
}
