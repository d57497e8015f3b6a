/** Checks as they cross the boundary: findings, explanations and repairs. */
import * as z from 'zod'
import { Key, Month } from '../forms/primitives.ts'
import { Finding, FindingDetail, OutcomeCounts, Repair } from '../rules/finding.ts'
import { Bytes, job, type MethodTable, Version } from './parts.ts'
import { CellValue, RowId } from './report.ts'

export const CheckResult = z.object({
  period: Month,
  checkDate: z.string(),
  forms: z.array(z.string()),
  counts: OutcomeCounts,
  findings: z.array(Finding),
  /** True while a 强制性 finding fails. */
  blocked: z.boolean(),
  /** Findings that still need an explanation. */
  unexplained: z.int(),
})
export type CheckResult = z.infer<typeof CheckResult>

export const checkMethods = {
  'check.run': { kind: 'query', input: z.strictObject({ period: Month, form: Key.optional(), job }), output: CheckResult },
  'finding.explain': {
    kind: 'command',
    input: z.strictObject({ period: Month, finding: z.string().max(64), text: z.string().max(2000) }),
    output: Finding,
  },
  /** By how much a finding fails and what one cell would mend it; worked out when a finding is opened. */
  'finding.detail': {
    kind: 'query',
    input: z.strictObject({ period: Month, form: Key.optional(), finding: z.string().max(64) }),
    output: FindingDetail,
  },
  /** What was said the last time of the same rule on the same row, to be amended; null when nothing was. */
  'finding.earlier': {
    kind: 'query',
    input: z.strictObject({ period: Month, form: Key.optional(), finding: z.string().max(64) }),
    output: z.object({ period: Month, text: z.string(), by: z.string(), at: z.string() }).nullable(),
  },
  /** The findings of a period, or of one form, as a workbook. */
  'finding.export': {
    kind: 'query',
    input: z.strictObject({ period: Month, form: Key.optional(), job }),
    output: z.object({ fileName: z.string(), bytes: Bytes }),
  },
  /** Applies one of the repairs that `finding.detail` offers, tried once more on the report as it stands now. One step. */
  'finding.repair': {
    kind: 'command',
    input: z.strictObject({
      period: Month,
      form: Key.optional(),
      finding: z.string().max(64),
      /** Which of those offered; the first when absent. */
      choice: z.strictObject({ row: RowId, field: Key, to: CellValue }).optional(),
    }),
    output: Version.extend({ repair: Repair }),
  },
} as const satisfies MethodTable
