/** Submissions as they cross the boundary. */
import * as z from 'zod'
import { Month } from '../forms/primitives.ts'
import { Bytes, job, type MethodTable, Nothing } from './parts.ts'

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
  kind: z.enum(['damaged', 'missing', 'added', 'unreadable', 'inconsistent', 'unsafe', 'version', 'forged']),
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
  /** Whose key the package is signed with; null before format 2, and while nothing is proven. */
  signer: z.object({ fingerprint: z.string(), signing: z.string() }).nullable(),
  problems: z.array(VerifyProblem),
})
export type VerifyResult = z.infer<typeof VerifyResult>

export const submissionMethods = {
  'submission.create': {
    kind: 'command',
    input: z.strictObject({ period: Month, revisionReason: z.string().max(400).optional(), job }),
    output: SubmissionSummary,
  },
  /** Opens a sealed period again for a revision; what was handed up stays as it is. */
  'submission.revise': {
    kind: 'command',
    input: z.strictObject({ period: Month, reason: z.string().trim().min(1).max(400) }),
    output: z.object({ revision: z.int() }),
  },
  'submission.list': { kind: 'query', input: Nothing, output: z.array(SubmissionSummary) },
  'submission.bytes': {
    kind: 'query',
    input: z.strictObject({ packageId: z.string().max(64) }),
    output: z.object({ fileName: z.string(), bytes: Bytes }),
  },
  'submission.verify': { kind: 'query', input: z.strictObject({ bytes: Bytes }), output: VerifyResult },
} as const satisfies MethodTable
