/** When a form is checked again by itself, on the real engine; only how long a check takes is made up. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Platform } from '../../../renderer/platform/platform.ts'
import { type Checker, createChecker } from '../../../renderer/state/checker.ts'
import { createCall } from '../../../shared/contract/index.ts'
import { citySide, trustCity } from '../../helpers/city-side.ts'
import { boiler, county, openTestEngine, type TestEngine } from '../../helpers/test-engine.ts'

const at = { form: 'F4', period: '2020-05' } as const
let engine: TestEngine
let checker: Checker
let now = 0
/** Milliseconds that the next checks take. */
let takes = 10
let checks = 0

beforeEach(async () => {
  now = 0
  takes = 10
  checks = 0
  engine = openTestEngine()
  await engine.call('profile.create', county)
  await engine.call('report.edit', { ...at, edits: [boiler(1, { annualCoal: '1200000' })] })
  const platform: Platform = {
    kind: 'browser',
    call: createCall(async (method, input) => {
      if (method !== 'check.run') return engine.send(method, input)
      checks += 1
      now += takes
      return engine.send(method, input)
    }),
    onEvent: engine.subscribe,
    openFile: async () => null,
    saveFile: async () => true,
    zoom: null,
  }
  let jobs = 0
  checker = createChecker(
    platform,
    at,
    () => new Date(now),
    () => `check-${++jobs}`,
  )
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(async () => {
  checker.close()
  vi.useRealTimers()
  await engine.close()
})

const mend = (annualCoal: string) =>
  engine.call('report.edit', { ...at, edits: [{ kind: 'cell', row: 'boiler-1', field: 'annualCoal', value: annualCoal }] })
/** Until no check runs any more. */
const checked = () => vi.waitFor(() => expect(checker.store.getState().running).toBe(false))

test('when the city has waived what was found, and not for news of another month', async () => {
  await checker.run()
  const city = await citySide()
  await trustCity(engine.call, city)
  const take = async (period: string) =>
    engine.call('exchange.take', { fileName: '豁免.json', bytes: await city.waiver({ rule: 'R-F4-28', period }) })
  const waived = () => checker.store.getState().result?.findings.flatMap(({ ruleId, waiver }) => (waiver ? [ruleId] : []))
  await take('2020-06')
  vi.advanceTimersByTime(1_000)
  expect([checks, waived()]).toEqual([1, []])
  await take(at.period)
  expect(checker.store.getState().outdated).toBe(true)
  vi.advanceTimersByTime(1_000)
  await checked()
  expect([checks, waived()]).toEqual([2, ['R-F4-28']])
})

test('soon after a value is stored, once for all that come in a row', async () => {
  await checker.run()
  await mend('120')
  for (const wait of [0, 300, 300]) {
    vi.advanceTimersByTime(wait)
    checker.touched()
  }
  expect([checks, checker.store.getState().outdated]).toEqual([1, true])
  vi.advanceTimersByTime(700)
  await checked()
  expect([checks, checker.store.getState().outdated]).toEqual([2, false])
})

test('on a slow computer it waits until somebody rests, and is done then', async () => {
  takes = 2_000
  await checker.run()
  await mend('120')
  checker.touched()
  vi.advanceTimersByTime(7_999)
  expect([checks, checker.store.getState().outdated]).toEqual([1, true])
  takes = 10
  vi.advanceTimersByTime(1)
  await checked()
  expect([checks, checker.store.getState().outdated]).toEqual([2, false])
  checker.touched()
  vi.advanceTimersByTime(700)
  await checked()
  expect(checks).toBe(3)
})
