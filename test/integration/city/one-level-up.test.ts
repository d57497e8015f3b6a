/** Three counties and a department report to a city, which makes its own report of theirs and hands it up to the desk above. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openPacks } from '../../../electron/engine/packs/packs.ts'
import type { Output } from '../../../shared/contract/index.ts'
import { canonicalJson, type JsonValue } from '../../../shared/submission/canonical-json.ts'
import { shownFingerprintWords } from '../../../shared/text/fingerprint-words.ts'
import { introduce } from '../../helpers/county-and-city.ts'
import { boilers, countyPackage, measures, targets } from '../../helpers/county-packages.ts'
import { countyOwner, emptyRing } from '../../helpers/keys.ts'
import { explainAll, openTestEngine, packsDir, people, type TestEngine, zeroReport } from '../../helpers/test-engine.ts'

const period = '2020-05'
const places = ['450222', '450223', '450224']
const department = 'LZ-FGW'
const superior = 'GX-STHJT'

let home: string
let city: TestEngine
let region: TestEngine
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'up-'))
})
afterEach(async () => {
  await city?.close()
  await region?.close()
  rmSync(home, { recursive: true, force: true })
})

/** Liuzhou's plan with three counties and one department, and with whom the city itself reports to. */
function smallPlan(isAboveNamed: boolean): string {
  const folder = join(home, isAboveNamed ? 'packs' : 'packs-alone')
  for (const name of ['common', 'liuzhou-2020']) cpSync(join(packsDir, name), join(folder, name), { recursive: true })
  const file = join(folder, 'liuzhou-2020', 'pack.yaml')
  const kept = [...places, department].map((id) => `id: ${/^\d/.test(id) ? `'${id}'` : id},`)
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => !/^ {2}- \{ id: .*kind: (?:district|county|board|department)/.test(line) || kept.some((id) => line.includes(id)))
  const named = lines.map((line) =>
    isAboveNamed && line.startsWith('receiver:') ? `${line}\nsuperior: { id: ${superior}, name: 自治区生态环境厅 }` : line,
  )
  writeFileSync(file, named.join('\n'))
  return folder
}

/** A unit's month of the given size at the city: received, and accepted. */
async function report(packs: string, unit: string, size: number): Promise<void> {
  const plans = openPacks(packs)
  const [pack, rules] = [plans.get('liuzhou-2020'), plans.rules('liuzhou-2020')]
  const { name = '', kind } = pack.manifest.units.find(({ id }) => id === unit) ?? {}
  const ring = emptyRing(unit)
  const file = await ring.create({ ...countyOwner, id: unit, name }, '2020-05-01T00:00:00.000Z')
  const bytes = new TextEncoder().encode(`${canonicalJson(file as unknown as JsonValue)}\n`) // plain data by its schema
  await city.call('keys.add', { bytes, words: shownFingerprintWords(file.key) })
  const sized = targets(pack, false, 5)
    .filter(({ indicatorKey }) => kind !== 'department' || indicatorKey === 'energy_consumption_total')
    .map((row) =>
      row.kindCalc === 'flow'
        ? { ...row, actualMonth: `${size}.1`, actualYTD: `${size * 5}.5`, lastYTD: `${size * 6}`, lastYearTotal: `${size * 14}` }
        : row,
    )
  const own = { F2: measures(pack, unit), ...(kind === 'department' ? {} : { F4: boilers(pack, unit, 2, 5) }) }
  const order = { unit, period, revision: 1, before: new Map(), supersedes: null, supersedesId: null, signer: ring.signer() }
  const { built } = await countyPackage(pack, rules, { ...order, typed: { F1: null, F3: sized, ...own } })
  const { facts } = await city.call('city.receive', { fileName: built.fileName, bytes: built.bytes })
  await city.call('city.accept', { sha256: facts?.sha256 ?? '' })
}

/** What nobody can add up: the city's own measures, rates, targets and steps. */
async function fillByHand(indicators: Output<'city.adopt'>['indicators']): Promise<void> {
  const { call } = city
  const head = { kind: 'header', header: { ...people, fillDate: '2020-06-04' } } as const
  await call('report.edit', { form: 'F1', period, edits: [zeroReport, head] })
  await call('report.edit', { form: 'F4', period, edits: [head] })
  const cells = (rows: Output<'report.open'>['rows'], values: (row: (typeof rows)[number]) => Readonly<Record<string, string>>) =>
    rows.flatMap((row) => Object.entries(values(row)).map(([field, value]) => ({ kind: 'cell', row: row.id, field, value }) as const))
  const measured = (await call('report.open', { form: 'F2', period })).rows
  const idle = { countyDept: '市生态环境局', progressStatus: '本月无任务', yearTarget: '10' }
  await call('report.edit', { form: 'F2', period, edits: [head, ...cells(measured, () => idle)] })
  const added = new Set(indicators.filter(({ way }) => way === 'added').map(({ indicator }) => indicator))
  const rates: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    flow: { yearTarget: '5000' },
    point: { actualMonth: '80', lastYTD: '79', lastYearTotal: '79', yearTarget: '75' },
    intensityYear: { actualMonth: '4', lastYTD: '3', lastYearTotal: '3', yearTarget: '2' },
    intensityCumulative: { lastCum: '18', actualMonth: '6', lastYTD: '5', lastYearTotal: '5', yearTarget: '4' },
  }
  const targetRows = (await call('report.open', { form: 'F3', period })).rows
  expect(targetRows.filter(({ key, values }) => !added.has(key) && values.actualMonth !== undefined)).toEqual([])
  const steps = { assess: '能完成', measures: '继续按计划推进各项节能措施，每月核对一次进度' }
  const edits = cells(targetRows, ({ values }) => ({ ...rates[values.kindCalc ?? ''], ...steps }))
  await call('report.edit', { form: 'F3', period, edits: [head, ...edits] })
  await explainAll(call, period)
}

