/** Codes of digits that people and spreadsheets write in other ways: the same code must find the same row. */
import type { Field } from '../../../../shared/forms/form-schema.ts'
import { codeLabel } from '../../../../shared/text/import-words.ts'

/** Shorter ones may be anything: 1.0 is a section, and 1,234 are two. */
const fewestDigits = 6

export const isCodeField = ({ type, label }: Pick<Field, 'type' | 'label'>): boolean => type === 'text' && codeLabel.test(label)

/** The code as it is meant; undefined where it is written so already, or where nobody can tell. */
export function plainCode(text: string): string | undefined {
  if (plainAlready.test(text)) return undefined
  const narrow = text.normalize('NFKC')
  const digits = digitsOf(narrow)
  if (digits.length >= fewestDigits && /^\d+$/.test(digits)) return digits === text ? undefined : digits
  // Full-width letters and signs of a code, which keeps its blanks: these may part its pieces.
  return narrow !== text && /^[!-~]+$/.test(narrow) && /\d/.test(narrow) ? narrow : undefined
}

const plainAlready = /^(?:\d+|[A-Za-z\d]+(?:[-_/][A-Za-z\d]+)*)$/

const digitsOf = (text: string): string => {
  const bare = text.replace(/^['‘’`]/, '').replace(/[\s\u200b-\u200d\ufeff]+/gu, '')
  // Taken from the front: looking back from each place is dear in a text of a hundred thousand digits.
  const whole = /^([\d,]+)\.0+$/.exec(bare)?.[1] ?? bare
  return /^\d{1,3}(?:,\d{3})+$/.test(whole) ? whole.replaceAll(',', '') : whole
}

/** What two writings of one code have in common. */
export const looseCode = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
