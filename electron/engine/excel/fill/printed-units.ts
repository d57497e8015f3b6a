/** Units that the number formats of a template print behind its figures: what is written there must be in them. */
import type { Field } from '../../../../shared/forms/form-schema.ts'
import type { SheetLayout } from '../../ports.ts'
import { isPercentFormat } from '../reader/number-format.ts'
import { displayedFactor, type ShownAs, shownAs } from '../recognise/printed-unit.ts'
import { factorOf } from '../recognise/unit-scales.ts'
import { inverse, wantedUnit } from '../recognise/units.ts'

/** Formats with a condition shrink large figures, if any. */
const largeFigure = 1e12

/** How a format shows what will be written; undefined where it shows the figure as it is, and no unit beside it. */
export const shownIn = (format: string | undefined): ShownAs | undefined =>
  format === undefined || isPercentFormat(format) ? undefined : shownAs(format, largeFigure)

/** Makes a figure in `own` the one to be written, so that it is shown in the unit printed; undefined where nothing is printed, or nobody can say. */
export const factorForPrinted = (shown: ShownAs | undefined, own: string): string | undefined =>
  shown?.unit === undefined || factorOf(shown.unit, own) === undefined ? undefined : inverse(displayedFactor(shown, own))

/** What a cell of a column prints, where that is another unit than the first row of data does. */
export interface OtherUnit {
  readonly unit: string
  /** undefined where there is no way to it. */
  readonly factor: string | undefined
}

/** Looks up single cells of a block whose first row of data was looked at for the whole column. */
export function otherUnits(
  layout: SheetLayout | undefined,
  first: number,
): (row: number, column: number, field: Field) => OtherUnit | undefined {
  const units = new Map<string, ShownAs>()
  for (const { row, column, format } of layout?.cells ?? []) {
    const shown = shownIn(format)
    if (shown?.unit !== undefined) units.set(`${row}:${column}`, shown)
  }
  return (row, column, field) => {
    const shown = units.size === 0 ? undefined : units.get(`${row}:${column}`)
    const own = wantedUnit(field)
    if (shown?.unit === undefined || own === undefined) return undefined
    const ofColumn = units.get(`${first}:${column}`)
    if (ofColumn?.unit === shown.unit && ofColumn.factor === shown.factor) return undefined
    return { unit: shown.unit, factor: factorForPrinted(shown, own) }
  }
}
