/**
 * Which colour a marked cell gets, and what was behind it. Cells of one tone that had different fills get colours that differ
 * by a shade nobody sees and that nothing else in the workbook has; so the colour alone tells the fill, wherever the cell went
 * and however the styles were numbered since. The sheet of results keeps a pair of sample cells for each.
 */
import type { MarkOrder } from '../orders.ts'
import { plainFill, shade, shades, toneLike } from './fills.ts'
import { plainColour, type StyleBook } from './style-book.ts'

/** Styles of two cells that differ by our colour only. */
export interface LookSample {
  readonly own: number
  readonly marked: number
}
export interface MarkColours {
  /** Style of a cell of this style once it is marked. Undefined when the workbook can hold no more styles. */
  marked(style: number, tone: MarkOrder['tone']): number | undefined
  /** Style of a marked cell without its mark; undefined when it is not marked, as far as the samples tell. */
  unmarked(style: number): number | undefined
  /** The same where no sample is left, for a cell with a comment of ours: nothing is known of its fill, so it gets none. */
  uncommented(style: number): number | undefined
  /** What the sheet of results must keep of the cells marked now. */
  samples(): readonly LookSample[]
  /** The same where the marks of earlier rounds stay. */
  allSamples(): readonly LookSample[]
}

/** @param former samples of earlier rounds, as the workbook has them now */
export function markColours(styles: StyleBook, former: readonly LookSample[]): MarkColours {
  const colourOf = (style: number): string | undefined => plainColour(styles.fillXml(styles.fillOf(style)))
  const ownFills = new Map<string, number>()
  const shadesOf = new Map<string, string>()
  const keyOf = (tone: MarkOrder['tone'], fill: number): string => `${tone} ${styles.fillXml(fill)}`
  for (const { own, marked } of former) {
    const colour = colourOf(marked)
    const tone = toneLike(colour)
    if (colour === undefined || tone === undefined || ownFills.has(colour)) continue
    ownFills.set(colour, styles.fillOf(own))
    shadesOf.set(keyOf(tone, styles.fillOf(own)), colour)
  }
  const taken = new Set([...styles.fillColours(), ...ownFills.keys()])
  const kept = new Map<string, LookSample>()

  const shadeFor = (tone: MarkOrder['tone'], fill: number): string => {
    const key = keyOf(tone, fill)
    const known = shadesOf.get(key)
    if (known !== undefined) return known
    // With so many fills the last shade serves for all of them: the first one's is what they get back.
    let number = 0
    while (number < shades - 1 && taken.has(shade(tone, number))) number++
    const colour = shade(tone, number)
    taken.add(colour)
    shadesOf.set(key, colour)
    if (!ownFills.has(colour)) ownFills.set(colour, fill)
    return colour
  }
  const unmarked = (style: number): number | undefined => {
    const fill = ownFills.get(colourOf(style) ?? '')
    return fill === undefined ? undefined : styles.refilled(style, fill)
  }
  return {
    marked(style, tone) {
      const own = unmarked(style) ?? style
      const colour = shadeFor(tone, styles.fillOf(own))
      const marked = styles.refilled(style, styles.add('fills', plainFill(colour)))
      if (marked !== undefined && !kept.has(colour)) kept.set(colour, { own, marked })
      return marked
    },
    unmarked,
    uncommented: (style) => (toneLike(colourOf(style)) === undefined ? undefined : styles.refilled(style, 0)),
    samples: () => [...kept.values()],
    allSamples: () => [...former.filter(({ marked }) => !kept.has(colourOf(marked) ?? '')), ...kept.values()],
  }
}
