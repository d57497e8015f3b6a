/** Rules and the examples they are tried on. */
import * as z from 'zod'
import { levels } from '../model/level.ts'
import { Cel, DateOrMonth, Facts, Key, Label, Month, RegionCode, Text } from './primitives.ts'

export const Outcome = z.enum(['pass', 'fail', 'notApplicable', 'error'])
export type Outcome = z.infer<typeof Outcome>

/** A situation a rule is tried on: values as a clerk would type them; absent = blank. */
const Values = z.record(z.string(), Text)
export const RuleExample = z.strictObject({
  outcome: Outcome,
  /** For a threshold: which side of it this example stands on. */
  boundary: z.enum(['below', 'exact', 'above']).optional(),
  note: z.string().max(200).optional(),
  /** Field scope: the field (of the first form of the rule) and its text. */
  field: Key.optional(),
  value: Text.optional(),
  row: Values.optional(),
  /** The same row one period earlier. */
  prev: Values.optional(),
  /** Further rows of the form (rows and form scope; the row itself not repeated). */
  rows: z.array(Values).optional(),
  /** All rows of the form one period earlier. */
  prevRows: z.array(Values).optional(),
  /** Rows of other forms of the same period, by form id. */
  forms: z.record(Key, z.array(Values)).optional(),
  /** Rows of this form in any earlier period, by period. */
  earlier: z.record(Month, z.array(Values)).optional(),
  /** Rows of other forms in earlier periods, by form id and period. */
  earlierForms: z.record(Key, z.record(Month, z.array(Values))).optional(),
  report: Values.optional(),
  /** The unit that reports, where it matters: its codes and name. */
  unit: z.strictObject({ name: Label.optional(), gbCode: RegionCode.optional(), regionCodes: z.array(RegionCode).optional() }).optional(),
  plan: z.record(Key, z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])).optional(),
  /** Targets of the unit that reports (`target("key", "year")`), instead of those of the pack. */
  targets: z.array(z.strictObject({ indicator: Key, year: z.int().optional(), value: Text })).optional(),
})
export type RuleExample = z.infer<typeof RuleExample>

export const RuleScope = z.enum(['field', 'row', 'rows', 'form', 'forms', 'periods', 'plan'])
export const Rule = z.strictObject({
  id: z.string().regex(/^[A-Z][A-Z0-9]*(-[A-Z0-9]+)+$/),
  /** Form ids; `['*']` for every form. A rule that names a form the pack does not carry is not loaded. */
  forms: z.array(z.union([Key, z.literal('*')])).min(1),
  /** Forms its expression reads besides its own. */
  reads: z.array(Key).default([]),
  level: z.enum(levels),
  scope: RuleScope,
  /** CEL; when it does not hold the rule is 不适用. */
  when: Cel.optional(),
  /** CEL; true = pass. */
  expr: Cel,
  /**
   * What a blank does. `skip`: an expression whose truth hangs on a blank is 不适用 (three-valued logic:
   * `blank && false` is false, `blank || true` is true). `zero`: the fields named in `zeroFields` count as 0.
   */
  blank: z.enum(['skip', 'zero']).default('skip'),
  zeroFields: z.array(Key).default([]),
  /** Available to the expression as `tolerance`. */
  tolerance: Text.optional(),
  /** Chinese sentence; `{…}` holds a CEL expression or a field key, shown with the actual value. */
  message: z.string().min(1).max(400),
  /** Fields whose cells are marked. */
  cells: z.array(Key).default([]),
  clause: z.string().min(1).max(200),
  facts: Facts,
  origin: z.enum(['plan', 'standard', 'practice']),
  validFrom: DateOrMonth.optional(),
  validTo: DateOrMonth.optional(),
  /** A rule on trial only informs, whatever its level. */
  stage: z.enum(['trial', 'inForce']).default('inForce'),
  note: z.string().max(400).optional(),
  examples: z.array(RuleExample).min(2),
})
export type Rule = z.infer<typeof Rule>
export const RuleFile = z.strictObject({ rules: z.array(Rule) })
