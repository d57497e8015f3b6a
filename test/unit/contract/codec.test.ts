import { deepStrictEqual } from 'node:assert'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decode, encode } from '../../../shared/contract/codec.ts'

const key = fc
  .oneof(fc.string(), fc.constantFrom('$', 'v', 'constructor', 'prototype', 'toString', '数值'))
  .filter((name) => name !== '__proto__')
const leaf = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (Object.is(number, -0) ? 0 : number)),
  fc.boolean(),
  fc.constant(null),
  fc.constant(undefined),
  fc.uint8Array(),
)
const tree = fc.letrec((tie) => ({
  node: fc.oneof({ depthSize: 'small' }, leaf, fc.array(tie('node')), fc.dictionary(key, tie('node'), { noNullPrototype: true })),
})).node

const refusal = (run: () => unknown): unknown => {
  try {
    return { answered: run() }
  } catch (error) {
    return (error as { code?: unknown }).code // an AppError, or the comparison fails
  }
}
const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)

describe('codec', () => {
  test('gives back exactly what went in', () => {
    fc.assert(
      fc.property(tree, (value) => {
        // vitest's toStrictEqual asks a value for its `constructor`, which here may be an ordinary key
        deepStrictEqual(decode(encode(value)), value)
      }),
      { numRuns: 1000 },
    )
  })
  test('keeps objects that look like its own marks', () => {
    const sly = { $: 'b', v: 'AAAA', inner: { $: { $: 'u' } } }
    expect(decode(encode(sly))).toStrictEqual(sly)
  })
  test.each([0, 1, 2, 3, 24_575, 24_576, 24_577, 1_000_003, 30_000_001])('keeps %i bytes', (length) => {
    const bytes = Uint8Array.from({ length }, (_, at) => (at * 31 + (at >> 8)) & 255)
    expect(Buffer.compare(decode(encode(bytes)) as Uint8Array, bytes)).toBe(0) // toEqual on a million items is slow
  })
  test('refuses to write what JSON would bend', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 1n, () => 1, Symbol('x'), new Map(), new Date(0), /x/]) {
      expect(refusal(() => encode({ value }))).toBe('INPUT_INVALID')
    }
  })
  test('refuses a __proto__ key and leaves prototypes alone', () => {
    for (const text of ['{"__proto__":{"polluted":1}}', '{"a":[{"__proto__":null}]}', '{"$":"o","v":{"$":1,"__proto__":{"polluted":1}}}']) {
      expect(refusal(() => decode(text))).toBe('INPUT_INVALID')
    }
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined() // would be there after a successful pollution
    expect(Object.getPrototypeOf(decode('{"constructor":{"prototype":1}}'))).toBe(Object.prototype)
  })
  test('refuses depth bombs in both directions, but not what is just deep', () => {
    expect(refusal(() => decode(nested(65)))).toBe('INPUT_INVALID')
    expect(refusal(() => decode(nested(1_000_000)))).toBe('INPUT_INVALID')
    expect(JSON.stringify(decode(nested(64)))).toBe(nested(64))
    const circular: unknown[] = []
    circular.push(circular)
    expect(refusal(() => encode(circular))).toBe('INPUT_INVALID')
  })
  test.each([
    '',
    '{',
    'undefined',
    '{"$":"x"}',
    '{"$":"u","v":1}',
    '{"$":"b"}',
    '{"$":"b","v":7}',
    '{"$":"b","v":"AAA"}',
    '{"$":"b","v":"A A="}',
    '{"$":"b","v":"AA=A"}',
    '{"$":"b","v":"===="}',
    '{"$":"b","v":"AB=="}',
    '{"$":"b","v":"AAB="}',
    '{"$":"b","v":"中AAA"}',
    '{"$":"b","v":"AA-_"}',
    '{"$":"o","v":[]}',
    '{"$":"o","v":{"a":1}}',
  ])('refuses %s', (text) => {
    expect(refusal(() => decode(text))).toBe('INPUT_INVALID')
  })
})
