import * as z from 'zod'

/** A blank typed around a name by mistake would make it somebody else's when it signs. */
const Name = z.string().trim().max(40).default('')
/** Who fills in, checks and answers for the reports; an empty name is one that nobody has entered yet. */
export const People = z.object({ preparer: Name, preparerPhone: Name, auditor: Name, leader: Name })
export type People = z.infer<typeof People>
