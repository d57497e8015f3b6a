/** What the entry grid asks for besides the report itself. */
import * as z from 'zod'
import { Key, Month } from '../forms/primitives.ts'
import { FormAt, type MethodTable } from './parts.ts'
import { CellValue } from './report.ts'

/** How the columns of a form are shown; remembered with the data, changes nothing of them. */
export const ColumnView = z.strictObject({
  /** Only the core columns. */
  folded: z.boolean(),
  /** Folded groups of the header. */
  groups: z.array(z.string().max(120)).max(400),
  /** Widths in pixels, by field. */
  widths: z.record(Key, z.int().min(40).max(800)),
  /** Fields shown and typed in ten thousands. */
  scaled: z.array(Key).max(400),
})
export type ColumnView = z.infer<typeof ColumnView>

/** One cell of an earlier period. */
export const PastValue = z.object({ period: Month, value: CellValue })
export type PastValue = z.infer<typeof PastValue>

export const gridMethods = {
  /** How the columns of a form were shown last; null when nobody changed anything. */
  'grid.columns': { kind: 'query', input: z.strictObject({ form: Key }), output: ColumnView.nullable() },
  'grid.setColumns': { kind: 'command', input: z.strictObject({ form: Key, columns: ColumnView }), output: z.null() },
  /** One cell in the last periods in which its row is there, oldest first. `row`: natural key. */
  'report.pastValues': {
    kind: 'query',
    input: FormAt.extend({ row: z.string().max(400), field: Key, count: z.int().min(1).max(36).default(12) }),
    output: z.array(PastValue),
  },
} as const satisfies MethodTable
