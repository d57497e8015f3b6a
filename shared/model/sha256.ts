/**
 * SHA-256 in plain TypeScript, for the few short texts that pages and engine must hash alike without waiting
 * (ids and bases of findings, digests of packs). Files and packages are hashed by Node.
 */
const words32 = (hex: string): Int32Array => Int32Array.from(hex.match(/.{8}/g) ?? [], (word) => Number.parseInt(word, 16) | 0)

/** Fractional bits of the square roots of the first 8 primes and of the cube roots of the first 64 (FIPS 180-4). */
const initial = words32('6a09e667bb67ae853c6ef372a54ff53a510e527f9b05688c1f83d9ab5be0cd19')
const roundConstants = words32(
  '428a2f9871374491b5c0fbcfe9b5dba53956c25b59f111f1923f82a4ab1c5ed5d807aa9812835b01243185be550c7dc3' +
    '72be5d7480deb1fe9bdc06a7c19bf174e49b69c1efbe47860fc19dc6240ca1cc2de92c6f4a7484aa5cb0a9dc76f988da' +
    '983e5152a831c66db00327c8bf597fc7c6e00bf3d5a7914706ca63511429296727b70a852e1b21384d2c6dfc53380d13' +
    '650a7354766a0abb81c2c92e92722c85a2bfe8a1a81a664bc24b8b70c76c51a3d192e819d6990624f40e3585106aa070' +
    '19a4c1161e376c082748774c34b0bcb5391c0cb34ed8aa4a5b9cca4f682e6ff3748f82ee78a5636f84c878148cc70208' +
    '90befffaa4506cebbef9a3f7c67178f2',
)

/** Writes UTF-8 and says how many bytes; a lone surrogate becomes U+FFFD as everywhere else. */
const writeUtf8 = (text: string, bytes: Uint8Array): number => {
  let at = 0
  for (let index = 0; index < text.length; index += 1) {
    let code = text.charCodeAt(index)
    if (code >= 0xd800 && code < 0xe000) {
      const whole = text.codePointAt(index) ?? 0xfffd
      if (whole > 0xffff) index += 1
      code = whole > 0xffff ? whole : 0xfffd
    }
    if (code < 0x80) bytes[at++] = code
    else if (code < 0x800) {
      bytes[at++] = 0xc0 | (code >> 6)
      bytes[at++] = 0x80 | (code & 63)
    } else {
      if (code < 0x10000) bytes[at++] = 0xe0 | (code >> 12)
      else {
        bytes[at++] = 0xf0 | (code >> 18)
        bytes[at++] = 0x80 | ((code >> 12) & 63)
      }
      bytes[at++] = 0x80 | ((code >> 6) & 63)
      bytes[at++] = 0x80 | (code & 63)
    }
  }
  return at
}

const hexDigits = '0123456789abcdef'
const hexOf = (state: Int32Array): string => {
  let text = ''
  for (const word of state) for (let shift = 28; shift >= 0; shift -= 4) text += hexDigits[(word >>> shift) & 15]
  return text
}

/** Lower-case hex digest of the UTF-8 bytes of `text`. */
export const sha256 = (text: string): string => {
  const bytes = new Uint8Array(text.length * 3 + 128)
  const length = writeUtf8(text, bytes)
  bytes[length] = 0x80
  const end = (((length + 8) >> 6) + 1) << 6
  for (let place = 0, bits = length * 8; place < 6; place += 1, bits = Math.floor(bits / 256)) bytes[end - 1 - place] = bits % 256
  const state = initial.slice()
  const words = new Int32Array(64)
  for (let offset = 0; offset < end; offset += 64) compress(state, words, bytes, offset)
  return hexOf(state)
}

/** The compression function of FIPS 180-4, 6.2.2; every index is inside its array. */
const compress = (state: Int32Array, w: Int32Array, bytes: Uint8Array, offset: number): void => {
  const at = (array: Int32Array | Uint8Array, index: number): number => array[index] as number // inside by construction
  for (let t = 0, o = offset; t < 16; t += 1, o += 4)
    w[t] = (at(bytes, o) << 24) | (at(bytes, o + 1) << 16) | (at(bytes, o + 2) << 8) | at(bytes, o + 3)
  for (let t = 16; t < 64; t += 1) {
    const x = at(w, t - 15)
    const y = at(w, t - 2)
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
    w[t] = at(w, t - 16) + s0 + at(w, t - 7) + s1
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
  for (let t = 0; t < 64; t += 1) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + at(roundConstants, t) + at(w, t)) | 0
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  state[0] = at(state, 0) + a
  state[1] = at(state, 1) + b
  state[2] = at(state, 2) + c
  state[3] = at(state, 3) + d
  state[4] = at(state, 4) + e
  state[5] = at(state, 5) + f
  state[6] = at(state, 6) + g
  state[7] = at(state, 7) + h
}
