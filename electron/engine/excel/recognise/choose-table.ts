/** Chooses the sheets and the tables on them, or asks. */
import type { ImportOptions, ImportPreview } from '../../../../shared/contract/index.ts'
import type { FormTemplate } from '../../../../shared/forms/form-schema.ts'
import { AppError } from '../../../../shared/model/errors.ts'
import { importText } from '../../../../shared/text/import.ts'
import type { ParsedSheet, ParsedWorkbook } from '../../ports.ts'
import { chooseSheets } from './choose-sheet.ts'
import type { FieldIndex } from './field-index.ts'
import { findHeaders, type HeaderBlock, readBlock } from './header-search.ts'
import { type SheetView, sheetView } from './sheet-view.ts'
import { columnNumber, sliceOf, tablesBeside } from './tables-beside.ts'
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
  /** True when the next table is imported too. */
  readonly isFollowed: boolean
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
    const tables = options.parts.map(({ sheet: name, headerRows: [top, bottom], columns }): ChosenTable => {
      const sheet = chosen.chosen.find((one) => one.name === name)
      if (sheet === undefined || bottom < top) throw new AppError('HEADER_NOT_FOUND', { form: template.title, sheet: name })
      const range = columns === undefined ? undefined : ([columnNumber(columns[0]), columnNumber(columns[1])] as const)
      const view = range === undefined ? sheetView(sheet) : sliceOf(sheet, range)
      const block = withRange(readBlock(view, index, top, bottom), range)
      return tableOf(view, block, findHeaders(view, index), true)
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
    return { tables: [tableOf(view, block, without(headers, block), false)], questions: [] }
  }
  const [best] = headers
  if (best === undefined) throw new AppError('HEADER_NOT_FOUND', { form: template.title, sheet: sheet.name })
  const different = headers.slice(1).filter((header) => signature(header) !== signature(best))
  const rivals = different.filter((header) => header.score >= best.score * rivalShare)
  // Among equal headers the first one is the header and the others are its repetitions on later pages.
  const block = headers.filter((header) => signature(header) === signature(best)).toSorted((a, b) => a.top - b.top)[0] ?? best
  const inOrder = [block, ...rivals].toSorted((a, b) => a.top - b.top)
  if (rivals.length > 0) {
    // Taken together each header begins a table of its own, a repeated one too.
    const every = headers.filter((header) => header.score >= best.score * rivalShare).toSorted((a, b) => a.top - b.top)
    const apart = (one: HeaderBlock) => headers.filter((header) => header !== one)
    if (options.tables === 'all') return { tables: every.map((one) => tableOf(view, one, apart(one), every.at(-1) !== one)), questions: [] }
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
    return { tables: [tableOf(view, block, without(headers, block), false)], questions: options.tables === 'one' ? [] : [question] }
  }
  const ranges = tablesBeside(block, index)
  if (ranges.length < 2) return { tables: [tableOf(view, block, without(headers, block), false)], questions: [] }
  const beside = ranges.map((range) => {
    const slice = sliceOf(sheet, range)
    return tableOf(slice, withRange(readBlock(slice, index, block.top, block.bottom), range), different, true)
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

/** The table under a header, up to the next of the others. */
const tableOf = (view: SheetView, block: HeaderBlock, others: readonly HeaderBlock[], isFollowed: boolean): ChosenTable => {
  const next = Math.min(...others.map(({ top }) => top).filter((top) => top > block.bottom))
  const before = Math.max(...others.map(({ bottom }) => bottom).filter((bottom) => bottom < block.top))
  return {
    view,
    block,
    start: Number.isFinite(before) && isFollowed ? startOf(view, block.top, before) : 1,
    end: Number.isFinite(next) ? startOf(view, next, block.bottom) : undefined,
    isFollowed,
  }
}

/** The first row of the title over a header: rows with one or two cells, none of them figures. */
const startOf = (view: SheetView, top: number, after: number): number => {
  let start = top
  for (const row of view.sheet.rows.filter(({ row }) => row < top && row > after).toReversed()) {
    if (row.cells.filter((cell) => cell !== undefined).length > 2) break
    start = row.row
  }
  return start
}
