/** The columns of a form as the grid draws them: which are shown, how wide, where they begin. */
import { type HeaderCell, headerGrid, keptHeader } from '../../../shared/forms/columns.ts'
import type { CodeList, Field, FormTemplate } from '../../../shared/forms/form-schema.ts'
import { isCoded, isNumeric } from '../../../shared/model/value.ts'
import { gridText } from '../../../shared/text/ui-grid.ts'
import { type ColumnLook, canScale, foldGroups, plainColumns } from './column-look.ts'

export const rowHeight = 28
/** Of the row numbers at the left edge. */
export const gutterWidth = 44
const branchHeight = 24
const lineHeight = 16
const characterWidth = 8
const padding = 14
const narrowest = 68
const widest = 300
const mostHeaderLines = 5
const headCharacter = 13
/** Of the button behind a head that sorts and filters. */
const markWidth = 18
const starWidth = 10
/** The frozen part must leave room for the columns that are filled in; its long texts give way first. */
const mostFrozen = 460
const narrowestFrozen = 152
/** So much is left beside the frozen columns at least: a cell that can be read and typed into. */
const leastBeside = 120

export interface GridColumn {
  readonly field: Field
  readonly label: string
  readonly left: number
  readonly width: number
  readonly align: 'left' | 'right' | 'center'
  readonly codes: CodeList | undefined
  /** Never typed: the program works it out. */
  readonly computed: boolean
  /** Shown and typed in ten thousands. */
  readonly scaled: boolean
}
export interface ColumnLayout {
  readonly columns: readonly GridColumn[]
  readonly byField: ReadonlyMap<string, number>
  /** Columns that are frozen now, and those that are where there is room. */
  readonly frozen: number
  readonly freezable: number
  /** Right edge of the frozen part, row numbers included. */
  readonly frozenWidth: number
  readonly width: number
  readonly header: readonly HeaderCell[]
  /** Upper edge of each header row, and the height of all. */
  readonly headerTops: readonly number[]
  readonly headerHeight: number
}

export const columnLabel = (field: Field): string => (field.unit === undefined ? field.label : `${field.label}（${field.unit}）`)

const widthOf = (field: Field): number => Math.max(narrowest, Math.min(widest, field.width * characterWidth + padding))

/** Widths of the frozen columns, the wide ones made narrower by what they have too much. */
function frozenWidths(fields: readonly Field[]): readonly number[] {
  const widths = fields.map(widthOf)
  const excess = gutterWidth + widths.reduce((sum, width) => sum + width, 0) - mostFrozen
  const spare = widths.map((width) => Math.max(0, width - narrowestFrozen))
  const all = spare.reduce((sum, width) => sum + width, 0)
  if (excess <= 0 || all === 0) return widths
  return widths.map((width, at) => width - Math.ceil(Math.min(1, excess / all) * (spare[at] ?? 0)))
}

export const alignOf = (field: Field): GridColumn['align'] =>
  isNumeric(field.type) ? 'right' : field.type === 'yesNo' || field.type === 'date' || field.type === 'month' ? 'center' : 'left'

/** Lines a header text takes between its star and the mark for order and filter; Chinese characters are as wide as the font is high. */
const linesOf = ({ label, width, field }: GridColumn): number => {
  const perLine = Math.max(1, Math.floor((width - padding) / headCharacter))
  const length = [...label].reduce((sum, character) => sum + (character < '\u2000' ? 0.6 : 1), 0)
  return Math.min(mostHeaderLines, Math.ceil((length + ((field.required === true ? starWidth : 0) + markWidth) / headCharacter) / perLine))
}

/** True for a column that stays when the extended ones are folded away. */
export const isCoreColumn = (template: FormTemplate, field: Field): boolean =>
  field.group === 'core' || template.naturalKey.includes(field.key)

const widestCharacter = 13.5
const widestDigit = 8.5
const cellPadding = 13
const [zero, nine] = ['0'.charCodeAt(0), '9'.charCodeAt(0)]
const isNarrow = (code: number): boolean => (code >= zero && code <= nine) || code === 0x20 || (code >= 0x2c && code <= 0x2f)
/** Characters whose width is known and which stay within their line: plain letters and signs, Chinese ones, full-width forms. */
const isMeasured = (code: number): boolean =>
  (code >= 0x20 && code <= 0x7e) ||
  (code >= 0x4e00 && code <= 0x9fff) ||
  (code >= 0x3001 && code <= 0x3011) ||
  (code >= 0xff01 && code <= 0xff5e)

