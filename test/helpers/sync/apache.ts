import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type RunningServer, serve } from './running-server.ts'

/** Apache with mod_dav; every path below `/dav/` asks for the password. `test` / `geheim` */
export const startApache = (): Promise<RunningServer> =>
  serve('apache', ({ port, folder }) => {
    const at = (name: string): string => join(folder, name)
    mkdirSync(at('dav'))
    // The SHA-1 of the word, as htpasswd -s writes it.
    writeFileSync(at('passwords'), 'test:{SHA}kGByAB793z4R5tK1eC9Hd/4Dhzk=\n')
    const modules = ['mpm_event', 'authn_core', 'authn_file', 'authz_core', 'authz_user', 'auth_basic', 'dav', 'dav_fs', 'dav_lock']
    const load = modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`)
    const isRoot = process.getuid?.() === 0
    const lines = [
      ...load,
      `ServerRoot "${folder}"`,
      `Listen 127.0.0.1:${port}`,
      'ServerName localhost',
      `PidFile "${at('pid')}"`,
      `ErrorLog "${at('errors')}"`,
      `DefaultRuntimeDir "${folder}"`,
      `Mutex file:${folder} default`,
      `DavLockDB "${at('locks')}"`,
      'StartServers 1',
      'ThreadsPerChild 16',
      'MaxRequestWorkers 16',
      'KeepAliveTimeout 60',
      'MaxKeepAliveRequests 0',
      `DocumentRoot "${folder}"`,
      ...(isRoot ? ['User www-data', 'Group www-data'] : []),
      `<Location /dav>`,
      '  Dav On',
      '  AuthType Basic',
      '  AuthName tanbao',
      `  AuthUserFile "${at('passwords')}"`,
      '  Require valid-user',
      '</Location>',
    ]
    writeFileSync(at('apache.conf'), `${lines.join('\n')}\n`)
    return openToServer(folder, { command: 'apache2', args: ['-DFOREGROUND', '-f', at('apache.conf')] })
  })

/** As root the servers change into a user of their own, who must get at the folder. */
export function openToServer<T>(folder: string, start: T): T {
  if (process.getuid?.() === 0) {
    const { chmodSync, readdirSync } = process.getBuiltinModule('node:fs')
    chmodSync(folder, 0o777)
    for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o777)
  }
  return start
}
