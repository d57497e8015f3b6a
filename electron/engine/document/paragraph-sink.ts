import type { Paragraph } from '../../../shared/plan/outline.ts'
import { hostile } from '../excel/limits.ts'
import { documentLimits } from './limits.ts'

export interface ParagraphSink {
  /** Blank text is left out. */
  add(text: string, page?: number): void
  readonly paragraphs: readonly Paragraph[]
}

/** Collects paragraphs and counts. Adding throws WORKBOOK_HOSTILE beyond the limits. */
export function paragraphSink(): ParagraphSink {
  const paragraphs: Paragraph[] = []
  let characters = 0
  return {
    paragraphs,
    add(text, page) {
      const clean = tidy(text)
      if (clean === '') return
      characters += clean.length
      if (paragraphs.length >= documentLimits.paragraphs) throw hostile('paragraphs')
      if (characters > documentLimits.characters) throw hostile('textCharacters')
      paragraphs.push(page === undefined ? { text: clean } : { text: clean, page })
    },
  }
}

/** Every kind of white space and control character becomes a blank; halves of characters are dropped. */
const tidy = (text: string): string =>
  text
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must go
    .replace(/[\u0000-\u001f\u007f-\u009f\u00a0\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffd]+/g, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
