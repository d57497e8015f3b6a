/** Chooses the sheets and the tables on them, or asks. */
import type { ImportOptions, ImportPreview } from '../../../../shared/contract/index.ts'
import type { FormTemplate } from '../../../../shared/forms/form-schema.ts'
import { AppError } from '../../../../shared/model/errors.ts'
import { importText } from '../../../../shared/text/import.ts'
import type { ParsedSheet, ParsedWorkbook } from '../../ports.ts'
import { columnNumber } from '../calc/grid-area.ts'
import { chooseSheets } from './choose-sheet.ts'
import type { FieldIndex } from './field-index.ts'
import { findHeaders, type HeaderBlock, readBlock } from './header-search.ts'
import { type SheetView, sheetView } from './sheet-view.ts'
import { sliceOf, tablesBeside } from './tables-beside.ts'
import { headerNotFound } from './turned-table.ts'
import { words } from './words.ts'

type Question = ImportPreview['questions'][number]

/** One table that is imported. */
export interface ChosenTable {
  readonly view: SheetView
  readonly block: HeaderBlock
  /** 1-based first row that belongs to this table: its title, or 1. */
  readonly start: number
  /** 1-based first row of the next table, with its title; undefined when there is none. */
  readonly end: number | undefined
  /** 1-based first row of the next table that is imported too; what lies between `end` and this row is left out. */
  readonly until: number | undefined
  /** Headers of this form above and below that begin tables which are not read here. */
  readonly others: readonly HeaderBlock[]
  /** First and last row of the data that somebody pointed at, where the same rows come several times. */
  readonly only?: readonly [number, number]
}
interface ChosenTables {
  readonly sheets: ImportPreview['sheets']
  readonly tables: readonly ChosenTable[]
  readonly questions: readonly Question[]
}

/** Another table counts as a rival when it knows this share of the best one's fields. */
const rivalShare = 0.7

/** @throws AppError SHEET_UNKNOWN, HEADER_NOT_FOUND */
export function chooseTables(
  workbook: ParsedWorkbook,
  template: FormTemplate,
  index: FieldIndex,
  period: string,
  options: ImportOptions,
): ChosenTables {
  const chosen = chooseSheets(workbook, template, index, period, options)
  const questions = [...chosen.questions]
  if (options.parts !== undefined) {
    const blocks = options.parts.map(({ sheet: name, headerRows: [top, bottom], columns, only }) => {
      const sheet = chosen.chosen.find((one) => one.name === name)
      if (sheet === undefined || bottom < top) throw new AppError('HEADER_NOT_FOUND', { form: template.title, sheet: name })
      const range = columns === undefined ? undefined : ([columnNumber(columns[0]) - 1, columnNumber(columns[1]) - 1] as const)
      const view = range === undefined ? sheetView(sheet) : sliceOf(sheet, range)
      return { view, block: withRange(readBlock(view, index, top, bottom), range), only }
    })
    const tables = blocks.map(({ view, block, only }): ChosenTable => {
      const headers = findHeaders(view, index)
      const imported = blocks.filter((other) => other.view === view).map((other) => other.block)
      // As where nothing was chosen: a repeated header goes on with its table unless other tables stand on the sheet.
      const own = new Set(imported.map(({ top }) => top))
      const others = rivalsOf(headers).length > 0 ? headers : without(headers, block)
      const table = tableOf(view, block, [...others.filter(({ top }) => !own.has(top)), ...imported], imported, headers)
      return only === undefined ? table : { ...table, only }
    })
    return { sheets: chosen.sheets, tables, questions }
  }
  const tables = chosen.chosen.flatMap((sheet): ChosenTable[] => {
    const found = tablesOf(sheet, template, index, options)
    questions.push(...found.questions)
    return [...found.tables]
  })
  return { sheets: chosen.sheets, tables, questions }
}

const withRange = (block: HeaderBlock, range: readonly [number, number] | undefined): HeaderBlock =>
  range === undefined ? block : { ...block, range }

