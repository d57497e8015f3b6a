import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { TotalsClock } from '../../../renderer/features/grid/totals-clock.ts'

let shown: number[]
let steps: number
const clock = new TotalsClock((totals) => shown.push(totals.length))
/** As many steps as asked for, each a millisecond long as the page's clock sees it. */
function* summing(count: number): Generator<undefined, []> {
  for (let step = 0; step < count; step += 1) {
    steps += 1
    now += 1
    yield
  }
  return []
}
let now = 0
/** The rest after typing, then the first slice. */
const firstSlice = (): void => void vi.advanceTimersToNextTimer().advanceTimersToNextTimer()
beforeEach(() => {
  shown = []
  steps = 0
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  vi.spyOn(performance, 'now').mockImplementation(() => now)
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

test('a short form is summed at once', () => {
  clock.sum(100, () => summing(50))
  expect([steps, shown.length]).toEqual([50, 1])
})

test('a longer one soon after the value is shown and stored', () => {
  clock.sum(1_000, () => summing(50))
  expect(steps).toBe(0)
  vi.advanceTimersByTime(150)
  expect([steps, shown.length]).toEqual([50, 1])
})

test('a long one when the typing rests, and never for long at a time', () => {
  clock.sum(1_001, () => summing(50))
  expect(steps).toBe(0)
  firstSlice()
  expect(steps).toBeGreaterThan(0)
  expect(steps).toBeLessThan(10)
  vi.runAllTimers()
  expect([steps, shown.length]).toEqual([50, 1])
})

test('what is being summed is given up for newer rows, or when the engine has answered', () => {
  clock.sum(1_001, () => summing(50))
  firstSlice()
  clock.sum(1_001, () => summing(3))
  vi.runAllTimers()
  expect(shown).toHaveLength(1)
  clock.sum(1_001, () => summing(50))
  firstSlice()
  clock.forget()
  vi.runAllTimers()
  expect(shown).toHaveLength(1)
})
