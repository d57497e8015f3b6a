/** Adds up what the test projects report. Pure: run-checks.ts gathers, this decides. */
export interface Tally {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/** The first test that failed in a file, the first words of why, and how many failed after it: in a story they mostly follow from it. */
export interface Failure {
  readonly file: string
  readonly test: string
  readonly why: string
  readonly after: number
}

export interface CheckReport {
  readonly tests: Tally
  readonly failures: readonly Failure[]
  readonly failedSteps: readonly string[]
  readonly leftOut: readonly string[]
}

const property = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, key)?.value : undefined
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Reads the JSON report of one vitest run; undefined when the run broke before it could report. */
export function tallyOf(report: string | undefined): Tally | undefined {
  if (report === undefined) return undefined
  const parsed: unknown = JSON.parse(report)
  if (typeof parsed !== 'object' || parsed === null) return undefined
  const count = (key: string) => {
    const value = property(parsed, key)
    return typeof value === 'number' ? value : 0
  }
  return {
    passed: count('numPassedTests'),
    failed: count('numFailedTests'),
    skipped: count('numPendingTests') + count('numTodoTests'),
  }
}

const whyLength = 200

/** The first failure of each file of one vitest run; a file that broke before its first test is one of them. */
export function failuresOf(report: string | undefined): readonly Failure[] {
  if (report === undefined) return []
  return list(property(JSON.parse(report), 'testResults')).flatMap((result) => {
    if (property(result, 'status') !== 'failed') return []
    const failed = list(property(result, 'assertionResults')).filter((test) => property(test, 'status') === 'failed')
    const [message] = [...list(property(failed[0], 'failureMessages')), property(result, 'message')]
    return [
      {
        file: text(property(result, 'name')),
        test: text(property(failed[0], 'fullName')),
        why: text(message).slice(0, whyLength),
        after: Math.max(failed.length - 1, 0),
      },
    ]
  })
}

/** What of a long run is often all that is kept: a few lines at its very end. */
export function failureLine({ file, test, why, after }: Failure): string {
  return `${file}: ${test}${after > 0 ? ` (and ${after} after it)` : ''}\n    ${why.replace(/\s+/g, ' ')}`
}

export function addTallies(tallies: readonly Tally[]): Tally {
  return tallies.reduce((a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }), {
    passed: 0,
    failed: 0,
    skipped: 0,
  })
}

/** The line that machines read: `tests: N passed, M failed, K skipped`. */
export function tallyLine({ passed, failed, skipped }: Tally): string {
  return `tests: ${passed} passed, ${failed} failed, ${skipped} skipped`
}

/**
 * Why a build machine must not accept this run, one line a reason. Stricter than the run itself: there every part
 * could have been installed, so whatever was skipped or left out counts as a fault.
 */
export function objections({ tests, failedSteps, leftOut }: CheckReport): readonly string[] {
  return [
    ...failedSteps.map((step) => `failed: ${step}`),
    ...leftOut.map((part) => `left out: ${part}`),
    ...(tests.passed === 0 ? ['no test ran'] : []),
    ...(tests.failed > 0 ? [`${tests.failed} tests failed`] : []),
    ...(tests.skipped > 0 ? [`${tests.skipped} tests were skipped`] : []),
  ]
}
