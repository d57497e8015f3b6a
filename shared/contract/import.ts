/** Import of a workbook as it crosses the boundary: a dry run that can be corrected, then one undoable step. */
import * as z from 'zod'
import { Key, Month } from '../forms/primitives.ts'
import { Bytes, FormAt, job, type MethodTable, Version } from './parts.ts'

export const ImportMode = z.enum(['replace', 'merge', 'append'])
export type ImportMode = z.infer<typeof ImportMode>

/** As many tables as anybody keeps in one workbook. */
export const mostParts = 256
/**
 * A column of the import: its letters, e.g. `F`, of the first table; `sheet!F5` of another one, 5 being the last row of
 * its header. What is said of a column counts for the columns of the same heading in all tables whose headers are alike.
 */
const ColumnReference = z.string().regex(/^(?:[^!].{0,99}![A-Z]{1,3}[1-9]\d{0,6}|[A-Z]{1,3})$/su)
/** One table among several: its sheet, its header and, where tables stand side by side, its first and last column. */
export const ImportTable = z.strictObject({
  sheet: z.string().max(100),
  headerRows: z.tuple([z.int().min(1), z.int().min(1)]),
  columns: z.tuple([z.string().regex(/^[A-Z]{1,3}$/), z.string().regex(/^[A-Z]{1,3}$/)]).optional(),
  /** First and last row of those of its data that are meant, where the same rows come several times. */
  only: z.tuple([z.int().min(1), z.int().min(1)]).optional(),
})

/** What the clerk, a saved mapping or `--mapping` decided; anything absent is guessed and shown. */
export const ImportOptions = z.strictObject({
  /** One sheet by its name; `*` = every visible sheet that holds the form, as one import. */
  sheet: z.string().max(100).optional(),
  /** Several sheets as one import: every visible one that holds the form, or these. Goes before `sheet`. */
  sheets: z.union([z.literal('all'), z.array(z.string().max(100)).min(1).max(mostParts)]).optional(),
  /** Where a sheet has several tables of the form: all of them as one import, or the first. */
  tables: z.enum(['all', 'one']).optional(),
  /** Exactly these tables, e.g. some of those that a preview listed in `parts`. Goes before everything above. */
  parts: z.array(ImportTable).min(1).max(mostParts).optional(),
  /** First and last row of the header block, 1-based as Excel shows them. */
  headerRows: z.tuple([z.int().min(1), z.int().min(1)]).optional(),
  /** Column -> field key, or null = leave this column out. */
  columns: z.record(ColumnReference, Key.nullable()).optional(),
  /** Column -> factor by which its numbers are multiplied, as decimal text; `row` = each by the unit that its own row states. */
  factors: z.record(ColumnReference, z.string().max(20)).optional(),
  /** Fields the clerk says the file does not have. */
  absent: z.array(Key).max(400).optional(),
  /** Replace the rows of a ledger although the file lacks the column by which they are known. */
  withoutKey: z.boolean().optional(),
  mode: ImportMode.optional(),
})
export type ImportOptions = z.infer<typeof ImportOptions>

