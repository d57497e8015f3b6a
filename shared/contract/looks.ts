import * as z from 'zod'
import { type Looks as LooksModel, themeChoices } from '../model/looks.ts'

export const Looks = z.strictObject({
  theme: z.enum(themeChoices),
  zoom: z.int().min(100).max(200),
  screenReader: z.boolean(),
}) satisfies z.ZodType<LooksModel>
export type Looks = LooksModel
