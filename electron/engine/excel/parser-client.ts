/** The engine's side of the parser process: one process for one file, ended at its limits. */
import { AppError } from '../../../shared/model/errors.ts'
import type { Paragraph } from '../../../shared/plan/outline.ts'
import { asDocumentError, documentLimits } from '../document/limits.ts'
import type { OutsideFile, ParsedDocument, ParsedSheet, ParsedWorkbook, ParserProcess, ParserWatch } from '../ports.ts'
import { openStaging } from '../store/staging.ts'
import { hostile, workbookLimits } from './limits.ts'
import type { FromParser, ToParser } from './parser-protocol.ts'
import type { PatchOrders } from './patcher/orders.ts'
import { isLoose } from './sniff.ts'
import { PieceReader, StagedRows } from './staged-rows.ts'

/** A started process as its owner hands it over: Node's `fork`, Electron's `utilityProcess`, or a message port to one. */
export interface ParserChild {
  post(message: ToParser): void
  onMessage(listener: (message: FromParser) => void): void
  /** Called once when the process is gone, however it went. */
  onExit(listener: () => void): void
  kill(): void
}

/** Arguments for Node that cap the heap of the process. */
export const parserNodeArguments = [
  `--max-old-space-size=${workbookLimits.heapMb}`,
  // The process lives for one file. The last stage of optimizing costs small files up to half as much again and gains large ones next to nothing.
  '--no-turbofan',
  // Young heaps are collected early and often; for one file that ends with the process these collections were a seventh of the work.
  '--initial-old-space-size=128',
] as const

const largest = (bytes: Uint8Array): number => (isLoose(bytes) ? workbookLimits.textFileBytes : workbookLimits.fileBytes)

export function createParser(start: () => ParserChild, limits: { readonly timeMs: number } = workbookLimits): ParserProcess {
  const running = new Set<() => void>()
  const read = async <T>({ fileName, bytes }: OutsideFile, watch: ParserWatch, reading: Reading<T>): Promise<T> => {
    const file = fileName.slice(0, 255)
    if (bytes.length === 0) throw new AppError('FILE_EMPTY', { file })
    if (bytes.length > reading.fileBytes) throw new AppError('FILE_TOO_LARGE', { file, limitMb: reading.fileBytes >> 20 })
    if (watch.signal?.aborted === true) throw new AppError('CANCELLED')
    try {
      return await run(start(), { ...reading.task, fileName: file, bytes }, watch, limits.timeMs, running, reading.assemble())
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'CANCELLED') throw error
      const known = reading.task.kind === 'document' ? asDocumentError(error) : error
      const { kind } = reading.task
      const purpose = kind === 'patch' || kind === 'inspect' ? { purpose: kind } : {}
      throw new AppError(known.code, { file, ...purpose, ...known.details }, { cause: error })
    }
  }
  return {
    parse: (input, watch = {}) =>
      read(input, watch, { task: { kind: 'parse' }, fileBytes: largest(input.bytes), assemble: assembleWorkbook }),
    readLayout: (input, watch = {}) =>
      read(input, watch, { task: { kind: 'layout' }, fileBytes: workbookLimits.fileBytes, assemble: assembleLayout }),
    readDocument: (input, watch = {}) =>
      read(input, watch, { task: { kind: 'document' }, fileBytes: documentLimits.fileBytes, assemble: assembleDocument }),
    inspect: (input, watch = {}) =>
      read(input, watch, { task: { kind: 'inspect' }, fileBytes: largest(input.bytes), assemble: assembleInspection }),
    patch: (input, orders, watch = {}) =>
      read(input, watch, { task: { kind: 'patch', orders }, fileBytes: workbookLimits.fileBytes, assemble: assemblePatched }),
    async close() {
      for (const stop of running) stop()
    },
  }
}

type Piece = Exclude<FromParser, { kind: 'done' | 'failed' | 'progress' }>

/** Puts the messages together again. */
interface Assembly<T> {
  /** Throws DISK_FULL. */
  take(message: Piece): void
  finish(): T
  /** Nothing more will come, and nobody waits for what came. */
  abandon?(): void
}
interface Reading<T> {
  readonly task: { readonly kind: 'parse' | 'document' | 'layout' | 'inspect' } | { readonly kind: 'patch'; readonly orders: PatchOrders }
  readonly fileBytes: number
  readonly assemble: () => Assembly<T>
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
    const fail = (error: unknown) =>
      settle(() => {
        assembly.abandon?.()
        reject(error)
      })
    const cancel = () => fail(new AppError('CANCELLED'))
    const timer = setTimeout(() => fail(new AppError('WORKBOOK_TIMEOUT')), timeMs)
    running.add(cancel)
    watch.signal?.addEventListener('abort', cancel)
    // A process that went without a word was out of memory or ended by its own watch.
    child.onExit(() => fail(hostile('memory')))
    child.onMessage((message) => {
      if (settled) return
      if (message.kind === 'failed') return fail(new AppError(message.error.code, message.error.details))
      try {
        if (message.kind === 'done') {
          const whole = assembly.finish()
          return settle(() => resolve(whole))
        }
        if (message.kind === 'progress') watch.onProgress?.(message.done, message.total)
        else assembly.take(message)
      } catch (error) {
        return fail(error)
      }
      child.post({ kind: 'taken' })
    })
    child.post(input)
  })

/** For answers that come in one message. */
const assembleOne = <T>(pick: (message: Piece) => T | undefined): Assembly<T> => {
  let answer: T | undefined
  return {
    take(message) {
      answer ??= pick(message)
    },
    finish() {
      if (answer === undefined) throw new AppError('INTERNAL')
      return answer
    },
  }
}
const assembleLayout = () => assembleOne((message) => (message.kind === 'layout' ? message.layout : undefined))
const assembleInspection = () => assembleOne((message) => (message.kind === 'inspected' ? message.inspection : undefined))
const assemblePatched = () =>
  assembleOne((message) => (message.kind === 'patched' ? { bytes: message.bytes, account: message.account } : undefined))

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
  const staging = openStaging()
  const pieces = new PieceReader(staging)
  const sheets: (Omit<ParsedSheet, 'rows' | 'width'> & { rows: StagedRows })[] = []
  let head: Pick<ParsedWorkbook, 'format' | 'date1904'> = { format: 'xlsx', date1904: false }
  return {
    take(message) {
      const sheet = sheets.at(-1)
      if (message.kind === 'begin') head = { format: message.format, date1904: message.date1904 }
      else if (message.kind === 'sheet')
        sheets.push({ name: message.name, hidden: message.hidden, merges: [], hiddenColumns: [], rows: new StagedRows(staging, pieces) })
      else if (message.kind === 'rows') sheet?.rows.add(message)
      else if (message.kind === 'endSheet' && sheet !== undefined) {
        const { kind: _, ...told } = message
        sheets[sheets.length - 1] = { ...sheet, ...told }
      }
    },
    finish() {
      staging.seal()
      const found = sheets.map((sheet) => ({ ...sheet, rows: sheet.rows.inOrder(), width: sheet.rows.width }))
      return { ...head, sheets: found, close: () => staging.close(), attended: (onRows, work) => pieces.attended(onRows, work) }
    },
    abandon: () => staging.close(),
  }
}
