import type { ImportPreview } from '../../../shared/contract/index.ts'

type Column = ImportPreview['columns'][number]
type Part = NonNullable<ImportPreview['parts']>[number]

/** The columns of one table, and how many tables have the same header. */
export interface TableColumns {
  /** `sheet!5`, or '' for the first table. */
  readonly key: string
  readonly sheet: string
  readonly headerRows: readonly [number, number]
  readonly columns: readonly Column[]
}

/** The columns of a preview by table: those of the first one bear letters alone, those of others their sheet and header row. */
export function tablesOf({
  columns,
  parts,
  sheet,
  headerRows,
}: Pick<ImportPreview, 'columns' | 'parts' | 'sheet' | 'headerRows'>): TableColumns[] {
  const tables = new Map<string, { readonly columns: Column[] }>()
  for (const column of columns) {
    const key = keyOf(column.letter)
    const table = tables.get(key) ?? { columns: [] }
    table.columns.push(column)
    tables.set(key, table)
  }
  return [...tables].map(([key, table]) => {
    const part = key === '' ? undefined : parts?.find((one) => partKey(one) === key)
    return { key, sheet: part?.sheet ?? sheet, headerRows: part?.headerRows ?? headerRows, ...table }
  })
}

const partKey = ({ sheet, headerRows }: Part): string => `${sheet}!${headerRows[1]}`

const keyOf = (letter: string): string => {
  const cut = letter.lastIndexOf('!')
  return cut < 0 ? '' : `${letter.slice(0, cut)}!${/\d+$/.exec(letter)?.[0] ?? ''}`
}

/** `F` of `sheet!F5`. */
export const lettersOf = (letter: string): string => /([A-Z]+)\d*$/.exec(letter)?.[1] ?? letter
