import { describe, expect, test } from 'vitest'
import { addTallies, failureLine, failuresOf, objections, tallyLine, tallyOf } from '../../tools/check-results.ts'

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

describe('what failed', () => {
  const failed = (fullName: string, message: string) => ({ status: 'failed', fullName, failureMessages: [message] })

  test('the first of each file, in its first words', () => {
    const written = JSON.stringify({
      testResults: [
        { name: 'a.test.ts', status: 'passed', assertionResults: [{ status: 'passed', fullName: 'fine' }] },
        { name: 'b.test.ts', status: 'failed', assertionResults: [failed('first', 'expected 1\n  to be 2'), failed('then', 'no')] },
        { name: 'c.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
      ],
    })
    expect(failuresOf(written).map(failureLine)).toEqual([
      'b.test.ts: first (and 1 after it)\n    expected 1 to be 2',
      'c.test.ts: \n    no such module',
    ])
    expect(failuresOf(undefined)).toEqual([])
  })
})

describe('what a build machine objects to', () => {
  test('nothing, when everything ran and passed', () => {
    expect(objections({ tests, failures: [], failedSteps: [], leftOut: [] })).toEqual([])
  })

  test.each([
    [{ tests: { ...tests, skipped: 1 }, failures: [], failedSteps: [], leftOut: [] }],
    [{ tests: { ...tests, failed: 1 }, failures: [], failedSteps: [], leftOut: [] }],
    [{ tests: { ...tests, passed: 0 }, failures: [], failedSteps: [], leftOut: [] }],
    [{ tests, failures: [], failedSteps: ['lint'], leftOut: [] }],
    [{ tests, failures: [], failedSteps: [], leftOut: ['browser'] }],
  ])('%o', (report) => {
    expect(objections(report)).toHaveLength(1)
  })
})
