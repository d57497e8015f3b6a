/** Each kind of server as the suite of targets wants it. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { RunningServer } from './running-server.ts'
import { newFolder } from './running-server.ts'
import type { SuiteServer } from './target-suite.ts'

const now = (): number => Date.now()

export async function folderSuite(): Promise<SuiteServer> {
  const folder = newFolder('target')
  return {
    access: { target: { kind: 'folder' }, folder, secret: '', now },
    stranger: { access: { target: { kind: 'folder' }, folder: join(folder, 'stick'), secret: '', now }, trouble: 'unreachable' },
    stop: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

export async function webdavSuite(start: () => Promise<RunningServer>): Promise<SuiteServer> {
  const server = await start()
  const target = { kind: 'webdav', url: `http://127.0.0.1:${server.port}/dav/`, user: 'test' } as const
  return {
    access: { target, folder: undefined, secret: 'geheim', now },
    stranger: { access: { target, folder: undefined, secret: 'falsch', now }, trouble: 'credentials' },
    stop: () => server.stop(),
  }
}
