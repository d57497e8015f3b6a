import { EventEmitter } from 'node:events'
import type * as E from 'electron'
import { harnessApp } from './app.ts'
import { HarnessContents } from './contents.ts'
import { type Part, Preventable, strict, unemulated } from './strict.ts'

const windows = new Map<number, BrowserWindow>()
let lastId = 0

export function allContents(): HarnessContents[] {
  return [...windows.values()].map((window) => window.webContents)
}
/** Chromium closed a page by itself. */
export function forgetTarget(targetId: string): void {
  for (const window of windows.values()) if (window.webContents.targetId === targetId) window.destroy()
}
harnessApp.windows = {
  async closeAll() {
    for (const window of [...windows.values()]) if (!(await window.tryClose())) return false
    return true
  },
}

export const webContents = strict('webContents', {
  getAllWebContents: allContents,
  fromId: (id: number) => allContents().find((contents) => contents.id === id),
  fromDevToolsTargetId: (targetId: string) => allContents().find((contents) => contents.targetId === targetId),
  getFocusedWebContents: () => allContents().at(-1) ?? null,
})

export class BrowserWindow extends EventEmitter implements Part<Omit<E.BrowserWindow, 'webContents'>> {
  readonly id = ++lastId
  readonly webContents: HarnessContents
  #title: string
  #isShown: boolean

  constructor(options: E.BrowserWindowConstructorOptions = {}) {
    harnessApp.mustBeLate('create BrowserWindow')
    super()
    this.#title = options.title ?? harnessApp.getName()
    this.#isShown = options.show ?? true
    this.webContents = strict('webContents', new HarnessContents(this.id, options))
    windows.set(this.id, this)
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show'))
    harnessApp.emit('web-contents-created', {}, this.webContents)
    harnessApp.emit('browser-window-created', {}, this)
    // biome-ignore lint/correctness/noConstructorReturn: an API that is not emulated must throw by name
    return strict('BrowserWindow', this)
  }
  static getAllWindows(): BrowserWindow[] {
    return [...windows.values()]
  }
  static fromWebContents(contents: { readonly id: number } | undefined): BrowserWindow | null {
    return (contents && windows.get(contents.id)) ?? null
  }
  static fromId(id: number): BrowserWindow | null {
    return windows.get(id) ?? null
  }
  static getFocusedWindow(): BrowserWindow | null {
    return [...windows.values()].at(-1) ?? null
  }
  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url)
  }
  loadFile(): never {
    return unemulated('BrowserWindow.loadFile')
  }
  show(): void {
    this.#isShown = true
    this.emit('show')
  }
  isVisible(): boolean {
    return this.#isShown
  }
  focus(): void {
    this.emit('focus')
  }
  isMinimized(): boolean {
    return false
  }
  restore(): void {}
  setTitle(title: string): void {
    this.#title = title
  }
  getTitle(): string {
    return this.#title
  }
  isDestroyed(): boolean {
    return !windows.has(this.id)
  }
  close(): void {
    void this.tryClose()
  }
  destroy(): void {
    void this.#leave()
  }
  /** False when the app kept the window open. */
  async tryClose(): Promise<boolean> {
    if (!windows.has(this.id)) return true
    const event = new Preventable()
    this.emit('close', event)
    if (event.defaultPrevented) return false
    await this.#leave()
    return true
  }
  async #leave(): Promise<void> {
    if (!windows.delete(this.id)) return
    this.webContents.destroyed = true
    await this.webContents.shut()
    this.webContents.emit('destroyed')
    this.emit('closed')
    if (windows.size === 0) harnessApp.allClosed()
  }
}
