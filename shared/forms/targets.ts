/** The targets of a pack: whether the names under which rules find them are free, and how they are shared out. */
import { packText, packThings } from '../text/pack.ts'
import type { Indicator, UnitTarget } from './indicator-schema.ts'
import type { PackManifest } from './manifest-schema.ts'
import type { Locate, PackProblem } from './source.ts'

/** Facts about the plan itself that expressions already know as `plan.<name>`. */
const planFacts = ['id', 'title', 'version', 'validFrom', 'validTo', 'receiver', 'allIndicators', 'monthlyIndicators'] as const

/** Keys of indicators must be unique and, as rules read them as `plan.<key>`, no parameter's key. */
export const checkIndicators = (indicators: readonly Indicator[], manifest: PackManifest, locate: Locate): PackProblem[] => {
  const problems: PackProblem[] = []
  const seen = new Set<string>()
  for (const [index, { key }] of indicators.entries()) {
    const place = locate(['indicators', index, 'key'])
    if (seen.has(key)) problems.push({ ...place, message: packText.duplicate(packThings.indicator, key) })
    if (Object.hasOwn(manifest.parameters, key) || planFacts.some((name) => name === key))
      problems.push({ ...place, message: packText.indicatorTaken(key) })
    seen.add(key)
  }
  return problems
}

/** Every line must name a unit and an indicator of the pack, and no two the same ones for the same year. */
export const checkTargets = (
  targets: readonly UnitTarget[],
  indicators: readonly Indicator[],
  manifest: PackManifest,
  locate: Locate,
): PackProblem[] => {
  const problems: PackProblem[] = []
  const units = new Set(manifest.units.map(({ id }) => id))
  const keys = new Set(indicators.map(({ key }) => key))
  const seen = new Set<string>()
  for (const [index, { unit, indicator, year }] of targets.entries()) {
    const say = (part: string, message: string): void => void problems.push({ ...locate(['targets', index, part]), message })
    if (!units.has(unit)) say('unit', packText.targetUnit(unit))
    if (!keys.has(indicator)) say('indicator', packText.targetIndicator(indicator))
    const name = [unit, indicator, ...(year === undefined ? [] : [year])].join(' ')
    if (seen.has(name)) say('unit', packText.duplicate(packThings.target, name))
    seen.add(name)
  }
  return problems
}

/**
 * The target of one unit for a year: the one set for that year, else, in the indicator's due year, the one set
 * without a year. Undefined when the city has set none.
 */
export const unitTargetOf = (
  targets: readonly Pick<UnitTarget, 'indicator' | 'year' | 'value'>[],
  indicator: Pick<Indicator, 'key' | 'dueYear'>,
  year: number,
): string | undefined => {
  const own = targets.filter((target) => target.indicator === indicator.key)
  const ofYear = own.find((target) => target.year === year)
  if (ofYear !== undefined) return ofYear.value
  return year === indicator.dueYear ? own.find((target) => target.year === undefined)?.value : undefined
}
