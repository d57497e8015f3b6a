/** The name of a finding: the same while rule, form, period, row and fields stay the same, so that an explanation keeps its place. */
import { sha256 } from '../model/sha256.ts'

export interface FindingPlace {
  readonly ruleId: string
  readonly form: string
  readonly period: string
  /** What stands for the row: its natural key, `#` and its id while it has none; empty for the whole form. */
  readonly row: string
  readonly fields: readonly string[]
}

export const findingId = ({ ruleId, form, period, row, fields }: FindingPlace): string =>
  sha256([ruleId, form, period, row, ...fields].join('\u0001')).slice(0, 32)
