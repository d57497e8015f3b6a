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
    const sampling = setInterval(() => {
      readCost(child.pid, cost)
      if (cost.cpuMs > most.cpuMs || cost.peakMb > most.peakMb) child.kill('SIGKILL')
    }, sampleEveryMs)
    child.on('message', (message) => {
      readCost(child.pid, cost)
      resolve(String(message))
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
