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

/** Formats that show another figure than the one stored: thousands cut off, 万 by format. */
const scalingFormats: readonly { readonly pattern: RegExp; readonly factor: string }[] = [
  { pattern: /!\.|"万|[0#?]万/, factor: '0.0001' },
  { pattern: /[0#?],,(?![0#?])/, factor: '0.000001' },
  { pattern: /[0#?],(?![0#?,])/, factor: '0.001' },
]

/** Factor between the figure stored and the one a format shows; undefined where they are the same. */
export const shownFactor = (format: string): string | undefined =>
  scalingFormats.find(({ pattern }) => pattern.test(format.split(';', 1)[0] ?? ''))?.factor
