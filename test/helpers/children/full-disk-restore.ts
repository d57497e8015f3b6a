/**
 * A restore on a disk with room for the copy, and none to keep what is there: `full-disk-restore.ts DIR`, DIR on a small
 * file system. Prints what happened as one JSON object.
 */
import { existsSync, rmSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { backupBytes } from '../../../electron/engine/store/backups.ts'
import { damagedFiles } from '../../../electron/engine/store/database.ts'
import { holdStore } from '../../../electron/engine/store-holder.ts'
import { fillDisk } from '../fill-disk.ts'

const [dataDir = ''] = process.argv.slice(2)
const filler = join(dataDir, 'filler')
const megabyte = 1024 * 1024
const noBallast = { bytes: 0, whenFree: Number.POSITIVE_INFINITY }
const holder = holdStore({ dataDir, create: true, now: () => new Date(0), keyFields: () => [], ballast: noBallast })

const save = (row: string, length: number): void => {
  const edits = [{ kind: 'insertRow', row, at: 0, values: { note: row.repeat(length) } }] as const
  holder.current().reports.apply('F4', '2020-05', undefined, edits, { source: 'typing', who: 'test', origin: 'typed' })
}
const rows = () =>
  holder
    .current()
    .reports.load('F4', '2020-05')
    ?.rows.map(({ id }) => id)
const restore = (bytes: Uint8Array): string => {
  try {
    holder.restore(bytes)
    return 'restored'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

holder.createNew()
save('a', 1)
const small = backupBytes(holder.folder, holder.current().backup('manual').id)
for (const row of ['b', 'c', 'd', 'e']) save(row, megabyte)
holder.current().checkpoint()
fillDisk(filler)
truncateSync(filler, statSync(filler).size - 2 * megabyte)
const whileFull = restore(small)
const rowsWhileFull = rows()
const left = [existsSync(join(dataDir, 'restoring.tmp')), damagedFiles(holder.folder).length]
rmSync(filler)
const afterCleaning = restore(small)
const report = { whileFull, rowsWhileFull, left, afterCleaning, rows: rows() }
holder.close()
process.stdout.write(JSON.stringify(report))
