/** How words stand out from their ground, as WCAG counts it. */
const channel = (value: number): number => {
  const part = value / 255
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
}
/** `#fff` is `#ffffff`. */
const luminance = (colour: string): number => {
  const hex = colour.length === 4 ? [...colour].map((digit) => (digit === '#' ? digit : digit + digit)).join('') : colour
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => channel(Number.parseInt(hex.slice(at, at + 2), 16)))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
/** 1 = alike, 21 = black on white. */
export const contrastRatio = (one: string, other: string): number => {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}
