/** The engine's thread: puts the engine together with what plain Node offers and answers calls until it is closed. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { join, resolve } from 'node:path'
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { encode } from '../../shared/contract/codec.ts'
import { dispatch, type Reply } from '../../shared/contract/index.ts'
import { AppError } from '../../shared/model/errors.ts'
import { fileLog } from '../adapters/file-log.ts'
import { idMaker } from '../adapters/new-id.ts'
import { forkParser } from '../adapters/parser-fork.ts'
import { systemClock } from '../adapters/system-clock.ts'
import type { PostgresCityStore } from './city/postgres-city-store.ts'
import { createEngine, type Engine } from './engine.ts'
import { createParser } from './excel/parser-client.ts'
import { startOverRelay } from './excel/parser-relay.ts'
import { secretsOverRelay } from './keys/secret-relay.ts'
import type { FromWorker, ToWorker, WorkerOptions } from './thread-protocol.ts'

const port = parentPort
if (!port) throw new Error('the engine runs in a worker thread')
const { dataDir, packsDir, create, cityDatabase, parserRelay, secretRelay, stops, asked } = workerData as WorkerOptions // built by thread.ts
/** Who asks for what is being done. */
const callers = new AsyncLocalStorage<string | undefined>()
const say = (message: FromWorker, moved: readonly ArrayBuffer[] = []): void => port.postMessage(message, moved)
const log = fileLog(join(resolve(dataDir), 'tanbao.log'), systemClock)
const parser = parserRelay ? createParser(() => startOverRelay(parserRelay)) : forkParser()

/** Long work on the database lets no message in; this asks for them. */
function stopped(): readonly string[] {
  const jobs: string[] = []
  for (let next = receiveMessageOnPort(stops); next !== undefined; next = receiveMessageOnPort(stops)) jobs.push(String(next.message))
  return jobs
}

let cityStore: PostgresCityStore | undefined

async function start(): Promise<Engine | undefined> {
  try {
    // Only a hub needs the database's client.
    if (cityDatabase !== undefined) cityStore = await (await import('./city/postgres-city-store.ts')).openPostgresCityStore(cityDatabase)
    const emit = (event: Extract<FromWorker, { kind: 'event' }>['event']): void => say({ kind: 'event', event })
    return createEngine({
      dataDir,
      packsDir,
      create,
      asked,
      ...(cityStore === undefined ? {} : { cityStore }),
      ports: {
        clock: systemClock,
        newId: idMaker(systemClock),
        parser,
        log,
        emit,
        stopped,
        caller: () => callers.getStore(),
        ...(secretRelay === undefined ? {} : { secrets: secretsOverRelay(secretRelay) }),
      },
    })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    say({ kind: 'refused', error: { code: error.code, details: error.details } })
    return undefined
  }
}

const engine = await start()
const inFlight = new Set<Promise<void>>()

const utf8 = new TextEncoder()
/** A reply that cannot be written, too long for one text, is one that failed. */
function encoded(method: string, reply: Reply): Uint8Array<ArrayBuffer> {
  try {
    return utf8.encode(encode(reply))
  } catch (error) {
    log.error(`${method} failed`, error)
    return utf8.encode(encode({ ok: false, error: { code: 'INTERNAL', details: {} } } satisfies Reply))
  }
}

async function answer(handlers: Engine['handlers'], call: Extract<ToWorker, { kind: 'call' }>): Promise<void> {
  const { id, method, input } = call
  const reply = await dispatch(handlers, method, input, (error) => log.error(`${method} failed`, error))
  if (call.encoded) {
    const bytes = encoded(method, reply)
    say({ kind: 'reply', id, reply: bytes }, [bytes.buffer])
  } else say({ kind: 'reply', id, reply })
}

/** After this long without a question there is time for what somebody would wait for later. */
const restMs = 1_000

/** Everything that was asked is answered first; then the store is written out and the thread ends by itself. */
async function finish(running: Engine): Promise<void> {
  await Promise.all(inFlight)
  await running.close()
  await cityStore?.close()
  parserRelay?.close()
  secretRelay?.close()
  port?.close()
}

if (!engine) {
  parserRelay?.close()
  secretRelay?.close()
  port.close()
} else {
  let rest: NodeJS.Timeout | undefined
  port.on('message', (message: ToWorker) => {
    if (message.kind === 'close') {
      clearTimeout(rest)
      void finish(engine)
      return
    }
    const work = callers.run(message.caller, () => answer(engine.handlers, message))
    inFlight.add(work)
    void work.finally(() => inFlight.delete(work))
    // Not before the first question: on a slow computer the window may still be opening then.
    rest = rest?.refresh() ?? setTimeout(engine.prepareRules, restMs).unref()
  })
  say({ kind: 'ready' })
  // The plan is read while the window still opens: it is the first thing that every window asks for.
  setImmediate(() => void dispatch(engine.handlers, 'app.info', {}, (error) => log.error('the plan could not be read ahead', error)))
}
