/** What may go wrong at a city's desk on a busy day: two at once, files that change their standing, parts that got lost. */
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { decide } from '../../../electron/engine/city/decide.ts'
import { rebuild } from '../../../electron/engine/city/rebuild.ts'
import { type ReceivedFile, receiveFile } from '../../../electron/engine/city/receive.ts'
import { verdictOf } from '../../../electron/engine/city/verdict.ts'
import { boardView, rollUpView } from '../../../electron/engine/city/views.ts'
import type { PackageFacts } from '../../../shared/city/package-facts.ts'
import { liuzhou, openTestDesk, type TestDesk } from '../../helpers/city-desk.ts'
import { boilers, countyPackage, measures, type Order, targets } from '../../helpers/county-packages.ts'

const { pack, rules } = liuzhou()
const unit = '450222'
const period = '2020-05'
const typed = { F1: null, F2: measures(pack, unit), F3: targets(pack, false, 5), F4: boilers(pack, unit, 2, 1) }
const order: Order = { unit, period, revision: 1, typed, before: new Map(), supersedes: null, supersedesId: null }
let file: ReceivedFile
let city: TestDesk
beforeAll(async () => {
  file = (await countyPackage(pack, rules, order)).built
})
beforeEach(async () => {
  city = await openTestDesk()
})
afterEach(() => city.close())

async function takeIn(): Promise<PackageFacts> {
  const result = await receiveFile(city.desk, file)
  if (result.outcome !== 'taken') throw new Error(result.outcome)
  return result.facts
}

