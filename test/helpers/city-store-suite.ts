/** What a city's store must do, whatever database stands behind it. */
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CityStore, NewPackage } from '../../electron/engine/city/city-store.ts'
import type { Decision, PackageFacts, QuarantineFacts } from '../../shared/city/package-facts.ts'
import type { Waiver } from '../../shared/submission/signed-files.ts'

const digest = (text: string): string => createHash('sha256').update(text).digest('hex')
const id = (text: string): string => digest(text).slice(0, 26).toUpperCase()
const all = { pack: 'liuzhou-2020' }

const factsOf = (unit: string, period: string, revision: number, variant = ''): PackageFacts => {
  const name = `${unit} ${period} ${revision} ${variant}`
  return {
    sha256: digest(name),
    packageId: id(name),
    fileName: `${unit}_${period}.zip`,
    bytes: 3,
    unit,
    unitName: '柳城县',
    pack: 'liuzhou-2020',
    packVersion: '1.0.0',
    packDigest: digest('pack'),
    period,
    revision,
    revisionReason: revision === 1 ? '' : '更正 “吨”\n和 \u0000 \\ 𠮷',
    supersedes: null,
    sealedAt: '2020-06-03T02:00:00.000Z',
    checkDate: '2020-06-03',
    receivedAt: '2020-06-04T02:00:00.000Z',
    receivedDay: '2020-06-04',
    signer: digest('key'),
    admitted: null,
    forms: [{ form: 'F4', rows: 2, zeroReport: false }],
    contact: { preparer: '覃小梅', phone: '0772-7612345', leader: '韦志强' },
    explained: 0,
    audit: { seq: 1, hash: digest('audit') },
  }
}
const decisionOf = (facts: PackageFacts, kind: Decision['kind'], at: string): Decision => ({
  format: 'tanbao-receipt',
  formatVersion: 1,
  id: id(`${facts.sha256} ${kind} ${at}`),
  kind,
  sequence: kind === 'received' ? 1 : 2,
  packageId: facts.packageId,
  sha256: facts.sha256,
  unit: facts.unit,
  receiver: { id: 'city', name: '柳州市' },
  pack: facts.pack,
  period: facts.period,
  revision: facts.revision,
  at,
  by: '市局',
  daysLate: 0,
  verdict: 'same',
  reason: '',
  comments: [],
  resubmitBy: null,
  audit: facts.audit,
  key: digest('city key'),
  signature: '0'.repeat(128),
})
const packageOf = (unit: string, period: string, revision: number, variant = ''): NewPackage => {
  const facts = factsOf(unit, period, revision, variant)
  const documents = new Map([
    ['submission', JSON.stringify({ unit, period })],
    ['records/F4', JSON.stringify([facts.sha256])],
  ])
  return {
    facts,
    content: new TextEncoder().encode(facts.sha256),
    documents,
    receipt: decisionOf(facts, 'received', '2020-06-04T02:00:00.000Z'),
  }
}
const waiverOf = (unit: string, period: string): Waiver => ({
  format: 'tanbao-waiver',
  formatVersion: 1,
  id: id(`waiver ${unit} ${period}`),
  unit,
  pack: 'liuzhou-2020',
  period,
  rule: 'R-F4-01',
  rowKey: null,
  reason: '铭牌遗失',
  receiver: { id: 'city', name: '柳州市' },
  at: '2020-06-04T02:00:00.000Z',
  by: '市局',
  key: digest('city key'),
  signature: '0'.repeat(128),
})
const quarantineOf = (name: string, at: string): QuarantineFacts => ({
  sha256: digest(name),
  fileName: name,
  bytes: 2,
  at,
  reason: 'forged',
  unit: null,
  period: null,
  packageId: null,
  detail: '',
})

