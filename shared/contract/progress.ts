/** Progress towards the targets of a month, every number with the cells it rests on. */
import * as z from 'zod'

export const ProgressCell = z.object({
  form: z.string(),
  period: z.string(),
  row: z.string(),
  /** Natural key of the row. */
  key: z.string(),
  field: z.string(),
  /** Canonical text. */
  value: z.string(),
})
export type ProgressCell = z.infer<typeof ProgressCell>

export const ProgressFigure = z.object({
  field: z.string(),
  label: z.string(),
  /** The field's unit, else the indicator's where the figure is one of its kind; null for grades and counts. */
  unit: z.string().nullable(),
  value: z.string(),
  /** As people read it: a code by its label. */
  shown: z.string(),
  /** Typed or given cells with numbers that it was worked out from, in any month or form, nearest first. */
  cells: z.array(ProgressCell),
})
export type ProgressFigure = z.infer<typeof ProgressFigure>

export const IndicatorProgress = z.object({
  form: z.string(),
  row: z.string(),
  indicator: z.string(),
  title: z.string(),
  unit: z.string(),
  pace: z.string(),
  direction: z.string(),
  figures: z.array(ProgressFigure),
})
export type IndicatorProgress = z.infer<typeof IndicatorProgress>

/** One entry for each form made from indicators and each of its rows, in the order of the forms. */
export const MonthProgress = z.object({ period: z.string(), indicators: z.array(IndicatorProgress) })
export type MonthProgress = z.infer<typeof MonthProgress>

/** A row of a town, with its values in the order of the columns. */
const TownRow = z.object({ row: z.string(), label: z.string(), values: z.array(z.string().nullable()) })
const Sums = z.array(z.string().nullable())
/** A form with a column for the town: how many rows and how much of each column lie in which town. */
export const TownForm = z.object({
  form: z.string(),
  title: z.string(),
  townField: z.string(),
  /** How rows are counted, e.g. 台. */
  unit: z.string(),
  columns: z.array(z.object({ field: z.string(), label: z.string(), unit: z.string() })),
  towns: z.array(
    z.object({
      /** Code; null = rows whose town is not filled in, or is none of the list. */
      town: z.string().nullable(),
      name: z.string(),
      count: z.int(),
      sums: Sums,
      /** What the numbers rest on, as far as anybody would follow it by hand. */
      rows: z.array(TownRow),
    }),
  ),
  count: z.int(),
  sums: Sums,
})
export type TownForm = z.infer<typeof TownForm>