test('of two people who decide at the same moment one is heard, the other told', async () => {
  const { sha256 } = await takeIn()
  const ways = await Promise.allSettled([
    decide(city.desk, sha256, { kind: 'accepted', reason: '' }),
    decide(city.desk, sha256, { kind: 'returned', reason: '请核对', comments: [], resubmitBy: null }),
    decide(city.desk, sha256, { kind: 'accepted', reason: '' }),
  ])
  expect(ways.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
  expect(ways.flatMap((way) => (way.status === 'rejected' ? [way.reason.details.reason] : []))).toEqual(['acceptedAlready', 'already'])
  expect((await city.desk.store.decisionsOf(sha256)).map(({ kind }) => kind)).toEqual(['received', 'accepted'])
  // Nobody is kept waiting by a turn that ended in a refusal.
  await decide(city.desk, sha256, { kind: 'reopened', reason: '县里来函更正' })
})

test('sums are whole or refused, never short: while the store is built anew and when a part of a package is lost', async () => {
  const facts = await takeIn()
  await decide(city.desk, facts.sha256, { kind: 'accepted', reason: '' })
  const { store } = city.desk
  const whole = await rollUpView(city.desk, period)
  expect(whole.forms.length).toBeGreaterThan(1)
  const during: unknown[] = []
  const watched = {
    ...store,
    content: async (sha256: string) => {
      during.push(await rollUpView(city.desk, period))
      await verdictOf(city.desk, facts)
      return store.content(sha256)
    },
  }
  await rebuild({ ...city.desk, store: watched }, () => {})
  expect(during).toEqual([whole])
  // What was judged while half of it was old is judged again.
  expect((await store.verdicts([facts.sha256])).size).toBe(0)

  await store.putDocuments(facts.sha256, new Map())
  const lost = { code: 'CITY_DOCUMENTS_MISSING', details: { unit: facts.unitName, period } }
  await expect(rollUpView(city.desk, period)).rejects.toMatchObject(lost)
  await expect(verdictOf(city.desk, facts)).rejects.toMatchObject(lost)
  expect(await rebuild(city.desk, () => {})).toEqual({ packages: 1, damaged: [] })
  expect(await rollUpView(city.desk, period)).toEqual(whole)
  expect((await verdictOf(city.desk, facts)).verdict).toBe('same')
})

test('what was set apart is told with the reason of today, and is gone once its package is here', async () => {
  const known = [...city.keys.values()].find((key) => key.unit === unit)
  if (known === undefined) throw new Error('the unit has no key')
  city.keys.delete(known.fingerprint)
  const first = await receiveFile(city.desk, file)
  expect(first).toMatchObject({ outcome: 'quarantined', quarantine: { reason: 'keyUnknown' } })
  city.setNow('2020-06-05T02:00:00.000Z')
  // Nothing new: the same words and the same receipt as before.
  expect(await receiveFile(city.desk, file)).toEqual(first)
  city.keys.set(known.fingerprint, { ...known, isRevoked: true })
  const revoked = await receiveFile(city.desk, file)
  expect(revoked).toMatchObject({ outcome: 'quarantined', quarantine: { reason: 'keyRevoked', at: '2020-06-05T02:00:00.000Z' } })
  expect((await city.desk.store.quarantine()).map(({ reason }) => reason)).toEqual(['keyRevoked'])
  city.keys.set(known.fingerprint, known)

  const wrapped = { fileName: `${file.fileName}.age`, bytes: new TextEncoder().encode('age-encryption.org/v1\n-> X25519 abc\n') }
  const shut = { ...city.desk, unwrap: async () => undefined }
  expect(await receiveFile(shut, wrapped)).toMatchObject({ quarantine: { reason: 'notForUs' } })
  expect((await boardView(city.desk, period, period)).quarantined).toBe(2)
  await takeIn()
  const opened = { ...city.desk, unwrap: async () => file.bytes }
  expect((await receiveFile(opened, wrapped)).outcome).toBe('duplicate')
  expect([await city.desk.store.quarantine(), (await boardView(city.desk, period, period)).quarantined]).toEqual([[], 0])
})

test('a stranger’s file cannot fill the desk with its own words', async () => {
  const receiver = { ...pack.manifest.receiver, id: 'ELSEWHERE', name: `市${'𠮷'.repeat(100_000)}` }
  const { built } = await countyPackage({ ...pack, manifest: { ...pack.manifest, receiver } }, rules, order)
  const result = await receiveFile(city.desk, built)
  if (result.outcome !== 'quarantined') throw new Error(result.outcome)
  const { reason, detail } = result.quarantine
  expect([reason, detail.length <= 201, detail.isWellFormed()]).toEqual(['foreignPlan', true, true])
  expect(result.receipts.map(({ bytes }) => bytes.length < 4000)).toEqual([true])
})

test('figures that a changed program computed are told, although its findings and its key are genuine', async () => {
  const verdictsOf = async (variant: string, falsify: Order['falsify']) => {
    const { built } = await countyPackage(pack, rules, { ...order, variant, ...(falsify === undefined ? {} : { falsify }) })
    const result = await receiveFile(city.desk, built)
    if (result.outcome !== 'taken') throw new Error(result.outcome)
    const { verdict, differences } = await verdictOf(city.desk, result.facts)
    return [verdict, differences.map(({ kind, form, rowKey, county, city: own }) => [kind, form, rowKey, county, own])]
  }
  expect(await verdictsOf('honest', undefined)).toEqual(['same', []])
  expect(
    await verdictsOf('total', (report) =>
      report.form !== 'F4'
        ? report
        : {
            ...report,
            totals: report.totals.map((total) =>
              total.label === '合计' ? { ...total, values: { ...total.values, annualCoal: '1' }, missing: {} } : total,
            ),
          },
    ),
  ).toEqual(['different', [['figure', 'F4', '合计', '年用煤量 1，补助金额空格数 （空）', '年用煤量 117，补助金额空格数 2']]])
  const [changed, told] = await verdictsOf('cell', (report) =>
    report.form !== 'F3'
      ? report
      : { ...report, rows: report.rows.map((row) => ({ ...row, computed: { ...row.computed, behind: '否', paceTarget: '1' } })) },
  )
  expect([changed, told?.[0]?.slice(0, 2)]).toEqual(['different', ['figure', 'F3']])
})
