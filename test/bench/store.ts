/**
 * How long a clerk waits for "saved": one cell through the engine, by each way to it, on a ledger of a thousand boilers.
 * Beside it, in the same run, the bare database writing one row with the same safety settings.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { openStore } from '../../electron/engine/store/open-store.ts'
import { setPragmas } from '../../electron/engine/store/pragmas.ts'
import { startEngineThread } from '../../electron/engine/thread.ts'
import { startLoopback } from '../../electron/host/loopback.ts'
import { type Call, createCall } from '../../shared/contract/index.ts'
import { makeRendererFolder } from '../helpers/renderer-folder.ts'
import { boiler, county, openTestEngine, packsDir } from '../helpers/test-engine.ts'
import { type BenchTable, percentile, rounded } from './measurement.ts'
import { sendOverHttp } from './send-over-http.ts'

const period = '2020-05'
const at = { form: 'F4', period } as const
const warmUp = 30

async function timeEach(count: number, work: (index: number) => Promise<unknown> | unknown): Promise<number[]> {
  const times: number[] = []
  for (let index = -warmUp; index < count; index += 1) {
    const start = performance.now()
    await work(index + warmUp)
    if (index >= 0) times.push(performance.now() - start)
  }
  return times
}

async function prepare(call: Call, rows: number): Promise<void> {
  await call('profile.create', county)
  await call('report.edit', { ...at, edits: Array.from({ length: rows }, (_, index) => boiler(index + 1)) })
}
const editOne =
  (call: Call, rows: number) =>
  (index: number): Promise<unknown> =>
    call('report.edit', {
      ...at,
      edits: [{ kind: 'cell', row: `boiler-${(index % rows) + 1}`, field: 'annualCoal', value: String(100 + index) }],
    })

function bareDatabase(folder: string): { write(index: number): void; close(): void } {
  const database = new Database(join(folder, 'bare.db'))
  setPragmas(database, 'wal')
  database.exec('CREATE TABLE cell (row INTEGER PRIMARY KEY, value TEXT) STRICT')
  const statement = database.prepare('INSERT INTO cell VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value')
  return { write: (index) => void statement.run(index % 1000, String(index)), close: () => database.close() }
}

/** The store without the engine around it: the same step, audit entry and transaction, no canonical values, no rules. */
async function storeAlone(dataDir: string, rows: number): Promise<{ edit(index: number): void; close(): void }> {
  const engine = openTestEngine({ dataDir })
  await prepare(engine.call, rows)
  await engine.close()
  const store = openStore({ dataDir, create: false, now: () => new Date(), keyFields: () => ['boilerId'] })
  const step = { source: 'typing', who: county.people.preparer, origin: 'typed' } as const
  return {
    edit(index) {
      const row = `boiler-${(index % rows) + 1}`
      store.reports.apply('F4', period, undefined, [{ kind: 'cell', row, field: 'annualCoal', value: String(100 + index) }], step)
    },
    close: () => store.close(),
  }
}

/** Measures single edits and whole checks on each way to the engine. */
export async function benchStore({ edits, rows }: { readonly edits: number; readonly rows: number }): Promise<BenchTable[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-store-'))
  const bare = bareDatabase(folder)
  const bareTimes = await timeEach(edits, (index) => bare.write(index))
  bare.close()
  const bareMedian = percentile(bareTimes, 0.5)
  const table: (string | number)[][] = []
  const add = (name: string, times: readonly number[]): void => {
    const [median, p95, p99] = [percentile(times, 0.5), percentile(times, 0.95), percentile(times, 0.99)]
    table.push([name, rounded(median), rounded(p95), rounded(p99), rounded(median / bareMedian)])
  }
  add('bare database, one row', bareTimes)

  const alone = await storeAlone(join(folder, 'alone'), rows)
  add('store alone', await timeEach(edits, alone.edit))
  alone.close()

  const direct = openTestEngine({ dataDir: join(folder, 'direct') })
  await prepare(direct.call, rows)
  add('engine in process', await timeEach(edits, editOne(direct.call, rows)))
  // Each check follows a change: an unchanged month is answered from memory.
  const check: number[] = []
  for (let index = 0; index < 10; index += 1) {
    await editOne(direct.call, rows)(index)
    const start = performance.now()
    await direct.call('check.run', { period })
    check.push(performance.now() - start)
  }
  const { counts } = await direct.call('check.run', { period })
  await direct.close()

  const thread = await startEngineThread({ dataDir: join(folder, 'thread'), packsDir, create: true })
  const threadCall = createCall(thread.send)
  await prepare(threadCall, rows)
  add('worker thread (desktop)', await timeEach(edits, editOne(threadCall, rows)))
  const host = await startLoopback({ send: thread.sendEncoded(), subscribe: thread.onEvent, rendererDir: makeRendererFolder(), port: 0 })
  add('loopback HTTP (browser)', await timeEach(edits, editOne(createCall(sendOverHttp(host.origin, host.token)), rows)))
  await host.close()
  await thread.close()
  rmSync(folder, { recursive: true, force: true })

  const evaluations = counts.pass + counts.fail + counts.notApplicable + counts.error
  const checkMedian = percentile(check, 0.5)
  return [
    {
      title: 'One edit until it is safe on disk',
      about: `Milliseconds for one changed cell, acknowledged after \`synchronous=FULL\`; ${edits} edits on a ledger of ${rows} boilers.`,
      columns: ['way', 'median ms', 'p95 ms', 'p99 ms', 'ratio to bare'],
      rows: table,
    },
    {
      title: 'A whole check through the engine',
      about: `All rules of liuzhou-2020 on F4 with ${rows} boilers, each time after a change.`,
      columns: ['rows', 'rule evaluations', 'median ms'],
      rows: [[rows, evaluations, rounded(checkMedian)]],
    },
  ]
}
