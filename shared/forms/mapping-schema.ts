/** `mappings/*.yaml` of a pack: how workbooks that the city knows are read, and where a bureau's own template takes what. */
import * as z from 'zod'
import { Key, Label } from './primitives.ts'

/** What stands in the head of a report. */
export const headerValues = ['unit', 'period', 'leader', 'preparer', 'auditor', 'preparerPhone', 'fillDate'] as const
const Cell = z.string().regex(/^[A-Z]{1,3}[1-9]\d{0,6}$/)
const Letters = z.string().regex(/^[A-Z]{1,3}$/)

/** A heading of the workbook and the field it means; without a field the column is left out. */
export const MappingColumn = z.strictObject({
  /** Headings from the top one down to the column's own, as printed. */
  path: z.array(Label).min(1).max(8),
  /** Behind the heading, where it stands apart from it. */
  unit: z.string().max(40).optional(),
  field: Key.optional(),
  /** Multiplies the figures: decimal text, or a fraction `1/3`. */
  factor: z
    .union([z.string(), z.number()])
    .transform(String)
    .pipe(z.string().regex(/^\d+(?:\.\d+)?(?:\/\d+(?:\.\d+)?)?$/))
    .optional(),
  /** Column of the bureau's template into which the field is written; found by the headings when absent. */
  at: Letters.optional(),
})
export type MappingColumn = z.infer<typeof MappingColumn>

/** A cell of a bureau's template outside its table. */
export const TemplateCell = z.strictObject({
  cell: Cell,
  /** Part of the report's head … */
  header: z.enum(headerValues).optional(),
  /** … or, for a form of one record, a field. */
  field: Key.optional(),
})

/** Where a bureau's own workbook takes what, for filling it in. */
export const TemplateBinding = z.strictObject({
  sheet: z.string().min(1).max(31),
  /** 1-based; found below the header when absent. */
  firstRow: z.int().min(1).max(1_048_576).optional(),
  /** Last of the rows drawn for data. */
  lastRow: z.int().min(1).max(1_048_576).optional(),
  cells: z.array(TemplateCell).max(200).default([]),
})
export type TemplateBinding = z.infer<typeof TemplateBinding>

export const PackMapping = z.strictObject({
  /** What people call the workbook; no other mapping of the pack has this name. */
  name: Label,
  form: Key,
  /** The columns that need a word. A header is known by them: all must be there; more may stand beside them. */
  columns: z.array(MappingColumn).min(1).max(400),
  /** Fields that such workbooks do not have. */
  absent: z.array(Key).default([]),
  template: TemplateBinding.optional(),
})
export type PackMapping = z.infer<typeof PackMapping>

export const MappingFile = z.strictObject({ mappings: z.array(PackMapping).min(1).max(500) })
