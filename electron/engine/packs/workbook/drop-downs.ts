/** The drop-down lists of the workbook: closed choices, 是/否, and ids that stand on another sheet. */
import { choiceLabel } from '../../../../shared/text/pack-workbook.ts'
import { address } from '../../excel/writer/cell-xml.ts'
import { sheetReference, xmlText } from '../../excel/writer/xml-text.ts'
import type { SheetGrid } from './sheet-grid.ts'
import type { Column, TableId } from './tables.ts'

/** Rows below the last one that already offer the list. */
const spareRows = 500
/** A list inside a rule may hold no more characters. */
const inlineLimit = 255

/** Columns that name a row of another sheet, with the property it is named by. */
const references: Readonly<Record<string, readonly [table: TableId, property: string]>> = {
  'fields.codes': ['codeLists', 'id'],
  'targets.unit': ['units', 'id'],
  'targets.indicator': ['indicators', 'key'],
  'mappings.form': ['forms', 'id'],
}
const ownerNames: Partial<Record<TableId, string>> = { forms: 'id', codeLists: 'id', rules: 'id', sources: 'name', mappings: 'name' }

interface List {
  readonly formula: string
  /** Nothing else may be typed. */
  readonly closed: boolean
}

const rangeOf = (grids: readonly SheetGrid[], table: TableId, property: string): string | undefined => {
  const grid = grids.find((candidate) => candidate.table?.id === table)
  const index = grid?.table?.columns.findIndex(({ role, path }) => role === 'own' && path.join('.') === property) ?? -1
  const column = grid?.at[index] ?? -1
  if (grid === undefined || column === -1) return undefined
  const cell = (row: number): string => address(row, column).replace(/^([A-Z]+)(\d+)$/, '$$$1$$$2')
  const last = Math.max(grid.headRow, ...grid.rows.keys()) + spareRows
  return `${sheetReference(grid.name)}${cell(grid.headRow + 1)}:${cell(last)}`
}

const inline = (labels: readonly string[]): string => `"${labels.join(',')}"`

const listOf = (column: Column, grids: readonly SheetGrid[]): List | undefined => {
  const { shape, dotted } = column
  if (shape.kind === 'boolean') return { formula: inline(['是', '否']), closed: true }
  if (shape.kind === 'mixed') return shape.boolean && !shape.number ? { formula: inline(['是']), closed: false } : undefined
  if (shape.kind === 'choice') {
    const labels = shape.values.map((value) => choiceLabel(dotted, value))
    const fits = inline(labels).length <= inlineLimit && labels.every((label) => !/[,"]/.test(label))
    return fits ? { formula: inline(labels), closed: true } : undefined
  }
  const target =
    column.owner === undefined
      ? Object.hasOwn(references, dotted)
        ? references[dotted]
        : undefined
      : ([column.owner, ownerNames[column.owner] ?? ''] as const)
  const formula = target === undefined ? undefined : rangeOf(grids, target[0], target[1])
  return formula === undefined ? undefined : { formula, closed: false }
}

/** The rules of one sheet. */
export const dropDowns = (grid: SheetGrid, grids: readonly SheetGrid[]): string[] =>
  (grid.table?.columns ?? []).flatMap((column, index) => {
    const at = grid.at[index] ?? -1
    const list = at === -1 ? undefined : listOf(column, grids)
    if (list === undefined) return []
    const first = grid.rowOf[index] ?? grid.headRow + 1
    const last = grid.rowOf[index] ?? Math.max(grid.headRow, ...grid.rows.keys()) + spareRows
    return [
      `<dataValidation type="list" allowBlank="1" showErrorMessage="${list.closed ? 1 : 0}" sqref="${address(first, at)}:${address(last, at)}">` +
        `<formula1>${xmlText(list.formula)}</formula1></dataValidation>`,
    ]
  })
