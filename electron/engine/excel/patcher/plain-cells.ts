/**
 * Reads cells of sheets that are written as nearly all programs write them: one pattern takes a whole cell, which is several times
 * quicker than going from tag to tag. Whatever is written otherwise is left to the reader of all.
 */
import { columnNumber, lastColumn, lastRow } from '../calc/grid-area.ts'
import { type CalcCell, type CellFormula, SheetGrid } from '../calc/model.ts'
import { hostile, workbookLimits } from '../limits.ts'
import { withEntities } from '../package/xml-names.ts'
import type { CellElement, OwnCell, SheetReading } from './calc-cells.ts'
import { type DataPlace, dataPlace } from './sheet-data.ts'
import { isKnownError, type SheetValues, storedValue } from './stored-value.ts'
import { scanTags } from './xml-scan.ts'

/** The formulas of a sheet with their results, read from it alone. */
export interface PlainOutline extends SheetReading {
  /** Undefined where nobody looked for it, as no formula asked. */
  readonly data?: DataPlace
  /** The cells with formulas in the order of the sheet, and where they begin in its text. */
  readonly formulas: readonly CalcCell[]
  readonly places: readonly number[]
}

/** Values that are what they look like, and hold nothing which could end a tag early. */
const attributes = String.raw`(?:[ \t\n]+[A-Za-z_][\w:.-]*="[^"<>&]*")*[ \t\n]*`
/** Of a cell's tag: its column, its row and its type, in whatever order they stand. */
const cellHead = (prefix: string) =>
  String.raw`<${prefix}c(?=[^<>]*?\sr="([A-Z]{1,3})(\d{1,7})")(?=(?:[^<>]*?\st="([A-Za-z]+)")?)${attributes}`
const value = (prefix: string) => `(?:<${prefix}v${attributes}>([^<]*)</${prefix}v>|<${prefix}v${attributes}(/)>)`

/** Groups: column, row, type, attributes of the formula, its text, the element of the value, the value, the mark of an empty one. */
const formulaCell = (prefix: string) =>
  new RegExp(`${cellHead(prefix)}><${prefix}f(${attributes})(?:/>|>([^<]*)</${prefix}f>)(${value(prefix)}?)</${prefix}c>`, 'y')
/** Groups: column, row, type, the beginning of a formula, the value, the mark of an empty one. */
const anyCell = (prefix: string) =>
  new RegExp(
    `${cellHead(prefix)}(?:/>|>(?:(<${prefix}f)(?=[\\s/>])${attributes}(?:/>|>[^<]*</${prefix}f>))?${value(prefix)}?</${prefix}c>)`,
    'y',
  )
/** Groups: number, attributes, the mark of an empty row. */
const anyRow = (prefix: string) => new RegExp(String.raw`<${prefix}row(?=[^<>]*?\sr="(\d{1,7})")(${attributes})(/?)>`, 'y')

const inPattern = (prefix: string): string => prefix.replaceAll('.', String.raw`\.`)

/** Ends of lines are not all kept as they are, and other control characters are no XML. */
const notPlain = /[^\t\n -\ufffd]/

/** @returns undefined where it takes more than patterns to tell */
export function outlinePlainly(source: string, name: string): PlainOutline | undefined {
  const data = plainData(source)
  if (data === undefined) return undefined
  const { prefix } = data
  const grid = new SheetGrid(name)
  const elements = new Map<CalcCell, CellElement>()
  const formulas: CalcCell[] = []
  const places: number[] = []
  const masters = new Map<string, { readonly row: number; readonly column: number; readonly text: string }>()
  const members: { readonly cell: OwnCell; readonly index: string }[] = []
  // Formulas that name columns of tables are the same in every row; one text for all of them is also compared and looked up sooner.
  const texts = new Map<string, string>()
  const pattern = formulaCell(inPattern(prefix))
  const begin = `<${prefix}f`
  const behind = prefix.length + '</c>'.length
  let row = 0
  let column = 0
  for (let at = source.indexOf(begin, data.start); at >= 0 && at < data.end; at = source.indexOf(begin, at)) {
    const start = source.lastIndexOf('<', at - 1)
    pattern.lastIndex = start
    const found = pattern.exec(source)
    if (found === null) return undefined
    // Taken one by one: in a process that has just started that is much quicker than taking the array apart.
    const line = Number(found[2])
    const across = columnNumber(found[1] ?? '')
    const type = found[3] ?? 'n'
    const own = found[4] ?? ''
    const written = found[5] ?? ''
    const result = found[6] ?? ''
    const stored = found[7] ?? (found[8] === undefined ? undefined : '')
    // What is not in order may come twice.
    if (line < 1 || line < row || (line === row && across <= column) || line > lastRow || across > lastColumn) return undefined
    if (hangsOnWorkbook.has(type)) return undefined
    row = line
    column = across
    const text = texts.get(written) ?? formulaText(written)
    texts.set(written, text)
    const index = own.includes('shared') ? /\st="shared"/.test(own) && /\ssi="([^"&]*)"/.exec(own)?.[1] : undefined
    if (index === false || (text === '' && index === undefined)) return undefined
    const value = storedValue(type, textOf(stored), undefined, noTexts)
    const cell: OwnCell = {
      value,
      formula: text === '' ? unknownFormula : { kind: 'plain', text },
      isUncalculated: value === null || (type === 'e' && !isKnownError(textOf(stored))),
    }
    if (index !== undefined) {
      if (text === '') members.push({ cell, index })
      else masters.set(index, { row, column, text })
    }
    at = pattern.lastIndex
    const resultAt = at - behind - result.length
    elements.set(cell, {
      tag: { start, end: source.indexOf('>', start) + 1, prefix, selfClosing: false },
      resultAt,
      results: result === '' ? [] : [{ start: resultAt, end: at - behind }],
    })
    grid.set(row, column, cell)
    formulas.push(cell)
    places.push(start)
  }
  if (formulas.length > workbookLimits.cells) throw hostile('cells')
  for (const { cell, index } of members) cell.formula = memberOf(masters.get(index))
  return { grid, elements, areas: [], data, formulas, places }
}

