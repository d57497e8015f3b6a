import type { StepSource } from '../../../shared/contract/index.ts'
import type { FormTemplate } from '../../../shared/forms/form-schema.ts'
import type { MadeEdits } from '../../state/rebase.ts'
import type { RowWork } from './cell-rules.ts'
import type { ColumnLook } from './column-look.ts'
import type { ColumnLayout } from './columns.ts'

/** A cell that somebody types into, and what stood there when it was begun. */
export interface TypedCell {
  readonly row: string
  readonly field: string
  readonly value: string | null
}

export interface GridStoreOptions {
  readonly template: FormTemplate
  readonly work: RowWork
  readonly newId: () => string
  readonly layout: (look: ColumnLook) => ColumnLayout
  /** The clerk wants the columns another way; kept for the next time. */
  readonly onColumnLook?: (change: Partial<ColumnLook>) => void
  readonly onEdits: (made: MadeEdits, source: StepSource) => void
  readonly onTyping?: (cell: TypedCell | null) => void
}
