/** How much room the text of a comment takes. */

/** Box of a comment in pixels: wide enough for short texts, high enough for long ones. */
export interface BoxSize {
  readonly width: number
  readonly height: number
}

const charactersPerLine = 18
const pixelsPerCharacter = 15
const pixelsPerLine = 20
const margin = 14
const narrowest = 8

/** In Chinese characters; Latin letters and digits take about half of the room of one. */
export const widthOf = (text: string): number => {
  let width = 0
  for (const character of text) width += (character.codePointAt(0) ?? 0) < 0x2e80 ? 0.55 : 1
  return width
}

export function boxFor(text: string): BoxSize {
  const lines = text.split('\n').map(widthOf)
  const columns = Math.max(narrowest, Math.min(charactersPerLine, Math.ceil(Math.max(...lines))))
  const count = lines.reduce((sum, width) => sum + Math.max(1, Math.ceil(width / columns)), 0)
  return { width: columns * pixelsPerCharacter + margin, height: count * pixelsPerLine + margin }
}

/** Height that a further paragraph takes. */
export const extraHeight = (text: string): number => boxFor(text).height
