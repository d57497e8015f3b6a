/**
 * A store under a stream of edits: each commits through the store's own code and is acknowledged on standard output only
 * then. `edit-stream.ts DIR COUNT full|normal`: COUNT 0 = until killed; `normal` weakens the connection after opening, the
 * way better-sqlite3 would have opened it had nobody asked.
 */
import { writeSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { openStore } from '../../../electron/engine/store/open-store.ts'

const [dataDir = '', count = '0', durability = 'full'] = process.argv.slice(2)
const columns = 20
const noBallast = { bytes: 0, whenFree: Number.POSITIVE_INFINITY }

const store = openStore({ dataDir, create: true, now: () => new Date(), keyFields: () => ['name'], ballast: noBallast })
// Frequent checkpoints, so that a short run crosses them often.
store.database.pragma('wal_autocheckpoint = 40')
if (durability === 'normal') store.database.pragma('synchronous = NORMAL')

const report = store.reports.load('F4', '2020-05')
let version = report?.version ?? 0
if (!report) {
  const edits = [{ kind: 'insertRow', row: 'row1', at: 0, values: { name: 'boiler' } }] as const
  version = store.reports.apply('F4', '2020-05', undefined, [...edits], { source: 'typing', who: 'test', origin: 'typed' }).version
}
// It is always killed, and would never write what it compiled.
flushCompileCache()
writeSync(1, `ACK ${version}\n`)
const last = Number(count) === 0 ? Number.POSITIVE_INFINITY : version + Number(count)
while (version < last) {
  const next = version + 1
  const edit = { kind: 'cell', row: 'row1', field: `f${next % columns}`, value: `v${next}${'x'.repeat(next % 300)}` } as const
  version = store.reports.apply('F4', '2020-05', version, [edit], { source: 'typing', who: 'test', origin: 'typed' }).version
  writeSync(1, `ACK ${version}\n`)
}
// Power does not wait for a clean close.
process.kill(process.pid, 'SIGKILL')
