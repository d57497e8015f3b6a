/** Searching the cells on the screen. Capitals and full-width letters count as their plain ones. */

export interface FindRule {
  readonly query: string
  /** The whole cell, not a part of it. */
  readonly whole: boolean
  /** Only this column; null = everywhere. */
  readonly column: number | null
}
export interface Place {
  readonly row: number
  readonly column: number
}
/** The texts a cell is found by, e.g. `1,234.5` as shown and `1234.5` as stored. */
type TextsAt = (row: number, column: number) => readonly string[]

/** As long as the text itself, so that places found in it are places in the text. */
const fold = (text: string): string => (plainAlready.test(text) ? text.toLowerCase() : foldEach(text))
const plainAlready = /^[ -~\u4e00-\u9fff]*$/
const foldEach = (text: string): string =>
  [...text]
    .map((character) => {
      const code = character.charCodeAt(0)
      const plain = code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : code === 0x3000 ? ' ' : character
      const lower = plain.toLowerCase()
      return lower.length === character.length ? lower : character
    })
    .join('')

const fits = (texts: readonly string[], query: string, whole: boolean): boolean =>
  texts.some((text) => (whole ? fold(text) === query : fold(text).includes(query)))

/** Every cell that fits, row by row. Nothing fits an empty query. */
export function findCells(
  extent: { readonly rows: number; readonly columns: number },
  textsAt: TextsAt,
  { query, whole, column }: FindRule,
): readonly Place[] {
  const wanted = fold(query)
  if (wanted === '') return []
  const [first, last] = column === null ? [0, extent.columns - 1] : [column, column]
  const found: Place[] = []
  for (let row = 0; row < extent.rows; row += 1) {
    for (let at = first; at <= last; at += 1) if (fits(textsAt(row, at), wanted, whole)) found.push({ row, column: at })
  }
  return found
}

/** The next one after a cell, round the end to the beginning; null when there is none. */
export function nextPlace(places: readonly Place[], from: Place, back: boolean): Place | null {
  const isAfter = (place: Place): boolean => place.row > from.row || (place.row === from.row && place.column > from.column)
  const isBefore = (place: Place): boolean => place.row < from.row || (place.row === from.row && place.column < from.column)
  if (back) return places.findLast(isBefore) ?? places.at(-1) ?? null
  return places.find(isAfter) ?? places[0] ?? null
}

/** The text with the query replaced wherever it stands; null when it does not stand in it. */
export function replaceIn(text: string, { query, whole }: Pick<FindRule, 'query' | 'whole'>, replacement: string): string | null {
  const wanted = fold(query)
  const folded = fold(text)
  if (wanted === '' || (whole ? folded !== wanted : !folded.includes(wanted))) return null
  let result = ''
  let from = 0
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, from)) {
    result += text.slice(from, at) + replacement
    from = at + wanted.length
  }
  return result + text.slice(from)
}

/**
 * What is meant by a place typed into "go to": `120`, `C120`, a column's name, or a row and a name (`120 年用煤量`).
 * Rows are counted from 1 by people and from 0 here; null when nothing of it can be understood.
 */
export function readPlace(text: string, labels: readonly string[]): { readonly row?: number; readonly column?: number } | null {
  const plain = fold(text).trim()
  const [, letters = '', digits = '', name = ''] = /^(?:([a-z]{1,2})(?=\d))?(\d{1,7})?[\s,，、]*(.*)$/.exec(plain) ?? []
  const row = digits === '' ? undefined : Math.max(0, Number(digits) - 1)
  const lettered = letters === '' ? undefined : [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 96, 0) - 1
  const folded = labels.map(fold)
  const named = name === '' ? undefined : [folded.indexOf(name), folded.findIndex((label) => label.includes(name))].find((at) => at >= 0)
  if (name !== '' && named === undefined) return null
  const column = named ?? lettered
  if (row === undefined && column === undefined) return null
  return { ...(row !== undefined && { row }), ...(column !== undefined && { column }) }
}
