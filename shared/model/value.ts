/**
 * Values as people write them and values as we keep them. Reading never guesses: text that could mean two
 * things is not read, and what cannot be read is kept by the caller as typed and flagged by a rule.
 *
 * | type                             | canonical text                                            |
 * |----------------------------------|-----------------------------------------------------------|
 * | integer, decimal, percent, money | plain decimal, percent as 0–100                            |
 * | date, month                      | `YYYY-MM-DD`, `YYYY-MM`                                    |
 * | yesNo                            | 是 or 否                                                   |
 * | code, region, town               | the code                                                   |
 * | uscc                             | upper case without spaces                                  |
 * | text, longText, attachment       | NFC, trimmed, without control characters                   |
 */
import { dateOf, dateOfSerial, isDate } from './dates.ts'
import { canonicalNumber, Decimal, decimalText } from './decimal.ts'
import { isPeriod } from './period.ts'

export type ValueType =
  | 'text'
  | 'longText'
  | 'integer'
  | 'decimal'
  | 'percent'
  | 'money'
  | 'date'
  | 'month'
  | 'yesNo'
  | 'code'
  | 'region'
  | 'town'
  | 'uscc'
  | 'attachment'

/** What reading needs to know of a field. */
export interface ValueField {
  readonly type: ValueType
  readonly unit?: string | undefined
}
/** What reading needs to know of a code list. */
export interface ValueCodes {
  readonly items: readonly {
    readonly code: string
    readonly label: string
    readonly parent?: string | undefined
    readonly synonyms: readonly string[]
  }[]
}
export type ReadResult = { readonly ok: true; readonly value: string | null } | { readonly ok: false }

const refused: ReadResult = { ok: false }
const read = (value: string | null): ReadResult => ({ ok: true, value })

export const isNumeric = (type: ValueType): boolean => type === 'integer' || type === 'decimal' || type === 'percent' || type === 'money'
export const isCoded = (type: ValueType): boolean => type === 'code' || type === 'region' || type === 'town'

const edges = /^[\s\u200b\ufeff]+|[\s\u200b\ufeff]+$/gu
// biome-ignore lint/suspicious/noControlCharactersInRegex: these characters cannot be stored in a workbook
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g

/** Most cells of a large table hold nothing that could be written in two ways. */
const cleanAlready =
  /^[!-~\u3001-\u3011\u4e00-\u9fff\uff01-\uff5e](?:[ -~\u3001-\u3011\u4e00-\u9fff\uff01-\uff5e]*[!-~\u3001-\u3011\u4e00-\u9fff\uff01-\uff5e])?$/
const plainAlready = /^[!-~](?:[ -~]*[!-~])?$/

/** What one cell holds at most, in UTF-16 units. */
export const longestText = 4000

/** NFC, trimmed (ideographic and zero-width spaces too), line ends as `\n`, control characters out. */
export const cleanText = (text: string): string => (cleanAlready.test(text) ? text : cleaned(text))

const cleaned = (text: string): string =>
  text.toWellFormed().replace(/\r\n?/g, '\n').replace(controls, '').normalize('NFC').replace(edges, '')

/** The same with full-width letters, digits and signs made half-width. */
const halfWidth = (text: string): string => (plainAlready.test(text) ? text : text.normalize('NFKC').replace(edges, ''))

const plainNumber = /^([+-]?)(\d+|\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+)?(?:\.(\d*))?(?:[eE]([+-]?\d{1,2}))?$/
const mostDigits = 24

/** Normalising would make 10² of a cell 102 and ① a one. */
const raisedOrCircled = /[\u00b2\u00b3\u00b9\u2070-\u209f\u2460-\u24ff]/u

const canonicalOf = (isNegative: boolean, whole: string, fraction: string, exponent: string | undefined): string => {
  const sign = isNegative ? '-' : ''
  if (exponent !== undefined) return decimalText(new Decimal(`${sign}${whole === '' ? '0' : whole}.${fraction}0e${exponent}`))
  // Without powers of ten the digits stay as they are; reckoning would only cost time.
  const digits = whole.replace(/^0+/, '')
  // Counted, not matched: a pattern would begin anew at each of many zeros.
  let end = fraction.length
  while (end > 0 && fraction[end - 1] === '0') end -= 1
  const decimals = fraction.slice(0, end)
  if (digits === '' && decimals === '') return '0'
  return `${sign}${digits === '' ? '0' : digits}${decimals === '' ? '' : `.${decimals}`}`
}

