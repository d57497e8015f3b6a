import { fork } from 'node:child_process'
import { join } from 'node:path'
import { type Cost, readCost } from './measured-parser.ts'

const entry = join(import.meta.dirname, '..', 'children', 'unlimited-parser.ts')
const sampleEveryMs = 10

/** Parses without limits in a process that is killed once it cost more than `most`; tells how it ended and what it cost. */
export async function parseUnlimited(fileName: string, bytes: Uint8Array, most: Cost): Promise<{ end: string; cost: Cost }> {
  const cost: Cost = { cpuMs: 0, peakMb: 0 }
  const child = fork(entry, { serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
  const end = await new Promise<string>((resolve) => {
    const isTooMuch = (): boolean => {
      readCost(child.pid, cost)
      return cost.cpuMs > most.cpuMs || cost.peakMb > most.peakMb
    }
    const sampling = setInterval(() => isTooMuch() && child.kill('SIGKILL'), sampleEveryMs)
    child.on('message', (message) => {
      // Whoever sampled too late on a busy computer still sees the most that it ever held.
      if (!isTooMuch()) resolve(String(message))
      child.kill('SIGKILL')
    })
    child.on('exit', () => {
      clearInterval(sampling)
      resolve('gone')
    })
    child.send({ fileName, bytes })
  })
  return { end, cost }
}
