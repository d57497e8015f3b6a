/**
 * Which passages of the plans the packs carry, read from the packs alone. A passage is carried by an indicator,
 * by the calendar, by a rule (itself, or through a parameter it reads) or by the duty to hand up a form; what no
 * form of a county can carry stands in the pack's `notCarried` with the reason.
 */
import { join } from 'node:path'
import { libraryFolder, loadPack, packIds, readPackFiles } from '../../../electron/engine/packs/load-pack.ts'
import { sourcePacksFolder } from '../../../electron/engine/packs/packs.ts'
import type { Pack } from '../../../shared/forms/pack-types.ts'
import type { Rule } from '../../../shared/forms/rule-schema.ts'

/** A passage of a plan; `value` and `unit` are its figure, null where it has none. */
export interface Fact {
  readonly id: string
  readonly plan: string
  readonly kind: string
  readonly value: number | null
  readonly unit: string | null
}
export interface Carried {
  readonly fact: string
  readonly pack: string
  readonly as: 'indicator' | 'rule' | 'calendar' | 'form'
  readonly id: string
  readonly value?: number
  readonly unit?: string
}
export interface Excused {
  readonly fact: string
  readonly reason: string
}
export type Coverage = Carried | Excused

/** Kinds of passages that must be carried or excused; the others (processes, incentives) may be. */
export const requiredKinds: ReadonlySet<string> = new Set(['target', 'threshold', 'ban', 'deadline', 'reporting-duty', 'warning-trigger'])

export const isCarried = (entry: Coverage): entry is Carried => 'pack' in entry

/** The first letter of a passage's number names its plan. */
const planOf: Readonly<Record<string, string>> = {
  L: 'liuzhou-2020',
  Y: 'yongzhou-peak',
  U: 'yuncheng-145',
  A: 'anshun-145',
  N: 'ningxia-peak',
}
const isOwn = (pack: Pack, fact: string): boolean => planOf[fact.slice(0, 1)] === pack.manifest.id

/** The packs in the order of the plans. Throws with the first mistake of a pack that does not load. */
export const loadPacks = (folder = sourcePacksFolder()): readonly Pack[] => {
  const library = readPackFiles(join(folder, libraryFolder))
  const order = Object.values(planOf)
  return packIds(folder)
    .toSorted((a, b) => order.indexOf(a) - order.indexOf(b))
    .map((id) => {
      const loaded = loadPack(id, readPackFiles(join(folder, id)), library)
      if (!loaded.ok) throw new Error(loaded.problems.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n'))
      return loaded.value.pack
    })
}

const figure = (value: string | number | undefined, unit: string | undefined): Pick<Carried, 'value' | 'unit'> => {
  const number = value === undefined || value === '' ? Number.NaN : Number(value)
  return { ...(Number.isFinite(number) ? { value: number } : {}), ...(unit === undefined ? {} : { unit }) }
}

const reads = (rule: Rule, key: string): boolean =>
  [rule.expr, rule.when ?? ''].some((text) => new RegExp(`\\bplan\\.${key}\\b`).test(text))

/** Everything that carries a passage in one pack, what shows the figure first. */
const carriersOf = (pack: Pack): Carried[] => {
  const { manifest, indicators, rules } = pack
  const entry = (fact: string, as: Carried['as'], id: string, rest: Pick<Carried, 'value' | 'unit'> = {}): Carried => ({
    fact,
    pack: manifest.id,
    as,
    id,
    ...rest,
  })
  const carried = [
    ...indicators.flatMap(({ facts = [], key, value, unit }) => facts.map((fact) => entry(fact, 'indicator', key, figure(value, unit)))),
    ...(manifest.calendar.facts ?? []).map((fact) =>
      entry(fact, 'calendar', 'calendar', { value: manifest.calendar.day, unit: '日（次月）' }),
    ),
    ...Object.entries(manifest.parameters).flatMap(([key, { facts = [], value, unit }]) =>
      facts.flatMap((fact) => {
        const readers = rules.filter((rule) => reads(rule, key))
        const reader = readers.find((rule) => rule.facts?.includes(fact)) ?? readers[0]
        return reader === undefined ? [] : [entry(fact, 'rule', reader.id, typeof value === 'number' ? figure(value, unit) : {})]
      }),
    ),
    ...rules.flatMap(({ facts = [], id }) => facts.map((fact) => entry(fact, 'rule', id))),
    ...manifest.forms.flatMap(({ facts = [], id }) => facts.map((fact) => entry(fact, 'form', id))),
  ]
  return carried.filter(({ fact }) => isOwn(pack, fact))
}

/** Parameters that name a passage although no rule reads them: what they say would count for nothing. */
export const idleParameters = (packs: readonly Pack[]): string[] =>
  packs.flatMap(({ manifest, rules }) =>
    Object.entries(manifest.parameters)
      .filter(
        ([key, { facts }]) => facts?.some((fact) => planOf[fact.slice(0, 1)] === manifest.id) && !rules.some((rule) => reads(rule, key)),
      )
      .map(([key]) => `${manifest.id} ${key}`),
  )

/** One entry for each passage, in the order of the plans. */
export const coverageOf = (packs: readonly Pack[]): Coverage[] =>
  packs.flatMap((pack) => {
    const byFact = new Map<string, Coverage>()
    for (const entry of carriersOf(pack)) if (!byFact.has(entry.fact)) byFact.set(entry.fact, entry)
    for (const { fact, reason } of pack.manifest.notCarried) if (!byFact.has(fact)) byFact.set(fact, { fact, reason })
    return [...byFact.values()].sort((a, b) => (a.fact < b.fact ? -1 : 1))
  })

/** A figure in its plain unit: what a unit says in brackets or of the kind of thing counted is no part of it. */
const plain = (value: number | undefined, unit: string | null | undefined): string => {
  const name = (unit ?? '')
    .replace(/（.*）$/, '')
    .replace(/^个.*$/, '个')
    .replace(/(?<=.)级$/, '')
  return name === 'GW' ? `${(value ?? Number.NaN) * 100} 万千瓦` : `${value ?? ''} ${name}`
}

/** What is wrong with the coverage of the passages: missing, not known, or with another figure. */
export const coverageProblems = (facts: readonly Fact[], coverage: readonly Coverage[]): string[] => {
  const byFact = new Map(coverage.map((entry) => [entry.fact, entry]))
  const known = new Set(facts.map(({ id }) => id))
  const problems = coverage.filter(({ fact }) => !known.has(fact)).map(({ fact }) => `${fact} is not among the passages`)
  for (const { id, kind, value, unit } of facts) {
    const entry = byFact.get(id)
    const isRequired = requiredKinds.has(kind)
    if (entry === undefined) {
      if (isRequired) problems.push(`${id} is neither carried nor excused`)
      continue
    }
    // A process may stand in several figures at once, so it may be carried without one, but never with a wrong one.
    const needsFigure = isCarried(entry) && value !== null && (isRequired || entry.value !== undefined)
    if (needsFigure && plain(value, unit) !== plain(entry.value, entry.unit)) {
      problems.push(`${id} says ${value} ${unit ?? ''}, ${entry.as} ${entry.id} says ${entry.value ?? 'nothing'} ${entry.unit ?? ''}`)
    }
  }
  return problems
}
