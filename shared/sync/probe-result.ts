/** What was found out about a target when it was set up. */
import * as z from 'zod'
import { troubles } from './outbox-entry.ts'

export const ProbeResult = z.strictObject({
  /** ISO time by this computer's clock. */
  at: z.string(),
  /** Why it cannot be used; null: what was written was read back. */
  trouble: z.enum(troubles).nullable(),
  /** Writing under a name that exists. */
  secondWrite: z.enum(['refused', 'overwrites', 'unknown']),
  /** Renaming onto a name that exists. `absent`: nothing is renamed there. */
  renameOnto: z.enum(['refused', 'overwrites', 'absent', 'unknown']),
  /** What an upload that was broken off leaves under its name. */
  cutUpload: z.enum(['nothing', 'partial', 'unknown']),
  /** Whether a new file stands in the next listing. Only the city lists. */
  listing: z.enum(['fresh', 'stale', 'unknown']),
  /** How far the target's clock is ahead of this computer's. */
  clockAheadMs: z.number().nullable(),
  /** The password and the packages can be read on their way. */
  isPlain: z.boolean(),
})
export type ProbeResult = z.infer<typeof ProbeResult>
