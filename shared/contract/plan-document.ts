/** The plan's own document, as the user attached it. */
import * as z from 'zod'
import { Passage } from '../plan/clauses.ts'
import { clauseKinds, Paragraph } from '../plan/outline.ts'
import { Bytes, job, type MethodTable, Nothing } from './parts.ts'

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

export const planDocumentMethods = {
  /** Keeps the plan's document with the data, in the place of the one before. The answer is what `plan.document` gives from now on. */
  'plan.attach': {
    kind: 'command',
    input: z.strictObject({ fileName: z.string().min(1).max(255), bytes: Bytes, job }),
    output: PlanDocument,
  },
  'plan.document': { kind: 'query', input: Nothing, output: PlanDocument.nullable() },
  /** Null while no document is attached. */
  'plan.clause': { kind: 'query', input: z.strictObject({ clause: z.string().max(400) }), output: PlanPlace.nullable() },
  /** False when there was none. */
  'plan.detach': { kind: 'command', input: Nothing, output: z.boolean() },
} as const satisfies MethodTable
