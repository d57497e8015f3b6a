import { expect, test } from 'vitest'
import { isSqliteNewEnough } from '../../../electron/engine/store/pragmas.ts'

test.each([
  ['3.51.2', false],
  ['3.51.3', true],
  ['3.50.99', false],
  ['3.54.1', true],
  ['4.0', true],
  ['2.99.9', false],
])('SQLite %s is new enough: %s', (version, expected) => {
  expect(isSqliteNewEnough(version)).toBe(expected)
})
