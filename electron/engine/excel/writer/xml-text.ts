import { encodeEscapes } from '../reader/escapes.ts'

const special = /[&<>"]/g
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text for element content or a double-quoted attribute; what XML cannot hold is written the way Office does. */
export const xmlText = (text: string): string => encodeEscapes(text).replace(special, (character) => entities[character] ?? character)

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
