/** How many months lie between two reports of a form. */
import type { FormDuty } from './manifest-schema.ts'

export const frequencyMonths: Readonly<Record<FormDuty['frequency'], number>> = { month: 1, quarter: 3, halfYear: 6, year: 12 }
