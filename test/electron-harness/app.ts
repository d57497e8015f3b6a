import { EventEmitter } from 'node:events'
import { mkdirSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type * as E from 'electron'
import { takeInstanceLock } from './instance-lock.ts'
import { type Part, Preventable, strict, unemulated } from './strict.ts'

/** Chromium's switches from the command line, as `app.commandLine` shows them. */
export const switches = new Map<string, string>()
for (const word of process.argv.slice(2)) {
  const [, name, value] = /^--([^=]+)(?:=(.*))?$/.exec(word) ?? []
  if (name !== undefined) switches.set(name, value ?? '')
}

export interface AppPackage {
  readonly name: string
  readonly version: string
  readonly productName?: string
  readonly main: string
}

/** What the app needs of its windows when it ends; set by the module of the windows. */
export interface Windows {
  /** Closes every window; false when one of them refused. */
  closeAll(): Promise<boolean>
}

class HarnessApp extends EventEmitter implements Part<E.App> {
  isPackaged = false
  name = ''
  #package: AppPackage = { name: 'electron', version: '0', main: '' }
  #path = process.cwd()
  #isReady = false
  #isQuitting = false
  #announceReady = () => {}
  readonly #ready = new Promise<void>((done) => {
    this.#announceReady = done
  })
  readonly #paths = new Map<string, string>()
  windows: Windows = { closeAll: async () => true }
  stopBrowser: () => Promise<void> = async () => {}
  readonly commandLine = strict('app.commandLine', {
    appendSwitch: (name: string, value = '') => void switches.set(name, value),
    appendArgument: () => {},
    hasSwitch: (name: string) => switches.has(name),
    getSwitchValue: (name: string) => switches.get(name) ?? '',
    removeSwitch: (name: string) => void switches.delete(name),
  })

  load(folder: string, appPackage: AppPackage): void {
    this.#path = folder
    this.#package = appPackage
    this.isPackaged = /[\\/]resources[\\/]app$/.test(folder)
  }
  becomeReady(): void {
    this.#isReady = true
    this.#announceReady()
    this.emit('will-finish-launching')
    this.emit('ready', {}, {})
  }
  mustBeEarly(what: string): void {
    if (this.#isReady) throw new Error(`${what} should be called before app is ready`)
  }
  mustBeLate(what: string): void {
    if (!this.#isReady) throw new Error(`Cannot ${what} before app is ready`)
  }
  isReady(): boolean {
    return this.#isReady
  }
  whenReady(): Promise<void> {
    return this.#ready
  }
  getVersion(): string {
    return this.#package.version
  }
  getName(): string {
    return this.name || this.#package.productName || this.#package.name
  }
  setName(name: string): void {
    this.name = name
  }
  getAppPath(): string {
    return this.#path
  }
  getLocale(): string {
    return switches.get('lang') ?? 'zh-CN'
  }
  getPath(name: string): string {
    const set = this.#paths.get(name)
    if (set) return set
    const configuration = join(homedir(), '.config')
    if (name === 'userData') {
      const folder = resolve(switches.get('user-data-dir') || join(configuration, this.getName()))
      mkdirSync(folder, { recursive: true })
      return folder
    }
    if (name === 'sessionData') return this.getPath('userData')
    if (name === 'logs') return join(this.getPath('userData'), 'logs')
    const known: Readonly<Record<string, string>> = {
      home: homedir(),
      temp: tmpdir(),
      appData: configuration,
      exe: process.execPath,
      documents: join(homedir(), 'Documents'),
      downloads: join(homedir(), 'Downloads'),
      desktop: join(homedir(), 'Desktop'),
    }
    return known[name] ?? unemulated(`app.getPath('${name}')`)
  }
  setPath(name: string, path: string): void {
    this.#paths.set(name, path)
    if (name === 'userData') mkdirSync(path, { recursive: true })
  }
  enableSandbox(): void {
    this.mustBeEarly('app.enableSandbox()')
  }
  requestSingleInstanceLock(): boolean {
    return takeInstanceLock(this.getPath('userData'), () => this.emit('second-instance', {}, [], ''))
  }
  quit(): void {
    if (this.#isQuitting) return
    const event = new Preventable()
    this.emit('before-quit', event)
    if (event.defaultPrevented) return
    this.#isQuitting = true
    void this.windows.closeAll().then((closed) => {
      if (closed) this.#finish()
      else this.#isQuitting = false
    })
  }
  #finish(): void {
    const event = new Preventable()
    this.emit('will-quit', event)
    if (event.defaultPrevented) this.#isQuitting = false
    else this.exit(0)
  }
  exit(code = 0): void {
    this.emit('quit', {}, code)
    void this.stopBrowser().finally(() => process.exit(code))
  }
  /** The last window is gone. */
  allClosed(): void {
    if (this.#isQuitting) return
    if (this.listenerCount('window-all-closed') === 0) this.quit()
    else this.emit('window-all-closed')
  }
}

export const harnessApp = new HarnessApp()
export const app = strict('app', harnessApp)
