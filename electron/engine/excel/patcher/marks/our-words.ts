/** Finds in the text of a comment what an earlier round of ours said there, by the texts alone. */

/** Programs break and indent texts as they like, so blanks do not count. */
export const bare = (text: string): string => text.replace(/\s+/g, '')

/** A comment of ours has a few. */
const mostNotes = 200

/**
 * @param notes texts of ours, bare
 * @returns where the last stretch of the text begins that consists of such notes only; undefined when it ends otherwise
 */
export function ourWords(text: string, notes: ReadonlySet<string>): number | undefined {
  if (notes.size === 0) return undefined
  // Each of our notes begins with its level in brackets.
  const starts = [...text.matchAll(/【/g)].map(({ index }) => index)
  if (starts.length > mostNotes) return undefined
  const good = new Set([text.length])
  for (const start of starts.toReversed()) {
    const isGood = [...good].some((end) => isNote(text.slice(start, end), notes, end === text.length))
    if (isGood) good.add(start)
  }
  const first = Math.min(...good)
  return first === text.length ? undefined : first
}

/** The last one may have been cut off, because there was too much to say. */
const isNote = (text: string, notes: ReadonlySet<string>, isLast: boolean): boolean => {
  const words = bare(text)
  if (notes.has(words)) return true
  if (!isLast || !words.endsWith('…')) return false
  return [...notes].some((note) => note.startsWith(words.slice(0, -1)))
}
