import * as z from 'zod'
import { Month } from '../forms/primitives.ts'
import { backupFolderFaults } from '../model/backup-fault.ts'
import { FormState } from '../model/state.ts'
import { Bytes, type MethodTable, Nothing } from './parts.ts'
import { People } from './people.ts'

/** Characters of the note, forms of the list. */
export const handOverLimits = { note: 4000, open: 2000 } as const

/** What a person leaving the desk wrote down for the next one; it travels inside the copy. */
export const HandOver = z.object({
  at: z.string(),
  from: z.string(),
  note: z.string().max(handOverLimits.note),
  /** Forms of the months with data that are not handed up yet. */
  open: z.array(z.object({ period: Month, form: z.string(), title: z.string(), state: FormState })).max(handOverLimits.open),
})
export type HandOver = z.infer<typeof HandOver>

/** What a set of data holds, told without touching it. */
export const DataContents = z.object({
  unitName: z.string().nullable(),
  /** Null while no unit was chosen. */
  people: People.nullable(),
  /** When it was changed last; null for data nobody worked on. */
  lastChange: z.string().nullable(),
  changes: z.int(),
  reports: z.int(),
  rows: z.int(),
  months: z.int(),
  submissions: z.int(),
})
export type DataContents = z.infer<typeof DataContents>

/**
 * How a copy stands to the data in use: `alone` = there are none that can be read, `same`, `newer` = it holds all of them and
 * more, `older` = they have changes that it lacks, `apart` = both have changes that the other lacks, or they are others' data.
 */
export const Standing = z.enum(['alone', 'same', 'newer', 'older', 'apart'])
export type Standing = z.infer<typeof Standing>

export const BackupInspection = z.object({
  standing: Standing,
  copy: DataContents,
  present: DataContents.nullable(),
  handOver: HandOver.nullable(),
})
export type BackupInspection = z.infer<typeof BackupInspection>

export const BackupInfo = z.object({
  id: z.string(),
  at: z.string(),
  bytes: z.int(),
  reason: z.enum(['manual', 'hourly', 'close', 'migration', 'restore', 'seal']),
})

/** Where the data lie, and where each backup is copied to. */
export const BackupFolder = z.object({
  /** The data folder. */
  data: z.string(),
  /** Null: backups lie in the data folder only. */
  second: z
    .object({
      folder: z.string(),
      /** The folder in it that holds the copies. */
      place: z.string(),
      /** When the newest backup that lies there was made; null before the first. */
      copiedAt: z.string().nullable(),
      /** `done`: every backup since the folder was set lies there. `behind`: the newest does not, and nobody knows why. */
      state: z.enum(['copying', 'done', 'behind', 'failed']),
      /** Of `failed`. */
      fault: z.enum(backupFolderFaults).nullable(),
    })
    .nullable(),
})
export type BackupFolder = z.infer<typeof BackupFolder>
/** As a person types it. */
export const TypedFolder = z.string().trim().max(1000)

export const RestoreResult = z.object({
  replaced: BackupInfo,
  /** Packs from outside that the backup carried, and what became of each; `reason` is a sentence. */
  packs: z.array(
    z.object({
      id: z.string(),
      version: z.string(),
      state: z.enum(['present', 'brought', 'refused']),
      reason: z.string().nullable(),
    }),
  ),
  /** Keys trusted from now on because the backup trusted them. */
  keys: z.array(z.string()),
  /** Why the data cannot be worked on yet, with what to do; null when they can. */
  missing: z.string().nullable(),
})

export const backupMethods = {
  'backup.create': { kind: 'command', input: Nothing, output: BackupInfo },
  'backup.folder': { kind: 'query', input: Nothing, output: BackupFolder },
  /** An empty folder or null: no second backups from now on. Throws BACKUP_FOLDER with the reason; nothing is changed then. */
  'backup.setFolder': { kind: 'command', input: z.strictObject({ folder: TypedFolder.nullable() }), output: BackupFolder },
  'backup.list': { kind: 'query', input: Nothing, output: z.array(BackupInfo) },
  'backup.bytes': {
    kind: 'query',
    input: z.strictObject({ id: z.string().max(120) }),
    output: z.object({ fileName: z.string(), bytes: Bytes }),
  },
  /** Rehearses a restore: opens the copy in a place of its own, looks at all of it and counts; nothing is changed. */
  'backup.inspect': {
    kind: 'query',
    input: z.strictObject({ bytes: Bytes.optional(), id: z.string().max(120).optional() }),
    output: BackupInspection,
  },
  /** Refused with BACKUP_OLDER while the data in use have changes that the copy lacks, unless `evenIfNewer`. */
  'backup.restore': {
    kind: 'command',
    input: z.strictObject({
      bytes: Bytes,
      evenIfNewer: z.boolean().default(false),
      /** Who works with the data from now on, when a successor takes them over. A name left empty stays the one of the copy. */
      people: People.optional(),
    }),
    output: RestoreResult,
  },
  /** A copy of all data and packs for a successor, with a note and what is still to be done. */
  'handOver.create': {
    kind: 'command',
    input: z.strictObject({ note: z.string().max(handOverLimits.note) }),
    output: z.object({ fileName: z.string(), bytes: Bytes }),
  },
} as const satisfies MethodTable
