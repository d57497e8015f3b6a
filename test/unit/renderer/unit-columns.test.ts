import { expect, test } from 'vitest'
import { inColumns, unitsIn } from '../../../renderer/features/city/unit-columns.ts'

const part = (unit: string, value: string) => ({ unit, unitName: `${unit}县`, value })

test('each figure stands below its own unit, whichever units a line tells of', () => {
  const lines = [{ parts: [part('甲', '2'), part('丙', '3')] }, { parts: [part('乙', '5'), part('丙', '7')] }, { parts: [] }]
  const all = ['甲', '乙', '丙', '丁'].map((unit) => part(unit, ''))
  const units = unitsIn(lines, all)
  expect(units.map(({ unit }) => unit)).toEqual(['甲', '乙', '丙'])
  expect(lines.map((line) => inColumns(line, units).map((one) => one?.value))).toEqual([
    ['2', undefined, '3'],
    [undefined, '5', '7'],
    [undefined, undefined, undefined],
  ])
})
