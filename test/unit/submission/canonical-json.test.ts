import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson, type JsonValue } from '../../../shared/submission/canonical-json.ts'

const json = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<JsonValue>
const shuffled = (value: JsonValue): JsonValue => {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(shuffled)
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, shuffled(member)]),
  )
}

describe('canonicalJson', () => {
  test('says the same as JSON', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })
  test('does not depend on the order in which an object was filled', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonicalJson(shuffled(value))).toBe(canonicalJson(value))
      }),
    )
  })
  test('writes what it reads back unchanged', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalJson(value)
        expect(canonicalJson(JSON.parse(text) as JsonValue)).toBe(text) // parsed JSON
      }),
    )
  })
  test('orders keys by UTF-16 units, not by code points or length', () => {
    expect(canonicalJson({ '\u{1F600}': 1, '\uFB33': 2, b: 3, a: 4, '10': 5, '9': 6, 表: 7 })).toBe(
      '{"10":5,"9":6,"a":4,"b":3,"表":7,"\u{1F600}":1,"\uFB33":2}',
    )
  })
  test('writes numbers and texts as RFC 8785 says', () => {
    expect(canonicalJson([1e21, 1e-7, -0, 100, 0.1 + 0.2, '\u0000\u001f"\\/€\u2028'])).toBe(
      '[1e+21,1e-7,0,100,0.30000000000000004,"\\u0000\\u001f\\"\\\\/€\u2028"]',
    )
  })
  test.each([[Number.NaN], [Number.POSITIVE_INFINITY], ['\ud800'], [{ '\udfff': 1 }]])('refuses %j', (value) => {
    expect(() => canonicalJson(value as JsonValue)).toThrow(TypeError) // that is the point
  })
})
