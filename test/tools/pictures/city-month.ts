/** A city's desk with two months of five counties on it: accepted, returned, waiting and missing. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { canonicalJson, type JsonValue } from '../../../shared/submission/canonical-json.ts'
import { shownFingerprintWords } from '../../../shared/text/fingerprint-words.ts'
import type { WebProgram } from '../../helpers/browser.ts'
import { liuzhou } from '../../helpers/city-desk.ts'
import { boilers, countyPackage, measures, type Typed, targets } from '../../helpers/county-packages.ts'
import { emptyRing } from '../../helpers/keys.ts'

const months = ['2020-04', '2020-05']

/** Two counties were accepted, one was returned, one waits, one sent nothing in the second month. */
export async function fillCity({ call, page }: WebProgram): Promise<void> {
  await call('profile.create', { role: 'city', packId: 'liuzhou-2020', unit: 'LZ-STHJJ', people: { preparer: '陆文' } })
  await page.locator('.frame-unit').waitFor()
  const { pack, rules } = liuzhou()
  const folder = mkdtempSync(join(tmpdir(), 'pictures-'))
  const counties = pack.manifest.units.filter(({ kind }) => kind === 'county' || kind === 'district').slice(0, 5)
  for (const [at, { id, name }] of counties.entries()) {
    const ring = emptyRing(id, join(folder, id))
    const unitFile = await ring.create({ role: 'county', id, name, pack: pack.manifest.id, target: null }, '2020-01-06T02:00:00.000Z')
    const text = `${canonicalJson(unitFile as unknown as JsonValue)}\n` // plain data by its schema
    await call('keys.add', { bytes: new TextEncoder().encode(text), words: shownFingerprintWords(unitFile.key) })
    const before = new Map<string, Typed>()
    for (const [month, period] of months.slice(0, at === 4 ? 1 : 2).entries()) {
      const typed: Typed = {
        F1: null,
        F2: measures(pack, id),
        F3: targets(pack, at % 2 === 0, month + 4),
        F4: boilers(pack, id, 4, month + 4),
      }
      const order = { unit: id, period, revision: 1, typed, before, supersedes: null, supersedesId: null, signer: ring.signer() }
      const { built } = await countyPackage(pack, rules, order)
      before.set(period, typed)
      const { facts } = await call('city.receive', { fileName: built.fileName, bytes: built.bytes })
      const sha256 = facts?.sha256 ?? ''
      if (month === 0 || at < 2) await call('city.accept', { sha256 })
      else if (at === 2) await call('city.return', { sha256, reason: '请核对锅炉容量', resubmitBy: '2020-06-10' })
    }
  }
  rmSync(folder, { recursive: true, force: true })
}
