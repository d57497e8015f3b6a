/** Finds in the text of a comment what an earlier round of ours said there. */
import { levels } from '../../../../../shared/model/level.ts'
import { markText } from '../../../../../shared/text/marks.ts'
import { type KnownNotes, squeezed } from './known-notes.ts'
import { mostCharacters } from './place-marks.ts'

/** From … to, not with it. */
export interface Passage {
  readonly from: number
  readonly to: number
}

/** A comment of ours has a few. */
const mostNotes = 200

const levelWords = [...levels, ...Object.values(markText.tones), markText.reading, markText.question]
/** How a note of ours begins. */
const ourLevel = new RegExp(`^【(?:${levelWords.join('|')})】`)

/** A paragraph as we put it below the words of somebody else: a blank line, then one of our levels. */
export const looksLikeOurParagraph = (words: string): boolean => /^\s*\n\s*\n/.test(words) && ourLevel.test(words.trimStart())

/**
 * In a comment that need not be ours.
 * @returns where the last stretch of the text begins that consists of known notes only; undefined when it ends otherwise. We put a
 * blank line before it: what stands right behind other words is a quotation.
 */
export function ourWords(text: string, notes: KnownNotes): number | undefined {
  if (notes.size === 0) return undefined
  const { words, places } = squeezed(text)
  // Each of our notes begins with its level in brackets, and all of them together are no longer than we let a comment be.
  const tail = Math.max(0, words.length - mostCharacters - 1)
  const starts = [...words.slice(tail).matchAll(/【/g)].map(({ index }) => tail + index)
  if (starts.length > mostNotes) return undefined
  const good = new Set([words.length])
  let first: number | undefined
  for (const start of starts.toReversed()) {
    const length = notes.lengthAt(words, start)
    if (length === 0 || !good.has(start + length)) continue
    good.add(start)
    const place = places[start] ?? 0
    if (standsAlone(text, place)) first = place
  }
  return first
}

/** Blanks that are looked at before a note. */
const mostBlanks = 80

const standsAlone = (text: string, place: number): boolean => {
  const before = text.slice(Math.max(0, place - mostBlanks), place)
  const blanks = /(?:\s|_x000D_)*$/.exec(before)?.[0] ?? ''
  return blanks.length === place || blanks.split('\n').length > 2
}

/**
 * In a comment that names us as its author: known notes, and lines that begin as ours do. People answer in our comments, below us
 * or behind our words; that is what remains.
 */
export function ourPassages(text: string, notes: KnownNotes): Passage[] {
  const { words, places } = squeezed(text)
  const lines = places.flatMap((place, at) => (at === 0 || text.slice((places[at - 1] ?? 0) + 1, place).includes('\n') ? [at] : []))
  const found: Passage[] = []
  let tries = 0
  let end = 0
  for (const [number, line] of lines.entries()) {
    const next = lines[number + 1] ?? words.length
    for (let at = Math.max(line, end); at < next && words[at] === '【' && tries < mostNotes; at = end) {
      tries++
      const length = notes.lengthAt(words, at) || (at === line && ourLevel.test(words.slice(at, at + 20)) ? next - at : 0)
      if (length === 0) break
      end = at + length
      // The blanks behind go with it; what is left then begins with a word.
      found.push({ from: places[at] ?? 0, to: places[end] ?? text.length })
    }
  }
  return found
}

/** A text without some of its passages. */
export const wordsLeft = (text: string, passages: readonly Passage[], { from, to }: Passage = { from: 0, to: text.length }): string => {
  const pieces: string[] = []
  let at = from
  for (const passage of passages) {
    if (passage.to <= at || passage.from >= to) continue
    pieces.push(text.slice(at, Math.max(at, passage.from)))
    at = Math.min(to, passage.to)
  }
  return pieces.join('') + text.slice(at, to)
}
