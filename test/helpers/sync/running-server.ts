/** Servers from the machine's packages, started by a test on a loopback port with a configuration and a folder of their own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

export interface RunningServer {
  readonly port: number
  /** What it keeps lies below. */
  readonly folder: string
  /** Ends it as a power cut would, and starts it again on the same port and folder. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** A port nobody listens on at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** A folder of its own, below it nothing. */
export const newFolder = (name: string): string => mkdtempSync(join(tmpdir(), `${name}-`))

const canConnect = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })

/** Waits until a condition holds; a program that will not start must not hang the tests. */
export async function until(what: string, holds: () => Promise<boolean> | boolean): Promise<void> {
  for (let look = 0; look < 600; look += 1) {
    if (await holds()) return
    await setTimeout(50)
  }
  throw new Error(`never happened: ${what}`)
}

/** A program that stays in the foreground as the leader of a group of its own, so that its children end with it. */
export interface Program {
  end(): Promise<void>
}
export function startProgram(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Program & { readonly said: () => string } {
  let said = ''
  const child: ChildProcess = spawn(command, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } })
  const hear = (chunk: Buffer): void => {
    said = (said + chunk.toString()).slice(-4000)
  }
  child.stdout?.on('data', hear)
  child.stderr?.on('data', hear)
  const ended = once(child, 'close').catch(() => undefined)
  const kill = (): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    } catch {
      // It has ended by itself.
    }
  }
  process.once('exit', kill)
  return {
    said: () => said,
    async end() {
      kill()
      process.off('exit', kill)
      await ended
    },
  }
}

/** A server made of one program. `start` is called anew after each restart. */
export async function serve(
  name: string,
  begin: (place: { readonly port: number; readonly folder: string }) => {
    readonly command: string
    readonly args: readonly string[]
    readonly env?: NodeJS.ProcessEnv
  },
): Promise<RunningServer> {
  const folder = newFolder(name)
  const port = await freePort()
  const { command, args, env } = begin({ port, folder })
  let program = startProgram(command, args, env)
  const ready = async (): Promise<void> => {
    await until(`${name} listens: ${program.said()}`, () => canConnect(port)).catch((error: unknown) => {
      throw new Error(`${String(error)} ${program.said()}`)
    })
  }
  await ready()
  return {
    port,
    folder,
    async restart() {
      await program.end()
      program = startProgram(command, args, env)
      await ready()
    },
    async stop() {
      await program.end()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
