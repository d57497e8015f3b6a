/** The sheets of a workbook back to the tree of a pack, every part with the cell it came from. */
import { workbookText, workbookWords } from '../../../../shared/text/pack-workbook.ts'
import type { ParsedCell, ParsedSheet, ParsedWorkbook } from '../../ports.ts'
import { decodeCell } from './cell-codec.ts'
import { findColumns, type SheetReading, type SheetRow, textOf } from './find-columns.ts'
import { headerTree } from './header-paths.ts'
import { NotationError } from './notation.ts'
import { type CellPlace, type CellProblem, Places } from './places.ts'
import { type Column, plainValue, type Table, tables } from './tables.ts'
import { blankValue, valueAt } from './write-tables.ts'

/** Lists and objects that are filled row by row. */
type Tree = Record<string, unknown>

export interface WorkbookReading {
  readonly document: Tree
  readonly places: Places
  readonly problems: CellProblem[]
  /** What was recognised on each sheet. */
  readonly sheets: ReadonlyMap<ParsedSheet, { readonly table: Table; readonly reading: SheetReading }>
}

const folded = (text: string): string => text.normalize('NFKC').trim()

/** Puts a value at a path, making the objects on the way; keys come from the schema, never from a cell. */
const setAt = (tree: Tree, path: readonly PropertyKey[], value: unknown): void => {
  let into: object = tree
  for (const part of path.slice(0, -1)) {
    const known: unknown = Reflect.get(into, part)
    const next: object = typeof known === 'object' && known !== null ? known : {}
    if (next !== known) Reflect.set(into, part, next)
    into = next
  }
  const last = path.at(-1)
  if (last !== undefined) Object.defineProperty(into, last, { value, writable: true, enumerable: true, configurable: true })
}

interface ReadRow {
  readonly value: Tree
  readonly duty: Tree
  readonly owners: readonly string[]
  readonly key: string
  readonly header: string
  readonly order: number | undefined
}

class TableReader {
  readonly document: Tree = { manifest: {}, forms: [], codes: [], rules: [], indicators: [], targets: [], sources: [], mappings: [] }
  readonly places = new Places()
  readonly problems: CellProblem[] = []
  /** Where the rows went that other rows may name, by table and name. */
  private readonly named = new Map<string, Map<string, readonly PropertyKey[]>>()
  private readonly sheets = new Map<ParsedSheet, { readonly table: Table; readonly reading: SheetReading }>()
  private readonly headers = new Map<number, { readonly field: string; readonly path: string; readonly order: number }[]>()

  private error(place: CellPlace | undefined, message: string): void {
    this.problems.push({ place, severity: 'error', message })
  }

  private decode(column: Column, cell: ParsedCell, place: CellPlace): unknown {
    if (cell.kind === 'error') this.error(place, workbookText.errorCell(textOf(cell)))
    else if (cell.kind === 'formulaWithoutValue') this.error(place, workbookText.formulaWithoutValue)
    else {
      try {
        return decodeCell(column.shape, textOf(cell), column.dotted)
      } catch (error) {
        if (!(error instanceof NotationError)) throw error
        this.error(place, error.message)
      }
    }
    return undefined
  }

  private readRow(table: Table, row: SheetRow, placeOf: SheetReading['placeOf']): ReadRow {
    const value: Tree = {}
    const duty: Tree = {}
    const owners: string[] = []
    let key = ''
    let header = ''
    let order: number | undefined
    for (const [index, column] of table.columns.entries()) {
      const cell = row.cells[index]
      const place = placeOf(row.row, index)
      const decoded = cell === undefined ? blankValue(column) : this.decode(column, cell, place)
      if (column.role === 'owner') owners.push(typeof decoded === 'string' ? decoded : '')
      else if (decoded === undefined) continue
      else if (column.role === 'own') setAt(value, column.path, decoded)
      else if (column.role === 'duty') setAt(duty, column.path, decoded)
      else if (column.role === 'key') key = String(decoded)
      else if (column.role === 'header') header = String(decoded)
      else if (typeof decoded === 'number' && Number.isInteger(decoded)) order = decoded
      else this.error(place, workbookText.orderWrong)
    }
    return { value, duty, owners, key, header, order }
  }

