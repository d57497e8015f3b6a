/**
 * Takes out what the schema refuses, so that the rest can still be judged: one wrong cell must not hide the others.
 * What comes out is only ever looked at, never kept.
 */
import type * as z from 'zod'
import { valueAt } from './write-tables.ts'

const rounds = 4
/** Values for what has to be there; the first that the schema takes in the place is used. */
const fillers: readonly unknown[] = [
  'x',
  'X-1',
  'A000',
  '2000-01',
  '2000-01-01',
  '1.0.0',
  '000000',
  0,
  1,
  2000,
  false,
  [],
  {},
  'text',
  'ledger',
  'none',
  'practice',
  'month',
  '提示性',
] // the last ones are words of closed choices

const holderOf = (data: unknown, path: readonly PropertyKey[]): object | undefined => {
  const holder = valueAt(data, path.slice(0, -1))
  return typeof holder === 'object' && holder !== null ? holder : undefined
}

const issueAt = (schema: z.ZodType, data: unknown, path: readonly PropertyKey[]): boolean => {
  const result = schema.safeParse(data)
  const key = JSON.stringify(path.map(String))
  return !result.success && result.error.issues.some((issue) => JSON.stringify(issue.path.map(String)) === key)
}

const mendAt = (schema: z.ZodType, data: unknown, path: readonly PropertyKey[]): void => {
  const holder = holderOf(data, path)
  const last = path.at(-1)
  if (holder === undefined || last === undefined) return
  // Taking it away shifts nothing; from a list nothing is taken, or every later cell would be looked for in the wrong row.
  if (!Array.isArray(holder) && Object.hasOwn(holder, last)) {
    Reflect.deleteProperty(holder, last)
    if (!issueAt(schema, data, path)) return
  }
  for (const filler of fillers) {
    Reflect.set(holder, last, structuredClone(filler))
    if (!issueAt(schema, data, path)) return
  }
  Reflect.deleteProperty(holder, last)
}

/** A copy of the data that the schema takes; undefined when it cannot be made good. */
export const mended = (schema: z.ZodType, data: unknown): unknown => {
  const copy: unknown = structuredClone(data)
  for (let round = 0; round < rounds; round++) {
    const result = schema.safeParse(copy)
    if (result.success) return copy
    for (const issue of result.error.issues) {
      if (issue.code === 'unrecognized_keys') {
        const holder = valueAt(copy, issue.path)
        if (typeof holder === 'object' && holder !== null) for (const key of issue.keys) Reflect.deleteProperty(holder, key)
      } else mendAt(schema, copy, issue.path)
    }
  }
  return schema.safeParse(copy).success ? copy : undefined
}
