/**
 * One text for one value (RFC 8785): keys in order of their UTF-16 units, no blanks, numbers as JavaScript writes them.
 * What is sealed must come out the same on every machine, and a reader can write it again to compare.
 */

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue }

const written = (value: JsonValue): string => {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('a number that JSON cannot hold')
    return JSON.stringify(value)
  }
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new TypeError('a text with half a character')
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) return `[${value.map(written).join(',')}]`
  const members = Object.entries(value as { readonly [key: string]: JsonValue }) // the only kind left
  members.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return `{${members.map(([key, member]) => `${written(key)}:${written(member)}`).join(',')}}`
}

/** Throws TypeError for what JSON cannot hold: NaN, infinities, undefined members, unpaired surrogates. */
export function canonicalJson(value: JsonValue): string {
  return written(value)
}
