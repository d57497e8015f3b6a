import * as z from 'zod'
import { Month } from '../forms/primitives.ts'
import { FormState } from '../model/state.ts'
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
