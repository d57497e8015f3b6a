/** One rule in one place. */
import type { Outcome } from '../forms/rule-schema.ts'
import type { RuleErrorReason } from '../text/rules.ts'
import { type Frame, RuleFault } from './cel/value.ts'
import type { RuleProgram } from './compile-rules.ts'

export type Verdict =
  | { readonly outcome: Exclude<Outcome, 'error'> }
  | { readonly outcome: 'error'; readonly reason: RuleErrorReason; readonly detail: string }

const pass: Verdict = { outcome: 'pass' }
const fail: Verdict = { outcome: 'fail' }
const notApplicable: Verdict = { outcome: 'notApplicable' }

/** Tries one rule in one place. */
export const judge = (program: RuleProgram, frame: Frame): Verdict => {
  try {
    if (program.never || !program.applies(frame)) return notApplicable
    const value = program.expr.run(frame)
    return value === true ? pass : value === false ? fail : notApplicable
  } catch (error) {
    const reason = error instanceof RuleFault ? error.reason : 'internal'
    return { outcome: 'error', reason, detail: error instanceof Error ? error.message : String(error) }
  }
}
