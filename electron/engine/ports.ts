/** What the engine needs from whoever runs it. Each door supplies its own; tests supply fakes only of these. */
import type { EngineEvent } from '../../shared/contract/index.ts'
import type { Paragraph } from '../../shared/plan/outline.ts'

export interface Clock {
  /** Wall time. Never used to order anything. */
  now(): Date
}

/** One cell of an outside file, as plain data. */
export type ParsedValue = string | number | boolean | null
export interface ParsedCell {
  readonly value: ParsedValue
  /** `date`: `value` is an ISO date or date-time text already corrected for the 1900/1904 system. */
  readonly kind: 'text' | 'number' | 'boolean' | 'date' | 'error' | 'formulaWithoutValue'
  /** Number format code, for percent and 万. */
  readonly format?: string
}
export interface ParsedRow {
  /** 1-based, as Excel shows it. */
  readonly row: number
  readonly hidden: boolean
  /** By 0-based column; holes are blanks. */
  readonly cells: readonly (ParsedCell | undefined)[]
}
export interface ParsedSheet {
  readonly name: string
  readonly hidden: boolean
  /** 0-based, both ends included. */
  readonly merges: readonly { readonly top: number; readonly left: number; readonly bottom: number; readonly right: number }[]
  readonly hiddenColumns: readonly number[]
  readonly rows: readonly ParsedRow[]
}
export interface ParsedWorkbook {
  readonly format: 'xlsx' | 'xls' | 'ods' | 'xml2003' | 'html' | 'csv'
  /** Plain numbers that stand for dates count from 1904. */
  readonly date1904: boolean
  readonly sheets: readonly ParsedSheet[]
}

/** The running text of an outside document. */
export interface ParsedDocument {
  readonly format: 'text' | 'docx' | 'pdf'
  readonly paragraphs: readonly Paragraph[]
}

export interface OutsideFile {
  readonly fileName: string
  readonly bytes: Uint8Array
}
export interface ParserWatch {
  readonly signal?: AbortSignal
  readonly onProgress?: (done: number, total: number) => void
}
/** Reads an outside file in a process of its own that is killed at its limits. Throws `AppError` FILE_… and those named. */
export interface ParserProcess {
  /** Throws WORKBOOK_…. */
  parse(input: OutsideFile, watch?: ParserWatch): Promise<ParsedWorkbook>
  /** Throws DOCUMENT_…. */
  readDocument(input: OutsideFile, watch?: ParserWatch): Promise<ParsedDocument>
  close(): Promise<void>
}

export interface Log {
  info(message: string, details?: Readonly<Record<string, string | number | boolean>>): void
  error(message: string, cause?: unknown): void
}

export interface EnginePorts {
  readonly clock: Clock
  /** A new id: sortable by time, 26 characters of [0-9A-Z]. */
  readonly newId: () => string
  readonly parser: ParserProcess
  readonly log: Log
  readonly emit: (event: EngineEvent) => void
}
