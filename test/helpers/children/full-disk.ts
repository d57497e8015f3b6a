/**
 * A store on a disk that fills up: `full-disk.ts DIR`, DIR on a small file system. Prints what happened as one JSON object.
 */
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type OpenStore, openStore } from '../../../electron/engine/store/open-store.ts'
import { fillDisk } from '../fill-disk.ts'

const [dataDir = ''] = process.argv.slice(2)
const filler = join(dataDir, 'filler')
const megabyte = 1024 * 1024
const options = {
  dataDir,
  create: true,
  now: () => new Date(0),
  keyFields: () => [],
  ballast: { bytes: 4 * megabyte, whenFree: 8 * megabyte },
}

function save(store: OpenStore, row: string): string {
  try {
    const edits = [{ kind: 'insertRow', row, at: 0, values: { note: row.repeat(8000) } }] as const
    store.reports.apply('F4', '2020-05', undefined, edits, { source: 'typing', who: 'test', origin: 'typed' })
    return 'saved'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const rowsOf = (store: OpenStore) => store.reports.load('F4', '2020-05')?.rows.map(({ id }) => id)

const first = openStore(options)
const hadReserve = existsSync(join(dataDir, 'ballast.bin'))
save(first, 'a')
fillDisk(filler)
const photo = new Uint8Array(2 * megabyte).fill(7)
/** A file larger than what is left: neither its content nor its name may stay behind. */
function attach(store: OpenStore): string {
  const file = { id: 'photo', form: 'F4', period: '2020-05', rowId: null, rowKey: null, field: null, name: 'a.jpg' }
  try {
    store.evidence.add({ ...file, bytes: photo.length, sha256: 'ab', by: 'test', at: new Date(0).toISOString() }, photo)
    return 'saved'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
const attachedOnReserve = attach(first)
const reserveKept = existsSync(join(dataDir, 'ballast.bin'))
const onReserve = save(first, 'b')
const told = first.spaceRanOut()
fillDisk(filler)
const withoutReserve = save(first, 'c')
const rowsWhileFull = rowsOf(first)
const attached = attach(first)
const attachedWhileFull = [first.evidence.list('F4', '2020-05').length, first.evidence.content('ab') !== undefined]
let backup = 'made'
try {
  first.backup('manual')
} catch (error) {
  backup = error instanceof Error ? error.message : String(error)
}
const leftByBackup = existsSync(join(dataDir, 'backups')) ? readdirSync(join(dataDir, 'backups')) : []
rmSync(filler)
const afterCleaning = save(first, 'd')
const attachedThen = attach(first)
first.close()
const second = openStore(options)
const report = {
  hadReserve,
  onReserve,
  told,
  withoutReserve,
  rowsWhileFull,
  attachedOnReserve,
  reserveKept,
  attached,
  attachedWhileFull,
  attachedThen,
  kept: second.evidence.content('ab')?.length === photo.length,
  backup,
  leftByBackup,
  afterCleaning,
  rows: rowsOf(second),
  firstBad: second.verifyAudit().firstBad,
  integrity: second.database.pragma('integrity_check', { simple: true }),
}
second.close()
process.stdout.write(JSON.stringify(report))
