/** Targets of a plan, and the part of them that a city gives to each unit. */
import * as z from 'zod'
import { Facts, Key, Label, Text } from './primitives.ts'

/**
 * How progress towards a target is measured (口径): `flow` adds up over the year, `point` is a state at a time,
 * `intensityYear` a fall against last year, `intensityCumulative` a fall since the base year (yearly falls multiply),
 * `standing` must hold at any time.
 */
export const Pace = z.enum(['flow', 'point', 'intensityYear', 'intensityCumulative', 'standing'])
export type Pace = z.infer<typeof Pace>
export const Indicator = z.strictObject({
  key: Key,
  title: Label,
  /** What a reader of the target should know: a reading, a figure still to be set. */
  note: z.string().max(200).optional(),
  /** Other names under which a workbook may carry it. */
  synonyms: z.array(Label).optional(),
  unit: z.string().max(40).optional(),
  /** `up`: more is better. A fall that is counted as a positive number goes up. */
  direction: z.enum(['up', 'down']),
  pace: Pace.default('point'),
  baseYear: z.int().optional(),
  baseValue: Text.optional(),
  dueYear: z.int(),
  /** Where the plan gives a day within that year. */
  dueDate: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional(),
  operator: z.enum(['>=', '<=', '>', '<', '=']),
  /** Absent where the plan leaves the figure to a higher level or to the city (`targets.yaml`). */
  value: Text.optional(),
  /** Targets of single years, where the plan or the city has set them. */
  years: z.record(z.string().regex(/^\d{4}$/), Text).optional(),
  /** Wanted in the monthly forecast. */
  monthly: z.boolean().default(false),
  scope: Label.optional(),
  /** `above`: only the bureau above has the figure; the target binds, but is no row of a county's forms. */
  reportedBy: z.enum(['county', 'above']).default('county'),
  binding: Label.optional(),
  responsible: z.array(Label).default([]),
  clause: z.string().min(1).max(200),
  facts: Facts,
})
export const IndicatorFile = z.strictObject({ indicators: z.array(Indicator) })
export type Indicator = z.infer<typeof Indicator>

/** A target the city has set for one reporting unit; without a year it is the one for the indicator's due year. */
export const UnitTarget = z.strictObject({
  unit: z
    .union([z.string(), z.number()])
    .transform(String)
    .pipe(z.string().regex(/^[A-Za-z0-9-]{2,32}$/)),
  indicator: Key,
  year: z.int().min(2000).max(2099).optional(),
  value: z
    .union([z.string(), z.number()])
    .transform(String)
    .pipe(z.string().regex(/^-?\d+(\.\d+)?$/)),
  clause: z.string().max(200).optional(),
})
export type UnitTarget = z.infer<typeof UnitTarget>
/** `targets.yaml`: how the city shares the plan's targets out among the units. Not part of the plan; may be absent. */
export const TargetFile = z.strictObject({ targets: z.array(UnitTarget).max(20_000) })
