/**
 * What one outside workbook may cost. A file that goes beyond is refused with a coded error; nothing is ever cut
 * off silently. The figures leave room for every honest file we have seen and stop hostile ones within seconds.
 */
import { AppError } from '../../../shared/model/errors.ts'
import { type HostileReason, hostileReasons } from '../../../shared/text/import.ts'

const MB = 1 << 20

export const workbookLimits = {
  fileBytes: 64 * MB,
  zipEntries: 10_000,
  sheetPartBytes: 768 * MB,
  sharedStringsBytes: 192 * MB,
  smallPartBytes: 16 * MB,
  /** The parts of an OpenDocument file are parsed whole, so they must be smaller. */
  documentPartBytes: 96 * MB,
  sharedStrings: 2_000_000,
  /** Inflated bytes without a single tag: only bombs have that. */
  bytesWithoutTag: 8 * MB,
  xmlDepth: 64,
  sheets: 256,
  rows: 1_048_576,
  columns: 16_384,
  cells: 6_000_000,
  merges: 100_000,
  /** Characters of one cell; Excel itself stops at 32,767. */
  cellCharacters: 131_072,
  /** Characters of all cells together, each counted where it stands: many cells may share one long string. */
  textCharacters: 160_000_000,
  /** Rows or columns one HTML cell may span. */
  htmlSpan: 1000,
  timeMs: 120_000,
  heapMb: 1024,
  residentBytes: 1536 * MB,
} as const

export const hostile = (reason: HostileReason): AppError => new AppError('WORKBOOK_HOSTILE', { reason: hostileReasons[reason] })
