/** Sheets of one workbook on their way into several reports. */

/** A sheet and where it goes. */
export interface SheetPlace {
  readonly sheet: string
  readonly form: string
  readonly period: string
}
/** One report, one step: sheets for the same form and month go in together. */
export interface BookImport {
  readonly form: string
  readonly period: string
  readonly sheets: readonly string[]
}

/** The imports in the order in which they must be made: a month rests on the one before. */
export function bookImports(places: readonly SheetPlace[]): BookImport[] {
  const imports = new Map<string, { form: string; period: string; sheets: string[] }>()
  for (const { sheet, form, period } of places) {
    const key = `${period} ${form}`
    const known = imports.get(key)
    if (known === undefined) imports.set(key, { form, period, sheets: [sheet] })
    else known.sheets.push(sheet)
  }
  return [...imports.values()].toSorted((one, other) => (one.period < other.period ? -1 : one.period > other.period ? 1 : 0))
}
