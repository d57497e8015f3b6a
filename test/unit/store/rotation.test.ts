import { expect, test } from 'vitest'
import { backupsToDrop } from '../../../electron/engine/store/rotation.ts'

/** One backup an hour for `count` hours before a fixed moment, newest first. */
const hourly = (count: number) =>
  Array.from({ length: count }, (_, hours) => {
    const at = new Date(Date.parse('2020-06-30T20:00:00.000Z') - hours * 3_600_000).toISOString()
    return { id: at, at, reason: 'hourly' }
  })

const kept = (backups: readonly { id: string; at: string; reason: string }[]) => {
  const dropped = new Set(backupsToDrop(backups))
  return backups.filter(({ id }) => !dropped.has(id)).map(({ id }) => id.slice(0, 13))
}

test('ten or fewer are all kept', () => {
  expect(backupsToDrop(hourly(10))).toEqual([])
})

test('of half a year the ten latest, seven days and eight weeks remain', () => {
  const left = kept(hourly(24 * 180))
  expect(left.slice(0, 10)).toEqual(hourly(10).map(({ id }) => id.slice(0, 13)))
  const days = left.slice(10).filter((name) => name.endsWith('T23'))
  expect(days.slice(0, 6)).toEqual(['06-29', '06-28', '06-27', '06-26', '06-25', '06-24'].map((day) => `2020-${day}T23`))
  // Sundays, the last backup of each week; the week of 28 June is among the days already.
  expect(days.slice(6)).toEqual(['06-21', '06-14', '06-07', '05-31', '05-24', '05-17'].map((day) => `2020-${day}T23`))
})

test('those of a turning point stay for ever', () => {
  const old = ['migration', 'seal', 'manual'].map((reason) => ({ id: reason, at: '2010-01-01T00:00:00.000Z', reason }))
  const dropped = backupsToDrop([...hourly(24 * 180), ...old])
  expect([dropped.includes('migration'), dropped.includes('seal'), dropped.includes('manual')]).toEqual([false, false, true])
})
