import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type RunningServer, serve } from './running-server.ts'

/** rclone as a WebDAV server, its listing cache as it comes: five minutes. `test` / `geheim` */
export const startRclone = (): Promise<RunningServer> =>
  serve('rclone', ({ port, folder }) => {
    mkdirSync(join(folder, 'dav'))
    const args = [
      'serve',
      'webdav',
      folder,
      '--addr',
      `127.0.0.1:${port}`,
      '--user',
      'test',
      '--pass',
      'geheim',
      '--config',
      join(folder, 'none'),
    ]
    return { command: 'rclone', args, env: { HOME: folder } }
  })
