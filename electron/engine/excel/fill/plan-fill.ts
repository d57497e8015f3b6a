/**
 * Understands a bureau's blank workbook as one form and says what to write where. Pure. Whatever is in doubt becomes a
 * question; nothing is decided in silence.
 */
import type { FillOptions, FillPreview } from '../../../../shared/contract/index.ts'
import { columnLetters } from '../../../../shared/forms/columns.ts'
import { isNumeric } from '../../../../shared/model/value.ts'
import { exportText } from '../../../../shared/text/export.ts'
import { fillText } from '../../../../shared/text/fill.ts'
import { grandTotalWord } from '../../../../shared/text/import-words.ts'
import type { CellOrder, PatchOrders, PatchValue } from '../patcher/orders.ts'
import { fieldIndex } from '../recognise/field-index.ts'
import { parseHeading } from '../recognise/headings.ts'
import { sheetView } from '../recognise/sheet-view.ts'
import { cellText, words } from '../recognise/words.ts'
import { bindTable } from './bind-table.ts'
import { rowBlock, summedFrom } from './block-formulas.ts'
import type { BoundTable, FillInput, FixedCell } from './fill-types.ts'
import { templateFingerprint } from './fingerprint.ts'
import { findFixedCells } from './fixed-cells.ts'
import { readMarks } from './marks.ts'
import { planRows, type RowPlan } from './match-rows.ts'
import { packOptions } from './pack-options.ts'
import { partialTotals } from './partial-totals.ts'
import { planRecord } from './plan-record.ts'
import { otherUnits } from './printed-units.ts'
import { type RowUnits, rowUnits } from './row-units.ts'
import { type ColumnTarget, listAt, writeValue } from './write-value.ts'

export interface FillPlan {
  readonly preview: FillPreview
  readonly orders: PatchOrders
}

/** @throws AppError SHEET_UNKNOWN, HEADER_NOT_FOUND, RECORD_ON_TWO_LINES, FIELD_UNKNOWN, TEMPLATE_UNSUPPORTED */
export function planFill(input: FillInput): FillPlan {
  const fingerprint = templateFingerprint(input.workbook)
  const saved = input.saved(fingerprint)
  const shipped = packOptions(input)
  const options = joined(joined(shipped ?? {}, saved ?? {}), input.options)
  const marks = readMarks(input, options)
  const record = planRecord(input, marks, options, fingerprint)
  if (record !== undefined) return record
  const { table, questions } = bindTable(input, marks, options)
  const rows = planRows(table, input.template, input.codes, input.report.rows, options, summedFrom(input.layout, table))
  const move = (row: number): number => (row > table.last ? row + rows.inserted : row)
  const isTable = (row: number) =>
    (row >= (table.headerRows?.[0] ?? table.first) && row <= table.last) || table.totals.some((total) => total.row === row)
  const found = findFixedCells(table.sheet, table.layout, input.values, input.report.period, isTable)
  const fixed = chosenCells(marks.cells, found.cells, input, options, table)
  const units = rowUnits(input, table, rows, options)
  const data = dataCells(input, table, rows, options, units)
  const totals = totalCells(input, table, units)
  const bySource = sourceOf(shipped, saved, input.options)
  const preview: FillPreview = {
    sheet: table.sheet.name,
    headerRows: table.headerRows === undefined ? null : [...table.headerRows],
    block: [table.first, table.last],
    columns: table.columns.map(({ column, path, field, by, unit, factor }) => ({
      letter: columnLetters(column),
      path: [...path],
      field: field?.key ?? null,
      by: by === 'chosen' ? bySource(columnLetters(column)) : by,
      unit: unit ?? null,
      factor,
      formula: isFormula(table, table.first, column),
    })),
    cells: fixed.map(({ cell, item, text }) => ({ cell, item, text })),
    counts: { rows: rows.targets.length, capacity: rows.capacity, inserted: rows.inserted },
    absent: absentFields(input, table),
    notes: [
      ...found.notes,
      ...units.notes,
      ...notesOf(input, table, rows),
      ...data.notes,
      ...totals.notes,
      ...partialTotals(input.layout, table, rows),
    ],
    questions: [...questions, ...units.questions, ...marks.questions, ...rows.questions],
    fingerprint,
  }
  return {
    preview,
    orders: {
      rowBlocks: rows.inserted === 0 ? [] : [rowBlock(table, rows)],
      cells: [
        ...fixed.map(
          ({ sheet, cell, text }): CellOrder => ({
            sheet,
            cell: sheet === table.sheet.name ? moved(cell, move) : cell,
            value: textOrBlank(text),
          }),
        ),
        ...data.cells,
        ...units.cells.map(({ cell, text }): CellOrder => ({ sheet: table.sheet.name, cell, value: textOrBlank(text) })),
        ...totals.cells.map((order) => ({ ...order, cell: moved(order.cell, move) })),
        // More did follow.
        ...(rows.inserted === 0 ? [] : table.ellipses).map(
          (cell): CellOrder => ({ sheet: table.sheet.name, cell: moved(cell, move), value: textOrBlank('') }),
        ),
      ],
      marks: [],
      shownRows: [{ sheet: table.sheet.name, rows: filledRows(data.cells) }],
    },
  }
}

