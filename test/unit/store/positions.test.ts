import fc from 'fast-check'
import { expect, test } from 'vitest'
import { placeRows } from '../../../electron/engine/store/positions.ts'

test('rows lie in the asked order whatever was there before', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat(2000), { maxLength: 8 }),
      fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
      (numbers, pattern) => {
        const sorted = numbers.toSorted((a, b) => a - b).map((number) => number + 1)
        const known = new Map(sorted.map((number, index) => [`old${index}`, number]))
        const order: string[] = []
        const waiting = [...known.keys()]
        for (const [index, isNew] of pattern.entries()) {
          const next = isNew ? `new${index}` : waiting.shift()
          if (next !== undefined) order.push(next)
        }
        order.push(...waiting)
        const placed = new Map([...known, ...placeRows(order, known)])
        expect([...placed].toSorted(([, a], [, b]) => a - b).map(([id]) => id)).toEqual(order)
        expect(new Set(placed.values()).size).toBe(order.length)
      },
    ),
  )
})

test('an insertion touches only the new row while there is room', () => {
  const known = new Map([
    ['a', 2 ** 20],
    ['b', 2 ** 21],
  ])
  expect([...placeRows(['a', 'x', 'b'], known).keys()]).toEqual(['x'])
})

test('all rows are numbered anew when there is no room between two', () => {
  const known = new Map([
    ['a', 7],
    ['b', 8],
  ])
  expect([...placeRows(['a', 'x', 'b'], known).keys()]).toEqual(['a', 'x', 'b'])
})
