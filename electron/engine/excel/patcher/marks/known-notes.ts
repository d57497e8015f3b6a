/** What earlier rounds of ours said, put in order so that it is found again in any text without trying all of it. */

/** Programs break and indent texts as they like, so blanks do not count; Office writes the end of a line as `_x000D_`, too. */
const blank = /(?:\s|_x000D_)+/g
export const bare = (text: string): string => text.replace(blank, '')

/** A text without its blanks. */
interface Squeezed {
  readonly words: string
  /** Where each of its characters stands in the text. */
  readonly places: readonly number[]
}
export const squeezed = (text: string): Squeezed => {
  const places: number[] = []
  let at = 0
  for (const { index, 0: gap } of [...text.matchAll(blank), Object.assign([''], { index: text.length })]) {
    for (; at < index; at++) places.push(at)
    at = index + (gap ?? '').length
  }
  return { words: bare(text), places }
}

export interface KnownNotes {
  readonly size: number
  /**
   * Length of the longest note that stands in bare words at a place; 0 when none does. One that was cut off counts with its
   * ellipsis when more than a few characters of it are left.
   */
  lengthAt(words: string, at: number): number
}

/** A level in brackets and some of the message. */
const isRemainder = (note: string): boolean => /^【[^【】]{1,12}】[^…]{4}/.test(note)
/** Notes that begin alike: a file that was made to keep us busy has more. */
const mostAlike = 20

/** @param texts without blanks */
export function knownNotes(texts: Iterable<string>): KnownNotes {
  const notes = [...new Set(texts)].filter((note) => note !== '').sort()
  /** Number of notes that do not stand behind these words in the order. */
  const upTo = (words: string): number => {
    let low = 0
    let high = notes.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((notes[middle] ?? '') <= words) low = middle + 1
      else high = middle
    }
    return low
  }
  return {
    size: notes.length,
    lengthAt(text, at) {
      const words = text.slice(at)
      const behind = upTo(words)
      // A note that the words begin with stands before them, and so does all between it and them begin with it.
      let head = words
      for (let next = behind, tries = 0; next > 0 && tries < mostAlike; tries++) {
        const note = notes[next - 1] ?? ''
        if (head.startsWith(note)) return note.length
        head = head.slice(0, alike(note, head))
        next = upTo(head)
      }
      for (const note of [notes[behind - 1], notes[behind]]) {
        const length = alike(note ?? '', words)
        if (words[length] === '…' && isRemainder(words.slice(0, length))) return length + 1
      }
      return 0
    },
  }
}
export const nothingKnown: KnownNotes = knownNotes([])

const alike = (one: string, other: string): number => {
  let length = 0
  while (length < one.length && one[length] === other[length]) length++
  return length
}
