/** The smallest parts of the pack format: names, texts, formulas, codes. */
import * as z from 'zod'

export const Key = z.string().regex(/^[a-zA-Z][a-zA-Z0-9_]{0,63}$/)
export const PackId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/)
export const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)
export const DateOrMonth = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])(-\d{2})?$/)
export const Label = z.string().min(1).max(200)
/** Passages of a plan that a part of the pack carries, by their number in our reading of it (see docs/coverage.json). */
export const Facts = z.array(z.string().regex(/^[A-Z]\d{3}$/)).optional()
export const Cel = z.string().min(1).max(4000)
/** Written with or without quotes in YAML: `12.5`, `"12.5"`, `true` = 是. Kept as text, so nothing is rounded. */
export const Text = z
  .union([z.string(), z.number(), z.boolean()])
  .transform((value) => (typeof value === 'boolean' ? (value ? '是' : '否') : String(value)))
export const RegionCode = z
  .union([z.string(), z.number()])
  .transform(String)
  .pipe(z.string().regex(/^\d{6}$/))
export const unitKinds = ['district', 'county', 'board', 'department'] as const
