/** The four ways to the engine, each made of the very parts the program uses; only Electron's two modules are stand-ins. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserWindow, IpcMainInvokeEvent } from 'electron'
import { vi } from 'vitest'
import { startEngineThread } from '../../electron/engine/thread.ts'
import type { SendEncoded } from '../../electron/engine/thread-protocol.ts'
import { startLoopback } from '../../electron/host/loopback.ts'
import { answerPage, tellPage } from '../../electron/shell/ipc.ts'
import { browserPlatform } from '../../renderer/platform/browser.ts'
import { type DesktopBridge, desktopPlatform } from '../../renderer/platform/desktop.ts'
import { type Call, createCall, type EngineEvent, type Send, type Subscribe } from '../../shared/contract/index.ts'
import { makeRendererFolder } from '../helpers/renderer-folder.ts'
import { openTestEngine, packsDir } from '../helpers/test-engine.ts'
import { contextBridge, ipcRenderer, record } from '../security/fake-electron.ts'

export interface Transport {
  readonly call: Call
  /** Any method, any input, as an attacker or a page of another version would. */
  readonly callAny: (method: string, input: unknown) => Promise<unknown>
  readonly onEvent: Subscribe
  readonly dataDir: string
  close(): Promise<void>
}
/** What lies behind a transport: the engine, or something that answers in its place. */
export interface Backend {
  readonly send: Send
  /** As the host asks a real thread. */
  readonly sendEncoded?: () => SendEncoded
  readonly onEvent: Subscribe
  readonly dataDir: string
  close(): Promise<void>
}

export async function threadBackend(): Promise<Backend> {
  const dataDir = join(mkdtempSync(join(tmpdir(), 'contract-')), 'data')
  const thread = await startEngineThread({ dataDir, packsDir, create: true })
  return { ...thread, dataDir }
}
async function engineBackend(): Promise<Backend> {
  const dataDir = join(mkdtempSync(join(tmpdir(), 'contract-')), 'data')
  const engine = openTestEngine({ now: new Date().toISOString(), dataDir })
  return { send: engine.send, onEvent: engine.subscribe, dataDir, close: engine.close }
}

const transport = (backend: Backend, call: Call, onEvent: Subscribe, close: () => Promise<void>): Transport => ({
  call,
  callAny: call as Transport['callAny'], // the client checks nothing, so anything can be sent through it
  onEvent,
  dataDir: backend.dataDir,
  close: async () => {
    await close()
    await backend.close()
  },
})

const direct = async (backend: Backend): Promise<Transport> => transport(backend, createCall(backend.send), backend.onEvent, async () => {})

/** Everything that crosses between the processes of Electron is cloned, once on each side. */
async function overIpc(backend: Backend): Promise<Transport> {
  const frame = { senderFrame: { url: 'app://tanbao/', parent: null } } as unknown as IpcMainInvokeEvent // the shell reads nothing else of it
  const nothing = (): never => {
    throw new Error('no dialog here')
  }
  const before = new Map(record.ipcHandlers)
  record.ipcHandlers.clear()
  answerPage(backend.send, { open: nothing, save: nothing, pdf: nothing, reveal: nothing })
  vi.spyOn(ipcRenderer, 'invoke').mockImplementation(async (channel, ...input) => {
    const handler = record.ipcHandlers.get(channel)
    return structuredClone(await handler?.(frame, ...structuredClone(input)))
  })
  const window = {
    isDestroyed: () => false,
    webContents: { send: (channel: string, event: EngineEvent) => record.rendererEvents.emit(channel, {}, structuredClone(event)) },
  } as unknown as BrowserWindow // the shell uses nothing else of it
  const stop = backend.onEvent((event) => tellPage(window, event))
  let exposed: DesktopBridge | undefined
  vi.spyOn(contextBridge, 'exposeInMainWorld').mockImplementation((_name, api) => {
    exposed = api as DesktopBridge // the preload exposes its one typed object
  })
  vi.resetModules()
  await import('../../electron/preload/preload.ts')
  if (exposed === undefined) throw new Error('the preload exposed nothing')
  const platform = desktopPlatform(exposed)
  return transport(backend, platform.call, platform.onEvent, async () => {
    stop()
    // The stand-in knows one window only: the one opened before speaks to its own engine again.
    record.ipcHandlers.clear()
    for (const [channel, handler] of before) record.ipcHandlers.set(channel, handler)
  })
}

const plainFetch = globalThis.fetch
/** The page's own client; only the address, which a page knows by itself, is put in front. */
async function overHttp(backend: Backend): Promise<Transport> {
  const send = backend.sendEncoded?.() ?? backend.send
  const host = await startLoopback({ send, subscribe: backend.onEvent, rendererDir: makeRendererFolder(), port: 0 })
  const before = globalThis.fetch
  const heads = { Origin: host.origin, 'Sec-Fetch-Site': 'same-origin' }
  vi.stubGlobal('fetch', (path: string, init: RequestInit) =>
    plainFetch(new URL(path, host.origin), { ...init, headers: { ...heads, ...Object.fromEntries(new Headers(init.headers)) } }),
  )
  const platform = browserPlatform(host.token)
  return transport(backend, platform.call, platform.onEvent, async () => {
    vi.stubGlobal('fetch', before)
    await host.close()
  })
}

const wires = { 'in process': direct, 'worker thread': direct, 'Electron IPC': overIpc, 'loopback HTTP': overHttp } as const
export type TransportName = keyof typeof wires
export const transportNames = Object.keys(wires) as TransportName[] // keys of the table above

/** Opens a transport, on a real engine unless another backend is given. */
export async function openTransport(name: TransportName, backend?: Backend): Promise<Transport> {
  return wires[name](backend ?? (await (name === 'in process' ? engineBackend() : threadBackend())))
}