/** Prepared rows may be hidden; what is filled in must be seen. */
const filledRows = (cells: readonly CellOrder[]): readonly number[] => [
  ...new Set(cells.flatMap(({ cell, value }) => (value.kind === 'blank' ? [] : [Number(/\d+$/.exec(cell)?.[0])]))),
]

const textOrBlank = (text: string): PatchValue => (text === '' ? { kind: 'blank' } : { kind: 'text', text })

const moved = (cell: string, move: (row: number) => number): string => cell.replace(/\d+$/, (row) => String(move(Number(row))))

/** Decisions laid over earlier ones. */
const joined = (base: FillOptions, more: FillOptions): FillOptions => {
  const columns = { ...base.columns, ...more.columns }
  const factors = { ...base.factors, ...more.factors }
  const rows = { ...base.rows, ...more.rows }
  const cells = { ...base.cells, ...more.cells }
  return { ...base, ...more, columns, factors, rows, cells }
}

const sourceOf =
  (shipped: FillOptions | undefined, saved: FillOptions | undefined, own: FillOptions) =>
  (letter: string): 'chosen' | 'saved' | 'pack' => {
    const has = (options: FillOptions | undefined) => options?.columns !== undefined && Object.hasOwn(options.columns, letter)
    return has(own) ? 'chosen' : has(saved) ? 'saved' : has(shipped) ? 'pack' : 'chosen'
  }

const isFormula = (table: BoundTable, row: number, column: number): boolean => table.formulas.has(`${row}:${column}`)

/** Marks say what they want; of the cells found by their labels, those that somebody assigned or left out give way. */
const chosenCells = (
  marked: readonly FixedCell[],
  found: readonly FixedCell[],
  { values }: FillInput,
  options: FillOptions,
  table: BoundTable,
): readonly FixedCell[] => {
  const sheet = table.sheet.name
  const chosen = Object.entries(options.cells ?? {})
  const assigned = new Set(chosen.map(([cell]) => cell))
  const isMarked = new Set(marked.filter((one) => one.sheet === sheet).map(({ cell }) => cell))
  return [
    ...marked,
    ...found.filter(({ cell }) => !assigned.has(cell)),
    ...chosen.flatMap(([cell, item]): FixedCell[] =>
      item === null || isMarked.has(cell) ? [] : [{ sheet, cell, item, text: values[item] }],
    ),
  ]
}

const dataCells = (input: FillInput, table: BoundTable, plan: RowPlan, options: FillOptions, units: RowUnits) => {
  const { sheet, first, last, columns, layout } = table
  const cells: CellOrder[] = []
  const notes: string[] = []
  const otherUnit = otherUnits(layout, first)
  const targets = columns.map(({ column, field, factor }): (ColumnTarget & { readonly column: number }) | undefined =>
    field === undefined
      ? undefined
      : {
          column,
          field,
          codes: input.codes.get(field.codes ?? ''),
          factor,
          list: listAt({ row: first, column }, layout, input.layout, input.workbook),
          format: layout?.cells.find((cell) => cell.row === first && cell.column === column)?.format,
        },
  )
  const printed = new Map(table.printed.map((line) => [line.row, line]))
  const isPrinted = input.template.structure.kind === 'fixed' && printed.size > 0
  const rowLike = (row: number): number => Math.min(row, last)
  const written = new Set<number>()
  for (const [index, { row, source }] of plan.targets.entries()) {
    written.add(row)
    for (const [at, target] of targets.entries()) {
      const column = columns[at]?.column ?? 0
      if (isFormula(table, rowLike(row), column)) continue
      const cell = columnLetters(column) + row
      if (target === undefined) {
        if (columns[at]?.isIndex === true && !isPrinted)
          cells.push({ sheet: sheet.name, cell, value: { kind: 'number', text: String(index + 1) } })
        continue
      }
      const line = isPrinted ? printed.get(row) : undefined
      // What the bureau printed names the row; only what is to be filled in is written.
      if (line?.values.has(target.field.key) === true && !isNumeric(target.field.type)) continue
      const value = source.values[target.field.key] ?? source.computed[target.field.key]
      if (value === undefined) {
        if (line === undefined && hasContent(table, row, column)) cells.push({ sheet: sheet.name, cell, value: { kind: 'blank' } })
        continue
      }
      const other = isNumeric(target.field.type) ? otherUnit(rowLike(row), column, target.field) : undefined
      if (other !== undefined && other.factor === undefined) {
        notes.push(fillText.unitLeftOut(cell, target.field.label, other.unit))
        if (hasContent(table, row, column)) cells.push({ sheet: sheet.name, cell, value: { kind: 'blank' } })
        continue
      }
      const result = writeValue(value, { ...target, factor: other?.factor ?? units.factor(column, source) ?? target.factor })
      cells.push({ sheet: sheet.name, cell, value: result.value })
      if (result.note !== undefined) notes.push(result.note(cell))
    }
  }
  if (plan.targets.length === 0 && input.report.header.zeroReport) {
    const column = columns.find((one) => !one.isIndex && !isFormula(table, first, one.column))?.column ?? 0
    written.add(first)
    cells.push(...blanksIn(table, first, column))
    cells.push({
      sheet: sheet.name,
      cell: columnLetters(column) + first,
      value: { kind: 'text', text: exportText.zeroReport(input.report.header.zeroReason) },
    })
  }
  // Marks, and rows that are to give way to this period's.
  for (let row = first; row <= last; row++) {
    const isMark = columns.some(({ by }) => by === 'marked') && row === first
    if (!written.has(row) && (isMark || (!isPrinted && options.existing === 'replace' && printed.has(row))))
      cells.push(...blanksIn(table, row))
  }
  return { cells, notes }
}

