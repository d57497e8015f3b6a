import * as z from 'zod'
import { type Looks as LooksModel, themeChoices } from '../model/looks.ts'
import { type MethodTable, Nothing } from './parts.ts'

export const Looks = z.strictObject({
  theme: z.enum(themeChoices),
  zoom: z.int().min(100).max(200),
  screenReader: z.boolean(),
}) satisfies z.ZodType<LooksModel>
export type Looks = LooksModel

export const looksMethods = {
  /** The usual looks while the data folder is new. */
  'looks.get': { kind: 'query', input: Nothing, output: Looks },
  'looks.set': { kind: 'command', input: Looks, output: Looks },
} as const satisfies MethodTable
