/** One instance for a profile folder: a file holds its process id, another tells it of later starts. */
import { readFileSync, rmSync, watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

export function takeInstanceLock(profile: string, onSecond: () => void): boolean {
  const lock = join(profile, 'harness-lock')
  const knock = join(profile, 'harness-knock')
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
  } catch {
    const holder = Number(readFileSync(lock, 'utf8'))
    if (holder !== process.pid && isRunning(holder)) {
      writeFileSync(knock, String(process.pid))
      return false
    }
    writeFileSync(lock, String(process.pid))
  }
  const watcher = watch(profile, (_kind, name) => {
    if (name === 'harness-knock') onSecond()
  })
  watcher.unref()
  process.once('exit', () => rmSync(lock, { force: true }))
  return true
}
