/** Whether what was built is newer than everything it was built from. */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** The newest change below the paths, in ms since 1970; 0 when none of them is there. */
export function newestChange(paths: readonly string[]): number {
  let newest = 0
  for (const path of paths) {
    const info = statSync(path, { throwIfNoEntry: false })
    if (!info) continue
    newest = Math.max(newest, info.mtimeMs)
    if (!info.isDirectory()) continue
    for (const entry of readdirSync(path, { recursive: true, encoding: 'utf8' }))
      newest = Math.max(newest, statSync(join(path, entry), { throwIfNoEntry: false })?.mtimeMs ?? 0)
  }
  return newest
}

export function isFresh(built: readonly string[], sources: readonly string[]): boolean {
  const times = built.map((path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0)
  return Math.min(...times) > newestChange(sources)
}
