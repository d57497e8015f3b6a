/** What the engine needs from whoever runs it. Each door supplies its own; tests supply fakes only of these. */
import type { EngineEvent } from '../../shared/contract/index.ts'
import type { Paragraph } from '../../shared/plan/outline.ts'
import type { PatchAccount, PatchOrders } from './excel/patcher/orders.ts'

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
  /** Some cell of it is struck through. */
  readonly struck?: boolean
  /** By 0-based column; holes are blanks. */
  readonly cells: readonly (ParsedCell | undefined)[]
}
/** What somebody wrote beside a cell. */
export interface ParsedComment {
  /** 1-based. */
  readonly row: number
  /** 0-based. */
  readonly column: number
  /** As the file names them; '' where it does not. */
  readonly author: string
  /** Answers of a conversation stand below each other. */
  readonly text: string
}
export interface ParsedSheet {
  readonly name: string
  readonly hidden: boolean
  /** 0-based, both ends included. */
  readonly merges: readonly { readonly top: number; readonly left: number; readonly bottom: number; readonly right: number }[]
  readonly hiddenColumns: readonly number[]
  readonly rows: readonly ParsedRow[]
  /** Columns of the widest row, where the reader knows. */
  readonly width?: number
  /** Of text files: a line from which on lines have so many fields, blank ones included, then that number, and so on. */
  readonly fieldCounts?: readonly number[]
  /** One for each cell that has any, in no certain order; absent when there are none, or the format does not tell. */
  readonly comments?: readonly ParsedComment[]
}
export interface ParsedWorkbook {
  readonly format: 'xlsx' | 'xls' | 'ods' | 'xml2003' | 'html' | 'csv'
  /** Plain numbers that stand for dates count from 1904. */
  readonly date1904: boolean
  readonly sheets: readonly ParsedSheet[]
  /** Gives back what the rows hold outside of memory; they cannot be read afterwards. */
  readonly close?: () => void
  /** Does the work; `onRows` is told each time some hundred rows were fetched for it, and may throw. */
  readonly attended?: <T>(onRows: (count: number) => void, work: () => T) => T
}

/** Rows from 1, columns from 0, both ends included. */
export interface LayoutArea {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}
export interface LayoutCell {
  readonly row: number
  readonly column: number
  /** Number format code. */
  readonly format?: string
  readonly locked: boolean
  readonly bordered: boolean
  /** Without the equals sign; empty for the later cells of a formula that several share. */
  readonly formula?: string
}
/** How a sheet looks and what it lets people type. */
export interface SheetLayout {
  readonly name: string
  /** In characters, by 0-based column; null where the file says nothing. */
  readonly widths: readonly (number | null)[]
  readonly frozen: { readonly rows: number; readonly columns: number }
  /** Number of the paper as Excel has it: 8 = A3, 9 = A4. */
  readonly page: { readonly paper: number | undefined; readonly landscape: boolean }
  readonly isProtected: boolean
  /** Data validations: `list`, `whole`, `decimal`, `date`, … and their first formula. */
  readonly rules: readonly { readonly kind: string; readonly areas: readonly LayoutArea[]; readonly formula: string }[]
  /** Cells of the top left that have a format, a border, a formula or may be typed in a protected sheet. */
  readonly cells: readonly LayoutCell[]
}
/** The layout of an .xlsx; empty for every other format. */
export interface ParsedLayout {
  readonly sheets: readonly SheetLayout[]
  /** Defined names; `sheet` when a name counts on one sheet only. */
  readonly names: readonly { readonly name: string; readonly sheet: string | undefined; readonly formula: string }[]
  /** What was made a table in Excel: the cells of its data. */
  readonly tables: readonly { readonly name: string; readonly sheet: string; readonly area: LayoutArea }[]
  /** Something was left out because there is more of it than a template has. */
  readonly isCut: boolean
  readonly hasMacros: boolean
  /** Why it can never be changed in place; the patcher finds the same. */
  readonly obstacle?: 'WORKBOOK_SIGNED' | 'WORKBOOK_NOT_PATCHABLE'
}

