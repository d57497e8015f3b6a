/** Finds the table of a template: its header, which column is which field, and the rows drawn for data. */
import type { FillOptions } from '../../../../shared/contract/index.ts'
import { columnLetters } from '../../../../shared/forms/columns.ts'
import { AppError, type AppErrorCode } from '../../../../shared/model/errors.ts'
import { isNumeric } from '../../../../shared/model/value.ts'
import { fillText, indexMark } from '../../../../shared/text/fill.ts'
import { indexLabels } from '../../../../shared/text/import-words.ts'
import type { SheetLayout } from '../../ports.ts'
import { certain, fieldIndex } from '../recognise/field-index.ts'
import { namedUnit } from '../recognise/named-units.ts'
import { type Recognition, recognise } from '../recognise/recognise.ts'
import { type SheetView, sheetView } from '../recognise/sheet-view.ts'
import { cellText, firstText, words } from '../recognise/words.ts'
import { blankBlocks, blockQuestion } from './blank-stretches.ts'
import { settledBlock } from './block-extent.ts'
import { columnUnits } from './column-units.ts'
import type { BoundColumn, BoundTable, DrawnRows, FillInput, Question } from './fill-types.ts'
import type { Marks } from './marks.ts'
import { namedBlock } from './named-block.ts'
import { tableRows } from './table-rows.ts'
import { columnsOfUnits } from './unit-columns.ts'

type Draft = Omit<BoundColumn, 'factor'>

/** @throws AppError SHEET_UNKNOWN, HEADER_NOT_FOUND, RECORD_ON_TWO_LINES, FIELD_UNKNOWN, TEMPLATE_UNSUPPORTED when there is no row to write in */
export function bindTable(
  input: FillInput,
  marks: Marks,
  options: FillOptions,
): { readonly table: BoundTable; readonly questions: readonly Question[] } {
  const recognition = recogniseTemplate(input, options, marks)
  const sheetName = marks.columns[0]?.sheet ?? recognition?.sheet ?? ''
  const sheet = input.workbook.sheets.find(({ name }) => name === sheetName)
  if (sheet === undefined) throw new AppError('HEADER_NOT_FOUND', { form: input.template.title })
  const layout = input.layout.sheets.find(({ name }) => name === sheetName)
  const view = sheetView(sheet)
  const isMarked = marks.columns.length > 0
  if (marks.columns.some(({ row, sheet: own }) => row !== marks.columns[0]?.row || own !== sheetName))
    throw new AppError('TEMPLATE_UNSUPPORTED', { reason: fillText.scattered, help: fillText.scatteredHelp })
  const found = recognition?.sheet === sheetName ? recognition : undefined
  const questions: Question[] = found === undefined || isMarked ? [] : placeQuestions(found)
  const headings = found === undefined ? [] : headingsOf(found, view, input, options)
  const drafts = isMarked ? markedColumns(marks, headings) : headings
  if (!isMarked) questions.push(...columnQuestions(drafts, input, options))
  const drawn = isMarked ? markedRows(marks, view, layout) : roomyRows(found, view, layout, drafts, input, options)
  const rows = settledBlock(drawn, {
    view,
    layout,
    all: input.layout,
    columns: drafts,
    printed: printedRows(view, layout, found, drafts, drawn, input),
    isChosen: options.block !== undefined,
  })
  if (!isMarked && options.block === undefined) questions.push(...blockQuestion(blankBlocks(rows, view, layout, drafts), view))
  const units = columnUnits(
    drafts,
    view,
    layout,
    { first: rows.first, headerTop: found?.headerRows[0] ?? rows.first },
    input.template,
    options,
  )
  const columns = drafts.map((draft, at): BoundColumn => ({ ...draft, unit: units.shown[at], factor: units.factors[at] ?? '1' }))
  return {
    questions: [...questions, ...units.questions],
    table: {
      sheet,
      layout,
      headerRows: found?.headerRows,
      columns,
      ...rows,
      printed: printedRows(view, layout, found, columns, rows, input),
      formulas: new Set((layout?.cells ?? []).flatMap(({ row, column, formula }) => (formula === undefined ? [] : [`${row}:${column}`]))),
    },
  }
}

