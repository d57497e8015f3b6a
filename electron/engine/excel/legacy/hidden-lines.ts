/** Rows and columns that an OpenDocument sheet hides; the library that reads these files does not tell. */
export interface HiddenLines {
  readonly rows: readonly (readonly [number, number])[]
  readonly columns: readonly (readonly [number, number])[]
}
/** By name of the sheet. */
export type HiddenBySheet = ReadonlyMap<string, HiddenLines>

/** True for a 0-based line that lies in one of the ranges. */
export const isHidden = (ranges: readonly (readonly [number, number])[] | undefined, line: number): boolean =>
  ranges?.some(([from, to]) => from <= line && line <= to) === true

type Ranges = [number, number][]

/** Ranges beyond this are no help to anybody; the rest of such a sheet counts as shown. */
const mostRanges = 10_000

export class HiddenLineFinder {
  readonly sheets = new Map<string, { readonly rows: Ranges; readonly columns: Ranges }>()
  private sheet: { readonly rows: Ranges; readonly columns: Ranges } | undefined
  private row = 0
  private column = 0

  openSheet(name: string): void {
    this.sheet = { rows: [], columns: [] }
    this.sheets.set(name, this.sheet)
    this.row = 0
    this.column = 0
  }
  /** `visibility` as the file has it: `collapse` is hidden by hand, `filter` by a filter. */
  passRows(count: number, visibility: string | undefined): void {
    add(this.sheet?.rows, this.row, count, visibility)
    this.row += count
  }
  passColumns(count: number, visibility: string | undefined): void {
    add(this.sheet?.columns, this.column, count, visibility)
    this.column += count
  }
}

const add = (ranges: Ranges | undefined, from: number, count: number, visibility: string | undefined): void => {
  if (ranges === undefined || (visibility !== 'collapse' && visibility !== 'filter') || ranges.length >= mostRanges) return
  const last = ranges.at(-1)
  if (last !== undefined && last[1] === from - 1) last[1] = from + count - 1
  else ranges.push([from, from + count - 1])
}
