/** Packages of the past at a city's desk: an old format without a signature, an old plan, and a plan that is only being tried. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { CityDesk } from '../../../electron/engine/city/desk.ts'
import { receiveFile } from '../../../electron/engine/city/receive.ts'
import { rehearse } from '../../../electron/engine/city/rehearse.ts'
import { verdictOf } from '../../../electron/engine/city/verdict.ts'
import type { PackageFacts } from '../../../shared/city/package-facts.ts'
import type { Pack } from '../../../shared/forms/pack-types.ts'
import { liuzhou, openTestDesk, type TestDesk } from '../../helpers/city-desk.ts'
import { boilers, countyPackage, measures, targets } from '../../helpers/county-packages.ts'
import { openPackage, reseal } from '../../helpers/open-package.ts'

const { pack, rules } = liuzhou()
const period = '2020-05'
let city: TestDesk
beforeEach(async () => {
  city = await openTestDesk()
})
afterEach(() => city.close())

async function takeIn(unit: string): Promise<PackageFacts> {
  const typed = { F1: null, F2: measures(pack, unit), F3: targets(pack, false, 5), F4: boilers(pack, unit, 4, 1) }
  const order = { unit, period, revision: 1, typed, before: new Map(), supersedes: null, supersedesId: null }
  const { built } = await countyPackage(pack, rules, order)
  const result = await receiveFile(city.desk, { fileName: built.fileName, bytes: built.bytes })
  if (result.outcome !== 'taken') throw new Error(result.outcome)
  return result.facts
}
/** The plan with boilers judged by another limit, as a pack of its own. */
const stricter = (level: Pack['rules'][number]['level']): Pack => {
  const { coalPerTphMin, ...others } = pack.manifest.parameters
  if (coalPerTphMin === undefined) throw new Error('the parameter has another name')
  const parameters = { ...others, coalPerTphMin: { ...coalPerTphMin, value: 115 } }
  const changed = pack.rules.map((rule) => (rule.id === 'R-F4-28' ? { ...rule, level } : rule))
  return { ...pack, manifest: { ...pack.manifest, version: '2.0.0', parameters }, rules: changed, digest: `${level} 2`.padEnd(64, '0') }
}

test('a package of the first format waits until a person vouches for it', async () => {
  const golden = join(import.meta.dirname, '..', '..', 'golden', 'packages')
  const zips = readdirSync(golden).filter((name) => name.endsWith('.zip'))
  const opened = await Promise.all(
    zips.map(async (name) => {
      const old = new Uint8Array(readFileSync(join(golden, name)))
      return { name, old, ...(await openPackage(old)) }
    }),
  )
  const textOf = (files: ReadonlyMap<string, Uint8Array>, name: string) => Buffer.from(files.get(name) ?? []).toString()
  const unsigned = opened.find(({ files }) => textOf(files, 'bag-info.txt').includes('Tanbao-Format: 1'))
  if (unsigned === undefined) throw new Error('no package of the first format is kept')
  const { name: file, old, root, files } = unsigned
  // Whole and readable, but for another bureau.
  expect(await receiveFile(city.desk, { fileName: file, bytes: old })).toMatchObject({ quarantine: { reason: 'foreignPlan' } })
  const addressed = textOf(files, 'data/submission.json').replace(/"receiver":\{"id":"[^"]*"/, '"receiver":{"id":"LZ-STHJJ"')
  const longer = Buffer.byteLength(addressed) - (files.get('data/submission.json')?.length ?? 0)
  const info = textOf(files, 'bag-info.txt').replace(
    /(Payload-Oxum: )(\d+)/,
    (_, label: string, octets: string) => label + (Number(octets) + longer),
  )
  const changed = new Map(files).set('data/submission.json', Buffer.from(addressed)).set('bag-info.txt', Buffer.from(info))
  const own = { fileName: file, bytes: await reseal(root, changed) }
  expect(await receiveFile(city.desk, own)).toMatchObject({ outcome: 'quarantined', quarantine: { reason: 'unsigned' } })
  const taken = await receiveFile(city.desk, own, { by: '周敏', why: '电话核对过文件指纹' })
  expect(taken).toMatchObject({ outcome: 'taken', facts: { signer: null, admitted: { by: '周敏', why: '电话核对过文件指纹' } } })
  if (taken.outcome !== 'taken') return
  // Nobody here has the plan it was made with, so nobody pretends to have judged it.
  expect(await verdictOf(city.desk, taken.facts)).toMatchObject({ verdict: 'unknown', reason: 'planUnknown' })
  expect(await city.desk.store.quarantine()).toHaveLength(1)
})

test('a package is judged with the plan it was made with, also when the desk has a newer one', async () => {
  const facts = await takeIn('450222')
  const later: CityDesk = { ...city.desk, pack: () => stricter('核实性') }
  expect((await verdictOf(later, facts)).verdict).toBe('same')
})

test('a trial can be stopped after any package, and is told how far it is', async () => {
  for (const one of ['450222', '450223', '450224']) await takeIn(one)
  const told: number[] = []
  const stop = new AbortController()
  const until = rehearse(city.desk, stricter('核实性'), { from: period, to: period }, (done) => {
    told.push(done)
    if (done === 2) stop.abort()
    stop.signal.throwIfAborted()
  })
  await expect(until).rejects.toThrow()
  expect(told).toEqual([1, 2])
})

test('a plan that is being tried tells whom it would have hit and stopped, and stores nothing', async () => {
  await takeIn('450222')
  await takeIn('450223')
  const before = await city.desk.store.packages({ pack: 'liuzhou-2020' })
  const none = await rehearse(city.desk, pack, { from: period, to: period }, () => {})
  expect(none).toMatchObject({ packages: 2, rules: [], blocked: [] })
  const steps: number[] = []
  const tried = await rehearse(city.desk, stricter('核实性'), { from: period, to: period }, (done) => void steps.push(done))
  expect(tried.pack.version).toBe('2.0.0')
  // Of four boilers two burned too little before; with the higher limit one more in each county.
  expect(tried.rules).toMatchObject([{ rule: 'R-F4-28', level: '核实性', added: 2, removed: 0 }])
  expect(new Set(tried.rules[0]?.hits.map(({ unit }) => unit))).toEqual(new Set(['450222', '450223']))
  expect([tried.blocked, steps]).toEqual([[], [1, 2]])
  const hard = await rehearse(city.desk, stricter('强制性'), { from: period, to: period }, () => {})
  expect(hard.blocked.map(({ unit }) => unit)).toEqual(['450222', '450223'])
  expect((await rehearse(city.desk, stricter('强制性'), { from: '2020-06', to: '2020-12' }, () => {})).packages).toBe(0)
  expect(await city.desk.store.packages({ pack: 'liuzhou-2020' })).toEqual(before)
})
