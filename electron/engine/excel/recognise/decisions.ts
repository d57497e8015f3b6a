/** Decisions about columns, said of one table by address, handed to every table with the same header. */
import type { ImportOptions } from '../../../../shared/contract/index.ts'
import type { ChosenTable } from './choose-table.ts'
import { columnKeys, headerFingerprint } from './fingerprint.ts'

export interface TableDecisions {
  /** By 0-based column. */
  readonly columns: ReadonlyMap<number, string | null>
  readonly factors: ReadonlyMap<number, string>
}

/** The decisions for each table; an own word of a table goes before what was said of its twin. */
export function decisionsOf(tables: readonly ChosenTable[], options: ImportOptions): readonly TableDecisions[] {
  const columns = spoken(tables, options.columns)
  const factors = spoken(tables, options.factors)
  return tables.map((table, at) => ({ columns: columns(table, at), factors: factors(table, at) }))
}

const spoken = <T>(tables: readonly ChosenTable[], options: Readonly<Record<string, T>> | undefined) => {
  const own = new Map<number, Map<number, T>>()
  const shared = new Map<string, Map<string, T>>()
  for (const [reference, value] of Object.entries(options ?? {})) {
    const place = placeOf(tables, reference)
    if (place === undefined) continue
    const [at, column] = place
    own.set(at, (own.get(at) ?? new Map<number, T>()).set(column, value))
    const table = tables[at]
    const key = table === undefined ? undefined : keysOf(table).get(column)
    if (table === undefined || key === undefined) continue
    const print = headerFingerprint(table.block)
    shared.set(print, (shared.get(print) ?? new Map<string, T>()).set(key, value))
  }
  return (table: ChosenTable, at: number): ReadonlyMap<number, T> => {
    if (own.size === 0) return new Map()
    const said = new Map<number, T>()
    const twins = shared.get(headerFingerprint(table.block))
    if (twins !== undefined)
      for (const [column, key] of keysOf(table)) {
        const value = twins.get(key)
        if (value !== undefined) said.set(column, value)
      }
    for (const [column, value] of own.get(at) ?? []) said.set(column, value)
    return said
  }
}

const keysOf = ({ block }: ChosenTable): ReadonlyMap<number, string> => {
  const keys = columnKeys(block)
  return new Map(block.columns.map(({ column }, at) => [column, keys[at] ?? '']))
}

/** Which table and which 0-based column a reference means. */
const placeOf = (tables: readonly ChosenTable[], reference: string): readonly [number, number] | undefined => {
  const cut = reference.lastIndexOf('!')
  if (cut < 0) return [0, columnOf(reference)]
  const sheet = reference.slice(0, cut)
  const [, letters = '', row = ''] = /^([A-Z]+)(\d+)$/.exec(reference.slice(cut + 1)) ?? []
  const column = columnOf(letters)
  const at = tables.findIndex(
    ({ view, block }) =>
      view.sheet.name === sheet &&
      block.bottom === Number(row) &&
      (block.range === undefined || (block.range[0] <= column && column <= block.range[1])),
  )
  return at < 0 ? undefined : [at, column]
}

const columnOf = (letters: string): number => [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1
