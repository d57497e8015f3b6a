/** Which reporting unit a sheet says it is about. Pure. */
import type { ReportingUnit } from '../../../../shared/forms/manifest-schema.ts'
import {
  aboutOthers,
  afterRegion,
  autonomous,
  boardWord,
  firmWord,
  statedOffice,
  withinWords,
} from '../../../../shared/text/import-words.ts'

/** The unit that fills in, among all units of its plan. */
export interface UnitAmong {
  readonly own: ReportingUnit
  readonly units: readonly ReportingUnit[]
}

/**
 * Another unit of the plan that a line over a table, or the name of a sheet, names instead of the own one; undefined when
 * it names none, the own one too, or a firm. A line that says who reports (填报单位：…) may name any unit; elsewhere
 * only counties count, because titles name departments for many reasons.
 */
export function otherUnit(text: string, { own, units }: UnitAmong): string | undefined {
  const line = text.normalize('NFKC').replace(/\s/g, '')
  const said = statedOffice.exec(line)?.[1]
  if (said === undefined && (!isCounty(own) || aboutOthers.test(line))) return undefined
  if (firmWord.test(said ?? line)) return undefined
  const candidates = units.filter((unit) => (isCounty(unit) ? isOutside(unit, own) : said !== undefined))
  const named = unitsIn(said ?? line, [own, ...candidates])
  return named.includes(own.name) ? undefined : named[0]
}

const isCounty = ({ gbCode }: ReportingUnit): boolean => gbCode !== undefined

/** Departments have offices in every county, and boards reach into some: these may fill in for them. */
const isOutside = ({ gbCode = '' }: ReportingUnit, own: ReportingUnit): boolean =>
  isCounty(own) || (own.kind === 'board' && !own.regionCodes.includes(gbCode))

/** As people write it: 三江县, 柳东新区. */
const shortName = ({ name }: ReportingUnit): string =>
  autonomous.test(name) ? name.replace(autonomous, '$1$2') : name.replace(boardWord, '')

/** Full names in the order they, or their short forms, stand there; 新绛县 is not 绛县. */
const unitsIn = (text: string, units: readonly ReportingUnit[]): readonly string[] => {
  const names = new Map(
    units.flatMap((unit) => [unit.name, shortName(unit)].map((written) => [written.normalize('NFKC'), unit.name] as const)),
  )
  const longestFirst = [...names.keys()].toSorted((a, b) => b.length - a.length)
  const found: string[] = []
  for (let at = 0; at < text.length; ) {
    const name = longestFirst.find((one) => text.startsWith(one, at) && standsAlone(text, at, one))
    if (name !== undefined) found.push(names.get(name) ?? name)
    at += name?.length ?? 1
  }
  return found
}

/** A name of two characters is part of other words unless something ends before it. */
const standsAlone = (text: string, at: number, name: string): boolean =>
  text[at + name.length] !== afterRegion && (name.length > 2 || !withinWords.test(text[at - 1] ?? ''))
