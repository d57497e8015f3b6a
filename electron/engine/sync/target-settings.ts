import * as z from 'zod'
import { SyncTarget } from '../../../shared/submission/signed-files.ts'
import { ProbeResult } from '../../../shared/sync/probe-result.ts'

/** What this computer knows of its target, without the password. */
export const TargetSettings = z.strictObject({
  /** Instead of the one the city announced; null: the city's. */
  target: SyncTarget.nullable(),
  /** Of a folder target. */
  folder: z.string().nullable(),
  /** Packages travel wrapped for the city. */
  wrap: z.boolean(),
  /** Packages made from then on are sent by themselves (ISO time); null: only what a person sends. */
  automaticSince: z.string().nullable(),
  probe: ProbeResult.nullable(),
})
export type TargetSettings = z.infer<typeof TargetSettings>