const isOfHeader: ReadonlySet<AppErrorCode> = new Set<AppErrorCode>(['HEADER_NOT_FOUND', 'RECORD_ON_TWO_LINES'])

const recogniseTemplate = (
  { workbook, template, codes, report }: FillInput,
  options: FillOptions,
  marks: Marks,
): Recognition | undefined => {
  const { headerRows } = options
  const sheet = options.sheet ?? marks.columns[0]?.sheet
  // Columns the person left out or chose are told, too: they help to tell the others apart.
  const columns = options.columns
  try {
    return recognise({
      workbook,
      template,
      codes,
      period: report.period,
      options: {
        ...(sheet === undefined ? {} : { sheet }),
        ...(headerRows === undefined ? {} : { headerRows }),
        ...(columns === undefined ? {} : { columns }),
        tables: 'one',
        mode: 'replace',
      },
      saved: () => undefined,
    })
  } catch (error) {
    // Marks say where everything goes, whatever the header looks like.
    if (marks.columns.length > 0 && error instanceof AppError && isOfHeader.has(error.code)) return undefined
    throw error
  }
}

/** Of what the recognition asks, only where the table is matters here: the template holds no figures to judge by. */
const placeQuestions = (recognition: Recognition): Question[] =>
  recognition.questions.flatMap(({ id, kind, message, choices }) =>
    kind === 'sheet' || kind === 'header' ? [{ id, kind, message, target: '', choices: choices.filter(({ value }) => value !== '*') }] : [],
  )

/** Columns of the header; where a heading is merged over several columns, the first of them holds the value. */
const headingsOf = (found: Recognition, view: SheetView, { template }: FillInput, options: FillOptions): Draft[] => {
  const index = fieldIndex(template)
  const bottom = found.headerRows[1]
  const columns = found.columns.flatMap((column): Draft[] => {
    const at = columnOf(column.letter)
    const merge = view.merge(bottom, at)
    if (merge !== undefined && merge.left < at) return []
    const isChosen = options.columns !== undefined && Object.hasOwn(options.columns, column.letter)
    const isIndexLabel = indexLabels.has(words(column.path.at(-1) ?? ''))
    // 序号 counts the rows of the sheet, even for a form that also knows its key by this word.
    const isRunning = isIndexLabel && column.by === 'synonym' && indexMark.test(words(column.path.at(-1) ?? ''))
    const field = isRunning && !isChosen ? undefined : template.fields.find(({ key }) => key === column.field)
    const isIndex = field === undefined && isIndexLabel
    const by = isChosen ? 'chosen' : isRunning ? 'none' : column.by
    return [{ column: at, path: column.path, unit: column.unit ?? undefined, field, by, isIndex }]
  })
  // A heading over two columns claims its field twice; with the second gone it is certain again.
  return columns.map((column) => {
    if (column.by !== 'guess') return column
    const [best, ...others] = index.match(column.path).filter(({ score }) => score >= certain)
    const isAlone = best !== undefined && others.length === 0 && columns.every((other) => other === column || other.field !== best.field)
    return isAlone && best.by !== 'guess' ? { ...column, field: best.field, by: best.by } : column
  })
}

export const columnOf = (letter: string): number => [...letter].reduce((number, one) => number * 26 + one.charCodeAt(0) - 64, 0) - 1

const columnQuestions = (columns: readonly Draft[], { template }: FillInput, options: FillOptions): Question[] =>
  columns.flatMap(({ column, path, by }): Question[] => {
    const letter = columnLetters(column)
    if (by !== 'guess' || (options.columns !== undefined && Object.hasOwn(options.columns, letter))) return []
    const free = fieldIndex(template)
      .match(path)
      .map(({ field }) => ({ value: field.key, label: field.label }))
    return [
      {
        id: `column:${letter}`,
        kind: 'column',
        message: fillText.whichField(letter, path.join(' · ')),
        target: letter,
        choices: [...free, { value: '', label: fillText.leaveBlank }],
      },
    ]
  })

