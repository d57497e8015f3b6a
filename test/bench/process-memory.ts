/** Memory and processor time of this process and of those it starts, where the system tells (/proc). */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'

const statusMb = (process: string, key: 'VmHWM' | 'VmRSS'): number =>
  Number(new RegExp(`${key}:\\s+(\\d+)`).exec(readFileSync(`/proc/${process}/status`, 'utf8'))?.[1] ?? 0) / 1024

const ticksPerSecond = 100

/** Processor time of a process so far, in milliseconds. */
const cpuOf = (process: string): number => {
  // The name in the second field may hold blanks.
  const fields = readFileSync(`/proc/${process}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerSecond
}

/** Highest resident size of the processes that this one started, and their processor time all together. */
export function watchChildren(): { peakMb(): number; cpuMs(): number; stop(): void } {
  let peak = 0
  const cpu = new Map<string, number>()
  const look = (): void => {
    try {
      for (const task of readdirSync('/proc/self/task')) {
        for (const child of readFileSync(`/proc/self/task/${task}/children`, 'utf8').trim().split(' '))
          if (child !== '') {
            peak = Math.max(peak, statusMb(child, 'VmHWM'))
            cpu.set(child, cpuOf(child))
          }
      }
    } catch {
      // A process ended between being listed and being read, or the system has no /proc.
    }
  }
  const timer = setInterval(look, 50)
  return { peakMb: () => peak, cpuMs: () => [...cpu.values()].reduce((sum, ms) => sum + ms, 0), stop: () => clearInterval(timer) }
}

/** The peak of this process since the last call, where the system lets it be set back; else since its start. */
export function ownPeakMb(): number {
  const peak = process.resourceUsage().maxRSS / 1024
  try {
    const high = statusMb('self', 'VmHWM')
    writeFileSync('/proc/self/clear_refs', '5')
    return high
  } catch {
    return peak
  }
}
