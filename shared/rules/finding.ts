import * as z from 'zod'
import { Outcome } from '../forms/rule-schema.ts'
import { levels } from '../model/level.ts'

export const Explanation = z.object({ text: z.string(), by: z.string(), at: z.string() })
export type Explanation = z.infer<typeof Explanation>

/** One thing the check found. Only `fail` and `error` outcomes become findings; the rest are counted. */
export const Finding = z.object({
  /** Stable while rule, form, period, row and fields stay the same, so that an explanation keeps its place. */
  id: z.string(),
  ruleId: z.string(),
  level: z.enum(levels),
  outcome: Outcome,
  form: z.string(),
  rowId: z.string().nullable(),
  /** Natural key of the row, null for findings about the whole form. */
  rowKey: z.string().nullable(),
  rowLabel: z.string().nullable(),
  fields: z.array(z.string()),
  /** Address in the exported workbook, e.g. `R7`, null when the finding has no cell. */
  cell: z.string().nullable(),
  /** The Chinese sentence with the values put in. */
  message: z.string(),
  clause: z.string(),
  origin: z.enum(['plan', 'standard', 'practice']),
  /** SHA-256 over the values the message rests on: an explanation of other values does not count. */
  basis: z.string(),
  explanation: Explanation.nullable(),
  /** Set when the city said that the rule need not hold here: the finding stops nothing. Never inside a package. */
  waiver: z.object({ id: z.string(), reason: z.string(), by: z.string(), at: z.string() }).optional(),
})
export type Finding = z.infer<typeof Finding>

/** What marks a cell while somebody types: a finding without the names and digests it is kept by. */
export type RowFault = Pick<Finding, 'ruleId' | 'level' | 'rowId' | 'fields' | 'message' | 'explanation' | 'waiver'>

export const OutcomeCounts = z.object({ pass: z.int(), fail: z.int(), notApplicable: z.int(), error: z.int() })
export type OutcomeCounts = z.infer<typeof OutcomeCounts>

/** By how much a rule fails: the comparison in it that does not hold, with the values as they are. */
export const Imbalance = z.object({
  kind: z.enum(['number', 'date', 'text']),
  /** How the sides should stand; `≈` = apart by no more than `allowed`. */
  operator: z.enum(['==', '!=', '<', '<=', '>', '>=', '≈']),
  left: z.string(),
  right: z.string(),
  /** Label of the field that a side is, null for what was worked out. */
  leftName: z.string().nullable(),
  rightName: z.string().nullable(),
  /** Unit of both sides, null when the form gives none. */
  unit: z.string().nullable(),
  allowed: z.string().nullable(),
  /** How far the sides are from where they should be (days for dates), null for texts. */
  difference: z.string().nullable(),
  /** The same in percent of the right side, two decimals; null where that says nothing. */
  relative: z.string().nullable(),
  /** All of this as one Chinese sentence. */
  text: z.string(),
})
export type Imbalance = z.infer<typeof Imbalance>

/**
 * Why a value is offered: `smallest` = the least change that satisfies the rule, `exact` = the sides equal, `slip` = a
 * wrong unit or point, `previous` = as the period before, `code` = what the code list allows, `recompute` = the formula
 * instead of what was typed over it, `flip` = the other of 是 and 否, `read` = what was typed, read as a number.
 */
export const RepairKind = z.enum(['smallest', 'exact', 'slip', 'previous', 'code', 'recompute', 'flip', 'read'])
export type RepairKind = z.infer<typeof RepairKind>

/** One changed cell after which the rule passes and no new 强制性 finding stands on the row or the forms. */
export const Repair = z.object({
  form: z.string(),
  row: z.string(),
  rowLabel: z.string(),
  field: z.string(),
  label: z.string(),
  kind: RepairKind,
  /** Canonical text; null = blank. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** The same as people read it, with the unit. */
  shownFrom: z.string(),
  shownTo: z.string(),
  /** Chinese reason. */
  why: z.string(),
})
export type Repair = z.infer<typeof Repair>

/** What is worked out for a finding when somebody opens it. */
export const FindingDetail = z.object({
  finding: z.string(),
  imbalance: Imbalance.nullable(),
  /** The first to offer: a slip that other figures bear out, else the smallest change; null when one cell cannot mend it. */
  repair: Repair.nullable(),
  alternatives: z.array(Repair),
  /** Readings of the plan that the rule follows, in Chinese. */
  readings: z.array(z.string()),
})
export type FindingDetail = z.infer<typeof FindingDetail>
