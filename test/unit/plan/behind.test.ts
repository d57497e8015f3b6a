import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shiftPeriod } from '../../../shared/model/period.ts'
import { behindRun, type MonthVerdict } from '../../../shared/plan/behind.ts'
import { warningOf } from '../../../shared/plan/warning.ts'

const steps = { remind: 1, letter: 2, talk: 3 }
const first = '2020-05'
const period = (at: number): string => shiftPeriod(first, at)
const until = period(5)

/** `B` behind, `g` in time, `.` not reported, `?` reported but not to be judged; oldest month first. */
const verdicts = (pattern: string): MonthVerdict[] =>
  [...pattern].flatMap((mark, at) => (mark === '.' ? [] : [{ period: period(at), behind: mark === '?' ? undefined : mark === 'B' }]))
const warning = (pattern: string): string => warningOf(behindRun(verdicts(pattern), until).months, steps)

const allOf = (marks: string, length: number): string[] =>
  length === 0 ? [''] : allOf(marks, length - 1).flatMap((start) => [...marks].map((mark) => start + mark))

/** Said another way than the program says it: what stands after the last month in time. */
const expected = (pattern: string): string => {
  const tail = pattern.replaceAll(/[.?]/g, '').replace(/^.*g/, '')
  return tail.length === 0 ? 'none' : tail.length === 1 ? 'remind' : tail.length === 2 ? 'letter' : 'talk'
}

describe('months behind in a row', () => {
  it.each(allOf('Bg', 6).map((pattern) => [pattern, expected(pattern)]))('%s means %s', (pattern, step) => {
    expect(warning(pattern)).toBe(step)
  })

  it('the 64 patterns hold every step', () => {
    const found = allOf('Bg', 6).map(warning)
    expect(found).toHaveLength(64)
    const count = (step: string): number => found.filter((one) => one === step).length
    expect([count('none'), count('remind'), count('letter'), count('talk')]).toEqual([32, 16, 8, 8])
  })

  it('every pattern of six months with months left out or not to be judged', () => {
    for (const pattern of allOf('Bg.?', 6)) expect([pattern, warning(pattern)]).toEqual([pattern, expected(pattern)])
  })

  it.each([
    ['gBBBgB', 1, 0, 5],
    ['gB.BgB', 1, 0, 5],
    ['gB.BB.', 3, 2, 1],
    ['B..B.B', 3, 3, 0],
    ['..BBgg', 0, 0, undefined],
    ['.....B', 1, 0, 5],
    ['B?...B', 2, 4, 0],
  ])('%s: %i months, %i between them not reported', (pattern, months, gaps, since) => {
    const run = behindRun(verdicts(pattern), until)
    expect(run).toEqual({ months, gaps, since: since === undefined ? undefined : period(since) })
  })

  it('a month left out never ends the run and never makes it longer', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('B', 'g'), { minLength: 6, maxLength: 6 }), fc.integer({ min: 0, max: 5 }), (marks, at) => {
        const pattern = marks.join('')
        const left = behindRun(verdicts(`${pattern.slice(0, at)}.${pattern.slice(at + 1)}`), until).months
        const before = behindRun(verdicts(pattern), until).months
        if (marks[at] === 'B') expect(left).toBe(before > 5 - at ? before - 1 : before)
        else expect(left).toBeGreaterThanOrEqual(before)
      }),
    )
  })

  it('a corrected month is judged anew; months after the one asked for do not count', () => {
    const corrected = [...verdicts('gBBBBB'), { period: period(3), behind: false }]
    expect(behindRun(corrected, until).months).toBe(2)
    expect(behindRun(verdicts('BBBBBB'), period(2)).months).toBe(3)
    expect(behindRun(verdicts('BBBggg').toReversed(), period(2)).months).toBe(3)
    expect(behindRun([], until)).toEqual({ months: 0, gaps: 0, since: undefined })
  })

  it('goes on over the turn of the year', () => {
    const turn = ['2020-11', '2020-12', '2021-01'].map((one) => ({ period: one, behind: true }))
    expect(behindRun(turn, '2021-01').months).toBe(3)
  })
})
