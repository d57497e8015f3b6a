const escapePattern = /_x([0-9A-Fa-f]{4})_/g

/** Office writes characters that XML cannot hold as `_x000D_`, and a literal `_x000D_` as `_x005F_x000D_`. */
export const decodeEscapes = (text: string): string =>
  text.includes('_x') ? text.replace(escapePattern, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))) : text

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters XML 1.0 cannot hold
const unwritable = /[\u0000-\u0008\u000b\u000c\u000d\u000e-\u001f\ufffe\uffff]/g
/** What would be read as an escape: as it stands, or closed by the escape of the character behind it. */
const likeEscape = new RegExp(`_(?=x[0-9A-Fa-f]{4}(?:_|${unwritable.source}))`, 'g')

/** The reverse, for text that is about to be written. */
export const encodeEscapes = (text: string): string =>
  text
    .toWellFormed()
    .replace(likeEscape, '_x005F_')
    .replace(unwritable, (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
