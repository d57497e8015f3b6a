/**
 * Where everything stands in the official workbook of a form. The writer, the reader of our own files and the
 * addresses in findings all take it from here.
 *
 * Row 1 title, row 2 form number, unit, period and unit line, then the header, the column numbers, the data
 * rows, the totals, the notes and the footer.
 */
import { cellAddress, headerGrid } from './columns.ts'
import type { FormTemplate } from './form-schema.ts'

/** All rows and columns count from 0. */
export interface WorkbookLayout {
  readonly titleRow: number
  readonly infoRow: number
  readonly headerTop: number
  readonly headerRows: number
  readonly numberRow: number
  readonly firstDataRow: number
  /** Column of each field. */
  readonly columns: ReadonlyMap<string, number>
  readonly columnCount: number
}

const layouts = new WeakMap<FormTemplate, WorkbookLayout>()

export const workbookLayout = (template: FormTemplate): WorkbookLayout => {
  const known = layouts.get(template)
  if (known !== undefined) return known
  const grid = headerGrid(template)
  const headerTop = 2
  const numberRow = headerTop + grid.depth
  const layout = {
    titleRow: 0,
    infoRow: 1,
    headerTop,
    headerRows: grid.depth,
    numberRow,
    firstDataRow: numberRow + 1,
    columns: new Map(grid.columns.map((field, column) => [field.key, column])),
    columnCount: grid.columns.length,
  }
  layouts.set(template, layout)
  return layout
}

/** Address of a data cell, e.g. `R7`; `row` is the position of the row in the report, from 0. */
export const dataCellAddress = (template: FormTemplate, row: number, field: string): string | null => {
  const layout = workbookLayout(template)
  const column = layout.columns.get(field)
  return column === undefined ? null : cellAddress(layout.firstDataRow + row, column)
}
