import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type OpenStore, openStore, type StoreOptions } from '../../electron/engine/store/open-store.ts'
import type { StoreEdit } from '../../electron/engine/store/types.ts'

/** A folder that is gone when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tanbao-store-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** No reserve of disk space: most tests have no use for 16 MB. */
const noBallast = { bytes: 0, whenFree: Number.POSITIVE_INFINITY }

/** The real store of a folder; closed when the test ends unless the test closed it. */
export function openTestStore(dataDir: string, options: Partial<StoreOptions> = {}): OpenStore {
  const now = () => new Date('2020-06-03T02:00:00.000Z')
  const store = openStore({ dataDir, create: true, now, keyFields: () => ['name'], ballast: noBallast, ...options })
  onTestFinished(() => void (store.database.open && store.database.close()))
  return store
}

export const typed = { source: 'typing', who: '覃小梅', origin: 'typed' } as const
export const place = ['F4', '2020-05'] as const

export const row = (id: string, at: number, values: Readonly<Record<string, string>> = {}): StoreEdit => ({
  kind: 'insertRow',
  row: id,
  at,
  values: { ...values },
})
export const cell = (id: string, field: string, value: string | null): StoreEdit => ({ kind: 'cell', row: id, field, value })
export const removal = (id: string): StoreEdit => ({ kind: 'deleteRow', row: id })

/** Ids and cells, in order. */
export const contentOf = (store: OpenStore) => store.reports.load(...place)?.rows.map(({ id, values }) => [id, values]) ?? []
