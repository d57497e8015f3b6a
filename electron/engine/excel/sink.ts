import type { ParsedRow, ParsedSheet, ParsedWorkbook } from '../ports.ts'

/** Where every reader pours what it finds, so that no reader holds a whole workbook. */
export interface WorkbookSink {
  begin(info: { readonly format: ParsedWorkbook['format']; readonly date1904: boolean }): void
  sheet(info: { readonly name: string; readonly hidden: boolean }): void
  row(row: ParsedRow): void
  endSheet(info: Pick<ParsedSheet, 'merges' | 'hiddenColumns' | 'fieldCounts' | 'comments'>): void
  /** Hands on what was collected; awaited between chunks of input. */
  flush(): Promise<void>
  progress(done: number, total: number): void
}
