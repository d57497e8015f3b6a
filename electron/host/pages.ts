import { randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { contentSecurityPolicy, NONCE_PLACEHOLDER } from '../adapters/csp.ts'

const types: ReadonlyMap<string, string> = new Map([
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.ico', 'image/x-icon'],
  ['.woff2', 'font/woff2'],
])

export interface PageFile {
  readonly type: string
  readonly policy: string
  readonly bytes: Uint8Array
}
export interface Pages {
  /** The file behind the path of an address, or undefined. */
  read(path: string): Promise<PageFile | undefined>
}

/** Walked folder by folder: inside an installed program's archive Electron's own recursive listing takes folders for files. */
async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const found = await Promise.all(
    entries.map((entry) => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? filesBelow(path) : entry.isFile() ? [path] : []
    }),
  )
  return found.flat()
}

/**
 * The built pages under `rendererDir`. The folder is listed once: a path of an address is looked up, never joined to a
 * folder, so nothing outside can be named. Links and unknown kinds of files are left out.
 */
export async function openPages(rendererDir: string): Promise<Pages> {
  const files = new Map<string, { readonly file: string; readonly type: string }>()
  for (const file of await filesBelow(rendererDir)) {
    const type = types.get(extname(file))
    if (type !== undefined) files.set(`/${relative(rendererDir, file).split(sep).join('/')}`, { file, type })
  }
  const start = join(rendererDir, 'index.html')
  return {
    async read(path) {
      const nonce = randomBytes(16).toString('base64')
      const policy = contentSecurityPolicy(nonce)
      if (path === '/') {
        const page = (await readFile(start, 'utf8')).replaceAll(NONCE_PLACEHOLDER, nonce)
        return { type: 'text/html; charset=utf-8', policy, bytes: Buffer.from(page) }
      }
      const known = files.get(path)
      return known && { type: known.type, policy, bytes: await readFile(known.file) }
    },
  }
}
