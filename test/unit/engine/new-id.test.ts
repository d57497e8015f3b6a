import { expect, test } from 'vitest'
import { idMaker } from '../../../electron/adapters/new-id.ts'

const at = (...times: number[]) => ({ now: () => new Date(times.length > 1 ? (times.shift() ?? 0) : (times[0] ?? 0)) })

test('ids are 26 letters and digits and never repeat', () => {
  const newId = idMaker(at(1_591_149_600_000))
  const ids = Array.from({ length: 1000 }, newId)
  expect(ids.every((id) => /^[0-9A-HJKMNP-TV-Z]{26}$/.test(id))).toBe(true)
  expect(new Set(ids).size).toBe(1000)
})

test('ids sort in the order they were made, within a millisecond and across a clock set back', () => {
  const newId = idMaker(at(5000, 5000, 9000, 1000, 1000, 9001))
  const ids = Array.from({ length: 6 }, newId)
  expect(ids.toSorted()).toEqual(ids)
})

test('two programs that start in the same millisecond make different ids', () => {
  expect(idMaker(at(5000))()).not.toBe(idMaker(at(5000))())
})
