/** What is said of the time that long work still takes. */
import { expect, test } from 'vitest'
import { notePace, type Pace, percentOf, secondsLeft, timeLeft } from '../../../renderer/state/pace.ts'

const at = (pace: Pace | null, now: number, done: number, phase = '正在保存'): Pace => notePace(pace, { phase, done, total: 1000 }, now)

test('nothing is said before there is something to judge by', () => {
  expect(secondsLeft(null, 0)).toBeNull()
  const first = at(null, 5_000, 0)
  expect(timeLeft(first, 5_000)).toBe('')
  // Much done, but in no time to speak of; and long under way with next to nothing done.
  expect(secondsLeft(at(first, 5_500, 400), 5_500)).toBeNull()
  expect(secondsLeft(at(first, 65_000, 5), 65_000)).toBeNull()
  expect(secondsLeft(notePace(null, { phase: '正在打开', done: 0, total: 0 }, 0), 9_000)).toBeNull()
})

test('the pace so far is taken to go on, and time passes while nothing is heard', () => {
  const pace = at(at(null, 0, 0), 10_000, 100)
  expect(secondsLeft(pace, 10_000)).toBeCloseTo(90)
  expect(secondsLeft(pace, 40_000)).toBeCloseTo(60)
  expect(percentOf(pace)).toBe(10)
  // What was done before anybody looked says nothing of the pace.
  expect(secondsLeft(at(at(null, 0, 900), 10_000, 950), 10_000)).toBeCloseTo(10)
})

test('a new phase is judged by itself', () => {
  const reading = at(at(null, 0, 0), 10_000, 1000)
  const saving = at(reading, 10_100, 0, '正在写入')
  expect([percentOf(reading), percentOf(saving), timeLeft(saving, 10_100)]).toEqual([100, 0, ''])
})

test.each([
  [-10, '比估计的久一点，还在进行'],
  [0, '马上就好'],
  [11, '大约还要 20 秒'],
  [58, '大约还要 1 分钟'],
  [90, '大约还要 2 分钟'],
  [3500, '大约还要 1 个多小时'],
])('%i seconds: %s', (seconds, said) => {
  const pace: Pace = { phase: '', since: 0, from: 0, at: 100_000, done: 500, total: 1000 }
  expect(timeLeft(pace, 200_000 - seconds * 1000)).toBe(said)
})
