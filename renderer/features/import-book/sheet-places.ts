import type { WorkbookSurvey } from '../../../shared/contract/index.ts'
import type { SheetPlace } from '../../../shared/model/book-imports.ts'

type Sheet = WorkbookSurvey['sheets'][number]

/** What is decided of a sheet: its form (null = left out) and its month; undefined = a person must say. */
export interface SheetDecision {
  readonly form: string | null | undefined
  readonly period: string | undefined
}

/** What needs no decision is decided; everything in doubt is open. */
export function firstDecision({ form, period: stated, doubt }: Sheet, period: string): SheetDecision {
  switch (doubt) {
    case 'nothing':
    case 'foreign':
    case 'rounded':
      return { form: null, period: undefined }
    case 'month':
      return { form: form ?? undefined, period: undefined }
    case 'form':
    case 'twice':
    case 'hidden':
      return { form: undefined, period: stated ?? period }
    case null:
      return { form: form ?? undefined, period: stated ?? period }
  }
}

export const isDecided = ({ form, period }: SheetDecision): boolean => form === null || (form !== undefined && period !== undefined)

/** The sheets that go in. */
export const placesOf = (sheets: readonly Sheet[], decisions: Readonly<Record<string, SheetDecision>>): SheetPlace[] =>
  sheets.flatMap(({ name }) => {
    const { form, period } = decisions[name] ?? {}
    return form === null || form === undefined || period === undefined ? [] : [{ sheet: name, form, period }]
  })
