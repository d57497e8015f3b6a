/** Workbooks that leave the program. */
import * as z from 'zod'
import { Month } from '../forms/primitives.ts'
import { FillOptions, FillPreview } from './fill.ts'
import { Bytes, FormAt, job, type MethodTable, Scale } from './parts.ts'

export const exportMethods = {
  'export.workbook': {
    kind: 'query',
    input: FormAt.extend({ scale: Scale.optional(), job }),
    output: z.object({ fileName: z.string(), bytes: Bytes }),
  },
  /** How a bureau's own .xlsx would be filled in with the report: nothing is written. */
  'export.template': {
    kind: 'query',
    input: FormAt.extend({ fileName: z.string().min(1).max(255), bytes: Bytes, options: FillOptions.default({}), job }),
    output: FillPreview,
  },
  /** The bureau's .xlsx filled in; everything in it that is not filled in stays as it is. Refused while a question is open. */
  'export.filled': {
    kind: 'command',
    input: FormAt.extend({
      fileName: z.string().min(1).max(255),
      bytes: Bytes,
      options: FillOptions.default({}),
      /** Keeps the decisions for the same template. */
      remember: z.boolean().default(true),
      job,
    }),
    output: z.object({
      fileName: z.string(),
      bytes: Bytes,
      /** What a person should know before handing it up. */
      notes: z.array(z.string()),
      /** Formulas left without a result for Excel to work out: `sheet!cell`. */
      uncomputed: z.array(z.string()),
    }),
  },
  /** All forms of the period in one workbook, their totals in front. */
  'export.summary': {
    kind: 'query',
    input: z.strictObject({ period: Month, scale: Scale.optional(), job }),
    output: z.object({ fileName: z.string(), bytes: Bytes }),
  },
} as const satisfies MethodTable
