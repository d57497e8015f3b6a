/** What a number format says about a value: whether it shows a date, and whether it shows percent. */

import { workbookLimits } from '../limits.ts'

/** Codes of the built-in formats that are not stored in files; the ones 27–58 are dates in Chinese Excel. */
const builtIn: Readonly<Record<number, string>> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  11: '0.00E+00',
  14: 'yyyy/m/d',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'yyyy/m/d h:mm',
  27: 'yyyy"年"m"月"',
  28: 'm"月"d"日"',
  29: 'm"月"d"日"',
  30: 'm-d-yy',
  31: 'yyyy"年"m"月"d"日"',
  32: 'h"时"mm"分"',
  33: 'h"时"mm"分"ss"秒"',
  34: 'h"时"mm"分"',
  35: 'h"时"mm"分"ss"秒"',
  36: 'yyyy"年"m"月"',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss.0',
  49: '@',
  50: 'yyyy"年"m"月"',
  51: 'm"月"d"日"',
  52: 'yyyy"年"m"月"',
  53: 'm"月"d"日"',
  54: 'm"月"d"日"',
  55: 'yyyy"年"m"月"',
  56: 'm"月"d"日"',
  57: 'yyyy"年"m"月"',
  58: 'm"月"d"日"',
}

export const builtInFormat = (id: number): string | undefined => builtIn[id]

/** The first section without quoted text, escapes, colours, locale marks and fill characters. */
const bare = (code: string): string =>
  code
    .replace(/"[^"]*"/g, '')
    .replace(/[\\_*]./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .split(';', 1)[0] ?? ''

const cache = new Map<string, boolean>()

/** True when a format code shows a number as a date or a time. */
export function isDateFormat(code: string): boolean {
  let known = cache.get(code)
  if (known === undefined) {
    // Excel itself stops at 255 characters; the patterns below would take their time over a million.
    const plain = code.length > workbookLimits.numberFormatCharacters ? '' : bare(code).replace(/general|e[+-]/gi, '')
    known = /[ymdhseg]|上午|下午/i.test(plain) && !/[#?]/.test(plain)
    if (cache.size > 2 * workbookLimits.numberFormats) cache.clear()
    cache.set(code, known)
  }
  return known
}

/** True when a format code shows a hundred times the number; a percent sign in quotes or escaped is only printed. */
export function isPercentFormat(code: string): boolean {
  if (!code.includes('%')) return false
  if (code.length > workbookLimits.numberFormatCharacters) return true
  return code.replace(/"[^"]*"|[\\!_*]./g, '').includes('%')
}

/** One part of a format code: what it prints around the figures that it is for, and how much smaller it shows them. */
export interface FormatSection {
  /** Power of ten between the figure stored and the one shown; undefined where they are the same. */
  readonly factor: string | undefined
  /** Words printed before the figure and behind it. */
  readonly before: string
  readonly after: string
  readonly isFor: (value: number) => boolean
}

const always = (): boolean => true
/** Positive, negative, zero; the fourth is for texts. */
const mostSections = 3
const generals = ['general', 'g/通用格式']

/**
 * The parts of a format code that may show a number. Where none of them has a condition there is only the first: the
 * others are for signs, and print the same.
 */
export function formatSections(code: string): readonly FormatSection[] {
  if (code.length > workbookLimits.numberFormatCharacters) return []
  const sections: FormatSection[] = []
  let isConditional = false
  for (let at = 0; at < code.length && sections.length < mostSections; ) {
    const scan = new SectionScan(code, at)
    sections.push(scan.section())
    isConditional ||= scan.isConditional
    at = scan.end + 1
  }
  return isConditional ? sections : sections.slice(0, 1)
}

const condition = /^(<=|>=|<>|<|>|=)\s?(-?\d{1,30}(?:\.\d{1,30})?)$/
const compare: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  '<=': (value, limit) => value <= limit,
  '>=': (value, limit) => value >= limit,
  '<>': (value, limit) => value !== limit,
  '<': (value, limit) => value < limit,
  '>': (value, limit) => value > limit,
  '=': (value, limit) => value === limit,
}

/** Reads one part, from `at` to the next semicolon. */
class SectionScan {
  end: number
  isConditional = false
  readonly #code: string
  #isFor: FormatSection['isFor'] = always
  #before = ''
  /** Behind the last digit so far. */
  #after = ''
  #hasDigits = false
  /** Commas behind the last digit: each cuts off three. */
  #commas = 0
  #thousands = 0
  /** Digits behind a point that is only printed: 0!.0 shows 21 as 2.1. */
  #shifted = 0
  #isShifting = false

  constructor(code: string, at: number) {
    this.#code = code
    this.end = at
  }

  section(): FormatSection {
    const code = this.#code
    while (this.end < code.length && code[this.end] !== ';') this.end += this.#step(code[this.end] ?? '', this.end)
    const places = 3 * (this.#thousands + this.#commas) + this.#shifted
    if (!this.#hasDigits) return { factor: undefined, before: '', after: '', isFor: this.#isFor }
    const factor = places === 0 ? undefined : `0.${'1'.padStart(places, '0')}`
    return { factor, before: this.#before, after: this.#after, isFor: this.#isFor }
  }

  /** @returns how many characters were read */
  #step(character: string, at: number): number {
    const code = this.#code
    switch (character) {
      case '"':
      case '[': {
        const close = code.indexOf(character === '"' ? '"' : ']', at + 1)
        const inside = code.slice(at + 1, close < 0 ? undefined : close)
        if (character === '"') this.#print(inside)
        else this.#bracket(inside)
        return inside.length + 2
      }
      case '\\':
      case '!':
        this.#print(code[at + 1] ?? '')
        return 2
      case '_':
      case '*':
        return 2
      case '0':
      case '#':
      case '?':
      case '@':
        this.#digit()
        return 1
      case ',':
        if (this.#hasDigits && this.#after === '') this.#commas++
        return 1
      case '.':
        this.#thousands += this.#commas
        this.#commas = 0
        return 1
    }
    const general = generals.find((word) => code.slice(at, at + word.length).toLowerCase() === word)
    if (general !== undefined) this.#digit()
    // Of letters only those of other scripts stand for themselves.
    else if (character === ' ' || character === '/' || character > '\u007f') this.#print(character)
    return general?.length ?? 1
  }

  #digit(): void {
    this.#hasDigits = true
    this.#commas = 0
    if (this.#after === '.') this.#isShifting = true
    this.#after = ''
    if (this.#isShifting) this.#shifted++
  }

  #print(text: string): void {
    if (this.#hasDigits) this.#after += text
    else this.#before += text
  }

  /** A currency is printed; colours and languages are not. */
  #bracket(inside: string): void {
    if (inside.startsWith('$')) this.#print(inside.slice(1).split('-', 1)[0] ?? '')
    const [, sign = '', limit = ''] = condition.exec(inside) ?? []
    const holds = compare[sign]
    if (holds === undefined) return
    this.isConditional = true
    this.#isFor = (value) => holds(value, Number(limit))
  }
}

/** Power of ten between the figure stored and the one a format shows; undefined where they are the same. */
export const shownFactor = (format: string): string | undefined => formatSections(format)[0]?.factor
