/**
 * Names that may stand in a package. A package is unpacked on machines of every kind, by programs that trust it, so a
 * name that would land elsewhere, or on top of another file, on any of them is refused on all.
 */

export type NameFault =
  | 'traversal'
  | 'absolute'
  | 'backslash'
  | 'drive'
  | 'device'
  | 'control'
  | 'trailing'
  | 'tooLong'
  | 'notNfc'
  | 'empty'

const devices = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$)(\.|$)/i
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is looked for
const control = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffd]/
const longestName = 200
const longestPart = 120

const faultOfPart = (part: string): NameFault | undefined => {
  if (part === '') return 'empty'
  if (part === '.' || part === '..') return 'traversal'
  if (devices.test(part)) return 'device'
  if (part.endsWith('.') || part.endsWith(' ') || part.startsWith(' ')) return 'trailing'
  return part.length > longestPart ? 'tooLong' : undefined
}

/** What is wrong with the name of an entry, or undefined. Names are `/`-separated and relative. */
export function nameFault(name: string): NameFault | undefined {
  if (name.length > longestName) return 'tooLong'
  if (control.test(name)) return 'control'
  if (name.includes('\\')) return 'backslash'
  if (name.startsWith('/')) return 'absolute'
  if (/[:*?"<>|]/.test(name)) return 'drive'
  if (name.normalize('NFC') !== name) return 'notNfc'
  for (const part of name.split('/')) {
    const fault = faultOfPart(part)
    if (fault !== undefined) return fault
  }
  return undefined
}

/** Two names with one key are one file on Windows or macOS. */
export const collisionKey = (name: string): string => name.normalize('NFKC').toLowerCase()
