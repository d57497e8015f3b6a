/** Text of headings and notes made comparable. */
import { emptyWords, qualifiers, sameMeaning } from '../../../../shared/text/import-words.ts'
import type { ParsedCell } from '../../ports.ts'

/** Letters and digits only, half-width, lower case: how two headings are compared. */
export const words = (text: string): string => (plainWords.test(text) ? text : wordsOf(text))

const textsKept = 5000
const longestKept = 100

/** The same headings are compared with every row, and many rows say the same. */
const kept = (make: (text: string) => string): ((text: string) => string) => {
  const known = new Map<string, string>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const made = make(text)
    if (known.size >= textsKept) known.clear()
    if (text.length <= longestKept) known.set(text, made)
    return made
  }
}

/** Texts that are what they would be made; most cells of a long sheet are. */
const plainWords = /^[0-9a-z\u4e00-\u9fff]*$/
const plainLine = /^[!-~\u4e00-\u9fff]*$/
const wordsOf = kept((text) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}%]/gu, ''),
)

const meanings = new Map(sameMeaning.flatMap(([first = '', ...others]) => others.map((word) => [word, first] as const)))
const anyWord = new RegExp(
  [...meanings.keys(), ...sameMeaning.map(([first = '']) => first)].toSorted((a, b) => b.length - a.length).join('|'),
  'g',
)

/** Words with other names of the same thing made equal and words that say nothing left out. */
export const meaning = (text: string): string =>
  words(text)
    .replace(emptyWords, '')
    .replace(anyWord, (word) => meanings.get(word) ?? word)
    .replace(/(?<=\p{Script=Han}{2})[量数额值]$/u, '')

/** One line without spaces between ideographs, as a person reads it. */
export const readable = (text: string): string => (plainLine.test(text) ? text : lineOf(text))
const lineOf = kept((text) =>
  text
    .normalize('NFKC')
    .replace(/\s+/gu, ' ')
    .replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '')
    .trim(),
)

/** What a cell shows, as text. */
export const cellText = (cell: ParsedCell | undefined): string =>
  cell === undefined || cell.value === null ? '' : typeof cell.value === 'string' ? cell.value.trim() : String(cell.value)

/** Qualifying words in a text. */
export const qualifiersIn = (text: string): readonly string[] => qualifiers.filter((word) => text.includes(word))

/** How alike two word strings are, 0 to 1: shared pairs of neighbouring characters. */
export const likeness = (a: string, b: string): number => {
  if (a === b) return 1
  if (a.length < 2 || b.length < 2) return 0
  const pairs = new Map<string, number>()
  for (let at = 0; at < a.length - 1; at++) {
    const pair = a.slice(at, at + 2)
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
  }
  let shared = 0
  for (let at = 0; at < b.length - 1; at++) {
    const pair = b.slice(at, at + 2)
    const left = pairs.get(pair) ?? 0
    if (left === 0) continue
    pairs.set(pair, left - 1)
    shared++
  }
  return (2 * shared) / (a.length + b.length - 2)
}

/** What `longer` says more than `shorter`, when every character of `shorter` stands in it in the same order; else undefined. */
export const surplus = (longer: string, shorter: string): string | undefined => {
  let at = 0
  let more = ''
  for (const character of longer)
    if (at < shorter.length && character === shorter[at]) at++
    else more += character
  return at === shorter.length ? more : undefined
}

/** What the first filled cell of a row shows; '' where none is filled. */
export const firstText = (cells: readonly (ParsedCell | undefined)[]): string => cells.map(cellText).find((text) => text !== '') ?? ''
