/** A PostgreSQL server of its own for a test file: on loopback, in a temporary folder, gone at the end. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { findPostgres } from '../tools/machine.ts'

const isRoot = process.getuid?.() === 0
/** The server refuses to run as root: there it runs as the user that its Debian package made. */
const asOwner = (program: string, args: readonly string[]): [string, string[]] =>
  isRoot ? ['runuser', ['-u', 'postgres', '--', program, ...args]] : [program, [...args]]

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

export interface PostgresServer {
  /** A new empty database of its own; the address of it. */
  newDatabase(): Promise<string>
  /** Ends the server as a power cut would. */
  kill(): Promise<void>
  start(): Promise<void>
  close(): Promise<void>
}

export async function startPostgres(): Promise<PostgresServer> {
  const bin = findPostgres()
  if (bin === undefined) throw new Error('no PostgreSQL server is installed')
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'))
  chmodSync(folder, 0o755)
  if (isRoot) {
    const id = (flag: string) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout)
    chownSync(folder, id('-u'), id('-g'))
  }
  const data = join(folder, 'data')
  const [initdb, initdbArgs] = asOwner(join(bin, 'initdb'), ['-D', data, '-U', 'tanbao', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N'])
  const made = spawnSync(initdb, initdbArgs, { encoding: 'utf8', cwd: folder })
  if (made.status !== 0) throw new Error(`${made.stdout}${made.stderr}`)
  const port = await freePort()
  const url = (database: string) => `postgres://tanbao@127.0.0.1:${port}/${database}`
  let server: ChildProcess | undefined
  let databases = 0

  const start = async (): Promise<void> => {
    const args = ['-D', data, '-p', String(port), '-k', folder, '-c', 'listen_addresses=127.0.0.1']
    const [program, programArgs] = asOwner(join(bin, 'postgres'), args)
    server = spawn(program, programArgs, { stdio: 'ignore', cwd: folder })
    for (;;) {
      const client = new pg.Client({ connectionString: url('postgres') })
      try {
        await client.connect()
        await client.end()
        return
      } catch (error) {
        if (server.exitCode !== null) throw error
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    }
  }
  /** @param signal SIGQUIT ends the server at once, without writing anything out; SIGINT in good order */
  const stop = async (signal: 'SIGQUIT' | 'SIGINT'): Promise<void> => {
    const running = server
    if (running === undefined) return
    server = undefined
    const ended = new Promise((resolve) => running.once('exit', resolve))
    // What was started may be a program that only changes the user; the server itself writes down its number.
    process.kill(Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]), signal)
    await ended
  }
  await start()
  return {
    async newDatabase() {
      const name = `test${++databases}`
      const client = new pg.Client({ connectionString: url('postgres') })
      await client.connect()
      await client.query(`CREATE DATABASE ${name}`)
      await client.end()
      return url(name)
    },
    kill: () => stop('SIGQUIT'),
    start,
    async close() {
      await stop('SIGINT')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
