/** Filling in a workbook of the office above, as it crosses the boundary: how it was understood, and what must be decided. */
import * as z from 'zod'
import { headerValues } from '../forms/mapping-schema.ts'
import { Key } from '../forms/primitives.ts'

const Letters = z.string().regex(/^[A-Z]{1,3}$/)
const RowNumber = z.int().min(1).max(1_048_576)

/** Decisions about a template; anything absent is recognised and shown. */
export const FillOptions = z.strictObject({
  sheet: z.string().max(100).optional(),
  /** First and last row of the header, 1-based. */
  headerRows: z.tuple([RowNumber, RowNumber]).optional(),
  /** Column of the template -> field, or null = leave it blank. */
  columns: z.record(Letters, Key.nullable()).optional(),
  /** Column -> factor that makes the form's figures the template's, as decimal text or a fraction `1/3`. */
  factors: z.record(Letters, z.string().max(40)).optional(),
  /** First and last of the rows drawn for data. */
  block: z.tuple([RowNumber, RowNumber]).optional(),
  /** Rows that hold something already: written over, or left with ours behind them. */
  existing: z.enum(['replace', 'below']).optional(),
  /** Key of a row of the form -> row of the template with pre-printed rows, or null = leave it out. */
  rows: z.record(z.string().max(400), RowNumber.nullable()).optional(),
  /** Cell -> part of the report's head, or null = leave it as it is. */
  cells: z.record(z.string().regex(/^[A-Z]{1,3}[1-9]\d{0,6}$/), z.enum(headerValues).nullable()).optional(),
})
export type FillOptions = z.infer<typeof FillOptions>

/**
 * What the chosen `value` means, by kind: `sheet` → `options.sheet`; `header` is `top-bottom` → `headerRows`; `column` →
 * `columns[target]` ('' = null); `unit` → `factors[target]`; `block` is `first-last` → `block`; `existing` → `existing`; `row` → `rows[target]` ('' = null);
 * `cell` → `cells[target]` ('' = null).
 */
export const FillQuestion = z.object({
  id: z.string(),
  kind: z.enum(['sheet', 'header', 'column', 'unit', 'block', 'existing', 'row', 'cell']),
  message: z.string(),
  target: z.string(),
  choices: z.array(z.object({ value: z.string(), label: z.string() })),
})
export type FillQuestion = z.infer<typeof FillQuestion>

export const FillPreview = z.object({
  sheet: z.string(),
  headerRows: z.tuple([z.int(), z.int()]).nullable(),
  /** Rows drawn for data; null where a form has none. */
  block: z.tuple([z.int(), z.int()]).nullable(),
  columns: z.array(
    z.object({
      letter: z.string(),
      path: z.array(z.string()),
      field: z.string().nullable(),
      by: z.enum(['chosen', 'saved', 'pack', 'marked', 'label', 'synonym', 'guess', 'none']),
      unit: z.string().nullable(),
      factor: z.string(),
      /** The template's own formulas stand here and are kept. */
      formula: z.boolean(),
    }),
  ),
  cells: z.array(z.object({ cell: z.string(), item: z.string(), text: z.string() })),
  /** Rows of the report, rows the template has room for, rows that are put in. */
  counts: z.object({ rows: z.int(), capacity: z.int(), inserted: z.int() }),
  /** Fields that hold something and have no column in the template. */
  absent: z.array(z.string()),
  /** What a person should know before handing the file up. */
  notes: z.array(z.string()),
  /** What must be decided first; empty = ready. */
  questions: z.array(FillQuestion),
  fingerprint: z.string(),
})
export type FillPreview = z.infer<typeof FillPreview>
