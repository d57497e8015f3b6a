/** Order of values: numbers before texts before booleans; texts without regard to case. */
import type { Scalar } from './model.ts'
import { doubtful } from './uncomputable.ts'
import { isError, nearlyEqual } from './values.ts'

export type PlainValue = number | string | boolean

const rank = (value: PlainValue): number => (typeof value === 'number' ? 0 : typeof value === 'string' ? 1 : 2)

export const textKey = (text: string): string => text.toLowerCase()

export const textsEqual = (a: string, b: string): boolean => a === b || textKey(a) === textKey(b)

/** Beyond letters, digits and spaces the order of texts depends on the language of the program. */
const everywhereAlike = /^[a-z0-9 ]*$/

/** @throws CannotCompute when the order of two texts depends on the language */
export function compareTexts(a: string, b: string): number {
  if (textsEqual(a, b)) return 0
  const [first, second] = [textKey(a), textKey(b)]
  if (first === '' || second === '') return first === '' ? -1 : 1
  if (!everywhereAlike.test(first) || !everywhereAlike.test(second)) throw doubtful()
  return first < second ? -1 : 1
}

/** Negative, 0 or positive; a blank is what the other side needs it to be. Neither side may be an error. */
export function compareValues(left: Scalar, right: Scalar): number {
  const a = left ?? blankLike(right)
  const b = right ?? blankLike(left)
  if (isError(a) || isError(b)) throw doubtful()
  if (typeof a === 'number' && typeof b === 'number') return nearlyEqual(a, b) ? 0 : a - b
  if (typeof a === 'string' && typeof b === 'string') return compareTexts(a, b)
  return rank(a) === rank(b) ? Number(a) - Number(b) : rank(a) - rank(b)
}

const blankLike = (other: Scalar): PlainValue => (typeof other === 'string' ? '' : typeof other === 'boolean' ? false : 0)

export const areEqual = (left: Scalar, right: Scalar): boolean => {
  const a = left ?? blankLike(right)
  const b = right ?? blankLike(left)
  if (typeof a === 'string' && typeof b === 'string') return textsEqual(a, b)
  if (typeof a === 'number' && typeof b === 'number') return nearlyEqual(a, b)
  return a === b
}
