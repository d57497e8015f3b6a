import { encodeEscapes } from '../reader/escapes.ts'

const special = /[&<>"]/g
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Most texts hold nothing that has to be written differently. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters XML 1.0 cannot hold
const suspicious = /[&<>"_\u0000-\u0008\u000b-\u001f\ud800-\udfff\ufffe\uffff]/

/** Text for element content or a double-quoted attribute; what XML cannot hold is written the way Office does. */
export const xmlText = (text: string): string =>
  suspicious.test(text) ? encodeEscapes(text).replace(special, (character) => entities[character] ?? character) : text

/** A cell address or sheet name as it stands in a formula: `'我的''表'!`. */
export const sheetReference = (sheet: string): string => `'${sheet.replaceAll("'", "''")}'!`

/** Sheet names may not hold these characters nor be longer than 31. */
export const sheetName = (text: string): string => {
  const name = text
    .replace(/[[\]:*?/\\]/g, ' ')
    .replace(/^'+|'+$/g, '')
    .trim()
  return Array.from(name).slice(0, 31).join('') || 'Sheet1'
}
