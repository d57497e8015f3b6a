/** Units that a sheet states beside its headings: a line 单位：万吨 above, between or under the rows, units in a header printed again. */
import { betweenUnits, sizedUnit, statedUnitLine } from '../../../../shared/text/import-words.ts'
import type { ParsedRow } from '../../ports.ts'
import { parseHeading } from './headings.ts'
import { convert, isUnit, withoutBrackets } from './units.ts'
import { cellText } from './words.ts'

const inBrackets = /^[([【〔]\s*([^()[\]【】〔〕]+?)\s*[)\]】〕]$/

/** The units that a text states for the whole table; 万 alone is one, too. */
export function statedUnits(text: string): readonly string[] {
  const plain = text.normalize('NFKC').trim()
  const alone = inBrackets.exec(plain)?.[1]
  if (alone !== undefined && isUnit(alone)) return [alone]
  const named: string[] = []
  const tokens = statedUnitLine.exec(plain)?.[1]?.split(betweenUnits) ?? []
  for (const token of tokens.filter((one) => one !== '')) {
    const units = unitsIn(token)
    // What follows is about something else.
    if (units === undefined) break
    named.push(...units)
  }
  return named
}

const unitsIn = (token: string): readonly string[] | undefined => {
  const [first = '', second, ...more] = token.split('/')
  // 吨/万吨 leaves it open; 元/蒸吨 is one unit.
  if (second !== undefined && more.length === 0 && isUnit(first) && isUnit(second) && convert(first, second).kind !== 'unknown')
    return [first, second]
  return isUnit(token) || sizedUnit.exec(token)?.[2] === '' ? [token] : undefined
}

export const unitsOfRow = (row: ParsedRow): readonly string[] => row.cells.flatMap((cell) => statedUnits(cellText(cell)))

/** The unit that a cell of a header printed again, or of a row of units, gives to its column. */
export function unitOfColumn(text: string): string | undefined {
  const plain = withoutBrackets(text)
  return isUnit(plain) ? plain : parseHeading(text).unit
}
