/** Cutting, joining and searching texts. */
import { findPattern } from '../criteria.ts'
import type { Scalar } from '../model.ts'
import { eachFilled, Matrix, References } from '../operand.ts'
import { doubtful } from '../uncomputable.ts'
import { checkedText, errorValue, isError, textToNumber, toText } from '../values.ts'
import {
  type Arguments,
  areaFunction,
  ErrorResult,
  type Evaluation,
  type FunctionFamily,
  manyArguments,
  type StrictFunction,
  scalarFunction,
  sound,
} from './spec.ts'
import { formatValue } from './text-format.ts'

const badValue = () => new ErrorResult(errorValue('#VALUE!'))

/** Characters beyond the basic plane are one for some programs and two for others. */
function countable(text: string): string {
  if (/[\ud800-\udfff]/.test(text)) throw doubtful()
  return text
}

const length = (args: Arguments, index: number, otherwise: number): number => {
  const count = args.integer(index, otherwise)
  if (count < 0) throw badValue()
  return count
}

const startOf = (args: Arguments, index: number, otherwise?: number): number => {
  const start = args.integer(index, otherwise)
  if (start < 1) throw badValue()
  return start - 1
}

/** Letters whose other case is longer or depends on the language are left alone by some programs. */
function recased(text: string, change: (text: string) => string): string {
  const result = change(text)
  if (result.length !== text.length) throw doubtful()
  return result
}

const oneText = (apply: (text: string) => Scalar): StrictFunction => scalarFunction(1, 1, (args) => apply(args.text(0)))

function proper(text: string): string {
  // Whether a letter behind a character of another script begins a word is seen differently.
  if (/[^\p{ASCII}]/u.test(text)) throw doubtful()
  return text.toLowerCase().replace(/(^|[^a-z])([a-z])/g, (_, before: string, letter: string) => before + letter.toUpperCase())
}

function substitute(args: Arguments): string {
  const [text, old, replacement] = [args.text(0), args.text(1), args.text(2)]
  if (old === '') return text
  if (args.count < 4) return checkedText(text.split(old).join(replacement))
  const which = args.integer(3)
  if (which < 1) throw badValue()
  const pieces = text.split(old)
  if (which >= pieces.length) return text
  return checkedText(pieces.slice(0, which).join(old) + replacement + pieces.slice(which).join(old))
}

const find =
  (search: (wanted: string, text: string, start: number) => number) =>
  (args: Arguments): number => {
    const text = countable(args.text(1))
    // Nothing is found everywhere by some programs and nowhere by others.
    if (args.text(0) === '') throw doubtful()
    const start = startOf(args, 2, 1)
    if (start > text.length) throw badValue()
    const at = search(args.text(0), text, start)
    if (at < 0) throw badValue()
    return at + 1
  }

/** Texts of the arguments from `first` on, blanks among them as ''. */
function textsOf(args: Arguments, { source }: Evaluation, first: number, keepsBlanks: boolean): string[] {
  const texts: string[] = []
  const take = (value: Scalar) => {
    if (isError(value)) throw new ErrorResult(value)
    texts.push(sound(toText(value)))
  }
  for (let index = first; index < args.count; index++) {
    const operand = args.area(index)
    if (operand instanceof References) {
      if (keepsBlanks) throw doubtful()
      for (const part of operand.parts) eachFilled(source, part, take)
    } else if (operand instanceof Matrix) operand.all().forEach(take)
    else take(operand)
  }
  return texts
}

const concatenate: StrictFunction = areaFunction(1, manyArguments, 'all', (args, evaluation) =>
  checkedText(textsOf(args, evaluation, 0, false).join('')),
)

const textJoin: StrictFunction = {
  ...areaFunction(
    3,
    manyArguments,
    Array.from({ length: manyArguments }, (_, index) => index + 2),
    (args, evaluation) => {
      const skipsBlanks = args.boolean(1)
      const texts = textsOf(args, evaluation, 2, !skipsBlanks)
      return checkedText((skipsBlanks ? texts.filter((text) => text !== '') : texts).join(args.text(0)))
    },
  ),
}

export const textFunctions: FunctionFamily = {
  LEN: oneText((text) => countable(text).length),
  LEFT: scalarFunction(1, 2, (args) => countable(args.text(0)).slice(0, length(args, 1, 1))),
  RIGHT: scalarFunction(1, 2, (args) => {
    const text = countable(args.text(0))
    return text.slice(Math.max(0, text.length - length(args, 1, 1)))
  }),
  MID: scalarFunction(3, 3, (args) => {
    const start = startOf(args, 1)
    return countable(args.text(0)).slice(start, start + length(args, 2, 0))
  }),
  TRIM: oneText((text) => text.replace(/^ +| +$/g, '').replace(/ {2,}/g, ' ')),
  UPPER: oneText((text) => recased(text, (all) => all.toUpperCase())),
  LOWER: oneText((text) => recased(text, (all) => all.toLowerCase())),
  PROPER: oneText(proper),
  EXACT: scalarFunction(2, 2, (args) => args.text(0) === args.text(1)),
  REPT: scalarFunction(2, 2, (args) => {
    const [text, times] = [args.text(0), length(args, 1, 0)]
    if (text.length * times > 32_767) throw badValue()
    return text.repeat(times)
  }),
  CONCATENATE: scalarFunction(1, manyArguments, (args) => checkedText(args.all.map((_, index) => args.text(index)).join(''))),
  CONCAT: concatenate,
  TEXTJOIN: textJoin,
  SUBSTITUTE: scalarFunction(3, 4, substitute),
  REPLACE: scalarFunction(4, 4, (args) => {
    const text = countable(args.text(0))
    const start = startOf(args, 1)
    return checkedText(text.slice(0, start) + args.text(3) + text.slice(start + length(args, 2, 0)))
  }),
  FIND: scalarFunction(
    2,
    3,
    find((wanted, text, start) => text.indexOf(wanted, start)),
  ),
  SEARCH: scalarFunction(2, 3, find(findPattern)),
  VALUE: scalarFunction(1, 1, (args) => {
    const value = args.scalar(0)
    if (typeof value === 'boolean') return errorValue('#VALUE!')
    return typeof value === 'string' ? textToNumber(value) : (value ?? 0)
  }),
  TEXT: scalarFunction(2, 2, (args) => formatValue(args.scalar(0), args.text(1))),
  CHAR: scalarFunction(1, 1, (args) => {
    const code = args.integer(0)
    if (code < 1 || code > 255) throw badValue()
    // From 128 on the character depends on the system.
    if (code > 126 || (code < 32 && code !== 10 && code !== 9 && code !== 13)) throw doubtful()
    return String.fromCharCode(code)
  }),
}
