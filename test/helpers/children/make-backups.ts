/**
 * Makes backups of a small store, acknowledging each on standard output: `make-backups.ts DIR COUNT safe|naive`. `naive`
 * writes the copy straight under its final name, as one might without this program's care.
 */
import { mkdirSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { openStore } from '../../../electron/engine/store/open-store.ts'

const [dataDir = '', count = '1', way = 'safe'] = process.argv.slice(2)
const noBallast = { bytes: 0, whenFree: Number.POSITIVE_INFINITY }
let time = Date.parse('2020-06-03T02:00:00.000Z')
const store = openStore({ dataDir, create: true, now: () => new Date(time), keyFields: () => [], ballast: noBallast })
const step = { source: 'typing', who: 'test', origin: 'typed' } as const
mkdirSync(join(dataDir, 'backups'), { recursive: true })
writeSync(1, 'ACK 0\n')
for (let made = 1; made <= Number(count); made++) {
  time += 60_000
  store.reports.apply('F4', '2020-05', undefined, [{ kind: 'insertRow', row: `r${made}`, at: 0, values: { note: 'x'.repeat(9000) } }], step)
  if (way === 'safe') store.backup('manual')
  else store.database.prepare('VACUUM INTO ?').run(join(dataDir, 'backups', `tanbao-20200603T02000000${made}Z-manual.db`))
  writeSync(1, `ACK ${made}\n`)
}
process.kill(process.pid, 'SIGKILL')
