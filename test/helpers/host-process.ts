/** The host in a process of its own, as a person starts it: it can be killed, and it can stand on a small disk. */
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { type Call, createCall } from '../../shared/contract/index.ts'
import { sendTo } from './send-to.ts'

const main = join(import.meta.dirname, '..', '..', 'electron', 'cli', 'main.ts')

export interface HostProcess {
  readonly url: string
  readonly call: Call
  /** Ends it in the middle of whatever it does. */
  kill(): Promise<void>
  /** Fills its disk to the last byte, or makes room again. */
  fillDisk(): void
  freeDisk(): void
}

/** @param options.diskMb the folder is a disk of this size, which goes when the process goes */
export async function startHostProcess(folder: string, options: { readonly diskMb?: number } = {}): Promise<HostProcess> {
  const serve = [process.execPath, main, 'serve', '--data', join(folder, 'data'), '--json']
  const [command = '', ...argv] =
    options.diskMb === undefined
      ? serve
      : ['unshare', '-rm', 'sh', '-c', `mount -t tmpfs -o size=${options.diskMb}m none "$0" && exec "$@"`, folder, ...serve]
  const child = spawn(command, argv, { stdio: ['ignore', 'pipe', 'pipe'] })
  const url = new URL(await addressOf(child))
  const { origin } = url
  const token = url.hash.replace('#token=', '')
  // The disk is mounted for the child alone, and seen through it.
  const filler = `/proc/${child.pid}/root${join(folder, 'full.bin')}`
  return {
    url: url.href,
    call: createCall((method, input) => sendTo({ origin, token }, method, input)),
    kill: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) {
          resolve()
          return
        }
        child.once('exit', () => resolve())
        child.kill('SIGKILL')
      }),
    fillDisk() {
      const file = openSync(filler, 'w')
      try {
        for (let size = 1 << 20; size >= 1; size >>= 1) writeUntilFull(file, size)
      } finally {
        closeSync(file)
      }
    },
    freeDisk: () => rmSync(filler),
  }
}

function writeUntilFull(file: number, size: number): void {
  const block = Buffer.alloc(size, 'x')
  try {
    for (;;) writeSync(file, block)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
  }
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = ''
    let complaint = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      complaint += text
    })
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      heard += text
      const url = /"url":\s*"([^"]+)"/.exec(heard)?.[1]
      if (url !== undefined) resolve(url)
    })
    child.once('error', reject)
    child.once('exit', () => reject(new Error(`the host did not start: ${complaint}`)))
  })
}
