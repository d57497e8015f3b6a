/** Cuts a formula, as files hold it (English names, commas, no leading `=`), into tokens; together they are the input. */
import { hostile } from '../limits.ts'
import { type Area, parseArea } from './grid-area.ts'

export type PlainTokenKind =
  | 'space'
  | 'number'
  | 'text'
  | 'boolean'
  | 'error'
  | 'structured'
  | 'function'
  | 'operator'
  | 'open'
  | 'close'
  | 'comma'
  | 'semicolon'
  | 'openBrace'
  | 'closeBrace'
  | 'unknown'

export interface PlainToken {
  readonly kind: PlainTokenKind
  readonly text: string
}

/** Cells, with the sheet they lie on as it was written: `'May 2026'!`, `[1]Data!`, `Jan:Dec!` or nothing. */
export interface ReferenceToken {
  readonly kind: 'reference'
  readonly text: string
  readonly prefix: string
  readonly area: Area
}

/** A defined name, or the name of a parameter of LET or LAMBDA. */
export interface NameToken {
  readonly kind: 'name'
  readonly text: string
  readonly prefix: string
  readonly name: string
}

export type Token = PlainToken | ReferenceToken | NameToken

/** Excel stops at 8,192 characters; characters outside the basic plane count twice here. */
const longestFormula = 16_384

// What ends a word: a reference must not be cut out of a longer name, a function's name or a sheet's name.
const noWord = String.raw`(?![\p{L}\p{M}\p{N}_.\\?!(\[])`
const cell = String.raw`\$?[A-Za-z]{1,3}\$?\d{1,7}`
// Names of sheets have at most 31 characters.
const word = String.raw`[^\s'"!()*+\-/^&=<>,;:{}[\]#@%$]`
const patterns = {
  space: /\s+/y,
  text: /"(?:[^"]|"")*"/y,
  quotedPrefix: /'(?:[^']|'')+'!/y,
  plainPrefix: new RegExp(String.raw`(?:\[[^[\]\s'"]+\]${word}{0,64}|${word}{1,64})(?::${word}{1,64})?!`, 'y'),
  error:
    /#(?:REF!|DIV\/0!|N\/A|NAME\?|NULL!|NUM!|VALUE!|GETTING_DATA|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!|BUSY!|PYTHON!|EXTERNAL!)/iy,
  area: new RegExp(String.raw`(?:${cell}:${cell}|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}|\$?\d{1,7}:\$?\d{1,7}|${cell})${noWord}`, 'uy'),
  number: /(?:\d+\.?\d*|\.\d+)(?:E[+-]?\d+)?/iy,
  name: /[\p{L}_\\][\p{L}\p{M}\p{N}_.\\?]*/uy,
  operator: /<=|>=|<>|[-+*/^&=<>%:@#]/y,
} as const

const punctuation: Readonly<Record<string, PlainTokenKind>> = {
  '(': 'open',
  ')': 'close',
  ',': 'comma',
  ';': 'semicolon',
  '{': 'openBrace',
  '}': 'closeBrace',
}

/**
 * The tokens of a formula. What cannot be understood becomes a token `unknown`, never an error.
 * @throws AppError WORKBOOK_HOSTILE when the formula is longer than any program allows
 */
export function tokenize(formula: string): Token[] {
  if (formula.length > longestFormula) throw hostile('cellCharacters')
  const tokens: Token[] = []
  for (let at = 0; at < formula.length; ) {
    const token = tokenAt(formula, at)
    tokens.push(token)
    at += token.text.length
  }
  return tokens
}

const matchAt = (pattern: RegExp, formula: string, at: number): string | undefined => {
  pattern.lastIndex = at
  return pattern.exec(formula)?.[0]
}

