import { createCall } from '../../shared/contract/index.ts'
import { openDemo } from '../adapters/open-demo.ts'
import { startEngineThread } from '../engine/thread.ts'
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

/**
 * The same pages and the same engine in an ordinary browser, reachable from this machine only.
 * Throws the store's `AppError`s when the data folder cannot be opened.
 */
export async function startHost({ dataDir, rendererDir, packsDir, port = 0, demo = false }: HostOptions): Promise<Loopback> {
  const engine = await startEngineThread({ dataDir, packsDir, create: true })
  try {
    if (demo) await openDemo(createCall(engine.send))
    const loopback = await startLoopback({ send: engine.sendEncoded(), subscribe: engine.onEvent, rendererDir, port })
    const close = async (): Promise<void> => {
      await loopback.close()
      await engine.close()
    }
    return { ...loopback, close }
  } catch (error) {
    await engine.close()
    throw error
  }
}
