import type { ReturnedComment } from '../../../shared/contract/index.ts'

/**
 * What the city wants of one form, what is still to be answered first. An answered remark stays in sight while its return is
 * worked on, and goes with the last answer: what came of an earlier return is told under 上报.
 */
export function remarksOn(comments: readonly ReturnedComment[], form: string): readonly ReturnedComment[] {
  const atWork = new Set(comments.filter(({ answer }) => answer === null).map(({ receipt }) => receipt))
  return comments
    .filter((comment) => comment.form === form && atWork.has(comment.receipt))
    .toSorted((a, b) => Number(a.answer !== null) - Number(b.answer !== null))
}