/** @throws AppError HEADER_NOT_FOUND */
const tablesOf = (
  sheet: ParsedSheet,
  template: FormTemplate,
  index: FieldIndex,
  options: ImportOptions,
): { readonly tables: readonly ChosenTable[]; readonly questions: readonly Question[] } => {
  const view = sheetView(sheet)
  const headers = findHeaders(view, index)
  if (options.headerRows !== undefined) {
    const [top, bottom] = options.headerRows
    if (bottom < top || sheet.rows.length === 0) throw new AppError('HEADER_NOT_FOUND', { form: template.title, sheet: sheet.name })
    const block = readBlock(view, index, top, bottom)
    return { tables: [alone(view, block, headers)], questions: [] }
  }
  const [best] = headers
  if (best === undefined) throw headerNotFound(template, index, [sheet])
  const rivals = rivalsOf(headers)
  // Among equal headers the first one is the header and the others are its repetitions on later pages.
  const block = headers.filter((header) => signature(header) === signature(best)).toSorted((a, b) => a.top - b.top)[0] ?? best
  const inOrder = [block, ...rivals].toSorted((a, b) => a.top - b.top)
  if (rivals.length > 0) {
    // Taken together each header begins a table of its own, a repeated one too.
    const every = headers.filter((header) => header.score >= best.score * rivalShare).toSorted((a, b) => a.top - b.top)
    if (options.tables === 'all') return { tables: every.map((one) => tableOf(view, one, headers, every, headers)), questions: [] }
    const question: Question = {
      id: 'header',
      kind: 'header',
      message: importText.whichHeader,
      column: null,
      choices: [
        ...inOrder.map(({ top, bottom }) => ({ value: `${top}-${bottom}`, label: importText.headerChoice(top, bottom) })),
        { value: '*', label: importText.allTables(inOrder.length) },
      ],
    }
    return { tables: [alone(view, block, headers)], questions: options.tables === 'one' ? [] : [question] }
  }
  const ranges = tablesBeside(block, index)
  if (ranges.length < 2) return { tables: [alone(view, block, headers)], questions: [] }
  const beside = ranges.map((range) => {
    const slice = sliceOf(sheet, range)
    return alone(slice, withRange(readBlock(slice, index, block.top, block.bottom), range), headers, without(headers, block))
  })
  if (options.tables !== undefined) return { tables: options.tables === 'all' ? beside : beside.slice(0, 1), questions: [] }
  const choices = [
    { value: 'all', label: importText.allTables(beside.length) },
    { value: 'one', label: importText.firstTable },
  ]
  return { tables: beside, questions: [{ id: 'tables', kind: 'tables', message: importText.tablesBeside, column: null, choices }] }
}

const without = (headers: readonly HeaderBlock[], block: HeaderBlock): readonly HeaderBlock[] =>
  headers.filter((header) => header !== block && signature(header) !== signature(block))

const signature = (header: HeaderBlock): string => header.columns.map(({ column, path }) => `${column}:${words(path.join(''))}`).join('|')

/** Other headers that know about as many fields as the best one, which comes first. */
const rivalsOf = ([best, ...headers]: readonly HeaderBlock[]): readonly HeaderBlock[] =>
  best === undefined ? [] : headers.filter((header) => signature(header) !== signature(best) && header.score >= best.score * rivalShare)

/** The only table of its columns that is imported. */
const alone = (
  view: SheetView,
  block: HeaderBlock,
  headers: readonly HeaderBlock[],
  others: readonly HeaderBlock[] = without(headers, block),
): ChosenTable => tableOf(view, block, others, [], headers)

/**
 * The table under a header, up to the next of the others. Whatever the others head and nobody imports stays this table's
 * to account for, down to the next one that is imported.
 */
const tableOf = (
  view: SheetView,
  block: HeaderBlock,
  others: readonly HeaderBlock[],
  imported: readonly HeaderBlock[],
  headers: readonly HeaderBlock[],
): ChosenTable => {
  const isBelow = ({ top }: HeaderBlock) => top > block.bottom
  const isAbove = ({ bottom }: HeaderBlock) => bottom < block.top
  /** The first row of the title over a header; every table draws the same line there. */
  const boundary = (top: number): number => {
    const above = [...headers, ...imported, block].map(({ bottom }) => bottom).filter((bottom) => bottom < top)
    return startOf(view, top, Math.max(0, ...above))
  }
  const first = (blocks: readonly HeaderBlock[]) => {
    const tops = blocks.filter(isBelow).map(({ top }) => top)
    return tops.length === 0 ? undefined : boundary(Math.min(...tops))
  }
  const hasImportedAbove = imported.some(isAbove)
  return {
    view,
    block,
    start: hasImportedAbove ? boundary(block.top) : 1,
    end: first(others),
    until: first(imported),
    // A header above is of another table, even one of the same words: this one begins where somebody pointed.
    others: [...(hasImportedAbove ? [] : headers.filter(isAbove)), ...others.filter(isBelow)].toSorted((a, b) => a.top - b.top),
  }
}

/** The first row of the title over a header: rows with one or two cells. */
const startOf = (view: SheetView, top: number, after: number): number => {
  let start = top
  for (const row of view.sheet.rows.filter(({ row }) => row < top && row > after).toReversed()) {
    if (row.cells.filter((cell) => cell !== undefined).length > 2) break
    start = row.row
  }
  return start
}
