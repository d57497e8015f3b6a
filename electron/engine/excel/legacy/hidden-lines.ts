/** What an OpenDocument workbook hides, whole sheets among it; the library that reads these files does not tell. */
export interface HiddenLines {
  /** The whole sheet. */
  readonly isHidden: boolean
  readonly rows: readonly (readonly [number, number])[]
  readonly columns: readonly (readonly [number, number])[]
}
/** By name of the sheet. */
export type HiddenBySheet = ReadonlyMap<string, HiddenLines>

/** True for a 0-based line that lies in one of the ranges. */
export const isHidden = (ranges: readonly (readonly [number, number])[] | undefined, line: number): boolean =>
  ranges?.some(([from, to]) => from <= line && line <= to) === true

type Ranges = [number, number][]

/** Ranges, and styles, beyond this are no help to anybody; the rest counts as shown. */
const mostKept = 10_000

export class HiddenLineFinder {
  readonly sheets = new Map<string, { readonly isHidden: boolean; readonly rows: Ranges; readonly columns: Ranges }>()
  private sheet: { readonly rows: Ranges; readonly columns: Ranges } | undefined
  private style: string | undefined
  private readonly hiddenStyles = new Set<string>()
  private row = 0
  private column = 0

  /** A style begins; those of sheets stand before the sheets. */
  openStyle(name: string | undefined): void {
    this.style = name
  }
  /** The style at hand is one of sheets. `display` as the file has it: `false` hides whatever sheet is of this style. */
  passSheetLook(display: string | undefined): void {
    if (display === 'false' && this.style !== undefined && this.hiddenStyles.size < mostKept) this.hiddenStyles.add(this.style)
  }
  openSheet(name: string, style: string | undefined): void {
    const sheet = { isHidden: style !== undefined && this.hiddenStyles.has(style), rows: [], columns: [] }
    this.sheet = sheet
    this.sheets.set(name, sheet)
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
  if (ranges === undefined || (visibility !== 'collapse' && visibility !== 'filter') || ranges.length >= mostKept) return
  const last = ranges.at(-1)
  if (last !== undefined && last[1] === from - 1) last[1] = from + count - 1
  else ranges.push([from, from + count - 1])
}
