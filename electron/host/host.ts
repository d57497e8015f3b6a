import { createCall } from '../../shared/contract/index.ts'
import { openDemo } from '../adapters/open-demo.ts'
import { openEngineThread } from '../engine/thread.ts'
import { type Loopback, startLoopback } from './loopback.ts'

export interface HostOptions {
  readonly dataDir: string
  /** Folder of the built pages. */
  readonly rendererDir: string
  readonly packsDir: string
  /** Absent or 0 = any free port. */
  readonly port?: number
  /** Makes an empty data folder the demo county. */
  readonly demo?: boolean
}

export interface Host extends Loopback {
  /** The pages may be opened before: they wait for it. Rejects with the store's `AppError` when the data folder cannot be opened. */
  readonly opened: Promise<void>
}

/** The same pages and the same engine in an ordinary browser, reachable from this machine only. */
export async function openHost({ dataDir, rendererDir, packsDir, port = 0, demo = false }: HostOptions): Promise<Host> {
  const { engine, opened } = openEngineThread({ dataDir, packsDir, create: true })
  // Whoever waits for it is told; until somebody does, a refusal must not end the program.
  opened.catch(() => undefined)
  try {
    if (demo) {
      await opened
      await openDemo(createCall(engine.send))
    }
    const loopback = await startLoopback({ send: engine.sendEncoded(), subscribe: engine.onEvent, rendererDir, port })
    const close = async (): Promise<void> => {
      await loopback.close()
      await engine.close()
    }
    return { ...loopback, opened, close }
  } catch (error) {
    await engine.close()
    // Why the data cannot be opened is what people have to know first.
    await opened
    throw error
  }
}

/** The host once its data folder is open. Throws the store's `AppError`s when it cannot be opened. */
export async function startHost(options: HostOptions): Promise<Loopback> {
  const host = await openHost(options)
  try {
    await host.opened
    return host
  } catch (error) {
    await host.close()
    throw error
  }
}
