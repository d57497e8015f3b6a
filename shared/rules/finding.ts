import * as z from 'zod'
import { Outcome } from '../forms/schema.ts'
import { Level } from '../model/level.ts'

export const Explanation = z.object({ text: z.string(), by: z.string(), at: z.string() })
export type Explanation = z.infer<typeof Explanation>

/** One thing the check found. Only `fail` and `error` outcomes become findings; the rest are counted. */
export const Finding = z.object({
  /** Stable while rule, form, period, row and fields stay the same, so that an explanation keeps its place. */
  id: z.string(),
  ruleId: z.string(),
  level: Level,
  outcome: Outcome,
  form: z.string(),
  rowId: z.string().nullable(),
  /** Natural key of the row, null for findings about the whole form. */
  rowKey: z.string().nullable(),
  rowLabel: z.string().nullable(),
  fields: z.array(z.string()),
  /** Address in the exported workbook, e.g. `R7`, null when the finding has no cell. */
  cell: z.string().nullable(),
  /** The Chinese sentence with the values put in. */
  message: z.string(),
  clause: z.string(),
  origin: z.enum(['plan', 'standard', 'practice']),
  /** SHA-256 over the values the message rests on: an explanation of other values does not count. */
  basis: z.string(),
  explanation: Explanation.nullable(),
})
export type Finding = z.infer<typeof Finding>

export const OutcomeCounts = z.object({ pass: z.int(), fail: z.int(), notApplicable: z.int(), error: z.int() })
export type OutcomeCounts = z.infer<typeof OutcomeCounts>
