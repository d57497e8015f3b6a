/** The month: what is due and how far the targets have come. */
import * as z from 'zod'
import { Month } from '../forms/primitives.ts'
import { FormState } from '../model/state.ts'
import type { MethodTable } from './parts.ts'
import { MonthProgress, TownForm } from './progress.ts'

export const Task = z.object({
  form: z.string(),
  title: z.string(),
  required: z.boolean(),
  state: FormState,
  rows: z.int(),
  zeroReport: z.boolean(),
  /** Failing findings by level; null = not checked since the last change. */
  findings: z.record(z.string(), z.int()).nullable(),
  unexplained: z.int(),
})

export const MonthTasks = z.object({
  period: Month,
  dueDate: z.string(),
  daysLeft: z.int(),
  holidayNote: z.string().nullable(),
  tasks: z.array(Task),
  /** Periods that hold data, newest first. */
  periods: z.array(Month),
})
export type MonthTasks = z.infer<typeof MonthTasks>

export const monthMethods = {
  /** Where months are signed, asking also settles which signatures no longer fit what is stored. */
  'tasks.list': { kind: 'query', input: z.strictObject({ period: Month }), output: MonthTasks },
  /** How far each target has come, every number with the cells it rests on. */
  'progress.get': { kind: 'query', input: z.strictObject({ period: Month }), output: MonthProgress },
  /** The forms of a month that name a town in each row, by town. */
  'progress.towns': { kind: 'query', input: z.strictObject({ period: Month }), output: z.object({ forms: z.array(TownForm) }) },
} as const satisfies MethodTable