export const workbookFeatures = [
  'formulas',
  'merges',
  'validations',
  'conditionalFormats',
  'charts',
  'images',
  'drawings',
  'comments',
  'threadedComments',
  'tables',
  'pivots',
  'slicers',
  'sparklines',
  'hyperlinks',
  'filters',
  'protection',
  'pageBreaks',
  'controls',
  'objects',
  'queries',
  'externalLinks',
  'macros',
  'customXml',
] as const
export type WorkbookFeature = (typeof workbookFeatures)[number]
export interface InspectedSheet {
  readonly name: string
  readonly hidden: boolean
  /** False for chart sheets and dialogs, which have no cells. */
  readonly isWorksheet: boolean
  readonly rows: number
  /** To the last filled one; only told of other formats than .xlsx, whose rows and cells, too, are the filled ones only. */
  readonly columns?: number
  readonly cells: number
  /** Of an .xlsx: size of the sheet's part as the archive claims it, unpacked. */
  readonly bytes?: number
  readonly features: Readonly<Partial<Record<WorkbookFeature, number>>>
}
/** What an .xlsx consists of; of the other formats that are read, what is on their sheets. */
export interface WorkbookInspection {
  /** Why it would not be changed in place. Nothing more is known of an encrypted file, and of one that is not read either. */
  readonly obstacle?: 'WORKBOOK_SIGNED' | 'WORKBOOK_ENCRYPTED' | 'WORKBOOK_NOT_PATCHABLE'
  /** How the file was read; absent where nothing was. */
  readonly format?: ParsedWorkbook['format']
  /** Files in the package of an .xlsx. */
  readonly parts: number
  readonly sheets: readonly InspectedSheet[]
  /** Over all sheets and the workbook itself. */
  readonly features: Readonly<Partial<Record<WorkbookFeature, number>>>
  /** Defined names. */
  readonly names: number
}

/** A changed workbook and what a person must know about the change. */
export interface PatchedWorkbook {
  readonly bytes: Uint8Array
  readonly account: PatchAccount
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
  /** Throws WORKBOOK_…. */
  readLayout(input: OutsideFile, watch?: ParserWatch): Promise<ParsedLayout>
  /** Throws WORKBOOK_…. */
  inspect(input: OutsideFile, watch?: ParserWatch): Promise<WorkbookInspection>
  /** Carries out all orders on an .xlsx or .xlsm, or none. Throws WORKBOOK_…, SHEET_UNKNOWN, CELL_…, PATCH_UNPROVEN. */
  patch(input: OutsideFile, orders: PatchOrders, watch?: ParserWatch): Promise<PatchedWorkbook>
  /** Throws DOCUMENT_…. */
  readDocument(input: OutsideFile, watch?: ParserWatch): Promise<ParsedDocument>
  close(): Promise<void>
}

export interface Log {
  info(message: string, details?: Readonly<Record<string, string | number | boolean>>): void
  error(message: string, cause?: unknown): void
}

/** Keeps small secrets for the next start in the secret store of this computer's user. */
export interface SecretBox {
  /** `unprotected`: there is no such store; whoever can read the folder can read what would be sealed. */
  protection(): Promise<'system' | 'unprotected'>
  /** Throws when the secret could not be protected, so that it is never written down readably by accident. */
  seal(secret: string): Promise<Uint8Array>
  /** Throws when it was sealed on another computer or for another user. */
  open(sealed: Uint8Array): Promise<string>
}

export interface EnginePorts {
  readonly clock: Clock
  /** A new id: sortable by time, 26 characters of [0-9A-Z]. */
  readonly newId: () => string
  /** Bytes nobody can guess, for keys; Node's own when absent. */
  readonly random?: (count: number) => Uint8Array
  readonly parser: ParserProcess
  readonly log: Log
  readonly emit: (event: EngineEvent) => void
  /** Who asks, where several people work on one engine; undefined: the people of the data folder. */
  readonly caller?: () => string | undefined
  /** Absent where the door has no secret store: the command line and the browser. */
  readonly secrets?: SecretBox
  /** Jobs that somebody asked to stop while the engine was too busy to hear it. Each is named once. */
  readonly stopped?: () => readonly string[]
}
