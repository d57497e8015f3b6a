/** Submissions as they cross the boundary. */
import * as z from 'zod'
import { Month } from '../forms/primitives.ts'

export const SubmissionSummary = z.object({
  packageId: z.string(),
  period: Month,
  revision: z.int(),
  sealedAt: z.string(),
  fileName: z.string(),
  sha256: z.string(),
  bytes: z.int(),
  state: z.enum(['sealed', 'received', 'accepted', 'returned']),
  forms: z.array(z.string()),
})
export type SubmissionSummary = z.infer<typeof SubmissionSummary>

export const VerifyProblem = z.object({
  file: z.string(),
  kind: z.enum(['damaged', 'missing', 'added', 'unreadable', 'inconsistent', 'unsafe', 'version']),
  message: z.string(),
})
export const VerifyResult = z.object({
  ok: z.boolean(),
  packageId: z.string().nullable(),
  unit: z.string().nullable(),
  unitName: z.string().nullable(),
  period: z.string().nullable(),
  packId: z.string().nullable(),
  revision: z.int().nullable(),
  sha256: z.string(),
  files: z.int(),
  problems: z.array(VerifyProblem),
})
export type VerifyResult = z.infer<typeof VerifyResult>
