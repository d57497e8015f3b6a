/** What the engine and the parser process say to each other. Plain data only. */

import type { WireError } from '../../../shared/model/errors.ts'
import type { Paragraph } from '../../../shared/plan/outline.ts'
import type { ParsedDocument, ParsedLayout, ParsedSheet, ParsedWorkbook, WorkbookInspection } from '../ports.ts'
import type { PackedRows } from './packed-rows.ts'
import type { PatchAccount, PatchOrders } from './patcher/orders.ts'

export type ToParser =
  | { readonly kind: 'parse' | 'document' | 'layout' | 'inspect'; readonly fileName: string; readonly bytes: Uint8Array }
  | { readonly kind: 'patch'; readonly fileName: string; readonly bytes: Uint8Array; readonly orders: PatchOrders }
  /** One message was taken in: the sender may send one more. */
  | { readonly kind: 'taken' }

export type FromParser =
  | { readonly kind: 'begin'; readonly format: ParsedWorkbook['format']; readonly date1904: boolean }
  | { readonly kind: 'sheet'; readonly name: string; readonly hidden: boolean }
  | ({ readonly kind: 'rows' } & PackedRows)
  | ({ readonly kind: 'endSheet' } & Pick<ParsedSheet, 'merges' | 'hiddenColumns' | 'fieldCounts' | 'comments'>)
  | { readonly kind: 'paragraphs'; readonly format: ParsedDocument['format']; readonly paragraphs: readonly Paragraph[] }
  | { readonly kind: 'layout'; readonly layout: ParsedLayout }
  | { readonly kind: 'inspected'; readonly inspection: WorkbookInspection }
  | { readonly kind: 'patched'; readonly bytes: Uint8Array; readonly account: PatchAccount }
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly error: WireError }
