/** What the schemas of several areas are made of. */
import * as z from 'zod'
import { Key, Month } from '../forms/primitives.ts'

export const JobId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)

/** Long work names a job so that its progress can be shown and it can be cancelled. */
export const job = JobId.optional()

export const FormAt = z.strictObject({ form: Key, period: Month })

// Any backing buffer will do: what counts is that it crosses as bytes.
export const Bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array)

export const Nothing = z.strictObject({})

/** Figures in ten thousands (万) with so many digits after the point, rounded so that printed totals still add up. */
export const Scale = z.strictObject({ digits: z.int().min(0).max(8) })

export const Version = z.object({ version: z.int(), step: z.int() })

export type MethodTable = Record<string, { kind: 'query' | 'command'; input: z.ZodType; output: z.ZodType }>
