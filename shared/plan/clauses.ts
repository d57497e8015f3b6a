/** Finds the passage that a clause text of a pack names in a plan's document. */
import * as z from 'zod'
import { citationsOf, type Step } from './citation.ts'
import { chineseNumeral } from './numerals.ts'
import { type ClauseNode, outlineOf, type Paragraph, sameWidth, walk } from './outline.ts'

export const Passage = z.object({
  /** The clause as it was asked for: 四（五）. */
  label: z.string(),
  /** Index of its first and last paragraph. */
  from: z.int(),
  to: z.int(),
  /** Where it begins in the first and ends (exclusive) in the last of them, in characters. */
  start: z.int(),
  end: z.int(),
})
export type Passage = z.infer<typeof Passage>

export interface Resolved {
  readonly passages: readonly Passage[]
  /** Clauses of this plan that the document does not have, as the text writes them. */
  readonly missing: readonly string[]
}

export interface ClauseFinder {
  readonly outline: readonly ClauseNode[]
  /** @param title of the plan: clauses of other plans are not looked for. No passage and nothing missing = it names no clause of it. */
  find(clause: string, title: string): Resolved
}

/** Makes a finder for a document; the tree is built once. */
export function clauseFinder(paragraphs: readonly Paragraph[]): ClauseFinder {
  const outline = outlineOf(paragraphs)
  const document: Document = { texts: paragraphs.map(({ text }) => sameWidth(text)), nodes: [...walk(outline)] }
  return {
    outline,
    find(clause, title) {
      const passages: Passage[] = []
      const missing: string[] = []
      for (const citation of citationsOf(clause, title)) {
        const place = citation.words === undefined ? findPath(document, citation.path) : findWords(document, citation.words)
        // Other papers have numbers too: one that this document does not mention is not missing from it.
        if (place === undefined && (citation.words === undefined || citation.plan !== undefined)) missing.push(citation.label)
        else if (place !== undefined && !passages.some((known) => isSame(known, place))) passages.push({ label: citation.label, ...place })
      }
      return { passages, missing }
    },
  }
}

type Place = Omit<Passage, 'label'>
interface Document {
  readonly texts: readonly string[]
  readonly nodes: readonly ClauseNode[]
}

const isSame = (a: Place, b: Place): boolean => a.from === b.from && a.to === b.to && a.start === b.start && a.end === b.end

const wholeOf = (document: Document, from: number, to: number): Place => ({ from, to, start: 0, end: document.texts[to]?.length ?? 0 })

/** A document number may have caught words in front of it; two characters before the year are the least that names an office. */
const wordsBeforeYear = 2

const findWords = ({ texts }: Document, words: string): Place | undefined => {
  const tight = texts.map((text) => text.replaceAll(' ', ''))
  const spare = Math.max(0, words.indexOf('[') - wordsBeforeYear)
  for (let drop = 0; drop <= spare; drop++) {
    const at = tight.findIndex((text) => text.includes(words.slice(drop)))
    if (at >= 0) return { from: at, to: at, start: 0, end: texts[at]?.length ?? 0 }
  }
  return undefined
}

/** Packs may call a department by the end of its name, without the company or city it belongs to. */
const isStep = (node: ClauseNode, step: Step): boolean =>
  step.kind === 'name'
    ? node.kind === 'name' && node.mark.replaceAll(' ', '').endsWith(step.name)
    : node.kind === step.kind && node.number === step.number

const isInAnnex = (node: ClauseNode): boolean => {
  for (let at: ClauseNode | undefined = node; at !== undefined; at = at.parent) if (at.kind === 'annex') return true
  return false
}

/**
 * The first step may stand anywhere; a table of contents and annexes count with the same numbers, so the way that leads all
 * the way down wins, then the body before an annex, then the longest text.
 */
const findPath = (document: Document, path: readonly Step[]): Place | undefined => {
  const [first, ...rest] = path
  if (first === undefined) return undefined
  let best: { readonly place: Place; readonly inAnnex: boolean; readonly length: number } | undefined
  for (const node of document.nodes) {
    if (!isStep(node, first)) continue
    const place = descend(document, node, rest)
    if (place === undefined) continue
    const inAnnex = isInAnnex(node)
    const length = lengthOf(document, node)
    if (best === undefined || (best.inAnnex && !inAnnex) || (best.inAnnex === inAnnex && length > best.length))
      best = { place, inAnnex, length }
  }
  return best?.place
}

const lengthOf = ({ texts }: Document, { from, to }: ClauseNode): number => {
  let length = 0
  for (let at = from; at <= to; at++) length += texts[at]?.length ?? 0
  return length
}

const descend = (document: Document, node: ClauseNode, path: readonly Step[]): Place | undefined => {
  const [next, ...rest] = path
  if (next === undefined) return wholeOf(document, node.from, node.to)
  // Some documents leave a level out, or put unnumbered headings between; the nearest one counts.
  for (const below of [...node.children, ...walk(node.children)]) {
    if (!isStep(below, next)) continue
    const place = descend(document, below, rest)
    if (place !== undefined) return place
  }
  return rest.length === 0 ? findInline(document, node, next) : undefined
}

/** The signs by which a running text counts: 三是, （三）, 3., （3）. */
const inlineSigns = (step: Step, number: number): readonly string[] => {
  const chinese = chineseNumeral(number)
  switch (step.kind) {
    case 'comma':
      return [`${chinese}是`, `${chinese}要`, `第${chinese},`, `第${chinese}、`]
    case 'bracket':
      return [`(${chinese})`]
    case 'dot':
      return [`${number}.`, `${number}、`]
    case 'digitBracket':
      return [`(${number})`, `${number})`]
    case 'circle':
      return [String.fromCodePoint(0x245f + number)]
    default:
      return []
  }
}

/** Where the sign stands, at the start or behind a stop: elsewhere the same characters mean something else. */
const positionOf = (text: string, sign: string, from: number): number => {
  for (let at = text.indexOf(sign, from); at >= 0; at = text.indexOf(sign, at + 1)) {
    const before = text.slice(0, at).trimEnd().at(-1)
    const follows = text.charAt(at + sign.length)
    if ((before === undefined || '。;:,、!?)》”"'.includes(before)) && !(sign.endsWith('.') && /\d/.test(follows))) return at
  }
  return -1
}

const findInline = (document: Document, node: ClauseNode, step: Step): Place | undefined => {
  if (step.kind === 'name') return undefined
  for (let at = node.from; at <= node.to; at++) {
    const text = document.texts[at] ?? ''
    for (const [index, sign] of inlineSigns(step, step.number).entries()) {
      // The number of the clause itself is not one of its parts.
      const start = positionOf(text, sign, at === node.from ? node.mark.length : 0)
      if (start < 0) continue
      const next = inlineSigns(step, step.number + 1)[index] ?? ''
      return endOf(document, node, at, start, next)
    }
  }
  return undefined
}

/** An inline part ends before the next number, or with its clause. */
const endOf = ({ texts }: Document, node: ClauseNode, from: number, start: number, next: string): Place => {
  for (let at = from; at <= node.to; at++) {
    const text = texts[at] ?? ''
    const end = positionOf(text, next, at === from ? start + 1 : 0)
    if (end > 0) return { from, to: at, start, end }
    if (end === 0) return { from, to: at - 1, start, end: texts[at - 1]?.length ?? 0 }
  }
  return { from, to: node.to, start, end: texts[node.to]?.length ?? 0 }
}