function tokenAt(formula: string, at: number): Token {
  const plain = (kind: PlainTokenKind, text: string): PlainToken => ({ kind, text })
  const character = formula[at] ?? ''
  const known = punctuation[character]
  if (known !== undefined) return plain(known, character)
  const space = matchAt(patterns.space, formula, at)
  if (space !== undefined) return plain('space', space)
  if (character === '"') {
    const text = matchAt(patterns.text, formula, at)
    return text === undefined ? plain('unknown', formula.slice(at)) : plain('text', text)
  }
  const prefix = prefixAt(formula, at)
  if (prefix !== '') return afterPrefix(formula, at, prefix)
  // An apostrophe stands nowhere else; behind one that is not closed nothing can be told.
  if (character === "'") return plain('unknown', formula.slice(at))
  if (character === '#') {
    const error = matchAt(patterns.error, formula, at)
    if (error !== undefined) {
      // The remains of a reference to a sheet that was removed: #REF!A1.
      const rest = error.toUpperCase() === '#REF!' ? matchAt(patterns.area, formula, at + error.length) : undefined
      return plain('error', error + (rest ?? ''))
    }
  }
  return referenceAt(formula, at, '') ?? wordAt(formula, at, '') ?? plain('unknown', String.fromCodePoint(formula.codePointAt(at) ?? 0))
}

function prefixAt(formula: string, at: number): string {
  if (formula[at] === "'") return matchAt(patterns.quotedPrefix, formula, at) ?? ''
  const prefix = matchAt(patterns.plainPrefix, formula, at) ?? ''
  if (prefix === '!') return ''
  // `A1:Data!B2` is a range from one sheet's corner to another's, not the sheets from "A1" to "Data": such a name would be quoted.
  const colon = prefix.indexOf(':')
  return colon > 0 && parseArea(prefix.slice(0, colon)) !== undefined ? '' : prefix
}

function afterPrefix(formula: string, at: number, prefix: string): Token {
  const next = at + prefix.length
  const error = matchAt(patterns.error, formula, next)
  if (error !== undefined) return { kind: 'error', text: prefix + error }
  return referenceAt(formula, next, prefix) ?? wordAt(formula, next, prefix) ?? { kind: 'unknown', text: prefix }
}

function referenceAt(formula: string, at: number, prefix: string): ReferenceToken | undefined {
  const text = matchAt(patterns.area, formula, at)
  const area = text === undefined ? undefined : parseArea(text)
  return area && { kind: 'reference', text: prefix + text, prefix, area }
}

function wordAt(formula: string, at: number, prefix: string): Token | undefined {
  const name = matchAt(patterns.name, formula, at)
  const bracket = at + (name?.length ?? 0)
  if (formula[bracket] === '[') {
    const end = bracketEnd(formula, bracket)
    return end === undefined
      ? { kind: 'unknown', text: prefix + formula.slice(at) }
      : { kind: 'structured', text: prefix + formula.slice(at, end) }
  }
  if (name !== undefined) {
    if (formula[bracket] === '(') return { kind: 'function', text: prefix + name }
    if (prefix === '' && /^(?:true|false)$/i.test(name)) return { kind: 'boolean', text: name }
    return { kind: 'name', text: prefix + name, prefix, name }
  }
  if (prefix !== '') return undefined
  const number = matchAt(patterns.number, formula, at)
  if (number !== undefined) return { kind: 'number', text: number }
  const operator = matchAt(patterns.operator, formula, at)
  return operator === undefined ? undefined : { kind: 'operator', text: operator }
}

/** Where the bracket that opens at `at` is closed again; an apostrophe takes the meaning from the character behind it. */
function bracketEnd(formula: string, at: number): number | undefined {
  let depth = 0
  for (let next = at; next < formula.length; next++) {
    const character = formula[next]
    if (character === "'") next++
    else if (character === '[') depth++
    else if (character === ']' && --depth === 0) return next + 1
  }
  return undefined
}

/** What a prefix such as `'[1]May''s data'!` names. */
export interface SheetPrefix {
  /** The cells lie in another workbook. */
  readonly isExternal: boolean
  readonly sheet: string
  /** Last sheet of a span over several; the same as `sheet` otherwise. */
  readonly lastSheet: string
}

export function readPrefix(prefix: string): SheetPrefix {
  const bare = prefix.slice(0, -1)
  const name = bare.startsWith("'") ? bare.slice(1, -1).replaceAll("''", "'") : bare
  const bracket = name.lastIndexOf(']')
  const sheets = name.slice(bracket + 1)
  // A colon is not allowed in the name of a sheet.
  const colon = sheets.indexOf(':')
  return {
    isExternal: name.includes('['),
    sheet: colon < 0 ? sheets : sheets.slice(0, colon),
    lastSheet: colon < 0 ? sheets : sheets.slice(colon + 1),
  }
}

/** Names of sheets, tables and defined names are compared without regard to case. */
export const nameKey = (name: string): string => name.toLowerCase()
