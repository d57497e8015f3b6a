/** What the number format of a cell says of its figure: a unit printed behind it, digits cut off. */
import { sizeInHeading } from '../../../../shared/text/import-units.ts'
import { workbookLimits } from '../limits.ts'
import { type FormatSection, formatSections } from '../reader/number-format.ts'
import { factorOf } from './unit-scales.ts'
import { applyFactor, isScale, isUnit, withoutBrackets } from './units.ts'

/** How a figure is shown that is shown otherwise than it is stored. One object for each part of a format. */
export interface ShownAs {
  /** Power of ten between the figure stored and the one shown. */
  readonly factor: string | undefined
  /** Printed beside the figure: 亿元 in `0.00"亿元"`; 万 alone is one, too. */
  readonly unit: string | undefined
}

const longestUnit = 20

interface KnownSection {
  readonly isFor: FormatSection['isFor']
  readonly shown: ShownAs | undefined
}
const known = new Map<string, readonly KnownSection[]>()

/** What a format says of a figure; undefined where it shows the figure as it is stored, and no unit beside it. */
export function shownAs(format: string, value: number): ShownAs | undefined {
  let sections = known.get(format)
  if (sections === undefined) {
    if (known.size > 2 * workbookLimits.numberFormats) known.clear()
    sections = formatSections(format).map((section) => ({ isFor: section.isFor, shown: shownBy(section) }))
    known.set(format, sections)
  }
  if (sections.length === 1) return sections[0]?.shown
  return sections.find(({ isFor }) => isFor(value))?.shown
}

const shownBy = ({ factor, before, after }: FormatSection): ShownAs | undefined => {
  const unit = unitIn(after) ?? unitIn(before)
  return factor === undefined && unit === undefined ? undefined : { factor, unit }
}

/** Printed words that are a unit, or have a word of size in them; 约 and ¥ are none. */
const unitIn = (printed: string): string | undefined => {
  if (printed.length > longestUnit) return undefined
  const plain = withoutBrackets(printed.normalize('NFKC'))
  return plain !== '' && (isUnit(plain) || isScale(plain) || sizeInHeading.test(plain)) ? plain : undefined
}

/** By what a figure stored is multiplied to be one in `wanted`; undefined where what is shown does not say so for certain. */
export function printedFactor({ factor, unit }: ShownAs, wanted: string | undefined): string | undefined {
  const size = unit === undefined || wanted === undefined ? undefined : factorOf(unit, wanted)
  if (size === undefined || factor === undefined) return size
  // 2.1万吨 of 21000: what is shown and what is stored are the same amount.
  return applyFactor(factor, size)?.value === '1' ? '1' : undefined
}

/** What makes the figure stored the one shown, in the unit of the field where that can be said. */
export const displayedFactor = ({ factor = '1', unit }: ShownAs, wanted: string | undefined): string => {
  const size = unit === undefined || wanted === undefined ? undefined : factorOf(unit, wanted)
  return applyFactor(factor, size ?? '1')?.value ?? factor
}

/** True where what is shown is in a unit that nobody can make the field's; 万 alone is a size, and is asked about. */
export const isForeign = ({ unit }: ShownAs, wanted: string | undefined): boolean =>
  unit !== undefined && wanted !== undefined && !isScale(unit) && factorOf(unit, wanted) === undefined
