import { fork as forkNode } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { join } from 'node:path'
import type * as E from 'electron'
import { harnessApp } from './app.ts'
import { type Part, strict, unemulated } from './strict.ts'

/** A child of plain Node that finds `process.parentPort` as a utility process does. */
class HarnessUtility extends EventEmitter implements Part<E.UtilityProcess> {
  readonly #child
  constructor(path: string, args: readonly string[], { execArgv = [], env }: E.ForkOptions) {
    super()
    this.#child = forkNode(join(import.meta.dirname, 'utility-boot.ts'), [path, ...args], {
      execArgv,
      ...(env ? { env: env as NodeJS.ProcessEnv } : {}), // both are plain texts by name
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    this.#child.on('spawn', () => this.emit('spawn'))
    this.#child.on('message', (message) => this.emit('message', message))
    this.#child.on('exit', (code) => this.emit('exit', code ?? 1))
  }
  get pid(): number | undefined {
    return this.#child.exitCode === null && this.#child.signalCode === null ? this.#child.pid : undefined
  }
  postMessage(message: unknown): void {
    if (this.#child.connected) this.#child.send(message as object) // structured data, as the app sends it
  }
  kill(): boolean {
    return this.#child.kill()
  }
}

export const utilityProcess = strict('utilityProcess', {
  fork(path: string, args: readonly string[] = [], options: E.ForkOptions = {}) {
    harnessApp.mustBeLate('fork a utility process')
    if (options.cwd !== undefined) unemulated('utilityProcess.fork with cwd')
    return strict('UtilityProcess', new HarnessUtility(path, args, options))
  },
})
