import { appendFileSync, existsSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Clock, Log } from '../engine/ports.ts'

const mostBytes = 1024 * 1024

/** One JSON object a line in one file, which is put aside as `.old` when it grows past 1 MB. */
export function fileLog(path: string, clock: Clock): Log {
  const write = (line: Readonly<Record<string, unknown>>): void => {
    // A log never makes the data folder, and never is the reason why something fails.
    if (!existsSync(dirname(path))) return
    try {
      if (existsSync(path) && statSync(path).size > mostBytes) renameSync(path, `${path}.old`)
      appendFileSync(path, `${JSON.stringify({ at: clock.now().toISOString(), ...line })}\n`)
    } catch {
      // A full or read-only disk: the person is told about it by the call that failed.
    }
  }
  return {
    info: (message, details = {}) => write({ level: 'info', message, ...details }),
    error: (message, cause) => write({ level: 'error', message, cause: describe(cause) }),
  }
}

function describe(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  const inner = cause.cause === undefined ? '' : ` <- ${describe(cause.cause)}`
  return `${cause.stack ?? cause.message}${inner}`
}