  /** Path of what a row hangs on; undefined and reported when it is not there. */
  private holder(table: Table, row: ReadRow, placeOf: (column: number) => CellPlace): readonly PropertyKey[] | undefined {
    const above = tables.find(({ id }) => id === table.parent)
    if (above === undefined) return []
    if (above.name === undefined) {
      return above.kind === 'one'
        ? above.parent === undefined
          ? above.at
          : [...(tables.find(({ id }) => id === above.parent)?.at ?? []), ...above.at]
        : []
    }
    const found = this.named.get(above.id)?.get(JSON.stringify(row.owners))
    if (found !== undefined) return found
    const missing = row.owners.indexOf('')
    const column = missing === -1 ? row.owners.length - 1 : missing
    const owner = table.columns.filter(({ role }) => role === 'owner')[column]
    const sheet = tables.find(({ id }) => id === owner?.owner)?.sheet ?? above.sheet
    const message = missing === -1 ? workbookText.ownerUnknown(sheet, row.owners[column] ?? '') : workbookText.ownerMissing(sheet)
    this.error(placeOf(column), message)
    return undefined
  }

  private put(table: Table, row: SheetRow, reading: SheetReading): void {
    const placeOf = (column: number): CellPlace => reading.placeOf(row.row, column)
    const read = this.readRow(table, row, reading.placeOf)
    const holder = this.holder(table, read, placeOf)
    if (holder === undefined) return
    const at = [...holder, ...table.at]
    const path = this.pathFor(table, read, at, placeOf)
    if (path === undefined) return
    const first = Math.max(
      0,
      table.columns.findIndex(({ role }, index) => role !== 'owner' && (reading.at[index] ?? -1) !== -1),
    )
    this.places.mark(path, placeOf(first))
    for (const [index, column] of table.columns.entries()) {
      if ((reading.at[index] ?? -1) === -1) continue
      const place = { ...placeOf(index), about: column }
      const isPlain = table.kind === 'keyed' && column.path[0] === plainValue
      if (column.role === 'own') this.places.mark(isPlain ? path : [...path, ...column.path], place)
      else if (column.role === 'duty') this.places.mark(['manifest', 'forms', Number(path.at(-1)), ...column.path], place)
      else if (column.role === 'header' && !this.headers.has(Number(path[1]))) this.places.mark([...holder, 'header'], place)
    }
    if (table.id === 'forms') this.putDuty(read, Number(path.at(-1)), placeOf(first))
    if (table.id === 'fields') this.putHeader(read, Number(path[1]))
  }

  private pathFor(
    table: Table,
    read: ReadRow,
    at: readonly PropertyKey[],
    placeOf: (column: number) => CellPlace,
  ): readonly PropertyKey[] | undefined {
    if (table.kind === 'one') {
      setAt(this.document, at, { ...(valueAt(this.document, at) as object | undefined), ...read.value }) // made by setAt or absent
      return at
    }
    if (table.kind === 'keyed') {
      const column = table.columns.findIndex(({ role }) => role === 'key')
      if (read.key === '') this.error(placeOf(column), workbookText.missing)
      else if (Object.hasOwn((valueAt(this.document, at) as object | undefined) ?? {}, read.key))
        this.error(placeOf(column), workbookText.twice(read.key)) // made by setAt or absent
      else if (read.key === '__proto__' || read.key === 'constructor' || read.key === 'prototype')
        this.error(placeOf(column), workbookText.forbiddenKey(read.key))
      else {
        setAt(
          this.document,
          [...at, read.key],
          plainValue in read.value && table.columns.length === 2 ? read.value[plainValue] : read.value,
        )
        return [...at, read.key]
      }
      return undefined
    }
    const known = valueAt(this.document, at)
    const list: unknown[] = Array.isArray(known) ? known : []
    if (list !== known) setAt(this.document, at, list)
    if (table.optional && saysNone(table, read.value)) return undefined
    list.push(read.value)
    const path = [...at, list.length - 1]
    if (table.name !== undefined) {
      const names = this.named.get(table.id) ?? new Map<string, readonly PropertyKey[]>()
      this.named.set(table.id, names)
      const name = JSON.stringify([...read.owners, String(read.value[table.name] ?? '')])
      if (!names.has(name)) names.set(name, path)
    }
    return path
  }

