/**
 * What one outside workbook may cost. A file that goes beyond is refused with a coded error; nothing is ever cut
 * off silently. The figures leave room for every honest file we have seen and stop hostile ones within seconds.
 */
import { AppError } from '../../../shared/model/errors.ts'
import { type HostileReason, hostileReasons } from '../../../shared/text/import.ts'

const MB = 1 << 20

export const workbookLimits = {
  fileBytes: 64 * MB,
  /** Text is decoded whole. */
  textFileBytes: 40 * MB,
  /** Markup is decoded and then parsed whole by a library. */
  markupFileBytes: 16 * MB,
  zipEntries: 10_000,
  /** Cells and styles of a markup file, which fit into its size many times over when they are empty. */
  markupCells: 400_000,
  markupStyles: 10_000,
  /** What the parts that are read may inflate to, all together, besides `inflatedRatio` times the size of the file. */
  inflatedBytes: 24 * MB,
  /** Honest sheets inflate to ten or twenty times their size, bombs to a thousand times. */
  inflatedRatio: 100,
  sheetPartBytes: 768 * MB,
  sharedStringsBytes: 192 * MB,
  smallPartBytes: 16 * MB,
  /** The parts of an OpenDocument file are parsed whole, so they must be smaller. */
  documentPartBytes: 96 * MB,
  /** Different texts of a workbook; the largest honest ones have some hundred thousand. */
  sharedStrings: 1_000_000,
  /** Inflated bytes without a single tag: only bombs have that. */
  bytesWithoutTag: 2 * MB,
  /** Of one element. */
  attributes: 256,
  xmlDepth: 64,
  sheets: 256,
  /** Characters of the name of a sheet; Excel itself stops at 31. */
  nameCharacters: 255,
  /** Excel itself stops at 65,490 and a few hundred. */
  cellFormats: 100_000,
  numberFormats: 5000,
  numberFormatCharacters: 1024,
  rows: 1_048_576,
  columns: 16_384,
  cells: 6_000_000,
  merges: 100_000,
  /** Merges of whole columns say nothing about a row and count as this many. */
  tallMerge: 2000,
  /** Rows that all merges together reach over. */
  mergedRows: 2_000_000,
  /** Elements of a sheet beside its cells: links, validations, conditional formats, columns … */
  sheetItems: 400_000,
  /** Places from the first column to the last filled one, over all rows: a lone cell far to the right costs a whole row. */
  places: 24_000_000,
  /** Characters of one cell; Excel itself stops at 32,767. */
  cellCharacters: 131_072,
  /** Characters of all cells together, each counted where it stands: many cells may share one long string. */
  textCharacters: 160_000_000,
  /** What a small file may hold of them, besides `textRatio` times its size. */
  smallTextCharacters: 8_000_000,
  textRatio: 128,
  /** Fields of a text file, empty ones included. */
  fields: 12_000_000,
  /** Characters of one record of a text file. */
  recordCharacters: 4_000_000,
  /** Rows or columns one HTML cell may span. */
  htmlSpan: 1000,
  /** Cells times spans of a page. */
  htmlSpanSteps: 200_000_000,
  /** Cells that repetitions in an OpenDocument file make, besides one for each byte of it. */
  repeatedCells: 300_000,
  /** Comments of a workbook, answers in conversations among them. */
  comments: 100_000,
  commentCharacters: 4_000_000,
  /** Relationships of one part. */
  relationships: 20_000,
  /** Processor time of any file at most. */
  cpuMs: 120_000,
  /** Time of day: a busy computer needs many times the processor time, and a file that waits for nothing must end too. */
  timeMs: 600_000,
  heapMb: 1024,
  residentBytes: 1536 * MB,
  /** What reading a small file may cost, and each megabyte more; a slow office computer needs three times what ours does. */
  smallCpuMs: 4000,
  cpuMsPerMb: 3000,
  smallGrownBytes: 150 * MB,
  grownBytesPerMb: 64 * MB,
} as const

/** What one process may spend. */
export interface ProcessBudget {
  /** Processor time, not time of day: a busy computer must not make an honest file fail. */
  readonly cpuMs: number
  /** Resident memory beyond what the process had when it started. */
  readonly grownBytes: number
}

/** In proportion to the file: no small file may cost what a hundred thousand rows do. */
export function budgetFor(fileBytes: number): ProcessBudget {
  const { cpuMs, smallCpuMs, cpuMsPerMb, residentBytes, smallGrownBytes, grownBytesPerMb } = workbookLimits
  return {
    cpuMs: Math.min(cpuMs, smallCpuMs + (cpuMsPerMb * fileBytes) / MB),
    grownBytes: Math.min(residentBytes, smallGrownBytes + (grownBytesPerMb * fileBytes) / MB),
  }
}

export const hostile = (reason: HostileReason): AppError => new AppError('WORKBOOK_HOSTILE', { reason: hostileReasons[reason] })