const openCity = async (packs: string): Promise<void> => {
  city = openTestEngine({ now: '2020-06-04T02:00:00.000Z', packs, seed: 'city', dataDir: join(home, 'city') })
  await city.call('profile.create', { role: 'city', packId: 'liuzhou-2020', unit: 'LZ-STHJJ', people })
}

test('three counties, their city, and the desk above it', async () => {
  const packs = smallPlan(true)
  await openCity(packs)
  for (const [at, unit] of places.entries()) await report(packs, unit, at + 1)
  // What the department tells is the whole city's figure: it is not added to the counties'.
  await report(packs, department, 20)
  const sums = (await city.call('city.rollUp', { period })).forms.find(({ form }) => form === 'F3')?.indicators
  expect(sums?.find(({ indicator }) => indicator === 'energy_consumption_total')).toMatchObject({ way: 'sum', value: '31.5' })

  const { forms, indicators } = await city.call('city.adopt', { period })
  expect(forms).toEqual([{ form: 'F4', rows: 6 }])
  const ways = Object.groupBy(indicators, ({ way }) => way)
  expect(ways.added?.map(({ indicator }) => indicator)).toEqual([
    'energy_consumption_total',
    'coal_consumption',
    'industry_energy_target',
    'electricity_consumption',
  ])
  expect([ways.notAdditive?.length, ways.incomplete, ways.kept]).toEqual([7, undefined, undefined])
  const energy = (await city.call('report.open', { form: 'F3', period })).rows.find(({ key }) => key === 'energy_consumption_total')
  expect(energy?.values).toMatchObject({ actualMonth: '6.3', actualYTD: '31.5', lastYTD: '36', lastYearTotal: '84' })
  expect(energy?.values.yearTarget).toBeUndefined()
  // Once more changes nothing: what is there may have been corrected by hand.
  expect((await city.call('city.adopt', { period })).indicators.filter(({ way }) => way === 'kept')).toHaveLength(4)

  await fillByHand(indicators)
  const { packageId } = await city.call('submission.create', { period })
  const file = await city.call('submission.bytes', { packageId })
  // The place of a city is for its counties' files: nobody above would look for this one there.
  await expect(city.call('outbox.send', { packageId })).rejects.toMatchObject({ code: 'OUTBOX_BY_HAND' })

  region = openTestEngine({ now: '2020-06-08T02:00:00.000Z', packs, seed: 'region', dataDir: join(home, 'region') })
  const desk = await region.call('profile.create', { role: 'city', packId: 'liuzhou-2020', unit: superior, people })
  expect(desk.unitName).toBe('自治区生态环境厅')
  await introduce(city, region)
  const received = await region.call('city.receive', file)
  expect(received).toMatchObject({ outcome: 'taken', facts: { unit: 'LZ-STHJJ' }, verdict: { verdict: 'same', differences: [] } })
  const { units } = await region.call('city.board', { from: period, to: period })
  expect(units.map(({ unit, periods }) => [unit, periods[0]?.state])).toEqual([['LZ-STHJJ', 'received']])
  const accepted = await region.call('city.accept', { sha256: received.facts?.sha256 ?? '' })
  for (const receipt of accepted.receipts) await city.call('exchange.take', receipt)
  expect((await city.call('tasks.list', { period })).tasks.find(({ form }) => form === 'F3')?.state).toBe('已接收')
  const total = (await region.call('city.rollUp', { period })).forms.find(({ form }) => form === 'F4')
  expect(total).toMatchObject({ rows: 6 })

  // Each desk takes what is addressed to it: the city not its own, the one above no county's.
  expect(await city.call('city.receive', file)).toMatchObject({ outcome: 'quarantined', quarantine: { reason: 'foreignPlan' } })
  const [county] = (await city.call('city.board', { from: period, to: period })).units.filter(({ unit }) => unit === places[0])
  const theirs = await city.call('city.bytes', { sha256: county?.periods[0]?.newest?.sha256 ?? '' })
  expect(await region.call('city.receive', theirs)).toMatchObject({ outcome: 'quarantined', quarantine: { reason: 'foreignPlan' } })
  expect([...city.errors, ...region.errors]).toEqual([])
})

test('a plan that names nobody above its receiver: the report is kept, and why it cannot go up is told', async () => {
  const packs = smallPlan(false)
  await openCity(packs)
  for (const [at, unit] of places.entries()) await report(packs, unit, at + 1)
  await fillByHand((await city.call('city.adopt', { period })).indicators)
  await expect(city.call('submission.create', { period })).rejects.toMatchObject({
    code: 'SUBMISSION_BLOCKED',
    details: { reason: expect.stringContaining('superior') },
  })
})