export const ImportColumn = z.object({
  /** A column as `ImportOptions.columns` names it: letters, or `sheet!F5` in a table with a header of its own. */
  letter: z.string(),
  /** Labels from top to bottom of the header block. */
  path: z.array(z.string()),
  unit: z.string().nullable(),
  field: z.string().nullable(),
  /**
   * How the match was made, `pack` by a mapping that the pack ships; a `guess` rests on likeness, unit, contents and position,
   * and is named among the problems too.
   */
  by: z.enum(['chosen', 'saved', 'pack', 'label', 'synonym', 'guess', 'none']),
  factor: z.string(),
  samples: z.array(z.string()),
})
export const ImportProblem = z.object({
  /** Address; where several sheets are imported, `sheet!A5` with the sheet before the last `!`. */
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
 * What the chosen `value` means, by kind: `sheet` goes into `options.sheet` (`*` there = all of them together); `tables`
 * into `tables`; `header` is `top-bottom`, into `headerRows`, or `*` = all of them, which is `tables: 'all'`; `column` and
 * `unit` go into `columns[column]` ('' = null) and `factors[column]`; `missingColumn` is a letter, for
 * `columns[value] = field` with the field behind the last colon of `id`, or '' for `absent`; `part` and
 * `replace` are the options themselves as JSON.
 */
export const ImportQuestion = z.object({
  id: z.string(),
  kind: z.enum(['sheet', 'tables', 'header', 'column', 'unit', 'missingColumn', 'date', 'part', 'replace']),
  message: z.string(),
  column: z.string().nullable(),
  choices: z.array(z.object({ value: z.string(), label: z.string() })),
})
export const ImportChange = z.object({
  rowKey: z.string(),
  field: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  /** As in a problem. */
  cell: z.string(),
})

/** A row of the report that replacing takes out. */
export const ImportRemoval = z.object({ rowKey: z.string(), name: z.string() })

/** Rows of a sheet as they look, from column A on. */
export const ImportPicture = z.array(z.object({ row: z.int(), cells: z.array(z.string()) }))
export type ImportPicture = z.infer<typeof ImportPicture>

export const ImportPreview = z.object({
  id: z.string(),
  fileName: z.string(),
  form: Key,
  period: Month,
  mode: ImportMode,
  sheets: z.array(z.object({ name: z.string(), hidden: z.boolean(), rows: z.int(), score: z.number() })),
  /** Of the first table. */
  sheet: z.string(),
  headerRows: z.tuple([z.int(), z.int()]),
  /** The tables that are imported together, in order; mostly one. `rows` of data in each; fits `ImportOptions.parts`. */
  parts: z.array(ImportTable.extend({ rows: z.int() })).optional(),
  /** Of the first table, then of every other table whose header differs from those before. */
  columns: z.array(ImportColumn),
  /** Title, unit, note, total and blank rows that were left out, with the reason. */
  skipped: z.array(
    z.object({
      row: z.int(),
      /** Where several sheets are imported. */
      sheet: z.string().optional(),
      reason: z.enum(['title', 'unit', 'number', 'note', 'total', 'blank', 'footer', 'example']),
      text: z.string(),
    }),
  ),
  /** Every problem, by cell address; no cap. */
  problems: z.array(ImportProblem),
  /** What somebody wrote beside cells that are taken in, beside totals and headings. Only to be read: none of it becomes data. */
  comments: z.array(
    z.object({
      /** As in a problem. */
      cell: z.string(),
      /** Field of the cell's column. */
      field: z.string().nullable(),
      text: z.string(),
    }),
  ),
  /** What must be decided before it may be applied; empty = ready. */
  questions: z.array(ImportQuestion),
  counts: z.object({
    rows: z.int(),
    added: z.int(),
    changed: z.int(),
    unchanged: z.int(),
    removed: z.int(),
    /** Rows of the report that the file does not have and that stay as they are. */
    kept: z.int().optional(),
  }),
  /** The first changes of existing cells; all `changeCount` of them come page by page from `import.changes`. */
  changes: z.array(ImportChange),
  changeCount: z.int().optional(),
  /** The first rows that are taken out; all `counts.removed` of them come page by page from `import.removals`. */
  removals: z.array(ImportRemoval).optional(),
  /** The first rows of the sheet as they look, for the picture in the wizard. */
  picture: ImportPicture,
})
export type ImportPreview = z.infer<typeof ImportPreview>

/**
 * What the sheets of a workbook seem to be. `doubt` says why a sheet may not be taken in without a decision: `nothing` =
 * it holds nothing to take in, `foreign` = no form of the plan, `form` = one of `alike`, `month` = it says another month
 * than the plan has, or several, `twice` = another sheet is for the same form and month, `hidden`, `rounded` = figures in
 * ten thousands that this program rounded itself, which are never taken in.
 */
export const WorkbookSurvey = z.object({
  /** For `import.previewSurveyed` and `import.discard`. */
  id: z.string(),
  fileName: z.string(),
  sheets: z.array(
    z.object({
      name: z.string(),
      hidden: z.boolean(),
      rows: z.int(),
      /** Null = none, or in doubt. */
      form: Key.nullable(),
      /** First line over the table. */
      title: z.string(),
      /** Month that the sheet says it is about; null = it says none, or in doubt. */
      period: Month.nullable(),
      /** Other forms that fit nearly as well. */
      alike: z.array(Key),
      doubt: z.enum(['nothing', 'foreign', 'form', 'month', 'twice', 'hidden', 'rounded']).nullable(),
    }),
  ),
})
export type WorkbookSurvey = z.infer<typeof WorkbookSurvey>

export const importMethods = {
  'import.preview': {
    kind: 'query',
    input: FormAt.extend({ fileName: z.string().min(1).max(255), bytes: Bytes, options: ImportOptions.default({}), job }),
    output: ImportPreview,
  },
  /** Reads a whole workbook once and says of each sheet which form and which month it is; `period` where a sheet does not say. */
  'import.survey': {
    kind: 'query',
    input: z.strictObject({ period: Month, fileName: z.string().min(1).max(255), bytes: Bytes, job }),
    output: WorkbookSurvey,
  },
  /** As `import.preview`, of the file that a survey has read; `options` say which of its sheets. */
  'import.previewSurveyed': {
    kind: 'query',
    input: FormAt.extend({ survey: z.string().max(64), options: ImportOptions.default({}), job }),
    output: ImportPreview,
  },
  /** Rows of a sheet as they look, from a row on, of the file behind a preview or a survey: for pointing at a header. */
  'import.picture': {
    kind: 'query',
    input: z.strictObject({ id: z.string().max(64), sheet: z.string().max(100), from: z.int().min(1).default(1) }),
    output: z.object({ rows: ImportPicture, more: z.boolean() }),
  },
  /** All changes of a preview, page by page; `count` of them there are. */
  'import.changes': {
    kind: 'query',
    input: z.strictObject({ id: z.string().max(64), from: z.int().min(0), limit: z.int().min(1).max(5000) }),
    output: z.object({ changes: z.array(ImportChange), count: z.int() }),
  },
  /** All rows that a preview takes out, page by page; `count` of them there are. */
  'import.removals': {
    kind: 'query',
    input: z.strictObject({ id: z.string().max(64), from: z.int().min(0), limit: z.int().min(1).max(5000) }),
    output: z.object({ removals: z.array(ImportRemoval), count: z.int() }),
  },
  'import.revise': { kind: 'query', input: z.strictObject({ id: z.string().max(64), options: ImportOptions, job }), output: ImportPreview },
  /**
   * The file of a preview with its problems marked: those of reading it, and those the rules find in the report as it
   * would stand after applying. Nothing is changed in the data.
   */
  'import.marked': {
    kind: 'query',
    input: z.strictObject({ id: z.string().max(64), job }),
    output: z.object({
      fileName: z.string(),
      bytes: Bytes,
      /** False when the file cannot be marked itself: the bytes are then a list of the problems. */
      inPlace: z.boolean(),
      /** Cells that are coloured and commented. */
      marks: z.int(),
      /** Problems that no cell of the file shows; they are on the sheet of results only. */
      unmarkable: z.array(z.string()),
      /** What to know about the file. */
      notes: z.array(z.string()),
    }),
  },
  'import.apply': {
    kind: 'command',
    input: z.strictObject({ id: z.string().max(64), mode: ImportMode.optional(), remember: z.boolean().default(true), job }),
    output: Version.extend({ added: z.int(), changed: z.int(), removed: z.int(), unchanged: z.int() }),
  },
  /** What clerks let the program remember about workbooks of this form; null = no unit, left out, as it stands. */
  'import.remembered': {
    kind: 'query',
    input: z.strictObject({ form: Key }),
    output: z.array(
      z.object({
        columns: z.array(
          z.object({ path: z.array(z.string()), unit: z.string().nullable(), field: Key.nullable(), factor: z.string().nullable() }),
        ),
        absent: z.array(Key),
      }),
    ),
  },
  /** Lets a preview go, or a survey with all its previews. */
  'import.discard': { kind: 'query', input: z.strictObject({ id: z.string().max(64) }), output: z.null() },
} as const satisfies MethodTable