const markedColumns = (marks: Marks, headings: readonly Draft[]): Draft[] =>
  marks.columns.map(({ column, field }) => {
    const heading = headings.find((one) => one.column === column)
    return { column, path: heading?.path ?? [], unit: heading?.unit, field, by: 'marked', isIndex: field === undefined }
  })

/** Rows with a border in one of these columns. */
const borderedRows = (layout: SheetLayout | undefined, columns: ReadonlySet<number>): ReadonlySet<number> =>
  new Set((layout?.cells ?? []).flatMap(({ row, column, bordered }) => (bordered && columns.has(column) ? [row] : [])))

/** The marked row and the blank drawn rows under it. */
const markedRows = (marks: Marks, view: SheetView, layout: SheetLayout | undefined): DrawnRows => {
  const first = Math.min(...marks.columns.map(({ row }) => row))
  const named = Math.max(...marks.columns.map(({ lastRow }) => lastRow))
  const drawn = borderedRows(layout, new Set(marks.columns.map(({ column }) => column)))
  let last = named
  while (named === first && drawn.has(last + 1) && isBlankRow(view, last + 1, layout)) last++
  const totals = view.sheet.rows.filter(({ row }) => row === last + 1 || row === last + 2)
  return {
    first,
    last,
    isOpen: view.sheet.rows.every(({ row }) => row <= last),
    totals: totals.map(({ row, cells }) => ({ row, label: firstText(cells) })),
  }
}

const formulasOf = (layout: SheetLayout | undefined, row: number): ReadonlySet<number> =>
  new Set((layout?.cells ?? []).flatMap((cell) => (cell.row === row && cell.formula !== undefined ? [cell.column] : [])))

const isBlankRow = (view: SheetView, row: number, layout: SheetLayout | undefined): boolean => {
  const formulas = formulasOf(layout, row)
  return (view.row(row)?.cells ?? []).every((cell, column) => cell === undefined || cellText(cell) === '' || formulas.has(column))
}

const endReasons: ReadonlySet<string> = new Set(['total', 'note', 'footer', 'title'])

/** From under the header to the totals, the notes, or the end of what is drawn. */
const drawnRows = (
  found: Recognition | undefined,
  view: SheetView,
  layout: SheetLayout | undefined,
  columns: readonly Draft[],
  options: FillOptions,
): DrawnRows => {
  const bottom = found?.headerRows[1] ?? 0
  const drawn = borderedRows(layout, new Set(columns.map(({ column }) => column)))
  const own = tableRows(view, layout, columns, bottom, drawn)
  // What stands beside the table says nothing of its rows.
  const told = (found?.skipped ?? []).filter(({ row }) => !own.isBeside(row) && !own.isPrepared(row))
  const skipped = new Map(told.map(({ row, reason }) => [row, reason]))
  let first = bottom + 1
  while (['unit', 'number'].includes(skipped.get(first) ?? '')) first++
  const totals = told.flatMap(({ row, reason }) => (row > bottom && reason === 'total' ? [row] : []))
  // Totals may stand above the rows they add up.
  while (skipped.get(first) === 'total' || (first > bottom + 1 && ['unit', 'number'].includes(skipped.get(first) ?? ''))) first++
  const labelOf = (row: number) => ({ row, label: firstText(view.row(row)?.cells ?? []) })
  const [chosenFirst, chosenLast] = options.block ?? []
  if (chosenFirst !== undefined && chosenLast !== undefined && chosenLast >= chosenFirst)
    return { first: chosenFirst, last: chosenLast, isOpen: false, totals: totals.map(labelOf) }
  const filled = new Set(found?.rows.map(({ row }) => row))
  // Examples and instructions stand above the rows for data; they are asked about.
  let lead = first
  while (filled.has(lead) || skipped.get(lead) === 'example' || (skipped.get(lead) === 'note' && own.isUnderHeadings(lead))) lead++
  const after = [...skipped].filter(([row, reason]) => row >= lead && endReasons.has(reason)).map(([row]) => row)
  const stop = after.length === 0 ? undefined : Math.min(...after)
  let last = first - 1
  if (drawn.has(bottom) && drawn.has(first)) while (drawn.has(last + 1) && (stop === undefined || last + 1 < stop)) last++
  else if (stop !== undefined) last = stop - 1
  const lastFilled = Math.max(lead - 1, ...[...filled].filter((row) => stop === undefined || row < stop))
  last = Math.max(last, lastFilled)
  while ((stop === undefined || last + 1 < stop) && own.isPrepared(last + 1)) last++
  const isOpen = stop === undefined && view.sheet.rows.every(({ row }) => row <= Math.max(last, bottom) || own.isBeside(row))
  return { first, last: isOpen ? Math.max(last, first) : last, isOpen, totals: totals.map(labelOf) }
}

