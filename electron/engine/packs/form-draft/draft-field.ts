import type { FieldType } from '../../../../shared/forms/form-schema.ts'

/** A column of the sheet as a field of the drafted template. */
export interface DraftField {
  readonly key: string
  readonly label: string
  readonly type: FieldType
  readonly unit?: string
  readonly computed?: string
  /** 0-based column of the sheet; no part of the template. */
  readonly column: number
  readonly [more: string]: unknown
}

/** Held as 0–100, whatever its type. */
export const isShare = ({ type, unit }: DraftField): boolean => type === 'percent' || unit === '%'
