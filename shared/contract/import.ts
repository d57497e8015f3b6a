/** Import of a workbook as it crosses the boundary: a dry run that can be corrected, then one undoable step. */
import * as z from 'zod'
import { Key, Month } from '../forms/primitives.ts'

export const ImportMode = z.enum(['replace', 'merge', 'append'])
export type ImportMode = z.infer<typeof ImportMode>

/** What the clerk, a saved mapping or `--mapping` decided; anything absent is guessed and shown. */
export const ImportOptions = z.strictObject({
  sheet: z.string().max(100).optional(),
  /** First and last row of the header block, 1-based as Excel shows them. */
  headerRows: z.tuple([z.int().min(1), z.int().min(1)]).optional(),
  /** Column letter -> field key, or null = leave this column out. */
  columns: z.record(z.string().regex(/^[A-Z]{1,3}$/), Key.nullable()).optional(),
  /** Column letter -> factor by which its numbers are multiplied, as decimal text. */
  factors: z.record(z.string().regex(/^[A-Z]{1,3}$/), z.string().max(20)).optional(),
  /** Fields the clerk says the file does not have. */
  absent: z.array(Key).max(400).optional(),
  mode: ImportMode.optional(),
})
export type ImportOptions = z.infer<typeof ImportOptions>

export const ImportColumn = z.object({
  letter: z.string(),
  /** Labels from top to bottom of the header block. */
  path: z.array(z.string()),
  unit: z.string().nullable(),
  field: z.string().nullable(),
  /** How the match was made. */
  by: z.enum(['chosen', 'saved', 'label', 'synonym', 'guess', 'none']),
  factor: z.string(),
  samples: z.array(z.string()),
})
export const ImportProblem = z.object({
  cell: z.string(),
  field: z.string().nullable(),
  /** What stands in the cell. */
  raw: z.string(),
  code: z.enum([
    'unreadable',
    'unknownCode',
    'errorCell',
    'tooLong',
    'formulaWithoutValue',
    'readOnly',
    'duplicateKey',
    'ambiguousDate',
    'doubtful',
  ]),
  message: z.string(),
})
/**
 * What the chosen `value` means, by kind: `sheet` goes into `options.sheet`; `header` is `top-bottom`, into `headerRows`;
 * `column` and `unit` go into `columns[column]` ('' = null) and `factors[column]`; `missingColumn` is a letter, for
 * `columns[value] = field` with the field behind the colon of `id`, or '' for `absent`.
 */
export const ImportQuestion = z.object({
  id: z.string(),
  kind: z.enum(['sheet', 'header', 'column', 'unit', 'missingColumn', 'date']),
  message: z.string(),
  column: z.string().nullable(),
  choices: z.array(z.object({ value: z.string(), label: z.string() })),
})
export const ImportChange = z.object({
  rowKey: z.string(),
  field: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  cell: z.string(),
})

export const ImportPreview = z.object({
  id: z.string(),
  fileName: z.string(),
  form: Key,
  period: Month,
  mode: ImportMode,
  sheets: z.array(z.object({ name: z.string(), hidden: z.boolean(), rows: z.int(), score: z.number() })),
  sheet: z.string(),
  headerRows: z.tuple([z.int(), z.int()]),
  columns: z.array(ImportColumn),
  /** Title, unit, note, total and blank rows that were left out, with the reason. */
  skipped: z.array(
    z.object({
      row: z.int(),
      reason: z.enum(['title', 'unit', 'number', 'note', 'total', 'blank', 'footer', 'example']),
      text: z.string(),
    }),
  ),
  /** Every problem, by cell address; no cap. */
  problems: z.array(ImportProblem),
  /** What must be decided before it may be applied; empty = ready. */
  questions: z.array(ImportQuestion),
  counts: z.object({ rows: z.int(), added: z.int(), changed: z.int(), unchanged: z.int(), removed: z.int() }),
  changes: z.array(ImportChange),
  /** The first rows of the sheet as they look, for the picture in the wizard. */
  picture: z.array(z.object({ row: z.int(), cells: z.array(z.string()) })),
})
export type ImportPreview = z.infer<typeof ImportPreview>
