/** Adds up what the test projects report. Pure: run-checks.ts gathers, this decides. */
export interface Tally {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

export interface CheckReport {
  readonly tests: Tally
  readonly failedSteps: readonly string[]
  readonly leftOut: readonly string[]
}

/** Reads the JSON report of one vitest run; undefined when the run broke before it could report. */
export function tallyOf(report: string | undefined): Tally | undefined {
  if (report === undefined) return undefined
  const parsed: unknown = JSON.parse(report)
  if (typeof parsed !== 'object' || parsed === null) return undefined
  const count = (key: string) => {
    const value: unknown = Object.getOwnPropertyDescriptor(parsed, key)?.value
    return typeof value === 'number' ? value : 0
  }
  return {
    passed: count('numPassedTests'),
    failed: count('numFailedTests'),
    skipped: count('numPendingTests') + count('numTodoTests'),
  }
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
