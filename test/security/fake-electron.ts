/**
 * Stands in for the `electron` module where the shell's own decisions are tested: it records what it is asked and
 * does nothing. `satisfies` ties every member to Electron's own types, so that a changed API breaks the build.
 */
import { EventEmitter } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type * as E from 'electron'

type Methods<T, K extends keyof T> = { readonly [Key in K]: T[Key] }

export class Preventable {
  defaultPrevented = false
  preventDefault(): void {
    this.defaultPrevented = true
  }
}

/** What the shell asked for, for a test to look at and to answer. */
export const record = {
  /** Calls that must come in a certain order. */
  order: [] as string[],
  hasLock: true,
  schemes: [] as E.CustomScheme[],
  schemeHandlers: new Map<string, (request: Request) => Response | Promise<Response>>(),
  ipcHandlers: new Map<string, (event: E.IpcMainInvokeEvent, ...input: unknown[]) => unknown>(),
  permissionRequest: undefined as Parameters<E.Session['setPermissionRequestHandler']>[0] | undefined,
  permissionCheck: undefined as Parameters<E.Session['setPermissionCheckHandler']>[0] | undefined,
  devicePermission: undefined as Parameters<E.Session['setDevicePermissionHandler']>[0] | undefined,
  beforeRequest: undefined as ((details: { url: string }, done: (answer: E.CallbackResponse) => void) => void) | undefined,
  ntlmDomains: undefined as string | undefined,
  windows: [] as FakeWindow[],
  menu: undefined as E.MenuItemConstructorOptions[] | undefined,
  errorBoxes: [] as string[][],
  paths: new Map<string, string>(),
  shown: [] as string[],
  openAnswer: { canceled: true, filePaths: [] } as E.OpenDialogReturnValue,
  openAsked: [] as E.OpenDialogOptions[],
  saveAnswer: { canceled: true, filePath: '' } as E.SaveDialogReturnValue,
  saveAsked: [] as E.SaveDialogOptions[],
  /** The button pressed in a question, by its words. */
  pressed: '',
  exposed: new Map<string, unknown>(),
  invoked: [] as unknown[][],
  rendererEvents: new EventEmitter(),
  zoomFactor: 1,
}

let isReady = false
let announceReady = () => {}
const ready = new Promise<void>((resolve) => {
  announceReady = resolve
})
/** What Electron does once the entry module has been read to its end. */
export function becomeReady(): void {
  isReady = true
  announceReady()
}
function early(what: string): void {
  record.order.push(what)
  if (isReady) throw new Error(`${what} must come before ready`)
}
function late(what: string): void {
  record.order.push(what)
  if (!isReady) throw new Error(`${what} must come after ready`)
}

const appMethods = {
  isPackaged: true,
  requestSingleInstanceLock: () => record.hasLock,
  whenReady: () => ready,
  enableSandbox: () => early('enableSandbox'),
  setPath: (name, path) => {
    early(`setPath ${name}`)
    record.paths.set(name, path)
  },
  getPath: (name) => record.paths.get(name) ?? join(tmpdir(), 'tanbao-fake', name),
  quit: () => void record.order.push('quit'),
  exit: (code) => void record.order.push(`exit ${code}`),
} satisfies Methods<
  E.App,
  'isPackaged' | 'requestSingleInstanceLock' | 'whenReady' | 'enableSandbox' | 'setPath' | 'getPath' | 'quit' | 'exit'
>
export const app: EventEmitter & typeof appMethods = Object.assign(new EventEmitter(), appMethods)

export const protocol = {
  registerSchemesAsPrivileged: (schemes) => {
    early('registerSchemesAsPrivileged')
    record.schemes.push(...schemes)
  },
  handle: (scheme, handler) => {
    late('protocol.handle')
    record.schemeHandlers.set(scheme, handler as (request: Request) => Response | Promise<Response>) // the fake takes Node's own Request
  },
} satisfies Methods<E.Protocol, 'registerSchemesAsPrivileged' | 'handle'>

const sessionMethods = {
  setPermissionRequestHandler: (handler) => {
    record.permissionRequest = handler
  },
  setPermissionCheckHandler: (handler) => {
    record.permissionCheck = handler
  },
  setDevicePermissionHandler: (handler) => {
    record.devicePermission = handler
  },
  allowNTLMCredentialsForDomains: (domains) => {
    record.ntlmDomains = domains
  },
} satisfies Methods<
  E.Session,
  'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler' | 'allowNTLMCredentialsForDomains'
>
const webRequest = {
  onBeforeRequest: (listener: typeof record.beforeRequest) => {
    record.beforeRequest = listener
  },
}
export const session = { defaultSession: { ...sessionMethods, webRequest } }

