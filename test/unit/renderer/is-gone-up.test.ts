import { expect, test } from 'vitest'
import { isGoneUp } from '../../../renderer/features/review/is-gone-up.ts'

test('what the city has received or sent back is sealed; what the auditor sent back is not', () => {
  expect(isGoneUp('已上报', 'signed')).toBe(true)
  expect(isGoneUp('已接收', 'signed')).toBe(true)
  expect(isGoneUp('已退回', 'signed')).toBe(true)
  // Sealed before reviewing was switched on.
  expect(isGoneUp('已退回', 'open')).toBe(true)
  expect(isGoneUp('已退回', 'returned')).toBe(false)
  expect(isGoneUp('可上报', 'signed')).toBe(false)
  expect(isGoneUp(undefined, undefined)).toBe(false)
})
