/**
 * The only boundary of the program: method name -> input, output, query or command. Adding a method is
 * one entry in the table of its area, one handler in an engine service and one contract test. Nothing that crosses is a path,
 * an address, SQL or HTML: bytes and opaque ids only.
 */
import type * as z from 'zod'
import { backupMethods } from './backup.ts'
import { checkMethods } from './check.ts'
import { cityMethods } from './city.ts'
import { evidenceMethods } from './evidence.ts'
import { exchangeMethods } from './exchange.ts'
import { exportMethods } from './export.ts'
import { gridMethods } from './grid.ts'
import { importMethods } from './import.ts'
import { logMethods } from './log.ts'
import type { Looks } from './looks.ts'
import { looksMethods } from './looks.ts'
import { monthMethods } from './month.ts'
import { outboxMethods } from './outbox.ts'
import { packMethods } from './pack.ts'
import type { MethodTable } from './parts.ts'
import { pastMethods } from './past.ts'
import { planDocumentMethods } from './plan-document.ts'
import { printMethods } from './print.ts'
import { programMethods } from './program.ts'
import type { ReportHeader } from './report.ts'
import { reportMethods } from './report.ts'
import { reviewMethods } from './review.ts'
import { submissionMethods } from './submission.ts'

export const contract = {
  ...programMethods,
  ...packMethods,
  ...looksMethods,
  ...gridMethods,
  ...monthMethods,
  ...reportMethods,
  ...pastMethods,
  ...logMethods,
  ...checkMethods,
  ...importMethods,
  ...exportMethods,
  ...printMethods,
  ...reviewMethods,
  ...evidenceMethods,
  ...submissionMethods,
  ...exchangeMethods,
  ...outboxMethods,
  ...planDocumentMethods,
  ...cityMethods,
  ...backupMethods,
} as const satisfies MethodTable

/** What the engine tells its windows without being asked. */
export interface EngineEvents {
  'report.changed': { readonly form: string; readonly period: string; readonly version: number }
  'job.progress': { readonly job: string; readonly phase: string; readonly done: number; readonly total: number }
  'profile.changed': Record<string, never>
  'looks.changed': Looks
  'plan.changed': Record<string, never>
  /** Something came from the other side, or was answered: keys, receipts, comments, waivers. */
  'exchange.changed': { readonly period: string | null }
  /** A package went a step further, or where packages go was set. */
  'outbox.changed': Record<string, never>
  /** A second backup was written, or could not be, or its folder was set. */
  'backup.changed': Record<string, never>
  /** Somebody signed, sent back, wrote a note, or put or took a file. */
  'review.changed': { readonly period: string }
  /** A check found something else than the one before it. */
  'check.changed': { readonly period: string }
}
export type EventName = keyof EngineEvents
export type EngineEvent = { readonly [N in EventName]: { readonly name: N; readonly payload: EngineEvents[N] } }[EventName]

export type Contract = typeof contract
export type Method = keyof Contract
export type Input<M extends Method> = z.input<Contract[M]['input']>
export type Parsed<M extends Method> = z.output<Contract[M]['input']>
export type Output<M extends Method> = z.output<Contract[M]['output']>
export type Handlers = { readonly [M in Method]: (input: Parsed<M>) => Output<M> | Promise<Output<M>> }
export type Call = <M extends Method>(method: M, input: Input<M>) => Promise<Output<M>>
export type { ReportHeader }
