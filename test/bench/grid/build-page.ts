/** Builds the page of the grids into a folder of its own and serves it to this machine only. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join, normalize } from 'node:path'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import { libraryFolder, loadPack, readPackFiles } from '../../../electron/engine/packs/load-pack.ts'
import { sourcePacksFolder } from '../../../electron/engine/packs/packs.ts'
import { packData } from '../../../shared/forms/pack.ts'

const kinds: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css' }

export interface ServedPage {
  /** Ends with a slash. */
  readonly address: string
  close(): Promise<void>
}

/** @param packId pack whose form the page shows */
export async function serveGridPage(packId: string): Promise<ServedPage> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-grid-'))
  await build({
    root: join(import.meta.dirname, 'page'),
    configFile: false,
    logLevel: 'warn',
    base: './',
    plugins: [react()],
    build: { outDir: folder, emptyOutDir: true, target: 'chrome150', chunkSizeWarningLimit: 20_000, modulePreload: { polyfill: false } },
  })
  const packs = sourcePacksFolder()
  const loaded = loadPack(packId, readPackFiles(join(packs, packId)), readPackFiles(join(packs, libraryFolder)))
  if (!loaded.ok) throw new Error(`${packId} could not be loaded`)
  writeFileSync(join(folder, 'pack.json'), JSON.stringify(packData(loaded.value.pack)))
  const server = createServer((request, response) => {
    const asked = normalize(new URL(request.url ?? '/', 'http://127.0.0.1').pathname)
    const path = asked === '/' ? '/index.html' : asked
    try {
      const bytes = readFileSync(join(folder, path))
      response.writeHead(200, { 'Content-Type': kinds[extname(path)] ?? 'application/json' }).end(bytes)
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, // it listens on a port
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
