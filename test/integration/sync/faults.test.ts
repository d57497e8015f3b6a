/** A thousand packages through storms of faults; `node test/tools/sync-faults.ts` does the same a hundred thousand times. */
import { describe, expect, test } from 'vitest'
import { startApache } from '../../helpers/sync/apache.ts'
import { faultRuns, type Upload } from '../../helpers/sync/fault-run.ts'
import { faultCounts, faultKinds } from '../../helpers/sync/faults.ts'
import { faultyFolder, faultyWebdav, type OpenPlace } from '../../helpers/sync/faulty-places.ts'
import { startNginx } from '../../helpers/sync/nginx.ts'

const places: readonly (readonly [string, number, number, () => Promise<OpenPlace>])[] = [
  ['folder', 0, 400, faultyFolder],
  ['Apache', 1000, 300, () => faultyWebdav(startApache)],
  ['nginx', 2000, 300, () => faultyWebdav(startNginx)],
]
/** A busy machine needs longer; only what hangs needs this long. */
const patienceMs = 600_000
async function wrongsOf(open: () => Promise<OpenPlace>, from: number, count: number, upload: Upload): Promise<string[]> {
  const place = await open()
  try {
    return await faultRuns(place, { from, count, upload })
  } finally {
    await place.stop()
  }
}

describe('through cut lines, lies, lost answers, late orders, full disks, wrong clocks and kills', () => {
  test.each(places)(
    '%s: each package counts exactly once, and nothing else was ever shown',
    async (_, from, count, open) => {
      expect(await wrongsOf(open, from, count, 'proving')).toEqual([])
    },
    patienceMs,
  )
  // Which run meets which fault hangs on how fast the computer is: as many as it takes, of those that the other one stands.
  test.each(places)(
    '%s: whoever believes the answers of a server is found out',
    async (_, from, count, open) => {
      const wrongs: string[] = []
      for (let run = 0; run < count && wrongs.length === 0; run += 20) wrongs.push(...(await wrongsOf(open, from + run, 20, 'naive')))
      expect(wrongs).not.toEqual([])
    },
    patienceMs,
  )
  test('runs that once ended with a receipt nobody looked for any more', async () => {
    expect(await wrongsOf(faultyFolder, 70_003_002, 1, 'proving')).toEqual([])
    expect(await wrongsOf(() => faultyWebdav(startApache), 70_003_147, 1, 'proving')).toEqual([])
  })
  test('every kind of fault took place', () => {
    expect(faultKinds.filter((kind) => (faultCounts.get(kind) ?? 0) === 0)).toEqual([])
  })
})
