/** One opened report as its screen shows it. */
import type { CarryAnswer, Report, ReportHeader, TravelledStep } from '../../shared/contract/index.ts'
import type { ReasonCause } from '../../shared/model/reason-cause.ts'
import type { Conflict } from './rebase.ts'
import type { Direction } from './step-history.ts'

export type SaveState =
  | { readonly kind: 'untouched' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'saved'; readonly at: Date }
  | { readonly kind: 'failed'; readonly error: unknown }

/** Figures that somebody has relied on already are being changed. */
export interface Reason {
  readonly cause: ReasonCause
  /** What goes with every further change; empty until it was given. */
  readonly text: string
  /** Changes were stored without it. */
  readonly owed: boolean
}
/** A step that was taken back or done again; null: there was none. */
export interface Travelled {
  readonly direction: Direction
  readonly of: TravelledStep | null
}
export interface ReportState {
  readonly report: Report | null
  readonly header: ReportHeader | null
  readonly save: SaveState
  readonly conflicts: readonly Conflict[]
  /** The last step the engine refused; its edits were taken back. */
  readonly refusal: unknown
  /** Null while nothing was changed that asks for a reason. */
  readonly reason: Reason | null
  /** What the last carry-forward took; null while none was stored. */
  readonly carried: CarryAnswer | null
  /** What the last undo or redo came to; null while there was neither. */
  readonly travelled: Travelled | null
  /** The report could not be read. */
  readonly error: unknown
  /** Rises with every stored step and every reload. */
  readonly stored: number
}

export const emptyState: ReportState = {
  report: null,
  header: null,
  save: { kind: 'untouched' },
  conflicts: [],
  refusal: null,
  reason: null,
  carried: null,
  travelled: null,
  error: null,
  stored: 0,
}
