/** What units stated beside a table mean for a column that does not say its own. */
import { scaleWords } from '../../../../shared/text/import-units.ts'
import { sizedUnit } from '../../../../shared/text/import-words.ts'
import { convert, divide, isScale } from './units.ts'

/** A line beside the table speaks of a column only when its units leave one reading. */
export const unitFromLine = (units: readonly string[], wanted: string): string | undefined => {
  const [fitting, ...others] = fittingScales(units, wanted)
  return others.length === 0 ? fitting?.unit : undefined
}

export interface Scale {
  readonly unit: string
  /** Makes figures of this unit those of the form. */
  readonly factor: string
}

/**
 * What figures of a column may be in, where what stands beside the table leaves it open: several units of its measure, or
 * one under the table or in a sentence (`below`), unless a line above says the same; 万吨 over a column of 吨标准煤, another
 * measure in name, but perhaps ten thousand of it in fact; 万 alone.
 */
export const doubtfulScales = (above: readonly string[], below: readonly string[], wanted: string): readonly Scale[] => {
  const fitting = fittingScales(above, wanted)
  const under = fittingScales(below, wanted)
  const [first] = fitting
  if (fitting.length === 1 && under.every(({ factor }) => factor === first?.factor)) return []
  const found = fitting.length > 0 ? [...fitting, ...under] : [...otherScales(above, wanted), ...under, ...otherScales(below, wanted)]
  return found.filter(({ factor }, at) => factor !== '1' && found.findIndex((one) => one.factor === factor) === at)
}

const fittingScales = (units: readonly string[], wanted: string): readonly Scale[] => {
  const found = new Map<string, Scale>()
  for (const unit of units) {
    const factor = factorOf(unit, wanted)
    if (factor !== undefined && !found.has(factor)) found.set(factor, { unit, factor })
  }
  return [...found.values()]
}

/** Makes figures in `unit` figures in `wanted`; undefined where they do not measure the same. */
export const factorOf = (unit: string, wanted: string): string | undefined => {
  // 万 before a column of 万元 says what the form says.
  if (isScale(unit) && sizedUnit.exec(wanted.normalize('NFKC'))?.[1] === unit.normalize('NFKC')) return '1'
  const conversion = convert(unit, wanted)
  return conversion.kind === 'same' ? '1' : conversion.kind === 'exact' ? conversion.factor : undefined
}

const otherScales = (units: readonly string[], wanted: string): readonly Scale[] =>
  units.flatMap((unit): Scale[] => {
    const [, scale = '', base = ''] = sizedUnit.exec(unit.normalize('NFKC')) ?? []
    const [, ownScale = '', ownBase = ''] = sizedUnit.exec(wanted.normalize('NFKC')) ?? []
    // 吨 beside a column of 万吨标准煤 may be meant for it as well.
    const size = scale === '' ? '1' : scaleWords[scale]
    if (size === undefined || wanted === '%' || scale === ownScale) return []
    if (base !== '' && (base === ownBase || !(ownBase.startsWith(base) || base.startsWith(ownBase)))) return []
    return [{ unit, factor: divide(size, scaleWords[ownScale] ?? '1') }]
  })

/** What of a line concerns a column: a unit of its measure, or one that may be meant for it. */
export const saidOf = (line: readonly string[], wanted: string): string | undefined =>
  fittingScales(line, wanted)[0]?.unit ?? otherScales(line, wanted)[0]?.unit
