/** What a plan is: its units, calendar, menu, numbers, the passages it refers to. */
import * as z from 'zod'
import { Facts, Key, Label, Month, PackId, RegionCode, unitKinds } from './primitives.ts'

/**
 * A document that clauses refer to: a plan with its numbered passages, a standard, a practice. `name` is how a clause
 * begins (柳州方案, GB/T 2589-2020); where `clauses` is given, the clause must go on with one of its numbers.
 */
export const ClauseSource = z.strictObject({
  name: Label,
  title: Label,
  clauses: z.array(z.strictObject({ number: z.string().min(1).max(40), title: Label })).optional(),
})
export type ClauseSource = z.infer<typeof ClauseSource>
/** `clauses.yaml` of a pack, and the files of the library's `clauses/`. */
export const ClauseFile = z.strictObject({ sources: z.array(ClauseSource).min(1) })

export const UnitKind = z.enum(unitKinds)
export type UnitKind = z.infer<typeof UnitKind>
export const ReportingUnit = z.strictObject({
  /** The unit's own id; boards have one although they have no GB/T 2260 code. */
  id: z
    .union([z.string(), z.number()])
    .transform(String)
    .pipe(z.string().regex(/^[A-Za-z0-9-]{2,32}$/)),
  name: Label,
  gbCode: RegionCode.optional(),
  kind: UnitKind,
  /** Codes accepted in 所在县区 besides the unit's own (a board cuts across counties). */
  regionCodes: z.array(RegionCode).default([]),
})
export type ReportingUnit = z.infer<typeof ReportingUnit>

const Day = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)
/** Days off and working days of one year; replaces what the program knows of that year. */
export const HolidayYear = z.strictObject({
  year: z.int().min(2000).max(2100),
  /** The notice it comes from. */
  source: Label.optional(),
  off: z.array(z.strictObject({ name: Label, from: Day, to: Day })).min(1),
  workdays: z.array(Day).default([]),
})
/** `holidays.yaml` of a pack or of the library. */
export const HolidayFile = z.strictObject({ years: z.array(HolidayYear).min(1) })

export const Calendar = z.strictObject({
  periodKind: z.enum(['month']),
  /** Due on `day` of the month `monthsAfter` the period. */
  monthsAfter: z.int().min(0).max(12),
  day: z.int().min(1).max(31),
  /** Whether the due day itself is still in time. */
  inclusive: z.boolean(),
  holidayShift: z.enum(['none', 'statutory', 'workday']),
  /** From `holidays.yaml` of the library and of the pack, which wins; the loader puts them here. */
  holidays: z.array(HolidayYear).optional(),
  facts: Facts,
})

export type Calendar = z.infer<typeof Calendar>

export const Parameter = z.strictObject({
  value: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]),
  title: Label,
  unit: z.string().max(40).optional(),
  clause: z.string().max(200),
  facts: Facts,
  /** For a switch between two readings of the plan: how each value reads, for messages (`reading("key")`). */
  readings: z.record(z.string(), z.string().min(1).max(200)).optional(),
})
export type Parameter = z.infer<typeof Parameter>
/** A file of the library's `parameters/`: values that hold wherever a plan does not give its own. */
export const ParameterFile = z.strictObject({ parameters: z.record(Key, Parameter) })

/** In which months a form is due: the last of each quarter, half-year or year. */
export const Frequency = z.enum(['month', 'quarter', 'halfYear', 'year'])
/** A form of the menu: whether, by whom and how often it must be handed up. */
export const FormDuty = z.strictObject({
  id: Key,
  required: z.boolean().default(true),
  /** Kinds of units that owe it; all when absent. Other units may still fill it in. */
  kinds: z.array(UnitKind).min(1).optional(),
  frequency: Frequency.default('month'),
  clause: z.string().max(200).optional(),
  facts: Facts,
})
export type FormDuty = z.infer<typeof FormDuty>

export const PackManifest = z.strictObject({
  id: PackId,
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  title: Label,
  validFrom: Month,
  validTo: Month,
  draft: z.boolean().default(false),
  /** The folder holds all it needs, nothing comes from the library. Says nothing of the plan: the assembled pack does not show it. */
  standalone: z.boolean().optional(),
  receiver: z.strictObject({ id: z.string().min(1).max(40), name: Label }),
  /** To whom the receiver hands up its own report, made from what it received; it then has a desk for the same plan. */
  superior: z.strictObject({ id: z.string().min(1).max(40), name: Label }).optional(),
  calendar: Calendar,
  units: z.array(ReportingUnit).min(1),
  /** Form ids in the order of the menu, with whether they must be handed up. */
  forms: z.array(FormDuty).min(1),
  /** Rule ids of the common library that this plan switches off, each with the reason. */
  withoutRules: z.record(z.string(), z.string().min(1)).default({}),
  /** Numbers of the plan, used by rules as `plan.<key>`. */
  parameters: z.record(Key, Parameter).default({}),
  /** Passages with a figure, ban, date or duty that no form of a county can carry, each with the reason. */
  notCarried: z
    .array(z.strictObject({ fact: z.string().regex(/^[A-Z]\d{3}$/), clause: z.string().max(200), reason: z.string().min(1).max(400) }))
    .default([]),
})
export type PackManifest = z.infer<typeof PackManifest>
