/** X25519 keys as age writes them: Bech32 (BIP 173) without its limit on length. */

const signs = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'
const recipientPart = 'age'
const identityPart = 'age-secret-key-'
const checkLength = 6

/** The BCH code of BIP 173 over 5-bit groups. */
function remainder(groups: readonly number[]): number {
  const generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3]
  let rest = 1
  for (const group of groups) {
    const top = rest >>> 25
    rest = ((rest & 0x1ffffff) << 5) ^ group
    generator.forEach((value, at) => {
      if ((top >>> at) & 1) rest ^= value
    })
  }
  return rest
}
const spread = (part: string): number[] => {
  const codes = [...part].map((sign) => sign.charCodeAt(0))
  return [...codes.map((code) => code >>> 5), 0, ...codes.map((code) => code & 31)]
}

/** Groups bits anew; undefined when bits are left over that are not zero. */
function regroup(values: Iterable<number>, from: number, to: number, pad: boolean): number[] | undefined {
  const groups: number[] = []
  let bits = 0
  let held = 0
  for (const value of values) {
    held = (held << from) | value
    bits += from
    while (bits >= to) {
      bits -= to
      groups.push((held >>> bits) & ((1 << to) - 1))
    }
    held &= (1 << bits) - 1
  }
  if (pad) {
    if (bits > 0) groups.push((held << (to - bits)) & ((1 << to) - 1))
  } else if (bits >= from || held !== 0) return undefined
  return groups
}

function write(part: string, bytes: Uint8Array): string {
  const groups = regroup(bytes, 8, 5, true) ?? []
  const rest = remainder([...spread(part), ...groups, ...Array<number>(checkLength).fill(0)]) ^ 1
  const check = Array.from({ length: checkLength }, (_, at) => (rest >>> (5 * (checkLength - 1 - at))) & 31)
  return `${part}1${[...groups, ...check].map((group) => signs[group] ?? '').join('')}`
}

function read(part: string, text: string): Uint8Array | undefined {
  if (!text.startsWith(`${part}1`)) return undefined
  const groups = [...text.slice(part.length + 1)].map((sign) => signs.indexOf(sign))
  if (groups.includes(-1) || remainder([...spread(part), ...groups]) !== 1) return undefined
  const bytes = regroup(groups.slice(0, -checkLength), 5, 8, false)
  return bytes?.length === 32 ? new Uint8Array(bytes) : undefined
}

/** `age1…` of a public exchange key. */
export const recipientName = (raw: Uint8Array): string => write(recipientPart, raw)
/** The 32 bytes of `age1…`; undefined when it is mistyped or no such name. */
export const readRecipient = (name: string): Uint8Array | undefined => read(recipientPart, name)
/** `AGE-SECRET-KEY-1…` of a private one. */
export const identityName = (raw: Uint8Array): string => write(identityPart, raw).toUpperCase()