/**
 * False when the text surely fits into a cell of this width, in any font that such characters are written with: only
 * the others are cut off at the edge, for each edge that cuts is one more thing to be worked out for every frame.
 */
export function mayOverflow(text: string, width: number): boolean {
  let room = width - cellPadding
  if (text.length * widestDigit > room) return text !== ''
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    // Line breaks, tabs, marks above and below: of some characters nobody knows how much room they take.
    if (!isMeasured(code)) return true
    room -= isNarrow(code) ? widestDigit : widestCharacter
  }
  return room < 0
}

/** Lays the form's columns out as the clerk wants them; with `folded` only the core ones. */
export function layoutColumns(
  template: FormTemplate,
  codes: ReadonlyMap<string, CodeList>,
  folded: boolean,
  look: Omit<ColumnLook, 'folded'> = plainColumns,
): ColumnLayout {
  const all = headerGrid(template)
  const shown = all.columns.filter((field) => !folded || isCoreColumn(template, field))
  const keep = new Set(shown.map((field) => field.key))
  const kept = folded ? keptHeader(template.header, keep) : template.header
  const groups = new Set(look.groups)
  const grid = folded || groups.size > 0 ? headerGrid({ ...template, header: foldGroups(kept, groups) }) : all
  const frozenKeys = new Set(all.columns.slice(0, template.frozen).map((field) => field.key))
  const frozenFields = grid.columns.filter((field) => frozenKeys.has(field.key))
  const narrowed = new Map(frozenWidths(frozenFields).map((width, at) => [frozenFields[at]?.key, width]))
  let left = gutterWidth
  const columns = grid.columns.map((field): GridColumn => {
    const width = look.widths[field.key] ?? narrowed.get(field.key) ?? widthOf(field)
    const scaled = look.scaled.includes(field.key) && canScale(field)
    const column = {
      field,
      label: scaled ? columnLabel({ ...field, unit: `${gridText.tenThousand}${field.unit ?? ''}` }) : columnLabel(field),
      left,
      width,
      align: alignOf(field),
      codes: isCoded(field.type) && field.codes !== undefined ? codes.get(field.codes) : undefined,
      computed: field.computed !== undefined && !field.overridable,
      scaled,
    }
    left += width
    return column
  })
  const frozen = columns.filter((column) => frozenKeys.has(column.field.key)).length
  const lines = Math.max(1, ...grid.cells.filter((cell) => cell.field !== undefined).map((cell) => neededLines(cell, columns, grid.depth)))
  const heights = Array.from({ length: grid.depth }, (_, row) => (row === grid.depth - 1 ? lines * lineHeight + 8 : branchHeight))
  const headerTops = heights.map((_, row) => heights.slice(0, row).reduce((sum, height) => sum + height, 0))
  return {
    columns,
    byField: new Map(columns.map((column, index) => [column.field.key, index])),
    frozen,
    freezable: frozen,
    frozenWidth: columns[frozen]?.left ?? left,
    width: left,
    header: grid.cells,
    headerTops,
    headerHeight: heights.reduce((sum, height) => sum + height, 0),
  }
}

/** The layout with as many columns frozen as a sheet of this width has room for beside the others. */
export function frozenWithin(layout: ColumnLayout, width: number): ColumnLayout {
  const { columns, freezable } = layout
  const fitting = columns.slice(0, freezable).filter((column) => column.left + column.width + leastBeside <= width).length
  // Where everything is in sight, nothing is in the way.
  const frozen = layout.width <= width ? freezable : fitting
  return frozen === layout.frozen ? layout : { ...layout, frozen, frozenWidth: columns[frozen]?.left ?? layout.width }
}

/** Lines the last header row must offer for this leaf, given what the rows above it lend. */
function neededLines(cell: HeaderCell, columns: readonly GridColumn[], depth: number): number {
  const column = columns[cell.column]
  if (!column) return 1
  const lent = Math.floor(((depth - 1 - cell.row) * branchHeight) / lineHeight)
  return Math.max(1, linesOf(column) - lent)
}
