/** How several values stand in one cell: `甲、乙`, `键=值；键=值`, one line a row; what would be misread stands in quotes. */
import { workbookText } from '../../../../shared/text/pack-workbook.ts'

/** A cell that is not written in the notation its column needs; the message is for the author. */
export class NotationError extends Error {
  override readonly name = 'NotationError'
}

export interface Token {
  readonly text: string
  readonly quoted: boolean
}

export const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`

/** Index behind the quoted text that begins at `start`, or -1 when it is not closed. */
const endOfQuote = (text: string, start: number): number => {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] !== '"') continue
    if (text[at + 1] !== '"') return at + 1
    at++
  }
  return -1
}

/** What stands between the quotes when the whole text is one quoted text. */
export const unquoted = (text: string): string | undefined =>
  text.startsWith('"') && endOfQuote(text, 0) === text.length ? text.slice(1, -1).replaceAll('""', '"') : undefined

export const tokenOf = (text: string): Token => {
  const trimmed = text.trim()
  const inside = unquoted(trimmed)
  return inside === undefined ? { text: trimmed, quoted: false } : { text: inside, quoted: true }
}

/**
 * Pieces between separators, quotes respected: a quote opens where a piece or a value begins (at its start, or behind
 * one of `openers`). Blank pieces are left out.
 */
export const split = (text: string, separators: RegExp, openers?: RegExp): string[] => {
  const pieces: string[] = []
  let start = 0
  let opens = true
  let at = 0
  while (at < text.length) {
    const character = text[at] ?? ''
    if (opens && character === '"') {
      const end = endOfQuote(text, at)
      if (end !== -1) {
        at = end
        opens = false
        continue
      }
    }
    if (separators.test(character)) {
      pieces.push(text.slice(start, at))
      start = at + 1
      opens = true
    } else if (openers?.test(character) === true) opens = true
    else if (character.trim() !== '') opens = false
    at++
  }
  pieces.push(text.slice(start))
  return pieces.filter((piece) => piece.trim() !== '')
}

/** Both sides of the first mark that stands outside quotes. */
export const cut = (text: string, mark: RegExp): readonly [left: string, right: string] | undefined => {
  const from = text.search(/\S/)
  let at = from !== -1 && text[from] === '"' ? endOfQuote(text, from) : 0
  if (at === -1) at = 0
  for (; at < text.length; at++) if (mark.test(text[at] ?? '')) return [text.slice(0, at), text.slice(at + 1)]
  return undefined
}

const forbidden = new Set(['__proto__', 'constructor', 'prototype'])

/** An object of these entries. @throws NotationError when a key occurs twice or is not allowed. */
export const objectOf = (entries: readonly (readonly [string, unknown])[]): Record<string, unknown> => {
  const seen = new Set<string>()
  for (const [key] of entries) {
    if (forbidden.has(key)) throw new NotationError(workbookText.forbiddenKey(key))
    if (seen.has(key)) throw new NotationError(workbookText.keyTwice(key))
    seen.add(key)
  }
  return Object.fromEntries(entries)
}
