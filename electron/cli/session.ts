import { createCall } from '../../shared/contract/index.ts'
import { startEngineThread } from '../engine/thread.ts'
import type { Session } from './command.ts'
import { progressBar } from './progress.ts'

const job = 'cli'

/** Opens the engine on a data folder; long work shows a bar on a terminal. Throws the store's `AppError`s. */
export async function openSession(options: {
  readonly dataDir: string
  readonly packsDir: string
  readonly create: boolean
}): Promise<Session> {
  const engine = await startEngineThread({ ...options, asked: 'command' })
  const bar = progressBar(process.stderr)
  engine.onEvent((event) => {
    if (event.name === 'job.progress') bar.show(event.payload.phase, event.payload.done, event.payload.total)
  })
  return {
    call: createCall(engine.send),
    job,
    close: async () => {
      bar.clear()
      await engine.close()
    },
  }
}