/** Types that need the workbook's table of texts, or its first day. */
const hangsOnWorkbook: ReadonlySet<string> = new Set(['s', 'd'])
const noTexts: SheetValues = { shared: [], date1904: false }

const unknownFormula: CellFormula = { kind: 'other' }

const memberOf = (master: { readonly row: number; readonly column: number; readonly text: string } | undefined): CellFormula =>
  master === undefined ? unknownFormula : { kind: 'shared', text: master.text, row: master.row, column: master.column }

function plainData(source: string): DataPlace | undefined {
  const data = dataPlace(source)
  return data !== undefined && isPlain(source.slice(data.start, data.end), data.prefix) ? data : undefined
}

function isPlain(data: string, prefix: string): boolean {
  if (notPlain.test(data) || !data.isWellFormed() || data.includes(']]>')) return false
  if (data.includes('t="array"') || data.includes('t="dataTable"')) return false
  // Formulas under another prefix than that of the sheet.
  return prefix === ''
    ? !data.includes(':f') || !/<[\w.-]+:f[\s/>]/.test(data)
    : !/<(?:[\w.-]+:)?f[\s/>]/.test(data.replaceAll(`<${prefix}`, ''))
}

const formulaText = (written: string): string => (textOf(written) ?? '').replace(/^\s*=/, '')

const textOf = (text: string | undefined): string | undefined => (text?.includes('&') === true ? withEntities(text) : text)

/**
 * The values of all other cells of a sheet.
 * @returns undefined where it takes more than patterns to tell; nothing is changed then
 */
export function readPlainValues(source: string, outline: PlainOutline, values: SheetValues): SheetReading | undefined {
  const data = outline.data ?? plainData(source)
  if (data === undefined) return undefined
  const { prefix, start, end } = data
  const grid = new SheetGrid(outline.grid.name)
  const [rows, cells] = [anyRow(inPattern(prefix)), anyCell(inPattern(prefix))]
  const closing = `</${prefix}row>`
  let count = 0
  let formula = 0
  let row = 0
  for (let at = start; at < end; ) {
    rows.lastIndex = at
    const opened = rows.exec(source)
    const number = opened?.[1] ?? ''
    const head = opened?.[2] ?? ''
    if (Number(number) <= row || Number(number) > lastRow) return undefined
    row = Number(number)
    if (head.includes('hidden') && /\shidden="(?:1|true|on)"/.test(head)) grid.hideRow(row)
    at = rows.lastIndex
    if (opened?.[3] === '/') continue
    cells.lastIndex = at
    let column = 0
    for (let found = cells.exec(source); found !== null; found = cells.exec(source)) {
      const across = columnNumber(found[1] ?? '')
      const stored = found[5] ?? (found[6] === undefined ? undefined : '')
      if (across <= column || across > lastColumn || found[2] !== number) return undefined
      column = across
      at = cells.lastIndex
      if (++count > workbookLimits.cells) throw hostile('cells')
      if (found[4] !== undefined) {
        const known = outline.formulas[formula]
        if (known === undefined || outline.places[formula] !== found.index) return undefined
        formula++
        grid.set(row, column, known)
      } else if (stored !== undefined) {
        const read = storedValue(found[3] ?? 'n', textOf(stored), undefined, values)
        if (read !== null) grid.set(row, column, { value: read })
      }
    }
    if (!source.startsWith(closing, at)) return undefined
    at += closing.length
  }
  if (formula !== outline.formulas.length) return undefined
  readSurroundings(source.slice(0, start) + source.slice(end), grid)
  outline.grid.adopt(grid)
  return outline
}

function readSurroundings(around: string, grid: SheetGrid): void {
  scanTags(around, {
    wantsText: false,
    open({ name }) {
      if (name === 'filterColumn') grid.isFiltered = true
    },
    close() {},
    text() {},
  })
}