/** The same; where the template prints the form's own rows, it is their names that say how far the table reaches. */
const roomyRows = (
  found: Recognition | undefined,
  view: SheetView,
  layout: SheetLayout | undefined,
  columns: readonly Draft[],
  input: FillInput,
  options: FillOptions,
): DrawnRows => {
  const rows = drawnRows(found, view, layout, columns, options)
  if (options.block !== undefined) return rows
  const bottom = found?.headerRows[1] ?? 0
  const lastRow = view.sheet.rows.at(-1)?.row ?? 0
  const lines =
    input.template.structure.kind === 'fixed' ? printedRows(view, layout, found, columns, { first: bottom + 1, last: lastRow }, input) : []
  const named = namedBlock(rows, lines, input, lastRow)
  if (named === undefined && rows.last < rows.first)
    throw new AppError('TEMPLATE_UNSUPPORTED', { reason: fillText.noRoom(bottom), help: fillText.noRoomHelp })
  return named ?? rows
}

/** Rows of the block that hold more than running numbers and formulas. */
const printedRows = (
  view: SheetView,
  layout: SheetLayout | undefined,
  found: Recognition | undefined,
  columns: readonly Draft[],
  { first, last }: Pick<DrawnRows, 'first' | 'last'>,
  { template, codes }: FillInput,
): BoundTable['printed'] => {
  const read = new Map(found?.rows.map((row) => [row.row, row.values]))
  const skipped = new Map(found?.skipped.map(({ row, reason }) => [row, reason]))
  const { units: ownUnits } = fieldIndex(template)
  const names = new Set([...template.naturalKey, ...template.rowLabel])
  const ofUnits = columnsOfUnits(view.sheet, columns, { first, last }, ownUnits)
  return view.sheet.rows.flatMap(({ row, cells }) => {
    if (row < first || row > last) return []
    const formulas = formulasOf(layout, row)
    const own = columns.filter(({ column, isIndex }) => {
      const text = cellText(cells[column])
      return !isIndex && !ofUnits.has(column) && !formulas.has(column) && text !== '' && !text.includes('{{')
    })
    if (own.length === 0) return []
    const values = new Map<string, string>()
    for (const [at, { field }] of (found?.fields ?? []).entries()) {
      const value = read.get(row)?.[at]
      if (typeof value === 'string' && own.some((column) => column.field === field)) values.set(field.key, value)
    }
    // Rows that the recognition leaves out are known by what they show.
    for (const { column, field } of own)
      if (field !== undefined && !values.has(field.key) && !isNumeric(field.type)) values.set(field.key, cellText(cells[column]))
    let unit: string | undefined
    for (const { column, field } of own) {
      if (field === undefined || !names.has(field.key)) continue
      const named = namedUnit(cellText(cells[column]), field, codes.get(field.codes ?? ''), ownUnits)
      if (named !== undefined) values.set(field.key, named.name)
      unit ??= named?.unit
    }
    return [
      {
        row,
        isExample: skipped.get(row) === 'example',
        ...(unit === undefined ? {} : { unit }),
        text: own
          .map(({ column }) => cellText(cells[column]))
          .join(' ')
          .slice(0, 80),
        values,
      },
    ]
  })
}
