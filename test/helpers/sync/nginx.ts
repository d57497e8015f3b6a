import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openToServer } from './apache.ts'
import { type RunningServer, serve } from './running-server.ts'

/** nginx with dav-ext; `test` / `geheim` */
export const startNginx = (): Promise<RunningServer> =>
  serve('nginx', ({ port, folder }) => {
    const at = (name: string): string => join(folder, name)
    mkdirSync(at('dav'))
    mkdirSync(at('body'))
    writeFileSync(at('passwords'), 'test:{SHA}kGByAB793z4R5tK1eC9Hd/4Dhzk=\n')
    const lines = [
      'load_module /usr/lib/nginx/modules/ngx_http_dav_ext_module.so;',
      ...(process.getuid?.() === 0 ? ['user www-data;'] : []),
      'daemon off;',
      'worker_processes 1;',
      `pid ${at('pid')};`,
      `error_log ${at('errors')};`,
      'events { worker_connections 256; }',
      'http {',
      '  access_log off;',
      `  client_body_temp_path ${at('body')};`,
      ...['proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `  ${kind}_temp_path ${at('body')}/${kind};`),
      '  client_max_body_size 300m;',
      '  keepalive_requests 1000000;',
      '  dav_ext_lock_zone zone=locks:1m;',
      '  server {',
      `    listen 127.0.0.1:${port};`,
      `    location /dav/ { root ${folder}; dav_methods PUT DELETE MKCOL COPY MOVE; dav_ext_methods PROPFIND OPTIONS LOCK UNLOCK;`,
      `      create_full_put_path on; auth_basic tanbao; auth_basic_user_file ${at('passwords')}; }`,
      '  }',
      '}',
    ]
    writeFileSync(at('nginx.conf'), `${lines.join('\n')}\n`)
    return openToServer(folder, { command: 'nginx', args: ['-c', at('nginx.conf'), '-e', at('errors')] })
  })
