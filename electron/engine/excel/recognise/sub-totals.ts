/**
 * Sub-totals that bear no word of a total: a town, or a count of boilers, with figures that are the sum of the rows below or
 * above. Only the sum tells them from a boiler that is called like a town, so it decides, and each is told at its cell.
 */
import type { CodeList, FormTemplate } from '../../../../shared/forms/form-schema.ts'
import type { Pack } from '../../../../shared/forms/pack-types.ts'
import { type Decimal, decimalText, parseDecimal, zero } from '../../../../shared/model/decimal.ts'
import { isNumeric, readValue } from '../../../../shared/model/value.ts'
import { importText } from '../../../../shared/text/import.ts'
import { countWithUnit } from '../../../../shared/text/import-words.ts'
import type { ParsedCell, ParsedRow } from '../../ports.ts'
import { isPlaceLabel } from './group-label.ts'
import type { ColumnMapping } from './map-columns.ts'
import { cellText, words } from './words.ts'

export interface ToldRow {
  readonly row: ParsedRow
  /** 0-based column of the cell that is told of. */
  readonly column: number
  readonly message: string
}
interface Label {
  readonly column: number
  readonly text: string
  readonly hasCount: boolean
}
interface Difference {
  readonly label: string
  readonly stated: Decimal
  readonly sum: Decimal
}

/** Names and codes of the towns and counties that a pack knows, as words. */
export function placesOf(
  template: FormTemplate,
  codes: ReadonlyMap<string, CodeList>,
  pack: Pick<Pack, 'forms'> | undefined,
): ReadonlySet<string> {
  const lists = new Set(
    [template, ...(pack?.forms.values() ?? [])].flatMap(({ fields }) =>
      fields.flatMap((field) => (isPlace(field.type) && field.codes !== undefined ? [field.codes] : [])),
    ),
  )
  const items = [...lists].flatMap((list) => codes.get(list)?.items ?? [])
  return new Set(items.flatMap(({ code, label, synonyms }) => [code, label, ...synonyms].map(words)))
}

/** Whether a field of this type holds a town or a county. */
export const isPlace = (type: string): boolean => type === 'town' || type === 'region'
const longestLabel = 20

/** Judges rows as they come, from top to bottom. */
export class SubTotals {
  readonly #names: ReadonlySet<number>
  readonly #summed: readonly { readonly column: number; readonly label: string }[]
  /** Columns whose places name the row itself. */
  readonly #keys: ReadonlySet<number>
  readonly #isOpen: boolean
  readonly #places: ReadonlySet<string>
  /** Rows of data since the last sub-total. */
  #above: ParsedRow[] = []
  /** Left out. */
  readonly told: ToldRow[] = []
  /** Taken all the same. */
  readonly doubtful: ToldRow[] = []

  constructor({ structure, naturalKey }: FormTemplate, { imported }: ColumnMapping, places: ReadonlySet<string>) {
    this.#names = new Set(imported.filter(({ field }) => !isNumeric(field.type)).map(({ column }) => column))
    this.#summed = imported
      .filter(({ field }) => isNumeric(field.type) && field.type !== 'percent')
      .map(({ column, field }) => ({ column, label: field.label }))
    this.#keys = new Set(imported.filter(({ field }) => isPlace(field.type) && naturalKey.includes(field.key)).map(({ column }) => column))
    this.#isOpen = structure.kind === 'ledger' || (structure.kind === 'fixed' && structure.extra)
    this.#places = places
  }

  /** Takes in a row of data; true where it is a sub-total. `below` are the rows of data that follow it, as far as anybody looks. */
  isSubTotal(row: ParsedRow, below: () => Iterable<ParsedRow>): boolean {
    const label = this.#labelOf(row)
    if (label === undefined) {
      this.#above.push(row)
      return false
    }
    const following: ParsedRow[] = []
    for (const next of below()) {
      if (this.#labelOf(next) !== undefined) break
      following.push(next)
    }
    const groups = [
      { rows: following, say: importText.rowsBelow },
      { rows: this.#above, say: importText.rowsAbove },
    ].filter(({ rows }) => rows.length > 0)
    this.#above = []
    const judged = groups.map(({ rows, say }) => ({ ...this.#compare(row, rows), where: say(rows.length), rows }))
    const exact = judged.find(({ differing, compared, rows }) => {
      const isTelling = compared > 1 || rows.length > 1 || label.hasCount
      return differing.length === 0 && compared > 0 && isTelling
    })
    if (exact !== undefined) {
      this.told.push({ row, column: label.column, message: importText.subTotal(label.text, exact.where) })
      return true
    }
    const nearest = judged.filter(({ compared }) => compared > 0).toSorted((a, b) => a.differing.length - b.differing.length)[0]
    const [difference] = nearest?.differing ?? []
    if (nearest === undefined || difference === undefined) return false
    const { label: field, stated, sum } = difference
    const isOut = label.hasCount || nearest.differing.length * 2 < nearest.compared
    const say = isOut ? importText.subTotalDiffers : importText.likeSubTotal
    const message = say(label.text, field, decimalText(stated), nearest.where, decimalText(sum))
    ;(isOut ? this.told : this.doubtful).push({ row, column: label.column, message })
    return isOut
  }

  /** A total that said so ends the rows that a sub-total below it may be about. */
  endsGroup(): void {
    this.#above = []
  }

  /** The place or count that the row says, where it says nothing else besides figures. */
  #labelOf({ cells }: ParsedRow): Label | undefined {
    if (!this.#isOpen) return undefined
    let label: Label | undefined
    let hasCount = false
    for (let column = 0; column < cells.length; column++) {
      const cell = cells[column]
      if (cell === undefined) continue
      const isName = this.#names.has(column)
      if (cell.kind !== 'text') {
        if (isName) return undefined
        continue
      }
      const text = cellText(cell)
      const isCount = countWithUnit.test(text)
      if (!isName && !isCount && readNumber(cell) !== undefined) continue
      const isKnown = isCount || (text.length <= longestLabel && !this.#keys.has(column) && isPlaceLabel(text, this.#places))
      if (!isKnown) return undefined
      if (isCount) hasCount = true
      label ??= { column, text, hasCount: false }
    }
    return label === undefined ? undefined : { ...label, hasCount }
  }

  #compare({ cells }: ParsedRow, rows: readonly ParsedRow[]): { readonly compared: number; readonly differing: readonly Difference[] } {
    let compared = 0
    const differing: Difference[] = []
    for (const { column, label } of this.#summed) {
      const stated = readNumber(cells[column])
      if (stated === undefined || stated.eq(zero)) continue
      const figures = rows.map((row) => (cellText(row.cells[column]) === '' ? zero : readNumber(row.cells[column])))
      if (figures.includes(undefined)) continue
      const sum = figures.reduce<Decimal>((all, figure) => all.plus(figure ?? zero), zero)
      compared++
      if (!sum.eq(stated)) differing.push({ label, stated, sum })
    }
    return { compared, differing }
  }
}

/** The figure of a cell; undefined where it holds none. */
export const readNumber = (cell: ParsedCell | undefined): Decimal | undefined => {
  if (cell === undefined || (cell.kind !== 'number' && cell.kind !== 'text')) return undefined
  const read = readValue({ type: 'decimal' }, cellText(cell))
  return read.ok && read.value !== null ? parseDecimal(read.value) : undefined
}
