/** What a check looks at: plain data, the same in the page and in the engine. */
import type { ReportingUnit } from '../forms/manifest-schema.ts'
import type { FormState } from '../model/state.ts'

/** The head and foot of a report, as stored. */
export interface ReportHeaderData {
  readonly preparer: string
  readonly preparerPhone: string
  readonly auditor: string
  readonly leader: string
  readonly fillDate: string
  readonly dataSource: string
  readonly revisionNo: number
  readonly revisionReason: string
  readonly zeroReport: boolean
  readonly zeroReason: string
}

/** The head of a report that nobody has begun. */
export const blankHeader: ReportHeaderData = {
  preparer: '',
  preparerPhone: '',
  auditor: '',
  leader: '',
  fillDate: '',
  dataSource: '',
  revisionNo: 0,
  revisionReason: '',
  zeroReport: false,
  zeroReason: '',
}

export interface RowData {
  readonly id: string
  /** Natural key, empty while it is incomplete. */
  readonly key: string
  /** Stored cells that are not blank; computed fields are worked out by the check itself. */
  readonly values: Readonly<Record<string, string>>
}
export interface FormData {
  readonly header: ReportHeaderData
  readonly state: FormState
  readonly rows: readonly RowData[]
}
export interface EarlierRows {
  readonly period: string
  readonly rows: readonly RowData[]
}
export interface CheckInput {
  /** The day the check counts from, `YYYY-MM-DD`; recorded with a submission and used again by the bureau. */
  readonly checkDate: string
  readonly period: string
  readonly unit: ReportingUnit
  /** Only this form. */
  readonly only?: string | undefined
  /** Reports of the period; a form that nobody has begun is absent. */
  readonly current: ReadonlyMap<string, FormData>
  /** Reports of the period before. */
  readonly previous: ReadonlyMap<string, FormData>
  /** Rows of all earlier periods of a form, in any order. */
  readonly earlier: (form: string) => readonly EarlierRows[]
}
