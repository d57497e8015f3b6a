/** The engine's thread: puts the engine together with what plain Node offers and answers calls until it is closed. */
import { join, resolve } from 'node:path'
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { dispatch } from '../../shared/contract/index.ts'
import { AppError } from '../../shared/model/errors.ts'
import { fileLog } from '../adapters/file-log.ts'
import { idMaker } from '../adapters/new-id.ts'
import { forkParser } from '../adapters/parser-fork.ts'
import { systemClock } from '../adapters/system-clock.ts'
import { createEngine, type Engine } from './engine.ts'
import { createParser } from './excel/parser-client.ts'
import { startOverRelay } from './excel/parser-relay.ts'
import { secretsOverRelay } from './keys/secret-relay.ts'
import type { FromWorker, ToWorker, WorkerOptions } from './thread-protocol.ts'

const port = parentPort
if (!port) throw new Error('the engine runs in a worker thread')
const { dataDir, packsDir, create, parserRelay, secretRelay, stops } = workerData as WorkerOptions // built by thread.ts
const say = (message: FromWorker): void => port.postMessage(message)
const log = fileLog(join(resolve(dataDir), 'tanbao.log'), systemClock)
const parser = parserRelay ? createParser(() => startOverRelay(parserRelay)) : forkParser()

/** Long work on the database lets no message in; this asks for them. */
function stopped(): readonly string[] {
  const jobs: string[] = []
  for (let next = receiveMessageOnPort(stops); next !== undefined; next = receiveMessageOnPort(stops)) jobs.push(String(next.message))
  return jobs
}

function start(): Engine | undefined {
  try {
    const emit = (event: Extract<FromWorker, { kind: 'event' }>['event']): void => say({ kind: 'event', event })
    return createEngine({
      dataDir,
      packsDir,
      create,
      ports: {
        clock: systemClock,
        newId: idMaker(systemClock),
        parser,
        log,
        emit,
        stopped,
        ...(secretRelay === undefined ? {} : { secrets: secretsOverRelay(secretRelay) }),
      },
    })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    say({ kind: 'refused', error: { code: error.code, details: error.details } })
    return undefined
  }
}

const engine = start()
const inFlight = new Set<Promise<void>>()

async function answer(handlers: Engine['handlers'], id: number, method: string, input: unknown): Promise<void> {
  const reply = await dispatch(handlers, method, input, (error) => log.error(`${method} failed`, error))
  say({ kind: 'reply', id, reply })
}

/** Everything that was asked is answered first; then the store is written out and the thread ends by itself. */
async function finish(running: Engine): Promise<void> {
  await Promise.all(inFlight)
  await running.close()
  parserRelay?.close()
  secretRelay?.close()
  port?.close()
}

if (!engine) {
  parserRelay?.close()
  secretRelay?.close()
  port.close()
} else {
  port.on('message', (message: ToWorker) => {
    if (message.kind === 'close') {
      void finish(engine)
      return
    }
    const work = answer(engine.handlers, message.id, message.method, message.input)
    inFlight.add(work)
    void work.finally(() => inFlight.delete(work))
  })
  say({ kind: 'ready' })
}
