import { chmodSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { openFiles } from '../../../electron/engine/sync/open-files.ts'
import type { FaultyPlace } from './fault-run.ts'
import { faultyFiles } from './faulty-files.ts'
import { faultyHttp } from './faulty-http.ts'
import { newFolder, type RunningServer, until } from './running-server.ts'

export interface OpenPlace extends FaultyPlace {
  stop(): Promise<void>
}
/** Patience is short here: everything is on this machine. */
const limits = { idleMs: 10_000, slowestBytesPerSecond: 1_000_000 }

export async function faultyFolder(): Promise<OpenPlace> {
  const root = newFolder('faulty')
  return {
    root,
    runs: new Map(),
    make: async (name) => mkdirSync(join(root, name)),
    open(name, run, now) {
      const folder = join(root, name)
      return faultyFiles(openFiles({ target: { kind: 'folder' }, folder, secret: '', now, limits }), folder, run)
    },
    stop: async () => rmSync(root, { recursive: true, force: true }),
  }
}

/** @param asks whether new folders are asked of the server: some do not see for minutes what others put on its disk */
export async function faultyWebdav(start: () => Promise<RunningServer>, asks = false): Promise<OpenPlace> {
  const server = await start()
  const runs: FaultyPlace['runs'] = new Map()
  const proxy = await faultyHttp(server, runs)
  return {
    root: join(server.folder, 'dav'),
    runs,
    async make(name) {
      const folder = join(server.folder, 'dav', name)
      if (!asks) {
        mkdirSync(folder)
        // The server runs as a user of its own.
        chmodSync(folder, 0o777)
        return
      }
      const authorization = `Basic ${Buffer.from('test:geheim').toString('base64')}`
      const url = `http://127.0.0.1:${server.port}/dav/${name}`
      // Another run may have killed the server a moment ago.
      await until('a folder is made', () =>
        fetch(url, { method: 'MKCOL', headers: { authorization } }).then(
          ({ ok, status }) => ok || status === 405,
          () => false,
        ),
      )
    },
    open: (name, _run, now) =>
      openFiles({
        target: { kind: 'webdav', url: `http://127.0.0.1:${proxy.port}/dav/${name}/`, user: 'test' },
        folder: undefined,
        secret: 'geheim',
        now,
        limits,
      }),
    async stop() {
      await proxy.stop()
      await server.stop()
    },
  }
}