const hasContent = (table: BoundTable, row: number, column: number): boolean => cellText(sheetView(table.sheet).cell(row, column)) !== ''

/** Nothing yet, or what a template shows where a figure will stand. */
const isUnfilled = (table: BoundTable, row: number, column: number): boolean =>
  /^(?:|0+(?:\.0+)?|[-—–－/／]+)$/.test(cellText(sheetView(table.sheet).cell(row, column)))

const blanksIn = (table: BoundTable, row: number, besides?: number): CellOrder[] =>
  table.columns.flatMap(({ column }) =>
    column === besides || !hasContent(table, row, column) || isFormula(table, row, column)
      ? []
      : [{ sheet: table.sheet.name, cell: columnLetters(column) + row, value: { kind: 'blank' } }],
  )

/** Totals without a formula of their own get ours. */
const totalCells = ({ report, template }: FillInput, table: BoundTable, units: RowUnits) => {
  const cells: CellOrder[] = []
  const notes: string[] = []
  const otherUnit = otherUnits(table.layout, table.first)
  if (report.rows.length === 0) return { cells, notes }
  const grand = template.totals.filter(({ where, by, over }) => where === undefined && by === undefined && over !== 'year')
  for (const { row, label } of table.totals) {
    const open = table.columns.filter(
      ({ column, field }) =>
        field !== undefined &&
        isNumeric(field.type) &&
        !isFormula(table, row, column) &&
        isUnfilled(table, row, column) &&
        !units.isConverted(column),
    )
    const hasFormulas = table.columns.some(({ column }) => isFormula(table, row, column))
    const byLabel = report.totals.filter((total) => words(total.label) === words(label))
    const total =
      byLabel.length === 1
        ? byLabel[0]
        : grandTotalWord.test(label.replace(/\s/g, '')) && grand.length === 1
          ? report.totals.find((one) => one.label === grand[0]?.label)
          : undefined
    if (total === undefined) {
      if (!hasFormulas) notes.push(fillText.totalOpen(row, label))
      continue
    }
    for (const { column, field, factor } of open) {
      const value = field === undefined ? undefined : total.values[field.key]
      if (field === undefined || value === undefined) continue
      const cell = columnLetters(column) + row
      const other = otherUnit(row, column, field)
      if (other !== undefined && other.factor === undefined) {
        notes.push(fillText.unitLeftOut(cell, field.label, other.unit))
        continue
      }
      const byUnit = other?.factor ?? units.total(column) ?? factor
      const result = writeValue(value, { field, codes: undefined, factor: byUnit, list: undefined, format: undefined })
      cells.push({ sheet: table.sheet.name, cell, value: result.value })
      if (result.note !== undefined) notes.push(result.note(cell))
    }
  }
  return { cells, notes }
}

const absentFields = ({ template, report }: FillInput, table: BoundTable): string[] => {
  const present = new Set(table.columns.flatMap(({ field }) => (field === undefined ? [] : [field.key])))
  return template.fields
    .filter(({ key }) => !present.has(key) && report.rows.some((row) => row.values[key] !== undefined))
    .map(({ label }) => label)
}

const notesOf = (input: FillInput, table: BoundTable, rows: RowPlan): string[] => {
  const absent = absentFields(input, table)
  const unused = table.columns.filter(
    ({ column, field, isIndex, path }) => field === undefined && !isIndex && path.length > 0 && !isFormula(table, table.first, column),
  )
  const index = fieldIndex(input.template)
  const strange = unused.filter(({ path }) => parseHeading(path.at(-1) ?? '', index.units).label !== '')
  return [
    ...(absent.length === 0 ? [] : [fillText.absent(absent.join('、'))]),
    ...(strange.length === 0
      ? []
      : [fillText.unused(strange.map(({ column, path }) => `${columnLetters(column)} ${path.join('·')}`).join('、'))]),
    ...(rows.added.length === 0 ? [] : [fillText.extraRows(rows.added.join('、'))]),
  ]
}
