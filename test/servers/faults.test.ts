/** The storms of faults again, on a server that leaves half files under the final name. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { faultRuns } from '../helpers/sync/fault-run.ts'
import { faultyWebdav, type OpenPlace } from '../helpers/sync/faulty-places.ts'
import { startRclone } from '../helpers/sync/rclone.ts'

let place: OpenPlace
beforeAll(async () => {
  place = await faultyWebdav(startRclone, true)
})
afterAll(() => place.stop())

test('rclone: each package counts exactly once, and nothing else was ever shown', async () => {
  expect(await faultRuns(place, { from: 3000, count: 200, upload: 'proving' })).toEqual([])
}, 600_000)
test('rclone: whoever believes its answers is found out', async () => {
  expect(await faultRuns(place, { from: 4000, count: 20, upload: 'naive' })).not.toEqual([])
})
