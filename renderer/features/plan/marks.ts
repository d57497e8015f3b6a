/** Which letters of the document are marked, and why: the passage of a clause, and what is searched for. */

import type { Passage } from '../../../shared/plan/clauses.ts'
import { sameWidth } from '../../../shared/plan/outline.ts'

export interface Span {
  readonly start: number
  /** Exclusive. */
  readonly end: number
}
export interface Hit extends Span {
  readonly paragraph: number
}
/** A piece of a paragraph with the same marks all over. */
export interface Run {
  readonly text: string
  readonly passage: boolean
  /** Number of the hit it belongs to, counted over the document; null outside. */
  readonly hit: number | null
}

/** Most places that are found: nobody steps through more. */
const mostHits = 2_000

/** Width and capitals do not count; the length stays, so that places are places of the text itself. */
const folded = (text: string): string => sameWidth(text).replace(/[A-Z]/g, (letter) => letter.toLowerCase())

/** Where the words stand, in the order of the document. */
export function findHits(texts: readonly string[], words: string): readonly Hit[] {
  const wanted = folded(words.trim())
  const hits: Hit[] = []
  if (wanted === '') return hits
  for (const [paragraph, text] of texts.entries()) {
    const searched = folded(text)
    for (let at = searched.indexOf(wanted); at >= 0; at = searched.indexOf(wanted, at + wanted.length)) {
      if (hits.length >= mostHits) return hits
      hits.push({ paragraph, start: at, end: at + wanted.length })
    }
  }
  return hits
}

/** The part of a paragraph that a passage covers; undefined when it covers none. */
export function coverOf(passage: Passage, paragraph: number, length: number): Span | undefined {
  if (paragraph < passage.from || paragraph > passage.to) return undefined
  const start = paragraph === passage.from ? passage.start : 0
  const end = paragraph === passage.to ? passage.end : length
  return end > start ? { start, end } : undefined
}

/** Cuts a paragraph wherever a mark begins or ends. */
export function runsOf(text: string, passages: readonly Span[], hits: readonly (Span & { readonly number: number })[]): readonly Run[] {
  const cuts = [...new Set([0, text.length, ...[...passages, ...hits].flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b)
  const covers = ({ start, end }: Span, at: number) => at >= start && at < end
  return cuts.slice(0, -1).map((start, index) => ({
    text: text.slice(start, cuts[index + 1]),
    passage: passages.some((span) => covers(span, start)),
    hit: hits.find((span) => covers(span, start))?.number ?? null,
  }))
}
