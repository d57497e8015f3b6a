/** Files that show what figures rest on, as they cross the boundary. */
import * as z from 'zod'
import { Key } from '../forms/primitives.ts'
import { NamedFile } from './city-views.ts'
import { Bytes, FormAt, type MethodTable } from './parts.ts'
import { RowId } from './report.ts'
import { PersonName } from './review.ts'

export const EvidenceFile = z.object({
  id: z.string(),
  /** Null for a file on the form as a whole. */
  row: RowId.nullable(),
  /** Natural key of the row when the file was added. */
  rowKey: z.string().nullable(),
  /** Null for a file on a whole row, or on the form. */
  field: z.string().nullable(),
  /** How people know the field. */
  label: z.string().nullable(),
  name: z.string(),
  bytes: z.int(),
  sha256: z.string(),
  by: z.string(),
  at: z.string(),
  /** Null while it goes along; a file that was taken out can still be read. */
  removed: z.object({ by: z.string(), at: z.string() }).nullable(),
})
export type EvidenceFile = z.infer<typeof EvidenceFile>

export const EvidenceList = z.object({
  files: z.array(EvidenceFile),
  /** What the files of all forms of the month take, each content once. */
  month: z.object({ files: z.int(), bytes: z.int() }),
})
export type EvidenceList = z.infer<typeof EvidenceList>

const Id = z.string().max(64)

export const evidenceMethods = {
  /** Files of a form, oldest first, without their contents; `upTo` = as they lay there at that number of the audit. */
  'evidence.list': { kind: 'query', input: FormAt.extend({ upTo: z.int().optional() }), output: EvidenceList },
  /**
   * Puts a file to a cell, a row or the form. The same content at the same place twice is one file, and the one that lies there is given:
   * `there`, or `mended` where the disk had damaged its content. Signatures for the form count no longer once one was `added`.
   * Throws EVIDENCE_…, FILE_EMPTY, ROW_UNKNOWN, FIELD_UNKNOWN, PERIOD_CLOSED, DISK_FULL.
   */
  'evidence.add': {
    kind: 'command',
    input: FormAt.extend({
      row: RowId.optional(),
      field: Key.optional(),
      name: z.string().min(1).max(400),
      bytes: Bytes,
      by: PersonName.optional(),
    }),
    output: EvidenceFile.extend({ outcome: z.enum(['added', 'mended', 'there']) }),
  },
  /** Takes a file out of the report; it stays in the history. Throws EVIDENCE_UNKNOWN, PERIOD_CLOSED. */
  'evidence.remove': { kind: 'command', input: z.strictObject({ id: Id, by: PersonName.optional() }), output: EvidenceFile },
  /** The file itself, also of one that was taken out. Throws EVIDENCE_UNKNOWN, STORE_DAMAGED. */
  'evidence.bytes': { kind: 'query', input: z.strictObject({ id: Id }), output: NamedFile },
} as const satisfies MethodTable
