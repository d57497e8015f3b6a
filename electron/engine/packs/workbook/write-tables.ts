/** The sheets of a pack as texts, row by row. */
import { isDeepStrictEqual } from 'node:util'
import { HeaderNode } from '../../../../shared/forms/form-schema.ts'
import { workbookWords } from '../../../../shared/text/pack-workbook.ts'
import { encodeCell } from './cell-codec.ts'
import { headerPlaces } from './header-paths.ts'
import type { PackDocument } from './pack-document.ts'
import { type Column, plainValue, type Table, tableById, tables } from './tables.ts'

export interface WrittenTable {
  readonly table: Table
  /** One text for each column of the table. */
  readonly rows: readonly (readonly string[])[]
}

interface Row {
  readonly owners: readonly string[]
  readonly key: string
  readonly value: unknown
  readonly index: number
  readonly parent: unknown
}

export const valueAt = (data: unknown, path: readonly PropertyKey[]): unknown => {
  let value = data
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
    value = Reflect.get(value, part)
  }
  return value
}

const rowsOf = (table: Table, document: PackDocument): Row[] => {
  const above = table.parent === undefined ? undefined : tableById.get(table.parent)
  const holders: readonly { readonly owners: readonly string[]; readonly value: unknown }[] =
    above === undefined
      ? [{ owners: [], value: document }]
      : rowsOf(above, document).map((row) => ({
          owners: above.name === undefined ? row.owners : [...row.owners, String(valueAt(row.value, [above.name]))],
          value: row.value,
        }))
  return holders.flatMap(({ owners, value: parent }) => {
    const found = valueAt(parent, table.at)
    if (table.kind === 'one') return [{ owners, key: '', value: found, index: 0, parent }]
    if (Array.isArray(found)) {
      if (found.length === 0 && table.optional) return [{ owners, key: '', value: undefined, index: 0, parent }]
      return found.map((value: unknown, index) => ({ owners, key: '', value, index, parent }))
    }
    return Object.entries(found ?? {}).map(([key, value], index) => ({
      owners,
      key,
      value: typeof value === 'object' ? value : { [plainValue]: value },
      index,
      parent,
    }))
  })
}

/** A cell is left blank where the schema would put the same, unless saying it is clearer: only 否 and empty lists. */
const isImplied = (value: unknown, fallback: unknown): boolean =>
  isDeepStrictEqual(value, fallback) && (value === false || (typeof value === 'object' && Object.keys(value ?? {}).length === 0))

/** A list that must be given may be left blank when it is empty. */
export const blankValue = ({ required, shape, role }: Column): unknown[] | object | undefined =>
  !required || (role !== 'own' && role !== 'duty') ? undefined : shape.kind === 'list' ? [] : shape.kind === 'map' ? {} : undefined

const propertyText = (column: Column, value: unknown): string => {
  const part = valueAt(value, column.path)
  return part === undefined || isImplied(part, blankValue(column)) || isImplied(part, column.fallback)
    ? ''
    : encodeCell(column.shape, part, column.dotted)
}

/** Header texts of a form by field, and whether the columns stand in another order than the fields. */
const headerOf = (form: unknown): Map<string, { readonly path: string; readonly order: string }> => {
  const parsed = HeaderNode.array().safeParse(valueAt(form, ['header']))
  const fields = valueAt(form, ['fields'])
  const places = parsed.success ? headerPlaces(parsed.data) : []
  const isOrdered = Array.isArray(fields) && fields.every((field, index) => valueAt(field, ['key']) === places[index]?.field)
  return new Map(places.map(({ field, path }, index) => [field, { path, order: isOrdered ? '' : String(index + 1) }]))
}

const tableRows = (table: Table, document: PackDocument): string[][] => {
  const headers = new Map<unknown, ReturnType<typeof headerOf>>()
  return rowsOf(table, document).map((row) => {
    if (row.value === undefined && table.kind !== 'one') {
      const first = table.columns.findIndex(({ role }) => role === 'own')
      return table.columns.map((_, index) => (index < first ? (row.owners[index] ?? '') : index === first ? workbookWords.none : ''))
    }
    let header = headers.get(row.parent)
    if (header === undefined && table.id === 'fields') {
      header = headerOf(row.parent)
      headers.set(row.parent, header)
    }
    const place = header?.get(String(valueAt(row.value, ['key'])))
    let owner = 0
    return table.columns.map((column) => {
      switch (column.role) {
        case 'owner':
          return encodeCell(column.shape, row.owners[owner++] ?? '', column.dotted)
        case 'key':
          return encodeCell(column.shape, row.key, column.dotted)
        case 'duty':
          return propertyText(column, valueAt(document.manifest, ['forms', row.index]))
        case 'header':
          return place === undefined || place.path === '' ? '' : encodeCell(column.shape, place.path, column.dotted)
        case 'order':
          return place?.order ?? ''
        default:
          return propertyText(column, row.value)
      }
    })
  })
}

export const writeTables = (document: PackDocument): WrittenTable[] => tables.map((table) => ({ table, rows: tableRows(table, document) }))
