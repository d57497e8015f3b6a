/** Nobody asks: what is due is done by itself, and what fails is not asked for again and again. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openPair, sealMonth } from '../../helpers/county-and-city.ts'
import type { TestEngine } from '../../helpers/test-engine.ts'

let stick: string
let clerk: TestEngine
let city: TestEngine
beforeEach(async () => {
  stick = mkdtempSync(join(tmpdir(), 'stick-'))
  // Only the clock that begins the rounds is played; files and processes keep their own time.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const pair = await openPair()
  clerk = pair.clerk
  city = pair.city
})
afterEach(async () => {
  await clerk.close()
  await city.close()
  vi.useRealTimers()
  rmSync(stick, { recursive: true, force: true })
})
const names = (): string[] => readdirSync(stick).filter((name) => !name.endsWith('.part'))

/** Only what hangs needs so long. */
const patience = { timeout: 60_000 }

test('a sealed month goes up and its receipt comes back while nobody does anything', async () => {
  await sealMonth(clerk, '2020-05')
  const [item] = (await clerk.call('outbox.list', {})).items
  await clerk.call('target.set', { folder: stick })
  await clerk.call('outbox.send', { packageId: item?.packageId ?? '' })
  expect(names()).toEqual([])
  await city.call('target.set', { folder: stick })
  let minutes = 0
  await expect
    .poll(async () => {
      vi.advanceTimersByTime(10_000)
      minutes += 1
      for (const engine of [clerk, city]) engine.setNow(new Date(Date.parse('2020-06-04T02:00:00.000Z') + minutes * 60_000).toISOString())
      return (await clerk.call('outbox.list', {})).items[0]?.state
    }, patience)
    .toBe('received')
  expect(names()).toHaveLength(2)
  expect([...clerk.errors, ...city.errors]).toEqual([])
})

test('a round that fails is told once and left alone for a while', async () => {
  await sealMonth(clerk, '2020-05')
  // Wrapped for a city whose key nobody trusts any more.
  const { peers } = await clerk.call('keys.status', {})
  await clerk.call('target.set', { target: { kind: 'folder' }, folder: stick, wrap: true, automatic: true })
  await clerk.call('keys.revoke', { fingerprint: peers[0]?.fingerprint ?? '', reason: '换了新钥匙' })
  clerk.setNow('2020-06-05T00:00:00.000Z')
  await clerk.call('submission.revise', { period: '2020-05', reason: '更正用煤量' })
  await clerk.call('submission.create', { period: '2020-05', revisionReason: '更正用煤量' })
  for (let look = 0; look < 5; look += 1) {
    vi.advanceTimersByTime(10_000)
    await clerk.call('outbox.list', {})
  }
  await expect.poll(() => clerk.errors, patience).toMatchObject([{ code: 'CITY_KEY_MISSING' }])
  expect(names()).toEqual([])
})
