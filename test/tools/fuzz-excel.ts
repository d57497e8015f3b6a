/**
 * Feeds the readers spoiled files and reports every end that is neither a result nor a coded error.
 *
 *     node test/tools/fuzz-excel.ts --seed 1 --count 30000
 *     node test/tools/fuzz-excel.ts --seed 1 --only 4711     one input again, with the stack of its error
 */
import { parseArgs } from 'node:util'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { z } from 'zod'
import type { PatchOrders } from '../../electron/engine/excel/patcher/orders.ts'
import { patchWorkbook } from '../../electron/engine/excel/patcher/patch-workbook.ts'
import { readFile, readFileLayout } from '../../electron/engine/excel/read-file.ts'
import type { WorkbookSink } from '../../electron/engine/excel/sink.ts'
import { AppError } from '../../shared/model/errors.ts'
import { type Input, inputOf } from './fuzz/inputs.ts'

export interface Finding {
  readonly seed: number
  readonly index: number
  readonly problem: string
}
export interface FuzzOptions {
  readonly seed: number
  readonly count: number
  /** The first input; 0 when absent. */
  readonly from?: number
  readonly workers?: number
  /** The negative control: a reader with a bug in it. */
  readonly isPlanted?: boolean
}

/** One input may cost this much processor time, in milliseconds; the seeds are small, most cost a thousandth. */
const mostCpuMs = 3000
/**
 * A worker that tells of no further input is stuck once the process spent so much processor time meanwhile, or when it waits for
 * nothing: a busy computer is no finding.
 */
const stuckCpuMs = 60_000
const stuckWaitMs = 900_000
const heapMb = 400
/** Every input of this number is also patched, every other one of the archives is looked at for its layout. */
const patchEvery = 10

const nothing: WorkbookSink = { begin() {}, sheet() {}, row() {}, endSheet() {}, flush: async () => {}, progress() {} }

