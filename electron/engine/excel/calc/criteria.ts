/** Conditions of SUMIF and its kin (">5", "煤*", "<>"), and the wildcards of lookups. */
import { compareTexts, textKey, textsEqual } from './compare.ts'
import { errorCodes, type Scalar } from './model.ts'
import { doubtful } from './uncomputable.ts'
import { isError, nearlyEqual } from './values.ts'

export type Criterion = (value: Scalar) => boolean

export const hasWildcard = (pattern: string): boolean => /[*?~]/.test(pattern)

/** A test for a pattern with `*`, `?` and `~` before either; without any, for the text itself, whatever its case. */
export function textMatcher(pattern: string): (text: string) => boolean {
  if (!hasWildcard(pattern)) return (text) => textsEqual(text, pattern)
  const pieces = patternPieces(pattern)
  return (text) => matches(pieces, textKey(text))
}

type Piece = { readonly kind: 'any' } | { readonly kind: 'one' } | { readonly kind: 'character'; readonly character: string }

function patternPieces(pattern: string): Piece[] {
  const pieces: Piece[] = []
  const key = textKey(pattern)
  for (let at = 0; at < key.length; at++) {
    const character = key[at] ?? ''
    const next = key[at + 1]
    if (character === '*') pieces.push({ kind: 'any' })
    else if (character === '?') pieces.push({ kind: 'one' })
    else if (character === '~' && (next === '*' || next === '?' || next === '~')) {
      pieces.push({ kind: 'character', character: next })
      at++
    } else pieces.push({ kind: 'character', character })
  }
  return pieces
}

/** Greedy with one step back to the last star: never slower than pattern × text. */
function matches(pieces: readonly Piece[], text: string): boolean {
  let at = 0
  let piece = 0
  let star = -1
  let starAt = 0
  while (at < text.length) {
    const current = pieces[piece]
    if (current?.kind === 'any') {
      star = piece++
      starAt = at
    } else if (current?.kind === 'one' || (current?.kind === 'character' && current.character === text[at])) {
      piece++
      at++
    } else if (star >= 0) {
      piece = star + 1
      at = ++starAt
    } else return false
  }
  while (pieces[piece]?.kind === 'any') piece++
  return piece === pieces.length
}

/** First place from `start` on where the pattern begins in the text, both without regard to case; -1 for none. */
export function findPattern(pattern: string, text: string, start: number): number {
  if (!hasWildcard(pattern)) return textKey(text).indexOf(textKey(pattern), start)
  const pieces = [...patternPieces(pattern), { kind: 'any' as const }]
  const key = textKey(text)
  for (let at = start; at <= key.length; at++) if (matches(pieces, key.slice(at))) return at
  return -1
}

const plainNumber = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:E[+-]?\d{1,3})?\s*(%?)\s*$/i

/** The number a condition means; undefined for a text. */
function numberIn(text: string): number | undefined {
  const match = plainNumber.exec(text)
  if (match !== null) return match[1] === '%' ? Number(text.replace('%', '')) / 100 : Number(text)
  // Dates, amounts and times in a condition are read in the manner of the country.
  if (/^\s*[+-]?[¥$￥€£(]?\d[\d\s,./:年月日-]*\)?(?:[ap]m)?\s*$/i.test(text)) throw doubtful()
  return undefined
}

/**
 * @param criterion as given to the function; a blank counts as 0
 * @throws CannotCompute when the condition is read differently from country to country
 */
export function parseCriterion(criterion: Scalar): Criterion {
  if (isError(criterion)) return (value) => isError(value) && value.error === criterion.error
  if (typeof criterion === 'boolean') return (value) => value === criterion
  if (criterion === null) return equalsNumber(0)
  if (typeof criterion === 'number') return equalsNumber(criterion)
  const [, operator = '', rest = ''] = /^(<=|>=|<>|=|<|>)?([\s\S]*)$/.exec(criterion) ?? []
  if (rest === '') return forNothing(operator)
  const number = numberIn(rest)
  if (operator === '' || operator === '=') return equalsText(rest, number)
  if (operator === '<>') {
    const isEqual = equalsText(rest, number)
    return (value) => !isEqual(value)
  }
  return ordered(operator, rest, number)
}

/** @param text the condition, when it was given as a text: cells with the very same text meet it */
const equalsNumber = (wanted: number, text?: string): Criterion => {
  return (value) => {
    if (typeof value === 'number') return nearlyEqual(value, wanted)
    if (typeof value !== 'string' || value.trim() === '') return false
    const isSame = value === text
    // Other texts that show the number count in some programs and not in others, and of long ones Excel sees only 15 digits.
    if (isSame ? value.length > longestNumber : nearlyEqual(Number(value), wanted)) throw doubtful()
    return isSame
  }
}

const longestNumber = 15

function equalsText(text: string, number: number | undefined): Criterion {
  if (number !== undefined) return equalsNumber(number, text)
  if (/^(?:true|false)$/i.test(text)) return (value) => value === /^true$/i.test(text)
  const error = errorCodes.find((code) => code === text.toUpperCase())
  if (error !== undefined) return (value) => isError(value) && value.error === error
  const isMatch = textMatcher(text)
  return (value) => typeof value === 'string' && isMatch(value)
}

/** "" and "=" and "<>" without anything behind; an order without anything to compare with matches nothing. */
function forNothing(operator: string): Criterion {
  if (operator === '') return (value) => value === null || value === ''
  if (operator === '=') return (value) => value === null
  if (operator === '<>') return (value) => value !== null
  return () => false
}

function ordered(operator: string, text: string, number: number | undefined): Criterion {
  const decide = (order: number): boolean => {
    if (operator === '<') return order < 0
    if (operator === '>') return order > 0
    return operator === '<=' ? order <= 0 : order >= 0
  }
  if (number !== undefined) return (value) => typeof value === 'number' && decide(nearlyEqual(value, number) ? 0 : value - number)
  return (value) => typeof value === 'string' && decide(compareTexts(value, text))
}
