import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads'
import type { EngineEvent, Reply, Send, Subscribe } from '../../shared/contract/index.ts'
import { AppError, type WireError } from '../../shared/model/errors.ts'
import { workerUrl } from './entry-points.ts'
import type { ParserChild } from './excel/parser-client.ts'
import { serveRelay } from './excel/parser-relay.ts'
import { serveSecrets } from './keys/secret-relay.ts'
import type { SecretBox } from './ports.ts'
import type { EncodedReply, FromWorker, SendEncoded, ToWorker, WorkerOptions } from './thread-protocol.ts'

export interface ThreadOptions {
  readonly dataDir: string
  readonly packsDir: string
  /** The folder may be new: it is made once plan and unit have been chosen. */
  readonly create?: boolean
  /** Address of the PostgreSQL database that holds the city's packages; without it they lie in the data folder. */
  readonly cityDatabase?: string
  /** Starts a parser process; without it the engine's thread forks one itself. */
  readonly startParser?: () => ParserChild
  /** The secret store of the system, where the door has one. */
  readonly secrets?: SecretBox
  /** How people ask for things at this door, as the history names it; absent: by a button. */
  readonly asked?: 'button' | 'command'
}
export interface EngineThread {
  readonly send: Send
  /** For doors that speak HTTP, also in the name of somebody else than the folder's own people. */
  readonly sendEncoded: (caller?: string) => SendEncoded
  readonly onEvent: Subscribe
  /** Waits for everything that was asked, writes the store out and ends the thread. */
  close(): Promise<void>
}

/** A thread that keeps dying has a cause that restarting does not cure. */
const mostRestarts = 3
/**
 * Room for new objects. Left to itself it grows with the memory of the computer and with how long the work goes on: writing
 * four times as many rows then takes more memory, to no use.
 */
export const engineMemory = { maxYoungGenerationSizeMb: 48 } as const
const restartWindowMs = 60_000

/** The job a request names, of a request that nobody has looked at yet. */
const jobOf = (input: unknown): string | undefined =>
  typeof input === 'object' && input !== null && 'job' in input && typeof input.job === 'string' ? input.job : undefined

type Life = { readonly kind: 'running'; readonly worker: Worker } | { readonly kind: 'over'; readonly error: WireError }

export interface OpeningEngine {
  /** What is asked before the store is open waits for it; what keeps it from opening is the answer then. */
  readonly engine: EngineThread
  /** Rejects with the `AppError` that kept the engine from opening. */
  readonly opened: Promise<void>
}

/**
 * Runs the engine in a thread of its own. Should the thread die, calls in flight are answered INTERNAL and the engine
 * is started anew: every acknowledged edit is in the database.
 */
export function openEngineThread(options: ThreadOptions): OpeningEngine {
  const waiting = new Map<number, (reply: EncodedReply) => void>()
  const listeners = new Set<(event: EngineEvent) => void>()
  const restarts: number[] = []
  let isClosing = false
  let nextId = 0
  let stops: MessagePort | undefined
  let life: Life = { kind: 'over', error: { code: 'INTERNAL', details: {} } }
  let ended: Promise<void> = Promise.resolve()

  const settleAll = (error: WireError): void => {
    for (const answer of waiting.values()) answer({ ok: false, error })
    waiting.clear()
  }
  const mayRestart = (now: number): boolean => {
    while (restarts[0] !== undefined && now - restarts[0] > restartWindowMs) restarts.shift()
    return restarts.push(now) <= mostRestarts
  }

  /** Starts one thread; `opened` hears that the store is open, or why the thread ended before. */
  const spawn = (opened: (error: WireError | undefined) => void): void => {
    const channel = options.startParser && new MessageChannel()
    if (channel && options.startParser) serveRelay(channel.port2, options.startParser)
    const asking = options.secrets && new MessageChannel()
    if (asking && options.secrets) serveSecrets(asking.port2, options.secrets)
    const stopping = new MessageChannel()
    stops = stopping.port2
    const workerData: WorkerOptions = {
      dataDir: options.dataDir,
      packsDir: options.packsDir,
      create: options.create === true,
      cityDatabase: options.cityDatabase,
      parserRelay: channel?.port1,
      secretRelay: asking?.port1,
      stops: stopping.port1,
      asked: options.asked ?? 'button',
    }
    const transferList = [stopping.port1, ...[channel, asking].flatMap((one) => (one ? [one.port1] : []))]
    const worker = new Worker(workerUrl(), { workerData, transferList, resourceLimits: engineMemory })
    life = { kind: 'running', worker }
    let end: WireError = { code: 'INTERNAL', details: {} }
    let isRefused = false
    let isReady = false
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'reply') {
        waiting.get(message.id)?.(message.reply)
        waiting.delete(message.id)
      } else if (message.kind === 'event') {
        for (const listener of listeners) listener(message.event)
      } else if (message.kind === 'ready') {
        isReady = true
        opened(undefined)
      } else {
        isRefused = true
        end = message.error
      }
    })
    // The exit that follows settles every waiting call; without a listener Node would end the whole program.
    worker.on('error', (error) => process.emitWarning(error instanceof Error ? error : String(error)))
    ended = new Promise((resolve) => {
      worker.once('exit', () => {
        channel?.port2.close()
        asking?.port2.close()
        stopping.port2.close()
        life = { kind: 'over', error: end }
        settleAll(end)
        if (!isReady) opened(end)
        if (!isClosing && !isRefused && mayRestart(performance.now())) spawn(() => {})
        resolve()
      })
    })
  }

  const ask = (method: string, input: unknown, encoded: boolean, caller?: string): Promise<EncodedReply> =>
    new Promise((resolve) => {
      if (life.kind === 'over') {
        resolve({ ok: false, error: life.error })
        return
      }
      const id = ++nextId
      waiting.set(id, resolve)
      const job = method === 'job.cancel' ? jobOf(input) : undefined
      if (job !== undefined) stops?.postMessage(job)
      const message: ToWorker = { kind: 'call', id, method, input, encoded, ...(caller === undefined ? {} : { caller }) }
      life.worker.postMessage(message)
    })

  const thread: EngineThread = {
    send: (method, input) => ask(method, input, false) as Promise<Reply>, // in bytes only when asked so
    sendEncoded: (caller) => (method, input) => ask(method, input, true, caller),
    onEvent(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      isClosing = true
      if (life.kind === 'running') {
        const message: ToWorker = { kind: 'close' }
        life.worker.postMessage(message)
      }
      await ended
    },
  }
  const opened = new Promise<void>((resolve, reject) => {
    spawn((error) => {
      if (!error) resolve()
      else {
        isClosing = true
        reject(new AppError(error.code, error.details))
      }
    })
  })
  return { engine: thread, opened }
}

/** The engine once its store is open. Rejects with the `AppError` that kept it from opening. */
export async function startEngineThread(options: ThreadOptions): Promise<EngineThread> {
  const { engine, opened } = openEngineThread(options)
  await opened
  return engine
}
