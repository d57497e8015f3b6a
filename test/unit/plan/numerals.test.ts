import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chineseNumeral, numeralValue } from '../../../shared/plan/numerals.ts'

test.each([
  [1, '一'],
  [10, '十'],
  [11, '十一'],
  [20, '二十'],
  [35, '三十五'],
  [100, '一百'],
  [101, '一百零一'],
  [110, '一百一十'],
  [999, '九百九十九'],
])('%i is %s', (value, text) => {
  expect([chineseNumeral(value), numeralValue(text)]).toEqual([text, value])
})

test('every number up to 999 is read back', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 999 }), (value) => numeralValue(chineseNumeral(value)) === value))
})

test.each([
  ['１２', 12],
  ['7', 7],
  ['', undefined],
  ['百', undefined],
  ['一二', undefined],
  ['十十', undefined],
  ['12345', undefined],
  ['x', undefined],
])('“%s” is read as %s', (text, value) => {
  expect(numeralValue(text)).toBe(value)
})

test.each([0, -1, 1.5, 1000])('%d stays in Arabic digits', (value) => {
  expect(chineseNumeral(value)).toBe(String(value))
})
