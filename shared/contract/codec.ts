/**
 * JSON that keeps byte arrays and `undefined`, for the transport that speaks HTTP. The other transports copy
 * structures; this one must give the same answers, so whatever structured cloning keeps and the contract uses
 * is kept here too, and everything else is refused instead of being bent into something similar.
 *
 * A value JSON cannot say becomes an object with the single mark `$`: `{"$":"u"}` for undefined and
 * `{"$":"b","v":"<base64>"}` for bytes. An object that owns a key `$` itself is wrapped as `{"$":"o","v":{…}}`.
 */
import { AppError } from '../model/errors.ts'

/** Nothing in the contract is nested deeper than a handful of levels. */
const depthLimit = 64
const mark = '$'
/** Chunk handed to `fromCharCode`: a multiple of three, so that chunks join without padding. */
const base64Chunk = 24_576
const base64Alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
/** Six bits by character code; -1 for what is not in the alphabet. */
const sixBits = Int8Array.from({ length: 128 }, (_, code) => base64Alphabet.indexOf(String.fromCharCode(code)))

declare const btoa: (binary: string) => string

const refuse = (reason: string): never => {
  throw new AppError('INPUT_INVALID', { path: reason })
}

function bytesToBase64(bytes: Uint8Array): string {
  const parts: string[] = []
  for (let at = 0; at < bytes.length; at += base64Chunk) {
    parts.push(btoa(String.fromCharCode(...bytes.subarray(at, at + base64Chunk))))
  }
  return parts.join('')
}

/** Strict and in one pass: a pattern over tens of megabytes runs out of stack. */
function base64ToBytes(text: unknown): Uint8Array {
  if (typeof text !== 'string' || text.length % 4 !== 0) return refuse('base64')
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  const digits = text.length - padding
  const bytes = new Uint8Array((text.length / 4) * 3 - padding)
  let bits = 0
  let filled = 0
  for (let at = 0; at < digits; at += 1) {
    const six = sixBits[text.charCodeAt(at)] ?? -1
    if (six < 0) return refuse('base64')
    bits = (bits << 6) | six
    if (at % 4 === 0) continue
    bytes[filled] = (bits >> (6 - 2 * (at % 4))) & 255
    filled += 1
  }
  // Bits behind the last byte say nothing, so there is one text only for given bytes.
  if (padding > 0 && (bits & (padding === 2 ? 15 : 3)) !== 0) return refuse('base64')
  return bytes
}

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}

/** What JSON can say as it is is handed on, not copied: a report of 100,000 rows holds hardly anything else. */
function pack(value: unknown, depth: number): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (value === undefined) return { [mark]: 'u' }
  if (typeof value === 'number') return Number.isFinite(value) ? value : refuse('number')
  if (typeof value !== 'object') return refuse(typeof value)
  if (depth >= depthLimit) return refuse('depth')
  if (value instanceof Uint8Array) return { [mark]: 'b', v: bytesToBase64(value) }
  if (Array.isArray(value)) return packItems(value, depth)
  if (!isPlain(value)) return refuse('object')
  const packed = packMembers(value as Readonly<Record<string, unknown>>, depth) // plain, as was just seen
  return Object.hasOwn(packed, mark) ? { [mark]: 'o', v: packed } : packed
}

function packItems(items: readonly unknown[], depth: number): readonly unknown[] {
  let packed: unknown[] | undefined
  for (const [at, item] of items.entries()) {
    const said = pack(item, depth + 1)
    if (said === item) continue
    packed ??= [...items]
    packed[at] = said
  }
  return packed ?? items
}

function packMembers(members: Readonly<Record<string, unknown>>, depth: number): Readonly<Record<string, unknown>> {
  let packed: Record<string, unknown> | undefined
  for (const key of Object.keys(members)) {
    if (key === '__proto__') return refuse('__proto__')
    const item = members[key]
    if (typeof item === 'string') continue
    const said = pack(item, depth + 1)
    if (said === item) continue
    packed ??= { ...members }
    packed[key] = said
  }
  return packed ?? members
}

/** In place: what JSON was read into belongs to nobody else. */
function unpackMembers(value: object, depth: number): object {
  const members = value as Record<string, unknown> // as JSON is read
  for (const key of Object.keys(members)) {
    if (key === '__proto__') return refuse('__proto__')
    const item = members[key]
    if (typeof item === 'object' && item !== null) members[key] = unpack(item, depth + 1)
  }
  return members
}

function unpack(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (depth >= depthLimit) return refuse('depth')
  if (Array.isArray(value)) {
    for (const [at, item] of value.entries()) value[at] = unpack(item, depth + 1)
    return value
  }
  if (!Object.hasOwn(value, mark)) return unpackMembers(value, depth)
  const { [mark]: kind, v } = value as { readonly [mark]: unknown; readonly v?: unknown } // has the mark, checked above
  const keys = Object.keys(value).length
  if (kind === 'u' && keys === 1) return undefined
  if (kind === 'b' && keys === 2) return base64ToBytes(v)
  if (kind === 'o' && keys === 2 && typeof v === 'object' && v !== null && !Array.isArray(v) && Object.hasOwn(v, mark)) {
    return unpackMembers(v, depth)
  }
  return refuse('mark')
}

/** Writes plain data, byte arrays and `undefined` as JSON text. Throws INPUT_INVALID for anything else and for more than 64 levels. */
export function encode(value: unknown): string {
  return JSON.stringify(pack(value, 0))
}

/**
 * Reads what `encode` wrote. Throws INPUT_INVALID for text that is not JSON, an unknown mark, a `__proto__` key or more than
 * 64 levels; the result has plain prototypes only, whatever the text said.
 */
export function decode(text: string): unknown {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (cause) {
    throw new AppError('INPUT_INVALID', { path: 'json' }, { cause })
  }
  return unpack(parsed, 0)
}
