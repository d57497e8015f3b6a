/** A county and its city, each a real engine, that know each other's keys. */
import type { Output } from '../../shared/contract/index.ts'
import { fillMonth } from './due-forms.ts'
import { boiler, county, openTestEngine, people, type TestEngine } from './test-engine.ts'

/** Each side learns the other's key, the words compared as on the telephone. */
export async function introduce(one: TestEngine, other: TestEngine): Promise<void> {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    const { own } = await from.call('keys.status', {})
    const { bytes } = await from.call('keys.unitFile', {})
    await to.call('keys.add', { bytes, words: own?.words ?? '' })
  }
}

/** @param folders data folders; of their own when absent */
export async function openPair(folders: { county?: string; city?: string } = {}): Promise<{ clerk: TestEngine; city: TestEngine }> {
  const clerk = openTestEngine(folders.county === undefined ? {} : { dataDir: folders.county })
  const city = openTestEngine({ now: '2020-06-04T02:00:00.000Z', ...(folders.city === undefined ? {} : { dataDir: folders.city }) })
  await clerk.call('profile.create', county)
  await city.call('profile.create', { role: 'city', packId: 'liuzhou-2020', unit: 'LZ-STHJJ', people: { ...people, preparer: '周敏' } })
  await introduce(clerk, city)
  return { clerk, city }
}

/** A month with three boilers, one of which has to be explained. */
export async function sealMonth({ call }: TestEngine, period: string, coal = '5'): Promise<Output<'submission.bytes'>> {
  await fillMonth(call, period, [boiler(1), boiler(2, { annualCoal: coal }), boiler(3)])
  const { packageId } = await call('submission.create', { period })
  return call('submission.bytes', { packageId })
}
