import { readFileSync } from 'node:fs'
import { startParserChild } from '../../../electron/adapters/parser-fork.ts'
import { createParser } from '../../../electron/engine/excel/parser-client.ts'
import type { ParsedWorkbook } from '../../../electron/engine/ports.ts'

export interface Cost {
  /** Processor time of the process, of all its threads. */
  cpuMs: number
  /** The most memory it ever held. */
  peakMb: number
}

/** Clock ticks of the kernel. */
const ticksPerSecond = 100

/** What a process cost until now; it keeps what it was when the process is gone. Only Linux tells. */
export function readCost(pid: number | undefined, cost: Cost): void {
  if (process.platform !== 'linux' || pid === undefined) return
  try {
    const times = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ') ?? []
    const cpuMs = ((Number(times[11]) + Number(times[12])) * 1000) / ticksPerSecond
    const peakKb = Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0)
    cost.cpuMs = Math.max(cost.cpuMs, cpuMs)
    cost.peakMb = Math.max(cost.peakMb, peakKb / 1024)
  } catch {
    // It is gone: what was read last counts.
  }
}

const sampleEveryMs = 10

/** Parses in the real process, exactly as the program does, and tells what that cost. */
export async function parseMeasured(
  fileName: string,
  bytes: Uint8Array,
): Promise<{ cost: Cost; workbook?: ParsedWorkbook; error?: unknown }> {
  const cost: Cost = { cpuMs: 0, peakMb: 0 }
  let sampling: NodeJS.Timeout | undefined
  const parser = createParser(() => {
    const child = startParserChild()
    sampling = setInterval(() => readCost(child.pid, cost), sampleEveryMs)
    return {
      ...child,
      kill() {
        readCost(child.pid, cost)
        child.kill()
      },
    }
  })
  try {
    return { cost, workbook: await parser.parse({ fileName, bytes }) }
  } catch (error) {
    return { cost, error }
  } finally {
    clearInterval(sampling)
    await parser.close()
  }
}
