import * as z from 'zod'

/** Who fills in, checks and answers for the reports; an empty name is one that nobody has entered yet. */
export const People = z.object({
  preparer: z.string().max(40).default(''),
  preparerPhone: z.string().max(40).default(''),
  auditor: z.string().max(40).default(''),
  leader: z.string().max(40).default(''),
})
export type People = z.infer<typeof People>
