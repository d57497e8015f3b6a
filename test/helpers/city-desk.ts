/** A city's desk on a store of its own, with keys that come from a seed. Only time is given. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CityStore } from '../../electron/engine/city/city-store.ts'
import type { CityDesk, KnownKey } from '../../electron/engine/city/desk.ts'
import { preparedPacksDir } from '../../electron/engine/entry-points.ts'
import { openPacks } from '../../electron/engine/packs/packs.ts'
import { openStore } from '../../electron/engine/store/open-store.ts'
import type { Pack } from '../../shared/forms/pack-types.ts'
import type { CompiledRules } from '../../shared/rules/compile-rules.ts'
import { idOf } from './county-packages.ts'
import { cityOwner, emptyRing, seededSigner } from './keys.ts'
import { packsDir } from './test-engine.ts'

const packs = openPacks(packsDir, { prepared: preparedPacksDir() })
export const liuzhou = (): { readonly pack: Pack; readonly rules: CompiledRules } => ({
  pack: packs.get('liuzhou-2020'),
  rules: packs.rules('liuzhou-2020'),
})

export interface TestDesk {
  readonly desk: CityDesk
  /** Moves the clock (ISO time). */
  setNow(now: string): void
  /** By fingerprint; every unit of the plan is known by its seeded key. */
  readonly keys: Map<string, KnownKey>
  close(): void
}

/** @param elsewhere a store that stands in for the folder's own */
export async function openTestDesk({
  now = '2020-06-04T02:00:00.000Z',
  elsewhere,
}: {
  now?: string
  elsewhere?: CityStore
} = {}): Promise<TestDesk> {
  const folder = mkdtempSync(join(tmpdir(), 'city-'))
  let time = now
  const clock = () => new Date(time)
  const store = openStore({ dataDir: join(folder, 'data'), create: true, now: clock, keyFields: () => [] })
  const ring = emptyRing('city', join(folder, 'keys'))
  await ring.create(cityOwner, now)
  const { pack } = liuzhou()
  const keys = new Map(
    pack.manifest.units.map(({ id }) => {
      const { fingerprint } = seededSigner(id)
      return [fingerprint, { fingerprint, unit: id, isRevoked: false, replacedAt: null }]
    }),
  )
  let count = 0
  return {
    desk: {
      store: elsewhere ?? store.city,
      pack: () => pack,
      now: clock,
      newId: () => idOf(`new ${count++}`),
      signer: async () => ring.signer(),
      unwrap: (bytes) => ring.unwrap(bytes),
      keyOf: async (fingerprint) => keys.get(fingerprint),
      who: () => '周敏',
    },
    setNow: (next) => {
      time = next
    },
    keys,
    close() {
      store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
