import { type BrowserWindow, type IpcMainInvokeEvent, ipcMain } from 'electron'
import { fileKinds } from '../../shared/contract/bridge.ts'
import type { EngineEvent, Send } from '../../shared/contract/index.ts'
import { channels } from '../preload/channels.ts'
import type { FileDialogs } from './dialogs.ts'
import { isOwnFrame } from './origin.ts'

/** Registers a channel that only our own top frame may use. Every channel goes through here. */
function answer(channel: string, handler: (...input: readonly unknown[]) => unknown): void {
  ipcMain.handle(channel, (event: IpcMainInvokeEvent, ...input: unknown[]) => {
    if (!isOwnFrame(event.senderFrame)) throw new Error('refused: this page may not call')
    return handler(...input)
  })
}

/** The page's whole way in: the contract, and native file dialogs. Inputs are checked here or by the dispatcher. */
export function answerPage(send: Send, dialogs: FileDialogs): void {
  answer(channels.call, (method, input) => send(typeof method === 'string' ? method : '', input))
  answer(channels.open, (kind) => {
    const known = fileKinds.find((one) => one === kind)
    if (known === undefined) throw new Error('refused: unknown kind of file')
    return dialogs.open(known)
  })
  answer(channels.save, (name, bytes) => {
    if (typeof name !== 'string' || !(bytes instanceof Uint8Array)) throw new Error('refused: not a file')
    return dialogs.save(name, bytes)
  })
  answer(channels.pdf, (name) => {
    if (typeof name !== 'string') throw new Error('refused: not a name')
    return dialogs.pdf(name)
  })
  answer(channels.reveal, () => dialogs.reveal())
}

/** The page's only way to hear of something it did not ask for. */
export function tellPage(window: BrowserWindow, event: EngineEvent): void {
  if (!window.isDestroyed()) window.webContents.send(channels.event, event)
}
