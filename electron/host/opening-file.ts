import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Writes a small page that leads to `url`, readable by this user only, and returns its path. The address holds the token:
 * given to a browser as an argument, every user of the machine could read it in the list of processes.
 */
export async function writeOpeningFile(folder: string, url: string): Promise<string> {
  const file = join(folder, 'open.html')
  const target = new URL(url).href
  await writeFile(file, `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=${target}">\n`, {
    mode: 0o600,
    flag: 'wx',
  })
  return file
}