  private putDuty(read: ReadRow, index: number, place: CellPlace): void {
    const duties = valueAt(this.document, ['manifest', 'forms'])
    const list: unknown[] = Array.isArray(duties) ? duties : []
    if (list !== duties) setAt(this.document, ['manifest', 'forms'], list)
    list[index] = { ...(read.value.id === undefined ? {} : { id: read.value.id }), ...read.duty }
    this.places.mark(['manifest', 'forms', index], place)
  }

  private putHeader(read: ReadRow, form: number): void {
    const places = this.headers.get(form) ?? []
    this.headers.set(form, places)
    if (typeof read.value.key === 'string')
      places.push({ field: read.value.key, path: read.header, order: read.order ?? places.length + 1 })
  }

  readSheet(table: Table, sheet: ParsedSheet): void {
    const reading = findColumns(table, sheet, (problem) => this.problems.push(problem))
    if (reading === undefined) return
    this.sheets.set(sheet, { table, reading })
    for (const row of reading.rows) this.put(table, row, reading)
  }

  finish(): WorkbookReading {
    for (const [form, places] of this.headers) {
      const ordered = places.map((place, index) => ({ ...place, index })).sort((a, b) => a.order - b.order || a.index - b.index)
      setAt(this.document, ['forms', form, 'header'], headerTree(ordered))
    }
    return { document: this.document, places: this.places, problems: this.problems, sheets: this.sheets }
  }

  missing(message: string): void {
    this.error(undefined, message)
  }
  warn(place: CellPlace, message: string): void {
    this.problems.push({ place, severity: 'warning', message })
  }
}

/** True of the row that says: an empty list, not none at all. */
const saysNone = (table: Table, value: Tree): boolean => {
  const first = table.columns.find(({ role }) => role === 'own')?.path[0] ?? ''
  const others = Object.entries(value).filter(([key]) => key !== first)
  return value[first] === workbookWords.none && others.every(([, part]) => Array.isArray(part) && part.length === 0)
}

/** Sheets without which there is no pack. */
const needed = new Set(['manifest', 'calendar', 'units', 'forms', 'fields', 'codeLists', 'codes'])

/** True when a sheet is one of a pack's. */
export const isPackWorkbook = (workbook: ParsedWorkbook): boolean =>
  workbook.sheets.some(({ name }) => tables.some((table) => table.sheet === folded(name)))

/** Reads everything, and everything that is wrong with how it is written. What it means is judged afterwards. */
export const readTables = (workbook: ParsedWorkbook): WorkbookReading => {
  const reader = new TableReader()
  const known = new Set<ParsedSheet>()
  for (const table of tables) {
    const [sheet, second] = workbook.sheets.filter(({ name }) => folded(name) === table.sheet)
    for (const found of [sheet, second]) if (found !== undefined) known.add(found)
    if (second !== undefined) reader.missing(workbookText.sheetTwice(table.sheet))
    if (sheet !== undefined) reader.readSheet(table, sheet)
    else if (needed.has(table.id)) reader.missing(workbookText.sheetMissing(table.sheet))
  }
  for (const sheet of workbook.sheets) {
    if (known.has(sheet) || folded(sheet.name) === workbookWords.problems || sheet.rows.length === 0) continue
    const first = sheet.rows[0]
    reader.warn(
      { sheet: sheet.name, row: (first?.row ?? 1) - 1, column: Math.max(0, first?.cells.findIndex((cell) => cell !== undefined) ?? 0) },
      workbookText.sheetIgnored(sheet.name),
    )
  }
  return reader.finish()
}