/** Everything that can be asked of the whole set. */
async function everything(store: CityStore): Promise<unknown> {
  const packages = await store.packages(all)
  const digests = packages.map(({ sha256 }) => sha256)
  return {
    packages,
    documents: [...(await store.documents(digests, 'records/F4'))].sort(),
    contents: await Promise.all(digests.map(async (sha256) => Buffer.from((await store.content(sha256)) ?? []).toString())),
    decisions: await store.decisions(all),
    waivers: await store.waivers(all),
    quarantine: await store.quarantine(),
    digests: await store.digests(),
  }
}

/** @param open a new empty store; whoever opens it closes it */
export function cityStoreSuite(name: string, open: () => Promise<CityStore>): void {
  describe(name, () => {
    test('a package comes in whole, once, and is found again byte for byte', async () => {
      const store = await open()
      const entry = packageOf('450222', '2020-05', 2)
      expect([await store.addPackage(entry), await store.addPackage(entry)]).toEqual([true, false])
      const { sha256 } = entry.facts
      expect(await store.package(sha256)).toEqual(entry.facts)
      expect(await store.content(sha256)).toEqual(new Uint8Array(entry.content))
      expect(await store.documents([sha256, digest('unknown')], 'submission')).toEqual(
        new Map([[sha256, entry.documents.get('submission')]]),
      )
      expect(await store.decisionsOf(sha256)).toEqual([entry.receipt])
      expect([await store.package('0'), await store.content('0'), await store.decisionsOf('0')]).toEqual([undefined, undefined, []])
    })

    test('packages are filtered by plan, unit and period, and come in the order of period, unit and revision', async () => {
      const store = await open()
      const places = [
        ['450222', '2020-06', 1],
        ['450223', '2020-05', 1],
        ['450222', '2020-05', 2],
        ['450222', '2020-05', 10],
        ['450222', '2020-05', 1],
      ] as const
      for (const [unit, period, revision] of places) await store.addPackage(packageOf(unit, period, revision))
      const found = async (filter: object) =>
        (await store.packages({ ...all, ...filter })).map(({ unit, period, revision }) => `${period} ${unit} ${revision}`)
      expect(await found({})).toEqual(['2020-05 450222 1', '2020-05 450222 2', '2020-05 450222 10', '2020-05 450223 1', '2020-06 450222 1'])
      expect(await found({ unit: '450222', to: '2020-05' })).toEqual(['2020-05 450222 1', '2020-05 450222 2', '2020-05 450222 10'])
      expect(await found({ from: '2020-06' })).toEqual(['2020-06 450222 1'])
      expect(await store.packages({ pack: 'other' })).toEqual([])
      expect((await store.decisions({ ...all, unit: '450223' })).map(({ unit }) => unit)).toEqual(['450223'])
    })

    test('decisions and waivers are added once and never changed', async () => {
      const store = await open()
      const { facts, ...entry } = packageOf('450222', '2020-05', 1)
      await store.addPackage({ facts, ...entry })
      const accepted = decisionOf(facts, 'accepted', '2020-06-05T02:00:00.000Z')
      expect([await store.addDecision(accepted), await store.addDecision({ ...accepted, reason: '改' })]).toEqual([true, false])
      expect((await store.decisions(all)).map(({ kind, reason }) => [kind, reason])).toEqual([
        ['received', ''],
        ['accepted', ''],
      ])
      const waiver = waiverOf('450222', '2020-05')
      expect([await store.addWaiver(waiver), await store.addWaiver(waiver)]).toEqual([true, false])
      expect([await store.waivers(all), await store.waivers({ ...all, unit: '450223' })]).toEqual([[waiver], []])
    })

    test('what was not taken in is kept as it came, newest first, until it is let in', async () => {
      const store = await open()
      const older = quarantineOf('a.zip', '2020-06-04T02:00:00.000Z')
      const newer = quarantineOf('b.zip', '2020-06-05T02:00:00.000Z')
      const bytes = new Uint8Array([0, 255])
      expect([
        await store.addQuarantine(older, bytes),
        await store.addQuarantine(newer, bytes),
        await store.addQuarantine(older, bytes),
      ]).toEqual([true, true, false])
      expect((await store.quarantine()).map(({ fileName }) => fileName)).toEqual(['b.zip', 'a.zip'])
      expect(await store.quarantined(older.sha256)).toEqual({ facts: older, content: bytes })
      // Judged otherwise later: the file stays, the reason is the new one.
      const otherwise = { ...older, reason: 'keyRevoked', at: '2020-06-06T02:00:00.000Z' } as const
      expect([await store.addQuarantine(otherwise, bytes), await store.quarantineCount()]).toEqual([true, 2])
      expect(await store.quarantined(older.sha256)).toEqual({ facts: otherwise, content: bytes })
      expect((await store.quarantine()).map(({ fileName }) => fileName)).toEqual(['a.zip', 'b.zip'])
      await store.dropQuarantine(older.sha256)
      expect([await store.quarantined(older.sha256), await store.quarantineCount()]).toEqual([undefined, 1])
    })

    test('plans, verdicts and settings; what was derived can be dropped and put back', async () => {
      const store = await open()
      const entry = packageOf('450222', '2020-05', 1)
      const { sha256 } = entry.facts
      await store.addPackage(entry)
      await store.keepPlan('p', '{"a":1}')
      await store.keepPlan('p', '{"a":2}')
      await store.keepVerdict(sha256, '1')
      await store.keepVerdict(sha256, '2')
      await store.keepSetting('weights', '1')
      await store.keepSetting('weights', '2')
      expect([await store.plan('p'), await store.plan('q'), await store.verdicts([sha256]), await store.setting('weights')]).toEqual([
        '{"a":1}',
        undefined,
        new Map([[sha256, '2']]),
        '2',
      ])
      const before = await everything(store)
      await store.dropVerdicts()
      expect([(await store.documents([sha256], 'submission')).size, (await store.verdicts([sha256])).size, await store.digests()]).toEqual([
        1,
        0,
        [sha256],
      ])
      await store.putDocuments(sha256, new Map([['submission', '{}']]))
      expect(await store.documents([sha256], 'submission')).toEqual(new Map([[sha256, '{}']]))
      expect((await store.documents([sha256], 'records/F4')).size).toBe(0)
      await store.putDocuments(sha256, entry.documents)
      expect([await everything(store), await store.setting('weights')]).toEqual([before, '2'])
    })

    test('many at once: each package once, none half', async () => {
      const store = await open()
      const entries = Array.from({ length: 12 }, (_, at) => packageOf('450222', '2020-05', 1 + (at % 4)))
      const added = await Promise.all(entries.map((entry) => store.addPackage(entry)))
      expect(added.filter(Boolean)).toHaveLength(4)
      expect((await store.packages(all)).length).toBe(4)
      expect((await store.decisions(all)).length).toBe(4)
      for (const { facts } of entries) expect((await store.documents([facts.sha256], 'submission')).size).toBe(1)
    })

    test('the order in which things come makes no difference', async () => {
      const entries = ['450222', '450223', '450224'].flatMap((unit) => [1, 2].map((revision) => packageOf(unit, '2020-05', revision)))
      const steps: ((store: CityStore) => Promise<unknown>)[] = [
        ...entries.map((entry) => (store: CityStore) => store.addPackage(entry)),
        ...entries.map(
          ({ facts }) =>
            (store: CityStore) =>
              store.addDecision(decisionOf(facts, 'accepted', '2020-06-06T02:00:00.000Z')),
        ),
        (store) => store.addWaiver(waiverOf('450222', '2020-05')),
        (store) => store.addQuarantine(quarantineOf('c.zip', '2020-06-04T02:00:00.000Z'), new Uint8Array([1])),
      ]
      const taken = async (order: readonly number[]) => {
        const store = await open()
        for (const at of order) await steps[at]?.(store)
        return everything(store)
      }
      const first = await taken([...steps.keys()])
      const orders = fc.shuffledSubarray([...steps.keys()], { minLength: steps.length })
      await fc.assert(
        fc.asyncProperty(orders, async (order) => {
          expect(await taken(order)).toEqual(first)
        }),
        { numRuns: 4, seed: 7 },
      )
    })
  })
}
