/** Colours of marks: soft enough to read black text on, and none that Excel offers of itself for a cell. */
import type { MarkOrder } from '../orders.ts'

type Tone = MarkOrder['tone']
const colours: Readonly<Record<Tone, string>> = { error: 'FFC7CB', warning: 'FFEB9A', notice: 'DBEAF5' }
const head = 'EDEDED'

/** Three bits of each of red, green and blue: nobody sees them. */
const unseen = 0x07_07_07
/** So many colours look like one to people. */
export const shades = 512

/** A colour that looks like that of the tone, as `AARRGGBB`; they differ for numbers below `shades`. */
export const shade = (tone: Tone, number: number): string => {
  const bits = (number & 7) | (((number >> 3) & 7) << 8) | (((number >> 6) & 7) << 16)
  return `FF${(Number.parseInt(colours[tone], 16) ^ bits).toString(16).toUpperCase().padStart(6, '0')}`
}

/** The tone that a colour looks like, given as `AARRGGBB`. Earlier versions took Excel's own soft red and yellow, which look so, too. */
export const toneLike = (colour: string | undefined): Tone | undefined => {
  if (colour === undefined || !/^FF[\dA-F]{6}$/.test(colour)) return undefined
  const rough = Number.parseInt(colour.slice(2), 16) & ~unseen
  return (['error', 'warning', 'notice'] as const).find((tone) => (Number.parseInt(colours[tone], 16) & ~unseen) === rough)
}

/** A plain fill of a colour given as `AARRGGBB`. */
export const plainFill = (colour: string): string =>
  `<fill><patternFill patternType="solid"><fgColor rgb="${colour}"/><bgColor indexed="64"/></patternFill></fill>`
export const headFill = plainFill(`FF${head}`)