/** Undefined when the file ended well. */
const problemOf = async (work: () => Promise<unknown>): Promise<string | undefined> => {
  try {
    await work()
    return undefined
  } catch (error) {
    if (error instanceof AppError && error.code !== 'INTERNAL') return undefined
    return `not coded: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
  }
}

/** What files could reach if a library used their keys without care. */
const prototypes = [Object.prototype, Array.prototype, Function.prototype, String.prototype, Number.prototype]
const ownKeys = prototypes.map((prototype) => Reflect.ownKeys(prototype).length)
const isPolluted = (): boolean => prototypes.some((prototype, index) => Reflect.ownKeys(prototype).length !== ownKeys[index])

const readPlanted = async (fileName: string, bytes: Uint8Array): Promise<void> => {
  await readFile(fileName, bytes, nothing)
  const odd = /<\w+ [^>]*="-1"/.exec(Buffer.from(bytes).toString('latin1'))
  const table: { readonly formats?: readonly string[] } = {}
  if (odd !== null) String((table.formats as readonly string[])[0]) // the planted bug: nobody made sure that there are any
}

const tryInput = async ({ kind, fileName, bytes }: Input, index: number, isPlanted: boolean): Promise<string | undefined> => {
  let isRead = false
  const found = await problemOf(async () => {
    await (isPlanted ? readPlanted(fileName, bytes) : readFile(fileName, bytes, nothing))
    isRead = true
  })
  if (found !== undefined || kind === 'text') return found
  if (index % 2 === 0) {
    const inLayout = await problemOf(() => readFileLayout(bytes))
    if (inLayout !== undefined) return `layout, ${inLayout}`
  }
  // A part that no order touches is handed back as it came: only of a file that can be read must the outcome be readable.
  if (index % patchEvery !== 0 || !isRead) return undefined
  const inPatch = await problemOf(() => patchAndRead(fileName, bytes, ordersOf(index)))
  return inPatch === undefined ? undefined : `patch, ${inPatch}`
}

/** A text that begins like a formula, a colour and a comment; by turns also rows put in, and the sheet of results. */
const ordersOf = (index: number): PatchOrders => {
  const sheet = '台账'
  const turn = (index / patchEvery) % 4
  return {
    rowBlocks: turn === 1 ? [{ sheet, first: 2, last: 3, count: 2 }] : [],
    cells: turn === 2 ? [] : [{ sheet, cell: 'B3', value: { kind: 'text', text: '=改' } }],
    marks: turn === 3 ? [] : [{ sheet, cell: 'C3', tone: 'error', message: '请核对' }],
    ...(turn === 2
      ? { results: { name: '审核结果', heads: ['位置'], lines: [{ target: { sheet, cell: 'C3' }, tone: 'error', texts: ['请核对'] }] } }
      : {}),
  }
}

const patchAndRead = async (fileName: string, bytes: Uint8Array, orders: PatchOrders): Promise<void> => {
  const patched = await patchWorkbook(bytes, orders)
  await readFile(fileName, patched.bytes, nothing).catch((error: unknown) => {
    throw new Error('what was patched cannot be read', { cause: error })
  })
}

const WorkerTask = z.object({
  fuzz: z.literal(true),
  seed: z.number(),
  from: z.number(),
  to: z.number(),
  step: z.number(),
  isPlanted: z.boolean(),
})
type WorkerTask = z.infer<typeof WorkerTask>
type FromWorker = { readonly at: number } | { readonly index: number; readonly problem: string } | { readonly done: true }

const runWorker = async ({ seed, from, to, step, isPlanted }: WorkerTask): Promise<void> => {
  const say = (message: FromWorker) => parentPort?.postMessage(message)
  // Libraries tell the console of every record that they do not know.
  for (const method of ['log', 'warn', 'error'] as const) console[method] = () => {}
  for (let index = from; index < to; index += step) {
    say({ at: index })
    const before = process.threadCpuUsage()
    const problem = await tryInput(inputOf(seed, index), index, isPlanted)
    const { user, system } = process.threadCpuUsage(before)
    if (problem !== undefined) say({ index, problem })
    if ((user + system) / 1000 > mostCpuMs) say({ index, problem: `took ${Math.round((user + system) / 1000)} ms` })
    if (isPolluted()) return say({ index, problem: 'changed a prototype' })
  }
  say({ done: true })
}

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** All findings, in order. A worker that hangs or dies is itself one, and another goes on behind it. */
export async function runFuzz({ seed, count, from = 0, workers = 2, isPlanted = false }: FuzzOptions): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  const to = from + count
  const runLane = (first: number): Promise<void> =>
    new Promise((resolve, reject) => {
      let at = first
      const now = () => ({ cpu: cpuMs(), wait: performance.now() })
      let heard = now()
      const isStuck = () => cpuMs() - heard.cpu > stuckCpuMs || performance.now() - heard.wait > stuckWaitMs
      const workerTask: WorkerTask = { fuzz: true, seed, from: first, to, step: workers, isPlanted }
      const worker = new Worker(new URL(import.meta.url), { workerData: workerTask, resourceLimits: { maxOldGenerationSizeMb: heapMb } })
      let hasEnded = false
      const end = (problem?: string) => {
        if (hasEnded) return
        hasEnded = true
        clearInterval(watch)
        void worker.terminate()
        if (problem === undefined) return resolve()
        findings.push({ seed, index: at, problem })
        runLane(at + workers).then(resolve, reject)
      }
      const watch = setInterval(() => isStuck() && end('hangs'), 1000)
      worker.on('message', (message: FromWorker) => {
        heard = now()
        if ('at' in message) at = message.at
        else if ('done' in message) end()
        else findings.push({ seed, ...message })
      })
      worker.on('error', (error) => end(`kills its process: ${String(error)}`))
    })
  await Promise.all(Array.from({ length: Math.min(workers, count) }, (_, lane) => runLane(from + lane)))
  return findings.sort((a, b) => a.index - b.index)
}

const task = WorkerTask.safeParse(workerData)
if (!isMainThread && task.success) await runWorker(task.data)
else if (import.meta.main) {
  const { values } = parseArgs({ options: { seed: { type: 'string' }, count: { type: 'string' }, only: { type: 'string' } } })
  const seed = Number(values.seed ?? 1)
  const only = values.only === undefined ? {} : { from: Number(values.only), count: 1 }
  const options = { seed, count: Number(values.count ?? 30_000), ...only }
  const findings = await runFuzz(options)
  for (const { index, problem } of findings) console.log(`--seed ${seed} --only ${index}: ${problem}`)
  console.log(`${options.count} inputs, ${findings.length} findings`)
  process.exitCode = findings.length === 0 ? 0 : 1
}
