/** What the filling of a template works with. */
import type { FillOptions, FillPreview, Report } from '../../../../shared/contract/index.ts'
import type { CodeList, Field, FormTemplate } from '../../../../shared/forms/form-schema.ts'
import type { headerValues, PackMapping } from '../../../../shared/forms/mapping-schema.ts'
import type { ParsedLayout, ParsedSheet, ParsedWorkbook, SheetLayout } from '../../ports.ts'

export type HeaderValue = (typeof headerValues)[number]
/** What stands in the report's head, as it is written; '' for what nobody filled in. */
export type HeaderValues = Readonly<Record<HeaderValue, string>>

export interface FillInput {
  readonly workbook: ParsedWorkbook
  readonly layout: ParsedLayout
  readonly template: FormTemplate
  readonly codes: ReadonlyMap<string, CodeList>
  readonly mappings: readonly PackMapping[]
  readonly report: Report
  readonly values: HeaderValues
  readonly options: FillOptions
  /** What was decided before for a template with this fingerprint. */
  readonly saved: (fingerprint: string) => FillOptions | undefined
}

export interface FixedCell {
  readonly sheet: string
  readonly cell: string
  readonly item: HeaderValue
  readonly text: string
}

export interface BoundColumn {
  /** 0-based. */
  readonly column: number
  readonly path: readonly string[]
  readonly unit: string | undefined
  readonly field: Field | undefined
  readonly by: FillPreview['columns'][number]['by']
  /** Makes the form's figures the template's. */
  readonly factor: string
  /** Running numbers. */
  readonly isIndex: boolean
}

/** Where the rows of the report go. */
export interface BoundTable {
  readonly sheet: ParsedSheet
  readonly layout: SheetLayout | undefined
  readonly headerRows: readonly [number, number] | undefined
  readonly columns: readonly BoundColumn[]
  /** First and last row drawn for data. */
  readonly first: number
  readonly last: number
  readonly totals: readonly { readonly row: number; readonly label: string }[]
  /** Cells below the rows that only say that more may follow: ……. */
  readonly ellipses: readonly string[]
  /** Rows of the template that hold something, and what, by field. */
  readonly printed: readonly PrintedRow[]
  /** `row:column` of the template's own formulas. */
  readonly formulas: ReadonlySet<string>
}
/** The rows of a table, as they are found first. */
export interface DrawnRows extends Pick<BoundTable, 'first' | 'last' | 'totals'> {
  /** Nothing stands below. */
  readonly isOpen: boolean
}
export interface PrintedRow {
  readonly row: number
  /** It says of itself that it only shows how. */
  readonly isExample: boolean
  readonly text: string
  readonly values: ReadonlyMap<string, string>
  /** Behind the name, which stands in `values` without it. */
  readonly unit?: string
}

export type Question = FillPreview['questions'][number]
