/** Which folder each kind of dialog was last used in: Electron's dialogs no longer remember it themselves. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { writeFileAtomically } from '../adapters/files.ts'

export interface LastFolders {
  get(action: string): string | undefined
  remember(action: string, chosenFile: string): Promise<void>
}

/** Keeps the folders in the small JSON file `path`; a damaged file only means that nothing is remembered. */
export function openLastFolders(path: string): LastFolders {
  const folders = new Map(Object.entries(read(path)))
  return {
    get: (action) => {
      const folder = folders.get(action)
      return folder !== undefined && existsSync(folder) ? folder : undefined
    },
    remember: async (action, chosenFile) => {
      folders.set(action, dirname(chosenFile))
      const text = new TextEncoder().encode(JSON.stringify(Object.fromEntries(folders)))
      // A profile that cannot be written costs the memory of a folder; it must not cost the person the file.
      await writeFileAtomically(path, text).catch(() => {})
    },
  }
}

function read(path: string): Record<string, string> {
  try {
    const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (typeof parsed !== 'object' || parsed === null) return {}
    return Object.fromEntries(Object.entries(parsed).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
  } catch {
    return {}
  }
}
