import { EventEmitter } from 'node:events'
import type * as E from 'electron'
import { type Part, strict } from './strict.ts'

type Listener = (event: E.IpcMainInvokeEvent, ...input: unknown[]) => unknown

class HarnessIpcMain extends EventEmitter implements Part<E.IpcMain> {
  readonly #handlers = new Map<string, Listener>()
  handle(channel: string, listener: Listener): void {
    if (this.#handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    this.#handlers.set(channel, listener)
  }
  removeHandler(channel: string): void {
    this.#handlers.delete(channel)
  }
  answer(channel: string, event: E.IpcMainInvokeEvent, input: readonly unknown[]): unknown {
    const handler = this.#handlers.get(channel)
    if (!handler) throw new Error(`No handler registered for '${channel}'`)
    return handler(event, ...input)
  }
}
export const harnessIpc = new HarnessIpcMain()
export const ipcMain = strict('ipcMain', harnessIpc)
