/**
 * Packages through storms of faults, as many as one likes: `node test/tools/sync-faults.ts --seed 20260101 --count 100000
 * [--places folder,apache,nginx,rclone]`. Each finding names its seed.
 */
import { parseArgs } from 'node:util'
import { startApache } from '../helpers/sync/apache.ts'
import { faultRuns } from '../helpers/sync/fault-run.ts'
import { faultCounts } from '../helpers/sync/faults.ts'
import { faultyFolder, faultyWebdav, type OpenPlace } from '../helpers/sync/faulty-places.ts'
import { startNginx } from '../helpers/sync/nginx.ts'
import { startRclone } from '../helpers/sync/rclone.ts'

const places: Readonly<Record<string, () => Promise<OpenPlace>>> = {
  folder: faultyFolder,
  apache: () => faultyWebdav(startApache),
  nginx: () => faultyWebdav(startNginx),
  rclone: () => faultyWebdav(startRclone, true),
}
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '1000' },
    places: { type: 'string', default: 'folder,apache,nginx' },
    lanes: { type: 'string', default: '6' },
  },
})
const names = values.places.split(',').filter((name) => name in places)
const count = Math.ceil(Number(values.count) / names.length)
let wrong = 0
for (const name of names) {
  const place = await places[name]?.()
  if (!place) continue
  const started = performance.now()
  const found = await faultRuns(place, { from: Number(values.seed), count, upload: 'proving', lanes: Number(values.lanes) })
  await place.stop()
  wrong += found.length
  for (const line of found) console.log(`${name} ${line}`)
  console.log(`${name}: ${count} packages, ${found.length} wrong, ${((performance.now() - started) / 1000).toFixed(1)} s`)
}
console.log([...faultCounts].map(([kind, times]) => `${kind} ${times}`).join(', '))
process.exitCode = wrong > 0 ? 1 : 0