const readNumber = (field: ValueField, text: string): ReadResult => {
  // Most figures of a sheet are written as they would be stored.
  if (text.length <= mostDigits && canonicalNumber.test(text)) return field.type === 'integer' && text.includes('.') ? refused : read(text)
  const bare = field.unit !== undefined && text.endsWith(field.unit) ? text.slice(0, -field.unit.length) : text
  if (raisedOrCircled.test(bare)) return refused
  let plain = halfWidth(text)
    .replace(/[\u2212\u2010-\u2014]/gu, '-')
    .replace(/[\u00a0\u2009\u202f]/gu, ' ')
  if (field.type === 'money') plain = plain.replace(/^([+-]?)[¥￥] ?/u, '$1')
  const unit = field.type === 'percent' ? '%' : field.unit === undefined ? '' : halfWidth(field.unit)
  if (unit !== '' && plain.endsWith(unit)) plain = plain.slice(0, -unit.length).replace(edges, '')
  const match = plainNumber.exec(plain)
  if (match === null || ((match[2] ?? '') === '' && (match[3] ?? '') === '')) return refused
  const canonical = canonicalOf(match[1] === '-', (match[2] ?? '').replace(/[, ]/g, ''), match[3] ?? '', match[4])
  const [integerPart = '', fraction = ''] = canonical.replace('-', '').split('.')
  if (integerPart.length > mostDigits || fraction.length > mostDigits) return refused
  return field.type === 'integer' && fraction !== '' ? refused : read(canonical)
}

const timePart = '(?:[ T]+\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?Z?)?'
const separatedDate = new RegExp(`^(\\d{4}) ?([-/.]) ?(\\d{1,2}) ?\\2 ?(\\d{1,2})${timePart}$`)
const chineseDate = new RegExp(`^(\\d{4}) ?年 ?(\\d{1,2}) ?月 ?(\\d{1,2}) ?[日号]?${timePart}$`)
const compactDate = /^(\d{4})(\d{2})(\d{2})$/
/** Serial numbers of a spreadsheet between 1954 and 2119: no other date is written with five digits. */
const serialDate = /^[2-7]\d{4}$/

const readDate = (text: string): string | undefined => {
  const plain = halfWidth(text)
    .replace(/[\u2010-\u2015\u2212]/gu, '-')
    .replace(/[。、]/gu, '.')
  if (isDate(plain)) return plain
  const separated = separatedDate.exec(plain)
  if (separated !== null) return dateOf(Number(separated[1]), Number(separated[3]), Number(separated[4]))
  const named = chineseDate.exec(plain) ?? compactDate.exec(plain)
  if (named !== null) return dateOf(Number(named[1]), Number(named[2]), Number(named[3]))
  return serialDate.test(plain) ? dateOfSerial(Number(plain)) : undefined
}

const dayOfYear = /^(\d{1,2})(?:[-/.] ?|月)(\d{1,2})[日号]?$/

/** A day typed without its year, e.g. `5-31` or `5月31日`, in the given year; undefined when it is none. */
export const readDayOfYear = (text: string, year: number): string | undefined => {
  const match = dayOfYear.exec(halfWidth(cleanText(text)).replace(/[\u2010-\u2015\u2212]/gu, '-'))
  return match === null ? undefined : dateOf(year, Number(match[1]), Number(match[2]))
}

/** `2020.1` is not read: a sheet that holds the number 2020.10 shows it that way, and October is not January. */
const monthForms = [/^(\d{4}) ?[-/] ?(\d{1,2})$/, /^(\d{4})\.(\d{2})$/, /^(\d{4}) ?年 ?(\d{1,2}) ?月份?$/, /^(\d{4})(\d{2})$/]

const readMonth = (text: string): string | undefined => {
  const plain = halfWidth(text).replace(/[\u2010-\u2015\u2212]/gu, '-')
  for (const form of monthForms) {
    const match = form.exec(plain)
    if (match === null) continue
    const first = dateOf(Number(match[1]), Number(match[2]), 1)
    return first?.slice(0, 7)
  }
  const date = readDate(text)
  return date?.endsWith('-01') === true ? date.slice(0, 7) : undefined
}

const yesWords = new Set(['是', '有', '√', '✓', '✔', '☑', '对', 'y', 'yes', 'true', '1'])
const noWords = new Set(['否', '无', '没有', '不是', '×', '✗', '✘', '☐', '错', 'n', 'no', 'false', '0'])

const readYesNo = (text: string): ReadResult => {
  const word = halfWidth(text).toLowerCase()
  return yesWords.has(word) ? read('是') : noWords.has(word) ? read('否') : refused
}

/** Names of codes are rarely anything else. */
const wordAlready = /^[0-9a-z\u4e00-\u9fff]+$/

/** Letters, digits and Chinese characters only: spaces, brackets and dots differ from sheet to sheet. */
const codeWord = (text: string): string => {
  const small = text.toLowerCase()
  return wordAlready.test(small) ? small : wordOf(text)
}
const wordOf = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}<>=≤≥%+]/gu, '')

/** A dash of any kind says that there is none; it is neither a code nor a blank. */
const onlyDashes = /^[\p{Pd}\u2212\s]+$/u

