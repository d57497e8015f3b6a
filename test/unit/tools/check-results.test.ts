import { describe, expect, test } from 'vitest'
import { addTallies, objections, tallyLine, tallyOf } from '../../tools/check-results.ts'

const tests = { passed: 3, failed: 0, skipped: 0 }

describe('adding up the tests', () => {
  test('reads what vitest writes', () => {
    expect(tallyOf('{"numPassedTests":5,"numFailedTests":1,"numPendingTests":2,"numTodoTests":1}')).toEqual({
      passed: 5,
      failed: 1,
      skipped: 3,
    })
    expect(tallyOf(undefined)).toBeUndefined()
  })

  test('says it in one line that machines can read', () => {
    expect(tallyLine(addTallies([tests, { passed: 1, failed: 2, skipped: 4 }]))).toBe('tests: 4 passed, 2 failed, 4 skipped')
    expect(tallyLine(addTallies([]))).toBe('tests: 0 passed, 0 failed, 0 skipped')
  })
})

describe('what a build machine objects to', () => {
  test('nothing, when everything ran and passed', () => {
    expect(objections({ tests, failedSteps: [], leftOut: [] })).toEqual([])
  })

  test.each([
    [{ tests: { ...tests, skipped: 1 }, failedSteps: [], leftOut: [] }],
    [{ tests: { ...tests, failed: 1 }, failedSteps: [], leftOut: [] }],
    [{ tests: { ...tests, passed: 0 }, failedSteps: [], leftOut: [] }],
    [{ tests, failedSteps: ['lint'], leftOut: [] }],
    [{ tests, failedSteps: [], leftOut: ['browser'] }],
  ])('%o', (report) => {
    expect(objections(report)).toHaveLength(1)
  })
})
