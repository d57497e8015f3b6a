/** Units behind the names of rows: 化工（万吨）, 原煤（万吨）. Pure. */
import type { CodeList, Field, FormTemplate } from '../../../../shared/forms/form-schema.ts'
import { isCoded, readValue } from '../../../../shared/model/value.ts'
import type { ParsedRow } from '../../ports.ts'
import type { FieldIndex } from './field-index.ts'
import { longestHeading, parseHeading } from './headings.ts'
import type { ColumnMapping } from './map-columns.ts'
import { cellText } from './words.ts'

export interface NamedRows {
  /** With the names alone where a unit stood behind them. */
  readonly rows: readonly ParsedRow[]
  /** Those units, by row of the sheet. */
  readonly units: ReadonlyMap<number, string>
}

/** A name of the form's own, and the unit behind it; undefined for a name as it stands, and for one that nobody knows. */
export function namedUnit(
  text: string,
  field: Field,
  codes: CodeList | undefined,
  units: ReadonlySet<string>,
): { readonly name: string; readonly unit: string } | undefined {
  if (!isCoded(field.type) || text.length > longestHeading || !mayHoldUnit.test(text)) return undefined
  if (readValue(field, text, codes).ok) return undefined
  const { label, unit } = parseHeading(text, units)
  return unit === undefined || label === '' || !readValue(field, label, codes).ok ? undefined : { name: label, unit }
}

/** Takes the units off the names of rows; names that people make up themselves stay as they are. */
export function namedRows(
  rows: readonly ParsedRow[],
  { imported }: Pick<ColumnMapping, 'imported'>,
  { naturalKey, rowLabel }: FormTemplate,
  codes: ReadonlyMap<string, CodeList>,
  { units: own }: Pick<FieldIndex, 'units'>,
): NamedRows {
  const names = imported.filter(({ field }) => isCoded(field.type) && [...naturalKey, ...rowLabel].includes(field.key))
  const units = new Map<number, string>()
  if (names.length === 0) return { rows, units }
  const plain = rows.map((row): ParsedRow => {
    let cells: ParsedRow['cells'] | undefined
    for (const { field, column } of names) {
      const cell = row.cells[column]
      const found = cell?.kind === 'text' ? namedUnit(cellText(cell), field, codes.get(field.codes ?? ''), own) : undefined
      if (cell === undefined || found === undefined || units.has(row.row)) continue
      units.set(row.row, found.unit)
      cells = row.cells.with(column, { ...cell, value: found.name })
    }
    return cells === undefined ? row : { ...row, cells }
  })
  return { rows: units.size === 0 ? rows : plain, units }
}

/** Most names end with no unit. */
const mayHoldUnit = /[（(【[〔/,，:：\s]/
