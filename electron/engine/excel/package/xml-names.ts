/** What XML 1.0 allows as a name and as a declaration, and what stands behind an ampersand. */
import { AppError } from '../../../../shared/model/errors.ts'

/** Of the first 128 characters: 2 begins a name, 1 goes on in one. */
const classes = new Uint8Array(128)
for (const letter of ':_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz') classes[letter.charCodeAt(0)] = 3
for (const letter of '-.0123456789') classes[letter.charCodeAt(0)] = 1

const begins = String.raw`\u{c0}-\u{d6}\u{d8}-\u{f6}\u{f8}-\u{2ff}\u{370}-\u{37d}\u{37f}-\u{1fff}\u{200c}\u{200d}\u{2070}-\u{218f}\u{2c00}-\u{2fef}\u{3001}-\u{d7ff}\u{f900}-\u{fdcf}\u{fdf0}-\u{fffd}\u{10000}-\u{effff}`
const nameStart = new RegExp(`[${begins}]`, 'u')
const nameRest = new RegExp(String.raw`[${begins}\u{b7}\u{300}-\u{36f}\u{203f}\u{2040}]`, 'u')

/** Offset behind the name that begins at `at`, of UTF-16 units; `at` itself where none does. */
export function nameEnd(codes: Uint16Array, at: number): number {
  for (let next = at; ; ) {
    const code = codes[next] ?? 0
    if (code < 128) {
      if (((classes[code] ?? 0) & (next === at ? 2 : 1)) === 0) return next
      next++
      continue
    }
    const character = String.fromCharCode(code, ...(code >= 0xd800 && code <= 0xdbff ? [codes[next + 1] ?? 0] : []))
    if (!(next === at ? nameStart : nameRest).test(character)) return next
    next += character.length
  }
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const isCharacter = (code: number): boolean =>
  code === 0x9 ||
  code === 0xa ||
  code === 0xd ||
  (code >= 0x20 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd) ||
  (code >= 0x10000 && code <= 0x10ffff)

/** What an entity stands for. @throws AppError WORKBOOK_DAMAGED for one that nobody defined */
const decoded = (entity: string): string => {
  const known = named[entity]
  if (known !== undefined && Object.hasOwn(named, entity)) return known
  const digits = /^#(?:x([0-9A-Fa-f]+)|([0-9]+))$/.exec(entity)
  const code = digits?.[1] === undefined ? Number.parseInt(digits?.[2] ?? '', 10) : Number.parseInt(digits[1], 16)
  if (isCharacter(code)) return String.fromCodePoint(code)
  throw new AppError('WORKBOOK_DAMAGED', {}, { cause: new Error('an entity that nobody defined') })
}

/**
 * The text with its entities resolved, by a walk: a pattern with a function holds every match until the last is found, which is a
 * hundred megabytes for a few hundred thousand. @throws AppError WORKBOOK_DAMAGED for one that nobody defined
 */
export function withEntities(text: string): string {
  const pieces: string[] = []
  let from = 0
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', from)) {
    const end = text.indexOf(';', at)
    pieces.push(text.slice(from, at), decoded(end < 0 ? '' : text.slice(at + 1, end)))
    from = end + 1
  }
  pieces.push(text.slice(from))
  return pieces.join('')
}

// Only these are blanks in XML.
const [gap, maybe] = ['[ \\t\\r\\n]+', '[ \\t\\r\\n]*']
export const declaration = new RegExp(
  `^<\\?xml${gap}version${maybe}=${maybe}(["'])1\\.[0-9]+\\1` +
    `(?:${gap}encoding${maybe}=${maybe}(["'])[A-Za-z][A-Za-z0-9._-]*\\2)?(?:${gap}standalone${maybe}=${maybe}(["'])(?:yes|no)\\3)?${maybe}\\?>$`,
)

/** The first place from `at` on; infinite where there is none. */
export const nextPlace = (text: string, wanted: string, known: number, at: number): number => {
  if (known >= at) return known
  const found = text.indexOf(wanted, at)
  return found < 0 ? Number.POSITIVE_INFINITY : found
}
