/**
 * A year of one county, told as data: what the clerk does each month and what the program must say about it.
 * The files lie in `test/data/stories`, one for each plan.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import * as z from 'zod'
import { Month } from '../../../shared/forms/primitives.ts'

const Text = z
  .union([z.string(), z.number(), z.boolean()])
  .transform((value) => (typeof value === 'boolean' ? (value ? '是' : '否') : String(value)))
const Values = z.record(z.string(), Text)
/** One cell, or several cells of one row, as a person types them; the row by its natural key. */
const Change = z.strictObject({ row: Text, set: z.record(z.string(), Text.nullable()) })

const FormWork = z.strictObject({
  /** Brings the earlier period's rows in first. */
  carry: z.boolean().default(false),
  /** 零报告, with its reason. */
  zero: z.string().optional(),
  /** New rows. */
  add: z.array(Values).default([]),
  /** The same values into every row that is there and has nothing else in those cells. */
  each: Values.default({}),
  set: z.array(Change).default([]),
})

const Expected = z.strictObject({
  /** Findings of the first check that block or ask for an explanation, `rule row`, sorted; rows by natural key, `-` for a finding about the whole form. */
  findings: z.array(z.string()),
  /** Cells that the program must have worked out: form, row by natural key, values. */
  cells: z.array(z.strictObject({ form: z.string(), row: Text, values: Values })).default([]),
  /** Printed totals. */
  totals: z.array(z.strictObject({ form: z.string(), label: z.string(), values: Values })).default([]),
})

const MonthOfStory = z.strictObject({
  period: Month,
  /** The day the clerk sits down to it. */
  today: z.iso.date(),
  note: z.string(),
  forms: z.record(z.string(), FormWork),
  expect: Expected,
  /** What the clerk puts right after the first check; afterwards nothing may block. */
  fix: z.array(z.strictObject({ form: z.string(), row: Text, set: z.record(z.string(), Text.nullable()) })).default([]),
})

export const Story = z.strictObject({
  pack: z.string(),
  unit: z.string(),
  title: z.string(),
  /** What is written under every finding that asks for it. */
  explanation: z.string(),
  months: z.array(MonthOfStory).min(4),
})
export type Story = z.infer<typeof Story>
export type StoryMonth = Story['months'][number]
export type FormWork = z.infer<typeof FormWork>

export const readStory = (pack: string): Story =>
  Story.parse(parse(readFileSync(join(import.meta.dirname, '..', '..', 'data', 'stories', `${pack}.yaml`), 'utf8'), { merge: true }))
