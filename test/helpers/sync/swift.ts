import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AwsClient } from 'aws4fetch'
import { freePort, newFolder, type Program, startProgram, until } from './running-server.ts'

export interface S3Server {
  readonly endpoint: string
  readonly region: string
  readonly accessKey: string
  readonly secret: string
  readonly bucket: string
  stop(): Promise<void>
}

const kinds = ['account', 'container', 'object'] as const
const settings = (sections: Readonly<Record<string, Readonly<Record<string, string>>>>): string =>
  Object.entries(sections)
    .map(
      ([name, values]) =>
        `[${name}]\n${Object.entries(values)
          .map(([key, value]) => `${key} = ${value}`)
          .join('\n')}\n`,
    )
    .join('\n')

/** OpenStack Swift with its S3 middleware: one proxy, one server of each kind, one copy of everything. */
export async function startSwift(): Promise<S3Server> {
  const folder = newFolder('swift')
  const at = (...names: string[]): string => join(folder, ...names)
  const user = spawnSync('id', ['-un'], { encoding: 'utf8' }).stdout.trim()
  const common = { bind_ip: '127.0.0.1', user, swift_dir: folder, log_level: 'ERROR', workers: '0' }
  mkdirSync(at('srv', 'one'), { recursive: true })
  mkdirSync(at('cache'))
  writeFileSync(
    at('swift.conf'),
    settings({ 'swift-hash': { swift_hash_path_suffix: 'tanbao' }, 'storage-policy:0': { name: 'one', default: 'yes' } }),
  )
  const memcachePort = await freePort()
  writeFileSync(at('memcache.conf'), settings({ memcache: { memcache_servers: `127.0.0.1:${memcachePort}` } }))
  const programs: Program[] = [startProgram('memcached', ['-l', '127.0.0.1', '-p', String(memcachePort), '-u', user])]
  for (const kind of kinds) {
    const port = await freePort()
    const ring = at(`${kind}.builder`)
    for (const order of [['create', '6', '1', '0'], ['add', `r1z1-127.0.0.1:${port}/one`, '1'], ['rebalance']])
      spawnSync('/usr/bin/swift-ring-builder', [ring, ...order])
    const sections = {
      DEFAULT: { ...common, bind_port: String(port), devices: at('srv'), mount_check: 'false', recon_cache_path: at('cache') },
      'pipeline:main': { pipeline: `${kind}-server` },
      [`app:${kind}-server`]: { use: `egg:swift#${kind}` },
      // The background workers read their sections though they are not run here.
      [`${kind}-replicator`]: {},
    }
    writeFileSync(at(`${kind}.conf`), settings(sections))
    programs.push(startProgram(`swift-${kind}-server`, [at(`${kind}.conf`)]))
  }
  const port = await freePort()
  const proxy = {
    DEFAULT: { ...common, bind_port: String(port) },
    'pipeline:main': { pipeline: 'catch_errors cache s3api tempauth proxy-server' },
    'filter:catch_errors': { use: 'egg:swift#catch_errors' },
    'filter:cache': { use: 'egg:swift#memcache', memcache_servers: `127.0.0.1:${memcachePort}` },
    'filter:s3api': { use: 'egg:swift#s3api', location: 'us-east-1' },
    'filter:tempauth': { use: 'egg:swift#tempauth', user_test_clerk: 'geheim .admin' },
    'app:proxy-server': { use: 'egg:swift#proxy', account_autocreate: 'true', allow_account_management: 'true' },
  }
  writeFileSync(at('proxy.conf'), settings(proxy))
  const main = startProgram('swift-proxy-server', [at('proxy.conf')])
  programs.push(main)
  const endpoint = `http://127.0.0.1:${port}`
  const server = { endpoint, region: 'us-east-1', accessKey: 'test:clerk', secret: 'geheim', bucket: 'inbox' }
  const client = new AwsClient({
    accessKeyId: server.accessKey,
    secretAccessKey: server.secret,
    service: 's3',
    region: server.region,
    retries: 0,
  })
  const stop = async (): Promise<void> => {
    for (const program of programs) await program.end()
    rmSync(folder, { recursive: true, force: true })
  }
  let answer = ''
  try {
    await until('a file is stored', async () => {
      const made = await client.fetch(`${endpoint}/${server.bucket}`, { method: 'PUT' }).catch(() => undefined)
      answer = made === undefined ? '' : `${made.status} ${await made.text()}`
      // The servers behind the proxy start in their own time.
      const stored = await client.fetch(`${endpoint}/${server.bucket}/started`, { method: 'PUT', body: 'x' }).catch(() => undefined)
      return made !== undefined && stored?.ok === true
    })
  } catch (error) {
    await stop()
    throw new Error(`${String(error)} ${answer} ${main.said()}`)
  }
  return { ...server, stop }
}
