import { firstSchema } from './0001-first-schema.ts'
import { planDocument } from './0002-plan-document.ts'
import { review } from './0003-review.ts'
import { upward } from './0004-upward.ts'
import type { Migration } from './migration.ts'

/** In order. To add one: a file `NNNN-name.ts`, one line here, the same change in `create.ts`, a fixture of the version before. */
export const migrations: readonly Migration[] = [firstSchema, planDocument, review, upward]
