import { expect, test } from 'vitest'
import { waive } from '../../../electron/engine/city/decide.ts'
import { receiveFile } from '../../../electron/engine/city/receive.ts'
import { verdictOf } from '../../../electron/engine/city/verdict.ts'
import { signFile } from '../../../electron/engine/keys/signed-file.ts'
import type { Waiver } from '../../../shared/submission/signed-files.ts'
import { liuzhou, openTestDesk } from '../../helpers/city-desk.ts'
import { boilers, countyPackage, measures, targets } from '../../helpers/county-packages.ts'
import { seededSigner } from '../../helpers/keys.ts'

test('a waiver counts only when this very city signed it', async () => {
  const { pack, rules } = liuzhou()
  const city = await openTestDesk()
  const unit = '450222'
  const period = '2020-05'
  const typed = { F1: null, F2: measures(pack, unit), F3: targets(pack, false, 5), F4: boilers(pack, unit, 2, 1) }
  const order = { unit, period, revision: 1, typed, before: new Map(), supersedes: null, supersedesId: null }
  const { waiver } = await waive(city.desk, { unit, period, rule: 'R-F4-28', rowKey: null, reason: '核实过' })
  const { signature: _, key: __, ...content } = waiver
  const { file: forged } = await signFile<Waiver>(content, seededSigner(unit))

  const bad = await countyPackage(pack, rules, { ...order, variant: 'forged', waivers: [forged] })
  const refused = await receiveFile(city.desk, { fileName: bad.built.fileName, bytes: bad.built.bytes })
  expect(refused).toMatchObject({
    outcome: 'quarantined',
    quarantine: { reason: 'waiverForged', detail: 'R-F4-28' },
    receipts: { length: 1 },
  })
  // A genuine signature under other words: it was given for one rule and says nothing about another.
  for (const [variant, changed] of Object.entries({ other: { rule: 'R-F4-15' }, reworded: { reason: '全部核实过' } })) {
    const stretched = await countyPackage(pack, rules, { ...order, variant, waivers: [waiver, { ...waiver, ...changed }] })
    expect(await receiveFile(city.desk, { fileName: stretched.built.fileName, bytes: stretched.built.bytes })).toMatchObject({
      outcome: 'quarantined',
      quarantine: { reason: 'waiverForged' },
    })
  }

  const good = await countyPackage(pack, rules, { ...order, waivers: [waiver] })
  const taken = await receiveFile(city.desk, { fileName: good.built.fileName, bytes: good.built.bytes })
  if (taken.outcome !== 'taken') throw new Error(taken.outcome)
  expect((await verdictOf(city.desk, taken.facts)).verdict).toBe('same')
  city.close()

  // A desk that was set up anew knows its own key, if not the waiver.
  const anew = await openTestDesk()
  expect((await receiveFile(anew.desk, { fileName: good.built.fileName, bytes: good.built.bytes })).outcome).toBe('taken')
  anew.close()
})
