/**
 * Entry of the parser process: gets the bytes of one outside file, sends back plain rows. It is started with a capped
 * heap and killed at its limits; what it may do to itself, a hostile file may do, and nothing more. The same file runs
 * under `child_process.fork` and under Electron's `utilityProcess`.
 */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { AppError, type AppErrorCode } from '../../../shared/model/errors.ts'
import { budgetFor, type ProcessBudget, workbookLimits } from './limits.ts'
import { RowPacker } from './packed-rows.ts'
import type { FromParser, ToParser } from './parser-protocol.ts'
import { readFile, readFileLayout } from './read-file.ts'

interface ParentPort {
  on(event: 'message', listener: (event: { data: ToParser }) => void): void
  postMessage(message: FromParser): void
}
// Electron's utility processes carry a port where plain child processes have `send`.
const parentPort = (process as { parentPort?: ParentPort }).parentPort
const post = (message: FromParser): void => {
  if (parentPort === undefined) process.send?.(message)
  else parentPort.postMessage(message)
}

const messagesAhead = 8
const progressEveryMs = 100

let ahead = 0
let onTaken: (() => void) | undefined

/** Sends and waits while the engine is too far behind. */
const send = async (message: FromParser): Promise<void> => {
  ahead++
  post(message)
  while (ahead >= messagesAhead)
    await new Promise<void>((resolve) => {
      onTaken = resolve
    })
}

const sendingSink = () => {
  const packer = new RowPacker()
  let queue: FromParser[] = []
  let progressAt = 0
  const packUp = () => {
    const packed = packer.take()
    if (packed !== undefined) queue.push({ kind: 'rows', ...packed })
  }
  return {
    begin: (info) => queue.push({ kind: 'begin', ...info }),
    sheet: (info) => queue.push({ kind: 'sheet', ...info }),
    row(row) {
      packer.add(row)
      if (packer.isFull) packUp()
    },
    endSheet(info) {
      packUp()
      queue.push({ kind: 'endSheet', ...info })
    },
    progress(done, total) {
      const now = performance.now()
      if (now - progressAt < progressEveryMs && done < total) return
      progressAt = now
      queue.push({ kind: 'progress', done, total })
    },
    async flush() {
      const messages = queue
      queue = []
      for (const message of messages) await send(message)
    },
  } satisfies import('./sink.ts').WorkbookSink
}

const whole: ProcessBudget = { cpuMs: workbookLimits.cpuMs, grownBytes: workbookLimits.residentBytes }

/**
 * Memory outside the heap is not capped by any flag, and a parser that never yields cannot watch itself: a second
 * thread does, and ends the whole process. It starts with the process, before there is anything to read.
 */
const watcher = new Worker(
  `const { parentPort } = require('node:worker_threads')
  const startBytes = process.memoryUsage.rss()
  let budget = { cpuMs: ${whole.cpuMs}, grownBytes: ${whole.grownBytes} }
  parentPort.on('message', (message) => { budget = message })
  parentPort.unref()
  setInterval(() => {
    const { user, system } = process.cpuUsage()
    if ((user + system) / 1000 > budget.cpuMs || process.memoryUsage.rss() - startBytes > budget.grownBytes) process.kill(process.pid, 'SIGKILL')
  }, 20)`,
  { eval: true },
)
watcher.unref()
const watching = once(watcher, 'online')

type Reading = Extract<ToParser, { readonly bytes: Uint8Array }>

const readTables: Read = async ({ fileName, bytes }) => {
  const sink = sendingSink()
  await readFile(fileName, bytes, sink)
  await sink.flush()
}

// A process serves one file: what other files need is not loaded for it.
const readText: Read = async ({ bytes }) => {
  const { readDocument } = await import('../document/read-document.ts')
  const { format, paragraphs } = await readDocument(bytes, (done, total) => send({ kind: 'progress', done, total }))
  await send({ kind: 'paragraphs', format, paragraphs })
}

const readAppearance: Read = async ({ bytes }) => {
  await send({ kind: 'layout', layout: await readFileLayout(bytes) })
}

const inspect: Read = async ({ fileName, bytes }) => {
  const { inspectWorkbook } = await import('./inspect/inspect-workbook.ts')
  await send({ kind: 'inspected', inspection: await inspectWorkbook(fileName, bytes) })
}

const patch = async ({ bytes, orders }: Extract<ToParser, { readonly kind: 'patch' }>): Promise<void> => {
  const { patchWorkbook } = await import('./patcher/patch-workbook.ts')
  await send({ kind: 'patched', ...(await patchWorkbook(bytes, orders)) })
}

type Read = (reading: Reading) => Promise<void>

const run = async <T extends Reading>(
  reading: T,
  read: (reading: T) => Promise<void>,
  unforeseen: AppErrorCode,
  budget: ProcessBudget,
): Promise<void> => {
  await watching
  watcher.postMessage(budget)
  // Keys of a file can no longer reach every object, whatever a library does with them.
  for (const prototype of [Object.prototype, Array.prototype, Function.prototype]) Object.preventExtensions(prototype)
  try {
    await read(reading)
    post({ kind: 'done' })
  } catch (error) {
    const known = error instanceof AppError ? error : new AppError(unforeseen, {}, { cause: error })
    post({ kind: 'failed', error: { code: known.code, details: known.details } })
  }
}

const receive = (message: ToParser): void => {
  if (message.kind === 'parse') void run(message, readTables, 'WORKBOOK_DAMAGED', budgetFor(message.bytes.length))
  else if (message.kind === 'layout') void run(message, readAppearance, 'WORKBOOK_DAMAGED', budgetFor(message.bytes.length))
  else if (message.kind === 'inspect') void run(message, inspect, 'WORKBOOK_DAMAGED', budgetFor(message.bytes.length))
  // A patch reads, writes and reads again, and holds whole parts as text.
  else if (message.kind === 'patch') void run(message, patch, 'WORKBOOK_DAMAGED', budgetFor(4 * message.bytes.length))
  else if (message.kind === 'document') void run(message, readText, 'DOCUMENT_DAMAGED', whole)
  else {
    ahead--
    onTaken?.()
  }
}

if (parentPort === undefined)
  process.on('message', (message) => receive(message as ToParser)) // only the engine speaks to this process
else parentPort.on('message', (event) => receive(event.data))
