import { expect, test } from 'vitest'
import { firstUnits, wellFormed } from '../../../shared/model/well-formed.ts'

test('half characters become U+FFFD however deep they stand; what has none is the very same object', () => {
  const bytes = new Uint8Array([0xd8, 0x3d])
  const whole = { a: ['甲😀', { b: null, c: 1, bytes }] }
  expect(wellFormed(whole)).toBe(whole)
  const mended = wellFormed({ a: ['甲', { '\ud83d': 'x\ud83d', bytes }], kept: whole })
  expect(mended).toEqual({ a: ['甲', { '\ufffd': 'x\ufffd', bytes }], kept: whole })
  expect(mended.kept).toBe(whole)
})

test('a level below another costs no more than itself', () => {
  let deep: unknown = 'x\ud83d'
  for (let level = 0; level < 60; level += 1) deep = { deep }
  expect(JSON.stringify(wellFormed(deep))).toContain('x\ufffd')
})

test('a text is cut before a character that does not fit whole', () => {
  expect(firstUnits('甲😀乙', 2)).toBe('甲')
  expect(firstUnits('甲😀乙', 3)).toBe('甲😀')
  expect(firstUnits('甲😀', 3)).toBe('甲😀')
})