const readUscc = (text: string): ReadResult => {
  if (onlyDashes.test(text)) return refused
  const code = halfWidth(text)
    // Only a–z: other letters may grow when raised, and would then read back as something else.
    .replace(/[a-z]/g, (letter) => letter.toUpperCase())
    .replace(/[\s-]/gu, '')
    // What stood behind a blank or a dash now stands at the end, or behind a letter.
    .replace(edges, '')
    .normalize('NFC')
  return code === '' ? refused : read(code)
}

type CodeEntries = readonly { readonly code: string; readonly parent: string | undefined }[]
interface CodeIndex {
  readonly codes: ReadonlySet<string>
  readonly words: ReadonlyMap<string, CodeEntries>
  /** The same by the names as they are printed: most texts of a sheet are one of them. */
  readonly names: ReadonlyMap<string, CodeEntries>
  readonly labels: ReadonlyMap<string, string>
}
const indexes = new WeakMap<ValueCodes, CodeIndex>()

/** Looking a code up must not scan the list for every cell; the index lives as long as the list. */
const codeIndex = (list: ValueCodes): CodeIndex => {
  const known = indexes.get(list)
  if (known !== undefined) return known
  const words = new Map<string, { code: string; parent: string | undefined }[]>()
  const labels = new Map<string, string>()
  for (const item of list.items) {
    labels.set(item.code, item.label)
    const names = [item.code, item.label, ...item.synonyms, item.code + item.label, item.label + item.code]
    for (const word of new Set(names.map(codeWord))) {
      if (word === '') continue
      const entries = words.get(word) ?? []
      entries.push({ code: item.code, parent: item.parent })
      words.set(word, entries)
    }
  }
  const names = new Map(list.items.map(({ label }) => [label, words.get(codeWord(label)) ?? []]))
  const index = { codes: new Set(list.items.map((item) => item.code)), words, names, labels }
  indexes.set(list, index)
  return index
}

const readCode = (text: string, list: ValueCodes | undefined, parent: string | undefined): ReadResult => {
  if (list === undefined) return read(text)
  const index = codeIndex(list)
  if (index.codes.has(text)) return read(text)
  const entries = index.names.get(text) ?? index.words.get(codeWord(text)) ?? []
  const fitting = entries.length > 1 && parent !== undefined ? entries.filter((entry) => entry.parent === parent) : entries
  const only = fitting[0]
  return only !== undefined && fitting.length === 1 ? read(only.code) : refused
}

/** True when `code` is one of the list's codes. */
export const isCode = (code: string, list: ValueCodes): boolean => codeIndex(list).codes.has(code)

/**
 * Reads what a clerk typed or a workbook holds. `value: null` means blank. `parent` is the value of the
 * field a cascading code hangs on; it settles labels that occur under several parents.
 */
export const readValue = (field: ValueField, text: string, codes?: ValueCodes, parent?: string): ReadResult => {
  const clean = cleanText(text)
  if (clean === '') return read(null)
  switch (field.type) {
    case 'text':
    case 'longText':
    case 'attachment':
      return read(clean)
    case 'integer':
    case 'decimal':
    case 'percent':
    case 'money':
      return readNumber(field, clean)
    case 'date':
      return fromOptional(readDate(clean))
    case 'month':
      return fromOptional(readMonth(clean))
    case 'yesNo':
      return readYesNo(clean)
    case 'uscc':
      return readUscc(clean)
    case 'code':
    case 'region':
    case 'town':
      return readCode(clean, codes, parent)
  }
}
const fromOptional = (value: string | undefined): ReadResult => (value === undefined ? refused : read(value))

/** True when stored text is canonical for its type, that is when rules and formulas may use it. */
export const isUsable = (type: ValueType, text: string, codes?: ValueCodes): boolean => {
  if (text === '') return false
  if (isNumeric(type)) return canonicalNumber.test(text) && (type !== 'integer' || !text.includes('.'))
  if (type === 'date') return isDate(text)
  if (type === 'month') return isPeriod(text)
  if (type === 'yesNo') return text === '是' || text === '否'
  return isCoded(type) && codes !== undefined ? isCode(text, codes) : true
}

/** Stored text as people read it: a code by its label (with the code where the label is not unique). */
export const showValue = (field: ValueField, value: string | null, codes?: ValueCodes): string => {
  if (value === null) return ''
  if (!isCoded(field.type) || codes === undefined) return value
  const label = codeIndex(codes).labels.get(value)
  if (label === undefined || label === value) return value
  return [label, `${value} ${label}`].find((shown) => readsAs(shown, codes, value)) ?? value
}
const readsAs = (shown: string, codes: ValueCodes, value: string): boolean => {
  const result = readCode(cleanText(shown), codes, undefined)
  return result.ok && result.value === value
}