/** A system without a secret store. */
export const safeStorage = {
  isEncryptionAvailable: () => false,
  getSelectedStorageBackend: () => 'unknown',
  encryptStringAsync: async () => {
    throw new Error('no secret store')
  },
  decryptStringAsync: async () => {
    throw new Error('no secret store')
  },
} satisfies Methods<E.SafeStorage, 'isEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptStringAsync' | 'decryptStringAsync'>

export const ipcMain = {
  handle: (channel, listener) => {
    if (record.ipcHandlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    record.ipcHandlers.set(channel, listener)
  },
} satisfies Methods<E.IpcMain, 'handle'>

/** Contents that show what they would allow. */
export class FakeContents extends EventEmitter {
  openHandler: Parameters<E.WebContents['setWindowOpenHandler']>[0] | undefined
  sent: unknown[][] = []
  reloads = 0
  setWindowOpenHandler(handler: NonNullable<typeof this.openHandler>): void {
    this.openHandler = handler
  }
  send(channel: string, ...input: unknown[]): void {
    this.sent.push([channel, ...input])
  }
  reload(): void {
    this.reloads++
  }
  printed: E.PrintToPDFOptions[] = []
  async printToPDF(options: E.PrintToPDFOptions): Promise<Buffer> {
    this.printed.push(options)
    return Buffer.from('%PDF-1.4 printed')
  }
}

class FakeWindow extends EventEmitter {
  readonly options: E.BrowserWindowConstructorOptions
  readonly webContents = new FakeContents()
  readonly addresses: string[] = []
  focused = 0
  isShown = false
  constructor(options: E.BrowserWindowConstructorOptions) {
    super()
    late('new BrowserWindow')
    this.options = options
    record.windows.push(this)
    app.emit('web-contents-created', {}, this.webContents)
  }
  async loadURL(address: string): Promise<void> {
    this.addresses.push(address)
  }
  show(): void {
    this.isShown = true
  }
  focus(): void {
    this.focused++
  }
  isMinimized(): boolean {
    return false
  }
  restore(): void {}
  isDestroyed(): boolean {
    return false
  }
}
export const BrowserWindow = FakeWindow satisfies new (
  options: E.BrowserWindowConstructorOptions,
) => Methods<E.BrowserWindow, 'loadURL' | 'show' | 'focus' | 'isMinimized' | 'restore' | 'isDestroyed'>

export const Menu = {
  buildFromTemplate: (template: E.MenuItemConstructorOptions[]) => template,
  setApplicationMenu: (menu: E.MenuItemConstructorOptions[]) => {
    record.menu = menu
  },
}

export const dialog = {
  showOpenDialog: async (_window: unknown, options: E.OpenDialogOptions) => {
    record.openAsked.push(options)
    return record.openAnswer
  },
  showSaveDialog: async (_window: unknown, options: E.SaveDialogOptions) => {
    record.saveAsked.push(options)
    return record.saveAnswer
  },
  showMessageBox: async () => ({ response: 0, checkboxChecked: false }),
  showMessageBoxSync: (_window: unknown, { buttons = [] }: E.MessageBoxSyncOptions) => buttons.indexOf(record.pressed),
  showErrorBox: (title: string, content: string) => void record.errorBoxes.push([title, content]),
} satisfies {
  showOpenDialog(window: unknown, options: E.OpenDialogOptions): Promise<E.OpenDialogReturnValue>
  showSaveDialog(window: unknown, options: E.SaveDialogOptions): Promise<E.SaveDialogReturnValue>
  showMessageBox(window: unknown, options: E.MessageBoxOptions): Promise<E.MessageBoxReturnValue>
  showMessageBoxSync(window: unknown, options: E.MessageBoxSyncOptions): number
  showErrorBox: E.Dialog['showErrorBox']
}

export const shell = { showItemInFolder: (path) => void record.shown.push(path) } satisfies Methods<E.Shell, 'showItemInFolder'>

export const utilityProcess = {
  fork: () => {
    throw new Error('no file is parsed in these tests')
  },
} satisfies Methods<typeof E.utilityProcess, 'fork'>

export const contextBridge = {
  exposeInMainWorld: (key, api) => void record.exposed.set(key, api),
} satisfies Methods<E.ContextBridge, 'exposeInMainWorld'>

export const webFrame = {
  getZoomFactor: () => record.zoomFactor,
  setZoomFactor: (factor) => {
    record.zoomFactor = factor
  },
} satisfies Methods<E.WebFrame, 'getZoomFactor' | 'setZoomFactor'>

export const ipcRenderer = {
  invoke: async (channel: string, ...input: unknown[]): Promise<unknown> => {
    record.invoked.push([channel, ...input])
    return undefined
  },
  on: (channel: string, listener: (...input: unknown[]) => void) => void record.rendererEvents.on(channel, listener),
  off: (channel: string, listener: (...input: unknown[]) => void) => void record.rendererEvents.off(channel, listener),
}
