/** Printing as it crosses the boundary. */
import * as z from 'zod'
import { Key, Month } from '../forms/primitives.ts'
import { FormAt, type MethodTable } from './parts.ts'
import { Report } from './report.ts'

/** How a form is put on paper; remembered for each form. */
export const PrintSettings = z.strictObject({
  paper: z.enum(['A3', 'A4']),
  margins: z.enum(['narrow', 'usual', 'wide']),
  /** All columns on one sheet however small, or as many sheets side by side as stay readable. */
  columns: z.enum(['fit', 'split']),
  /** Percent of the usual size of the letters. */
  scale: z.int().min(60).max(140),
  /** Without colours and shades. */
  grey: z.boolean(),
})
export type PrintSettings = z.infer<typeof PrintSettings>

/** A report as it goes on paper, with the code that stands for everything on it. */
export const PrintedForm = z.object({
  report: Report,
  code: z.string(),
  /** Who signed in the program for exactly this content, in their order; empty where nobody did. */
  signed: z.array(z.object({ role: z.enum(['preparer', 'auditor', 'leader']), by: z.string(), at: z.string() })),
  /** Null until somebody has chosen any for this form. */
  settings: PrintSettings.nullable(),
})
export type PrintedForm = z.infer<typeof PrintedForm>

/** What a code on paper agrees with. */
export const CodeMatch = z.object({
  form: Key,
  title: z.string(),
  period: Month,
  /** The package it was handed up with; null = as it stands in the program now. */
  submission: z.object({ packageId: z.string(), revision: z.int(), sealedAt: z.string() }).nullable(),
})
export const CodeVerdict = z.object({
  /** False when the code cannot be one: a letter too many, too few or wrong. */
  readable: z.boolean(),
  /** Empty when nothing of the month agrees with it. */
  matches: z.array(CodeMatch),
})
export type CodeVerdict = z.infer<typeof CodeVerdict>

export const printMethods = {
  /** A report for the printer, with the check code of all that is on it. */
  'print.form': { kind: 'query', input: FormAt, output: PrintedForm },
  /** Remembers how this form is put on paper. */
  'print.remember': { kind: 'command', input: z.strictObject({ form: Key, settings: PrintSettings }), output: z.null() },
  /** Whether a paper of this month, by the code on it, agrees with what is stored or was handed up. */
  'print.verify': { kind: 'query', input: z.strictObject({ period: Month, code: z.string().max(200) }), output: CodeVerdict },
} as const satisfies MethodTable
