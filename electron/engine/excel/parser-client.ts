/** The engine's side of the parser process: one process for one file, ended at its limits. */
import { AppError } from '../../../shared/model/errors.ts'
import type { Paragraph } from '../../../shared/plan/outline.ts'
import { asDocumentError, documentLimits } from '../document/limits.ts'
import type {
  OutsideFile,
  ParsedDocument,
  ParsedLayout,
  ParsedRow,
  ParsedSheet,
  ParsedWorkbook,
  ParserProcess,
  ParserWatch,
} from '../ports.ts'
import { hostile, workbookLimits } from './limits.ts'
import { type FromParser, type ToParser, unpackRows } from './parser-protocol.ts'

/** A started process as its owner hands it over: Node's `fork`, Electron's `utilityProcess`, or a message port to one. */
export interface ParserChild {
  post(message: ToParser): void
  onMessage(listener: (message: FromParser) => void): void
  /** Called once when the process is gone, however it went. */
  onExit(listener: () => void): void
  kill(): void
}

/** Arguments for Node that cap the heap of the process. */
export const parserNodeArguments = [`--max-old-space-size=${workbookLimits.heapMb}`] as const

export function createParser(start: () => ParserChild, limits: { readonly timeMs: number } = workbookLimits): ParserProcess {
  const running = new Set<() => void>()
  const read = async <T>({ fileName, bytes }: OutsideFile, watch: ParserWatch, reading: Reading<T>): Promise<T> => {
    const file = fileName.slice(0, 255)
    if (bytes.length === 0) throw new AppError('FILE_EMPTY', { file })
    if (bytes.length > reading.fileBytes) throw new AppError('FILE_TOO_LARGE', { file, limitMb: reading.fileBytes >> 20 })
    if (watch.signal?.aborted === true) throw new AppError('CANCELLED')
    try {
      return await run(start(), { kind: reading.kind, fileName: file, bytes }, watch, limits.timeMs, running, reading.assembly)
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'CANCELLED') throw error
      const known = reading.kind === 'document' ? asDocumentError(error) : error
      throw new AppError(known.code, { file, ...known.details }, { cause: error })
    }
  }
  return {
    parse: (input, watch = {}) => read(input, watch, { kind: 'parse', fileBytes: workbookLimits.fileBytes, assembly: assembleWorkbook() }),
    readLayout: (input, watch = {}) =>
      read(input, watch, { kind: 'layout', fileBytes: workbookLimits.fileBytes, assembly: assembleLayout() }),
    readDocument: (input, watch = {}) =>
      read(input, watch, { kind: 'document', fileBytes: documentLimits.fileBytes, assembly: assembleDocument() }),
    async close() {
      for (const stop of running) stop()
    },
  }
}

type Piece = Exclude<FromParser, { kind: 'done' | 'failed' | 'progress' }>

/** Puts the messages together again. */
interface Assembly<T> {
  take(message: Piece): void
  finish(): T
}
interface Reading<T> {
  readonly kind: 'parse' | 'document' | 'layout'
  readonly fileBytes: number
  readonly assembly: Assembly<T>
}

const run = <T>(
  child: ParserChild,
  input: Extract<ToParser, { readonly bytes: Uint8Array }>,
  watch: ParserWatch,
  timeMs: number,
  running: Set<() => void>,
  assembly: Assembly<T>,
): Promise<T> =>
  new Promise((resolve, reject) => {
    let settled = false
    const settle = (finish: () => void): void => {
      if (settled) return
      settled = true
      clearTimeout(timer)
      watch.signal?.removeEventListener('abort', cancel)
      running.delete(cancel)
      child.kill()
      finish()
    }
    const fail = (error: unknown) => settle(() => reject(error))
    const cancel = () => fail(new AppError('CANCELLED'))
    const timer = setTimeout(() => fail(new AppError('WORKBOOK_TIMEOUT')), timeMs)
    running.add(cancel)
    watch.signal?.addEventListener('abort', cancel)
    // A process that went without a word was out of memory or ended by its own watch.
    child.onExit(() => fail(hostile('memory')))
    child.onMessage((message) => {
      if (settled) return
      if (message.kind === 'failed') return fail(new AppError(message.error.code, message.error.details))
      if (message.kind === 'done') return settle(() => resolve(assembly.finish()))
      if (message.kind === 'progress') watch.onProgress?.(message.done, message.total)
      else assembly.take(message)
      child.post({ kind: 'taken' })
    })
    child.post(input)
  })

const assembleLayout = (): Assembly<ParsedLayout> => {
  let layout: ParsedLayout = { sheets: [], names: [], isCut: false }
  return {
    take(message) {
      if (message.kind === 'layout') layout = message.layout
    },
    finish: () => layout,
  }
}

const assembleDocument = (): Assembly<ParsedDocument> => {
  const paragraphs: Paragraph[] = []
  let format: ParsedDocument['format'] = 'text'
  return {
    take(message) {
      if (message.kind !== 'paragraphs') return
      format = message.format
      paragraphs.push(...message.paragraphs)
    },
    finish: () => ({ format, paragraphs }),
  }
}

const assembleWorkbook = (): Assembly<ParsedWorkbook> => {
  const unpacking = { formats: [], texts: new Map() }
  const sheets: (Omit<ParsedSheet, 'merges' | 'hiddenColumns' | 'rows'> & {
    merges: ParsedSheet['merges']
    hiddenColumns: readonly number[]
    rows: ParsedRow[]
  })[] = []
  let head: Pick<ParsedWorkbook, 'format' | 'date1904'> = { format: 'xlsx', date1904: false }
  return {
    take(message) {
      const sheet = sheets.at(-1)
      if (message.kind === 'begin') head = { format: message.format, date1904: message.date1904 }
      else if (message.kind === 'sheet')
        sheets.push({ name: message.name, hidden: message.hidden, merges: [], hiddenColumns: [], rows: [] })
      else if (message.kind === 'rows') for (const row of unpackRows(message, unpacking)) sheet?.rows.push(row)
      else if (message.kind === 'endSheet' && sheet !== undefined) {
        sheet.merges = message.merges
        sheet.hiddenColumns = message.hiddenColumns
      }
    },
    finish: () => ({ ...head, sheets: sheets.map((sheet) => ({ ...sheet, rows: inOrder(sheet.rows) })) }),
  }
}

/** Rows may stand in any order in a file, and one row in several pieces. */
const inOrder = (rows: ParsedRow[]): readonly ParsedRow[] => {
  if (rows.every((row, index) => index === 0 || row.row > (rows[index - 1]?.row ?? 0))) return rows
  const byNumber = new Map<number, { row: number; hidden: boolean; cells: ParsedRow['cells'][number][] }>()
  for (const row of rows) {
    const known = byNumber.get(row.row)
    if (known === undefined) byNumber.set(row.row, { ...row, cells: [...row.cells] })
    else
      row.cells.forEach((cell, column) => {
        known.cells[column] = cell ?? known.cells[column]
      })
  }
  return [...byNumber.values()].sort((a, b) => a.row - b.row)
}
