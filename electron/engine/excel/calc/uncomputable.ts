/** Why a formula was not worked out. Nothing is ever guessed: what is not certain ends here. */

export type Uncomputable =
  /** A function that we do not know. */
  | { readonly kind: 'function'; readonly name: string }
  /** A function whose result changes by itself (TODAY) or that makes up references (INDIRECT). */
  | { readonly kind: 'volatile'; readonly name: string }
  /** Cells of another workbook. */
  | { readonly kind: 'external' }
  /** The formula cannot be read. */
  | { readonly kind: 'syntax' }
  /** A name that is not defined here, or means something else in each cell. */
  | { readonly kind: 'name'; readonly name: string }
  /** The formula hangs on its own result. */
  | { readonly kind: 'cycle' }
  /** It uses the result of a formula that was not worked out. */
  | { readonly kind: 'depends'; readonly sheet: string; readonly cell: string }
  /** Too long, too deep or too large. */
  | { readonly kind: 'limit' }
  /** A format code of TEXT that we do not know. */
  | { readonly kind: 'format'; readonly code: string }
  /** Tables of what-if values and the like. */
  | { readonly kind: 'special' }
  /** Spreadsheet programs give different results here, or use of an operand that is not supported. */
  | { readonly kind: 'doubtful' }

/** Thrown inside the calculation and caught at the border of each formula. */
export class CannotCompute extends Error {
  readonly reason: Uncomputable

  constructor(reason: Uncomputable) {
    super(reason.kind)
    this.reason = reason
  }
}

/** Thousands of formulas of a workbook may end so; noting each time where would cost more than working them out. */
export function cannotCompute(reason: Uncomputable): CannotCompute {
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = 0
  const error = new CannotCompute(reason)
  Error.stackTraceLimit = stackTraceLimit
  return error
}
export const doubtful = (): CannotCompute => cannotCompute({ kind: 'doubtful' })
export const tooMuch = (): CannotCompute => cannotCompute({ kind: 'limit' })
