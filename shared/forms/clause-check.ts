/** Whether the clauses a pack names exist in the documents it lists. */
import { clauseMarks } from '../text/clauses.ts'
import type { ClauseSource } from './manifest-schema.ts'

/** What is wrong with a clause: the document is not listed, or the document has no passage of that number. */
export type ClauseTrouble =
  | { readonly kind: 'source'; readonly text: string }
  | { readonly kind: 'number'; readonly text: string; readonly source: string }

const longestPrefix = (text: string, prefixes: readonly string[]): string | undefined =>
  prefixes.filter((prefix) => text.startsWith(prefix)).sort((a, b) => b.length - a.length)[0]

const numberTrouble = (rest: string, source: ClauseSource, known: readonly ClauseSource[]): ClauseTrouble | undefined => {
  if (source.clauses === undefined || rest === '' || clauseMarks.remark.test(rest)) return undefined
  const numbers = source.clauses.map((clause) => clause.number)
  let left = rest
  for (;;) {
    const number = longestPrefix(left, numbers)
    if (number === undefined) return { kind: 'number', text: left, source: source.name }
    left = left.slice(number.length)
    const sibling = (part: string): boolean => numbers.includes(number.replace(clauseMarks.lastPart, part))
    const through = clauseMarks.range.exec(left)
    if (through !== null && sibling(through[1] ?? '')) left = left.slice(through[0].length)
    if (left === '' || clauseMarks.remark.test(left)) return undefined
    if (!left.startsWith(clauseMarks.and)) return { kind: 'number', text: `${number}${left}`, source: source.name }
    left = left.slice(1)
    const [part = ''] = clauseMarks.sibling.exec(left) ?? []
    if (part !== '' && sibling(part)) return undefined
    // A passage of another document, or a remark in plain words.
    if (!clauseMarks.numbered.test(left)) return segmentTrouble(left, known, false)
  }
}

const segmentTrouble = (segment: string, known: readonly ClauseSource[], isFirst: boolean): ClauseTrouble | undefined => {
  const name = longestPrefix(
    segment,
    known.map((source) => source.name),
  )
  const source = known.find((candidate) => candidate.name === name)
  if (source === undefined) return isFirst ? { kind: 'source', text: segment } : undefined
  return numberTrouble(segment.slice(source.name.length).trim(), source, known)
}

/**
 * Undefined when all is well. A clause is one or several references parted by `；`; the first must begin with the name of a
 * listed document. Where the document lists its passages, a number must follow that is among them; remarks may stand
 * behind it (after a comma, in brackets, or as 的“…”). Later parts may be plain remarks.
 */
export const clauseTrouble = (clause: string, known: readonly ClauseSource[]): ClauseTrouble | undefined => {
  for (const [index, segment] of clause.split(clauseMarks.parts).entries()) {
    const trouble = segmentTrouble(segment.trim(), known, index === 0)
    if (trouble !== undefined) return trouble
  }
  return undefined
}

/** The passage of a document that a clause names first; undefined when it names none of those listed. */
export const passageOf = (clause: string, source: ClauseSource): string | undefined => {
  const at = clause.indexOf(source.name)
  if (at < 0) return undefined
  return longestPrefix(
    clause.slice(at + source.name.length),
    (source.clauses ?? []).map(({ number }) => number),
  )
}
