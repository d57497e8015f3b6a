/** Where the rows of a sheet begin and end in its text, told from their tags alone: most rows need not be looked into. */
import { lastRow } from '../calc/grid-area.ts'
import { dataPlace } from './sheet-data.ts'

export interface RowStretch {
  /** Its number, from 1. */
  readonly row: number
  /** Offsets of the row, and of what follows its opening tag. */
  readonly start: number
  readonly tagEnd: number
  readonly end: number
}
export interface SheetStretches {
  /** Offsets behind the opening and before the closing tag of the sheet's data. */
  readonly data: { readonly start: number; readonly end: number }
  /** Prefix of the sheet's elements, with its colon. */
  readonly prefix: string
  readonly rows: readonly RowStretch[]
}

/** Values of attributes that hold nothing which could end the tag early. */
const attributes = String.raw`((?:\s+[\w:.-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'))*)\s*`
const rowNumber = /\sr\s*=\s*["'](\d{1,7})["']/

/** @returns undefined where it takes more than the tags to tell; whoever asks must read the whole then */
export function rowStretches(source: string): SheetStretches | undefined {
  const data = dataPlace(source)
  if (data === undefined) return undefined
  const { prefix } = data
  const tag = new RegExp(String.raw`\s*<${prefix.replaceAll('.', '\\.')}row${attributes}(/?)>`, 'y')
  const closing = `</${prefix}row`
  const end = /\s*>/y
  const rows: RowStretch[] = []
  let row = 0
  let at = data.start
  for (;;) {
    tag.lastIndex = at
    const found = tag.exec(source)
    if (found === null) break
    const tagEnd = tag.lastIndex
    const start = source.indexOf('<', at)
    const number = rowNumber.exec(found[1] ?? '')?.[1]
    row = number === undefined ? row + 1 : Number(number)
    if (row < 1 || row > lastRow) return undefined
    if (found[2] === '/') at = tagEnd
    else {
      const close = source.indexOf(closing, tagEnd)
      end.lastIndex = close + closing.length
      if (close < 0 || close > data.end || !end.test(source)) return undefined
      at = end.lastIndex
    }
    rows.push({ row, start, tagEnd, end: at })
  }
  // Whatever else stands between the rows is for the reader of the whole.
  return at <= data.end && /^\s*$/.test(source.slice(at, data.end)) ? { data, prefix, rows } : undefined
}
