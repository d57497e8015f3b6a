/** What must hold of the targets and measures of every pack, whatever figures the plans give. */
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { libraryFolder, loadPack, packIds, readPackFiles } from '../../../electron/engine/packs/load-pack.ts'
import { sourcePacksFolder } from '../../../electron/engine/packs/packs.ts'
import type { Pack } from '../../../shared/forms/pack-types.ts'
import { canonicalNumber } from '../../../shared/model/decimal.ts'

const folder = sourcePacksFolder()
const library = readPackFiles(join(folder, libraryFolder))
const packs: readonly Pack[] = packIds(folder).map((id) => {
  const loaded = loadPack(id, readPackFiles(join(folder, id)), library)
  if (!loaded.ok) throw new Error(loaded.problems[0]?.message)
  return loaded.value.pack
})
const planNames: Readonly<Record<string, string>> = {
  'liuzhou-2020': '柳州方案',
  'yongzhou-peak': '永州方案',
  'yuncheng-145': '运城方案',
  'anshun-145': '安顺方案',
  'ningxia-peak': '宁夏方案',
}
/** The plan looks beyond the time for which it is carried out. */
const beyondThePlan = ['ningxia-peak nonfossil_share_2035']

describe.each(packs.map((pack) => [pack.manifest.id, pack] as const))('targets of %s', (id, pack) => {
  const { indicators, manifest } = pack
  const [from, to] = [manifest.validFrom, manifest.validTo].map((month) => Number(month.slice(0, 4)))

  it('are there, each key once', () => {
    expect(indicators.length).toBeGreaterThan(10)
    expect(new Set(indicators.map(({ key }) => key)).size).toBe(indicators.length)
  })

  it('name their clause in this plan, and who answers for them', () => {
    expect(indicators.filter(({ clause }) => !clause.startsWith(planNames[id] ?? '?'))).toEqual([])
    expect(indicators.filter(({ responsible }) => responsible.length === 0)).toEqual([])
  })

  it('with a figure name the passage it stands in', () => {
    expect(indicators.filter(({ value, facts }) => value !== undefined && (facts ?? []).length === 0)).toEqual([])
  })

  it('fall due within the plan', () => {
    const late = indicators.filter(({ dueYear }) => dueYear < (from ?? 0) || dueYear > (to ?? 0)).map(({ key }) => `${id} ${key}`)
    expect(late).toEqual(beyondThePlan.filter((name) => name.startsWith(id)))
    expect(indicators.filter(({ dueYear, dueDate }) => dueDate !== undefined && !dueDate.startsWith(String(dueYear)))).toEqual([])
  })

  it('compare the way they should move', () => {
    for (const { key, direction, operator } of indicators) expect(operator, key).toMatch(direction === 'up' ? /^>=?$/ : /^<=?$/)
    expect(indicators.filter(({ value }) => value !== undefined && !canonicalNumber.test(value))).toEqual([])
  })

  it('count a fall from a base year', () => {
    const baseless = indicators.filter(({ pace, baseYear }) => pace === 'intensityCumulative' && baseYear === undefined)
    // The plan does not say from when.
    const unsaid = ['carbide_unit_energy_drop', 'methanol_unit_energy_drop', 'land_per_gdp_drop']
    expect(baseless.map(({ key }) => key)).toEqual(id === 'ningxia-peak' ? unsaid : [])
    expect(indicators.filter(({ baseYear, dueYear }) => baseYear !== undefined && baseYear >= dueYear)).toEqual([])
  })

  it('of which some are forecast every month', () => {
    const monthly = indicators.filter((indicator) => indicator.monthly)
    expect(monthly.length).toBeGreaterThanOrEqual(5)
    expect(monthly.length).toBeLessThanOrEqual(12)
  })
})

it('the eleven monthly rows of Liuzhou are those of the forecast', () => {
  const [liuzhou] = packs.filter(({ manifest }) => manifest.id === 'liuzhou-2020')
  expect(liuzhou?.indicators.filter(({ monthly }) => monthly)).toHaveLength(11)
})

it('targets that several plans share go the same way', () => {
  const directions = new Map<string, Set<string>>()
  for (const { indicators } of packs)
    for (const { key, direction } of indicators) directions.set(key, (directions.get(key) ?? new Set()).add(direction))
  expect([...directions].filter(([, ways]) => ways.size > 1)).toEqual([])
  expect(packs.every(({ indicators }) => indicators.some(({ key }) => key === 'energy_intensity_reduction'))).toBe(true)
})

describe.each(packs.map((pack) => [pack.manifest.id, pack] as const))('measures of %s', (id, pack) => {
  const structure = pack.forms.get('F2')?.structure
  const rows = structure?.kind === 'fixed' ? structure.rows : []

  it('stand in rows that are known by the number of the measure', () => {
    expect(rows.length).toBeGreaterThanOrEqual(15)
    expect(rows.filter(({ key, values }) => values.measureId !== key)).toEqual([])
    expect(rows.filter(({ values }) => !(values.clause ?? '').startsWith(planNames[id] ?? '?'))).toEqual([])
  })

  it('that every county has are those the check asks for', () => {
    const forCounties = rows.filter(({ kinds, units }) => (kinds === undefined && units === undefined) || kinds?.includes('county'))
    expect(pack.manifest.parameters.measures?.value).toEqual(forCounties.map(({ key }) => key))
  })

  it('with something to count say in what', () => {
    expect(rows.filter(({ values }) => (values.measType === '指标型') !== (values.unit !== undefined))).toEqual([])
  })

  it('are given only to units the pack has', () => {
    const known = new Set(pack.manifest.units.map((unit) => unit.id))
    expect(rows.flatMap(({ units = [] }) => units).filter((unit) => !known.has(unit))).toEqual([])
  })
})
