/** A backup is opened in a place of its own, looked at whole, counted and thrown away; the data in use are only read. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { type BackupInspection, type DataContents, HandOver, Profile, type Standing } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { backupFault } from '../../../shared/text/doctor.ts'
import { readCopy } from './backups.ts'
import { sealCopy } from './copy-digest.ts'
import { requireKnown } from './migrate.ts'

/** Undefined for a text that is no JSON: a setting that cannot be read counts as one that is not there. */
function jsonOf(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

const settingOf = (database: Database.Database, name: string): unknown =>
  jsonOf(database.prepare<[string], string>('SELECT value FROM setting WHERE name = ?').pluck().get(name))

/** Whose data a backup holds; undefined while no unit was chosen. */
export function profileOfCopy(file: string): Profile | undefined {
  const copy = new Database(file, { readonly: true, fileMustExist: true })
  try {
    return Profile.safeParse(settingOf(copy, 'profile')).data
  } finally {
    copy.close()
  }
}

/** What a database of ours holds. */
export function contentsOf(database: Database.Database): DataContents {
  const count = (sql: string): number => database.prepare<[], number>(sql).pluck().get() ?? 0
  const profile = Profile.safeParse(settingOf(database, 'profile')).data
  return {
    unitName: profile?.unitName ?? null,
    people: profile?.people ?? null,
    lastChange: database.prepare<[], string>('SELECT at FROM audit ORDER BY seq DESC LIMIT 1').pluck().get() ?? null,
    changes: count('SELECT count(*) FROM audit'),
    reports: count('SELECT count(*) FROM report'),
    rows: count('SELECT count(*) FROM report_row'),
    months: count('SELECT count(DISTINCT period) FROM report'),
    submissions: count('SELECT count(*) FROM submission'),
  }
}

const hashAt = (database: Database.Database, seq: number): string | undefined =>
  database.prepare<[number], Buffer>('SELECT hash FROM audit WHERE seq = ?').pluck().get(seq)?.toString('hex')
const lastSeq = (database: Database.Database): number => database.prepare<[], number>('SELECT max(seq) FROM audit').pluck().get() ?? 0

/** The chain of changes says it: whoever holds the other's last entry holds all of the other's changes. */
function standingOf(copy: Database.Database, present: Database.Database): Standing {
  const [copyLast, presentLast] = [lastSeq(copy), lastSeq(present)]
  const agree = (seq: number): boolean => seq === 0 || hashAt(copy, seq) === hashAt(present, seq)
  if (!agree(Math.min(copyLast, presentLast))) return 'apart'
  return copyLast === presentLast ? 'same' : copyLast > presentLast ? 'newer' : 'older'
}

/** The data in use beside a copy. Damaged ones count as none: they are what a restore is for. */
function compare(copy: Database.Database, present: Database.Database | undefined): Pick<BackupInspection, 'standing' | 'present'> {
  if (present === undefined) return { standing: 'alone', present: null }
  // The copy was read whole before, so a failure here is one of the data in use.
  try {
    return { standing: standingOf(copy, present), present: contentsOf(present) }
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error
    return { standing: 'alone', present: null }
  }
}

/**
 * The parts that every workbook names: .xlsx as entries of its archive, .xls as a stream of its document. Of an archive
 * only its list of entries counts, which stands at its end: a package for the city holds whole workbooks.
 */
const archive = { start: Buffer.from([0x50, 0x4b, 0x03, 0x04]), end: Buffer.from([0x50, 0x4b, 0x05, 0x06]), part: 'xl/workbook.' }
const document = { start: Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), stream: Buffer.from('Workbook', 'utf16le') }

/** Whether somebody chose one of the month's workbooks where a backup was asked for. */
function isWorkbook(bytes: Uint8Array): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const begins = (start: Buffer): boolean => file.subarray(0, start.length).equals(start)
  return (begins(archive.start) && entriesOf(file).includes(archive.part)) || (begins(document.start) && file.includes(document.stream))
}

/** The list of entries of an archive; empty where its end does not say where it begins. */
function entriesOf(file: Buffer): Buffer {
  const end = file.lastIndexOf(archive.end)
  return end >= 0 && end + 20 <= file.length ? file.subarray(file.readUInt32LE(end + 16)) : Buffer.alloc(0)
}

/**
 * The rehearsal of a restore.
 * @param present the data in use; undefined when there are none that can be read
 * Throws BACKUP_INVALID, STORE_FROM_FUTURE.
 */
export function inspectCopy(bytes: Uint8Array, knownVersion: number, present: Database.Database | undefined): BackupInspection {
  if (isWorkbook(bytes)) throw new AppError('BACKUP_INVALID', { reason: backupFault.workbook })
  const place = mkdtempSync(join(tmpdir(), 'tanbao-rehearsal-'))
  const file = join(place, 'copy.db')
  try {
    writeFileSync(file, bytes)
    requireKnown(readCopy(file).schemaVersion, knownVersion)
    const copy = new Database(file, { readonly: true, fileMustExist: true })
    try {
      return {
        ...compare(copy, present),
        copy: contentsOf(copy),
        // A note that cannot be read is lost; the data it came with are not.
        handOver: HandOver.safeParse(settingOf(copy, 'handOver')).data ?? null,
      }
    } finally {
      copy.close()
    }
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}

/** A copy of the data that carries what the next person should know; the data in use stay as they are. */
export function copyWithHandOver(database: Database.Database, handOver: HandOver): Uint8Array {
  const place = mkdtempSync(join(tmpdir(), 'tanbao-handover-'))
  const file = join(place, 'copy.db')
  try {
    database.prepare('VACUUM INTO ?').run(file)
    const copy = new Database(file, { fileMustExist: true })
    try {
      copy.pragma('journal_mode = DELETE')
      copy.prepare("INSERT OR REPLACE INTO setting (name, value) VALUES ('handOver', ?)").run(JSON.stringify(handOver))
    } finally {
      copy.close()
    }
    sealCopy(file)
    readCopy(file)
    return new Uint8Array(readFileSync(file))
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}
