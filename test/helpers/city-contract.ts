/** What a city is handed in the contract's tests: packages of one county, its unit file, and a changed pack. */
import { join } from 'node:path'
import { readFolderBytes } from '../../electron/engine/packs/folder-bytes.ts'
import { packZip } from '../../electron/engine/packs/pack-zip.ts'
import { shownFingerprintWords } from '../../shared/text/fingerprint-words.ts'
import { attachment } from './attachment.ts'
import { liuzhou } from './city-desk.ts'
import { boilers, countyPackage, measures, targets } from './county-packages.ts'
import { countyOwner, emptyRing } from './keys.ts'
import { packsDir } from './test-engine.ts'

interface Handed {
  readonly fileName: string
  readonly bytes: Uint8Array
}
export interface CountyFiles {
  /** Two that claim the same revision. */
  readonly packages: readonly [Handed, Handed]
  readonly unitFile: Uint8Array
  readonly words: string
  readonly pack: Uint8Array
}

export async function countyFiles(period: string): Promise<CountyFiles> {
  const { pack, rules } = liuzhou()
  const ring = emptyRing('contract')
  const unit = await ring.create(countyOwner, '2020-05-01T00:00:00.000Z')
  const make = async (variant: string, coal: number): Promise<Handed> => {
    const typed = { F1: null, F2: measures(pack, unit.id), F3: targets(pack, false, 5), F4: boilers(pack, unit.id, 3, coal) }
    const order = { unit: unit.id, period, revision: 1, typed, before: new Map(), supersedes: null, supersedesId: null }
    const attachments = [attachment('F4', null, '现场照片.jpg', new Uint8Array([0xff, 0xd8, 0xff, 9]))]
    const { built } = await countyPackage(pack, rules, { ...order, variant, attachments, signer: ring.signer() })
    return { fileName: built.fileName, bytes: built.bytes }
  }
  const folders = ['liuzhou-2020', 'common'].map((name) => [name, readFolderBytes(join(packsDir, name))] as const)
  return {
    packages: [await make('first', 1), await make('second', 2)],
    unitFile: new TextEncoder().encode(`${JSON.stringify(sorted(unit))}\n`),
    words: shownFingerprintWords(unit.key),
    pack: await packZip(new Map(folders)),
  }
}

/** Keys in the order in which signed files write them. */
const sorted = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]),
  )
}
