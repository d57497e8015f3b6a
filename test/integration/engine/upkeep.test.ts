/** What the engine does by itself while time passes, on a real store with a clock that the test turns. */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { listBackups } from '../../../electron/engine/store/backups.ts'
import type { OpenStore } from '../../../electron/engine/store/open-store.ts'
import type { StoreHolder } from '../../../electron/engine/store-holder.ts'
import { startUpkeep, type Upkeep } from '../../../electron/engine/upkeep.ts'
import { county, openTestEngine } from '../../helpers/test-engine.ts'
import { cell, openTestStore, place, row, temporaryFolder, typed } from '../../helpers/test-store.ts'

const minuteMs = 60_000
const people = { preparer: '覃小梅', preparerPhone: '', auditor: '', leader: '' }

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2020-06-03T02:00:00.000Z') })
  onTestFinished(() => void vi.useRealTimers())
})

function begin(): { store: OpenStore; upkeep: Upkeep; reasons: () => string[]; errors: unknown[] } {
  const now = () => new Date()
  const store = openTestStore(temporaryFolder(), { now })
  store.profile.set(
    {
      role: 'county',
      packId: 'p',
      packVersion: '1.0.0',
      unit: 'u',
      unitName: '柳城县',
      people,
      demo: false,
      createdAt: now().toISOString(),
    },
    people.preparer,
  )
  const nothing = (): never => {
    throw new Error('not asked for here')
  }
  const holder: StoreHolder = {
    folder: store.folder,
    current: () => store,
    isOpen: () => true,
    createNew: nothing,
    restore: nothing,
    vacate: nothing,
    close: nothing,
  }
  const errors: unknown[] = []
  const upkeep = startUpkeep(holder, now, { info: () => {}, error: (_message, cause) => errors.push(cause) })
  onTestFinished(() => upkeep.finish())
  return {
    store,
    upkeep,
    reasons: () =>
      listBackups(store.folder)
        .map(({ reason }) => reason)
        .reverse(),
    errors,
  }
}

test('every hour of use there is a backup, and none while nothing changes', () => {
  const { store, reasons } = begin()
  store.reports.apply(...place, 0, [row('a', 0, { name: '甲' })], typed)
  vi.advanceTimersByTime(5 * minuteMs)
  expect(reasons()).toEqual(['hourly'])
  store.reports.apply(...place, 1, [cell('a', 'name', '乙')], typed)
  vi.advanceTimersByTime(50 * minuteMs)
  expect(reasons()).toEqual(['hourly'])
  vi.advanceTimersByTime(20 * minuteMs)
  expect(reasons()).toEqual(['hourly', 'hourly'])
  vi.advanceTimersByTime(24 * 60 * minuteMs)
  expect(reasons()).toEqual(['hourly', 'hourly'])
})

test('closing backs up what no backup holds, but not after every short run', () => {
  const { store, upkeep, reasons } = begin()
  upkeep.finish()
  expect(reasons()).toEqual(['close'])
  store.reports.apply(...place, 0, [row('a', 0, { name: '甲' })], typed)
  vi.setSystemTime(Date.now() + 2 * minuteMs)
  upkeep.finish()
  expect(reasons()).toEqual(['close'])
  vi.setSystemTime(Date.now() + 20 * minuteMs)
  upkeep.finish()
  upkeep.finish()
  expect(reasons()).toEqual(['close', 'close'])
})

test('half a minute after the last call the journal is in the database', () => {
  const { store, upkeep } = begin()
  const journalBytes = () => statSync(join(store.folder.root, 'store.db-wal')).size
  store.reports.apply(...place, 0, [row('a', 0, { name: '甲' })], typed)
  upkeep.touch()
  vi.advanceTimersByTime(29_000)
  upkeep.touch()
  vi.advanceTimersByTime(29_000)
  expect(journalBytes()).toBeGreaterThan(0)
  vi.advanceTimersByTime(2000)
  expect(journalBytes()).toBe(0)
})

test('a journal that cannot be put into the database is logged and does not stop the work', () => {
  const { store, upkeep, errors } = begin()
  vi.spyOn(store, 'checkpoint').mockImplementationOnce(() => {
    throw new Error('disk is gone')
  })
  upkeep.touch()
  expect(() => vi.advanceTimersByTime(31_000)).not.toThrow()
  expect(errors).toEqual([expect.objectContaining({ message: 'disk is gone' })])
  store.reports.apply(...place, 0, [row('a', 0, { name: '甲' })], typed)
  upkeep.touch()
  vi.advanceTimersByTime(31_000)
  expect(statSync(join(store.folder.root, 'store.db-wal')).size).toBe(0)
})

test('every call to the engine counts as use', async () => {
  const dataDir = join(temporaryFolder(), 'data')
  const engine = openTestEngine({ dataDir })
  onTestFinished(() => engine.close())
  await engine.call('profile.create', county)
  const journalBytes = () => statSync(join(dataDir, 'store.db-wal')).size
  expect(journalBytes()).toBeGreaterThan(0)
  vi.advanceTimersByTime(31_000)
  expect(journalBytes()).toBe(0)
})

test('a backup that cannot be made is logged and does not stop the work', () => {
  const { store, errors } = begin()
  store.backup = () => {
    throw new Error('no room')
  }
  vi.advanceTimersByTime(5 * minuteMs)
  expect(errors).toEqual([expect.objectContaining({ message: 'no room' })])
  expect(store.reports.apply(...place, 0, [row('a', 0)], typed).version).toBe(1)
})
