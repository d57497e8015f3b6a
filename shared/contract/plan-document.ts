/** The plan's own document, as the user attached it. */
import * as z from 'zod'
import { Passage } from '../plan/clauses.ts'
import { clauseKinds, Paragraph } from '../plan/outline.ts'

export const PlanDocument = z.object({
  fileName: z.string(),
  format: z.enum(['text', 'docx', 'pdf']),
  /** Of the file as it was attached, in bytes and as SHA-256. */
  bytes: z.int(),
  sha256: z.string(),
  attachedAt: z.string(),
  paragraphs: z.array(Paragraph),
  /** Clauses from top to bottom, each before those inside it. */
  outline: z.array(
    z.object({
      kind: z.enum([...clauseKinds, 'annex']),
      /** The number as printed, or the name of a department. */
      mark: z.string(),
      title: z.string(),
      depth: z.int(),
      from: z.int(),
      to: z.int(),
    }),
  ),
  /** How many different clauses of this plan the pack refers to, and how many of them the document has: few = not this plan's document. */
  cited: z.object({ total: z.int(), found: z.int() }),
})
export type PlanDocument = z.infer<typeof PlanDocument>

/** Where the clauses of one text stand. No passage: `note` says why, for people. */
export const PlanPlace = z.object({ passages: z.array(Passage), note: z.string().nullable() })
export type PlanPlace = z.infer<typeof PlanPlace>
