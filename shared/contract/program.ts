/** The program itself: whose data these are, and whether all is well. */
import * as z from 'zod'
import { PackId } from '../forms/primitives.ts'
import { BackupInfo, TypedFolder } from './backup.ts'
import { JobId, type MethodTable, Nothing } from './parts.ts'
import { People } from './people.ts'

export const Profile = z.object({
  role: z.enum(['county', 'city']),
  packId: PackId,
  packVersion: z.string(),
  unit: z.string(),
  unitName: z.string(),
  people: People,
  /** A playground: can never be submitted. */
  demo: z.boolean(),
  /** True: a month is handed up only after it was checked and signed in the program. Absent = no. */
  review: z.boolean().optional(),
  createdAt: z.string(),
})
export type Profile = z.infer<typeof Profile>

export const Diagnosis = z.object({
  healthy: z.boolean(),
  steps: z.array(z.object({ id: z.string(), ok: z.boolean(), text: z.string(), advice: z.string().nullable() })),
})

export const programMethods = {
  'app.info': {
    kind: 'query',
    input: Nothing,
    output: z.object({ version: z.string(), today: z.string(), profile: Profile.nullable(), warnings: z.array(z.string()) }),
  },
  'profile.create': {
    kind: 'command',
    input: z.strictObject({
      role: z.enum(['county', 'city']),
      packId: PackId,
      unit: z.string().max(40),
      people: People.partial().optional(),
      demo: z.boolean().optional(),
      /** Where each backup is copied to, as in `backup.setFolder`: refused before anything is made. */
      backupFolder: TypedFolder.optional(),
    }),
    output: Profile,
  },
  /** Makes a new data folder a playground on the demo county, its workbooks imported; it can never be submitted. */
  'demo.open': { kind: 'command', input: Nothing, output: Profile },
  /**
   * Keeps what is there as a backup and leaves a new data folder: for a playground, or where nothing was filled in or received
   * yet. Throws PROFILE_IN_USE for data that somebody may need.
   */
  'profile.leave': { kind: 'command', input: Nothing, output: BackupInfo },
  /** Another leader asks for the password of the one before, if there is one. Throws PASSWORD_NEEDED, PASSWORD_WRONG, PASSWORD_WAIT. */
  'profile.setPeople': { kind: 'command', input: People.extend({ password: z.string().max(200).optional() }), output: Profile },
  'doctor.run': { kind: 'query', input: Nothing, output: Diagnosis },
  'job.cancel': { kind: 'query', input: z.strictObject({ job: JobId }), output: z.boolean() },
} as const satisfies MethodTable
