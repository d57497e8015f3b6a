import { randomUUID } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import type * as E from 'electron'
import { inside, originOf, outside } from './addresses.ts'
import { browser } from './browser.ts'
import { harnessIpc } from './ipc-main.ts'
import { mainWorld, peer } from './page-bridge.js'
import { codec } from './page-codec.js'
import { preloadWorld } from './page-preload.js'
import { handlerOf, isAllowed, session } from './session.ts'
import { type Part, Preventable, unemulated } from './strict.ts'

const { encode, decode } = codec()
const WORLD = 'electron-preload'

interface Context {
  readonly id: number
  readonly name: string
  readonly auxData?: { readonly frameId: string; readonly isDefault: boolean }
}
interface PausedRequest {
  readonly requestId: string
  readonly frameId: string
  readonly resourceType: string
  readonly request: { readonly url: string; readonly method: string; readonly headers: Record<string, string>; readonly postData?: string }
}
interface RemoteValue {
  readonly value?: unknown
  readonly description?: string
}
interface ExceptionDetails {
  readonly text: string
  readonly executionContextId?: number
  readonly exception?: { readonly description?: string }
}
/** Of Chromium's many events those that matter here, as its protocol documents them. */
type PageEvent =
  | { readonly method: 'Runtime.executionContextCreated'; readonly params: { readonly context: Context } }
  | { readonly method: 'Runtime.executionContextDestroyed'; readonly params: { readonly executionContextId: number } }
  | {
      readonly method: 'Runtime.bindingCalled'
      readonly params: { readonly name: string; readonly payload: string; readonly executionContextId: number }
    }
  | { readonly method: 'Runtime.exceptionThrown'; readonly params: { readonly exceptionDetails: ExceptionDetails } }
  | { readonly method: 'Runtime.consoleAPICalled'; readonly params: { readonly type: string; readonly args: readonly RemoteValue[] } }
  | { readonly method: 'Page.frameNavigated'; readonly params: { readonly frame: { readonly url: string; readonly parentId?: string } } }
  | { readonly method: 'Page.navigatedWithinDocument'; readonly params: { readonly frameId: string; readonly url: string } }
  | { readonly method: 'Page.domContentEventFired' | 'Page.loadEventFired' | 'Inspector.targetCrashed'; readonly params: object }
  | { readonly method: 'Fetch.requestPaused'; readonly params: PausedRequest }
  | {
      readonly method: 'Page.windowOpen'
      readonly params: { readonly url: string; readonly windowName: string; readonly windowFeatures: readonly string[] }
    }

interface PageMessage {
  readonly op: 'invoke' | 'send'
  readonly id: number
  readonly channel: string
  readonly args: readonly unknown[]
}
type OpenHandler = Parameters<E.WebContents['setWindowOpenHandler']>[0]

/** One window's page: a target of Chromium, the preload's world in it, and the messages between. */
export class HarnessContents extends EventEmitter implements Part<E.WebContents> {
  readonly id: number
  readonly session = session.defaultSession as unknown as E.Session // members that are not emulated throw by name
  readonly ready: Promise<void>
  targetId = ''
  destroyed = false
  readonly #preferences: E.WebPreferences
  readonly #token = `h${randomUUID().replaceAll('-', '')}`
  #session = ''
  #preloadContext: number | undefined
  #mainContext: number | undefined
  #url = ''
  /** The address that the app itself asked for, which it need not be asked about. */
  #asked = ''
  #loaded = () => {}
  #openHandler: OpenHandler | undefined

  constructor(id: number, options: E.BrowserWindowConstructorOptions) {
    super()
    this.id = id
    this.#preferences = options.webPreferences ?? {}
    const { contextIsolation, sandbox, nodeIntegration, webSecurity } = this.#preferences
    if (contextIsolation === false || sandbox === false || nodeIntegration === true || webSecurity === false)
      unemulated('a window without sandbox, contextIsolation and webSecurity')
    this.ready = this.#open(options)
  }

  async #open({ width = 800, height = 600 }: E.BrowserWindowConstructorOptions): Promise<void> {
    const target = { url: 'about:blank', width, height, newWindow: true }
    this.targetId = (await browser().send<{ targetId: string }>('Target.createTarget', target)).targetId
    const attached = { targetId: this.targetId, flatten: true }
    this.#session = (await browser().send<{ sessionId: string }>('Target.attachToTarget', attached)).sessionId
    browser().on<PageEvent>(this.#session, (event) => {
      // A fault of the harness must end the run, not pass as a quiet page.
      this.#onEvent(event).catch((error: unknown) => {
        if (!this.destroyed)
          setImmediate(() => {
            throw error
          })
      })
    })
    await this.#send('Page.enable')
    await this.#send('Runtime.enable')
    await this.#send('Fetch.enable', { patterns: [{ urlPattern: '*' }] })
    const token = JSON.stringify(this.#token)
    await this.#send('Page.addScriptToEvaluateOnNewDocument', { source: `(${mainWorld})(${token}, ${codec}, ${peer})` })
    if (this.#preferences.preload !== undefined) await this.#addPreload(token, this.#preferences.preload)
  }

  async #addPreload(token: string, path: string): Promise<void> {
    await this.#send('Runtime.addBinding', { name: this.#token, executionContextName: WORLD })
    const environment = JSON.stringify({
      platform: process.platform,
      arch: process.arch,
      versions: { electron: process.versions.electron, node: process.versions.node },
      argv: this.#preferences.additionalArguments ?? [],
      env: {},
    })
    const body = `function (require, module, exports, process) {${readFileSync(path, 'utf8')}\n}`
    const source = `(${preloadWorld})(${token}, ${codec}, ${peer}, ${environment}, ${body})\n//# sourceURL=${path}`
    await this.#send('Page.addScriptToEvaluateOnNewDocument', { worldName: WORLD, source })
  }

  #send<Result = unknown>(method: string, params: Readonly<Record<string, unknown>> = {}): Promise<Result> {
    return browser().send<Result>(method, params, this.#session)
  }

  async #onEvent({ method, params }: PageEvent): Promise<void> {
    switch (method) {
      case 'Runtime.executionContextCreated': {
        const { id, name, auxData } = params.context
        if (auxData?.frameId !== this.targetId) return
        if (name === WORLD) this.#preloadContext = id
        if (auxData.isDefault) this.#mainContext = id
        return
      }
      case 'Runtime.executionContextDestroyed':
        if (params.executionContextId === this.#preloadContext) this.#preloadContext = undefined
        return
      case 'Runtime.bindingCalled':
        if (params.name === this.#token) await this.#onMessage(params.executionContextId, JSON.parse(params.payload) as PageMessage) // written by page-preload.js
        return
      case 'Runtime.exceptionThrown':
        return this.#onException(params.exceptionDetails)
      case 'Runtime.consoleAPICalled': {
        const message = params.args.map(({ value, description }) => value ?? description).join(' ')
        this.emit('console-message', { level: params.type, message })
        return
      }
      case 'Page.frameNavigated':
        if (params.frame.parentId !== undefined) return
        this.#url = outside(params.frame.url)
        this.emit('did-navigate', {}, this.#url, 200, 'OK')
        return
      case 'Page.navigatedWithinDocument':
        if (params.frameId !== this.targetId) return
        this.#url = outside(params.url)
        this.emit('did-navigate-in-page', {}, this.#url, true)
        return
      case 'Page.domContentEventFired':
        this.emit('dom-ready', {})
        return
      case 'Page.loadEventFired':
        this.emit('did-finish-load', {})
        this.#loaded()
        return
      case 'Fetch.requestPaused':
        return this.#onRequest(params)
      case 'Page.windowOpen':
        return this.#onWindowOpen(outside(params.url), params.windowName, params.windowFeatures.join(','))
      case 'Inspector.targetCrashed':
        this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 })
    }
  }

  #onException({ exception, text, executionContextId }: ExceptionDetails): void {
    const message = exception?.description ?? text
    if (executionContextId === this.#preloadContext && executionContextId !== undefined)
      this.emit('preload-error', {}, this.#preferences.preload, new Error(message))
    console.error(`[window ${this.id}] ${message}`)
  }

  #onWindowOpen(url: string, frameName: string, features: string): void {
    const details = { url, frameName, features, disposition: 'foreground-tab', referrer: { url: this.#url, policy: 'no-referrer' } }
    const answer = this.#openHandler?.(details as E.HandlerDetails) // `postBody` is not emulated
    if (answer?.action !== 'deny') unemulated('opening a second window from a page')
  }

  /** Ends a paused request. A page that was left in the meantime no longer waits for it, and Electron drops the answer too. */
  async #settle(method: string, params: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#send(method, params).catch((error: unknown) => {
      if (!String(error).includes('Invalid InterceptionId')) throw error
    })
  }

  /** The page wants to lead away by itself: the app may refuse. */
  #mayNavigate(url: string): boolean {
    const event = Object.assign(new Preventable(), { url, isMainFrame: true, isSameDocument: false })
    this.emit('will-frame-navigate', event)
    this.emit('will-navigate', event, url)
    return !event.defaultPrevented
  }

  async #onRequest({ requestId, frameId, resourceType, request }: PausedRequest): Promise<void> {
    const url = outside(request.url)
    const scheme = new URL(url).protocol.slice(0, -1)
    const fail = (errorReason: string) => this.#settle('Fetch.failRequest', { requestId, errorReason })
    if (resourceType === 'Document' && frameId === this.targetId) {
      const isAsked = url === this.#asked
      this.#asked = ''
      if (!isAsked && !this.#mayNavigate(url)) return void (await fail('Aborted'))
    }
    if (!(await isAllowed({ url, method: request.method, resourceType }))) return void (await fail('BlockedByClient'))
    const handler = handlerOf(scheme)
    if (!handler) {
      console.error(`[window ${this.id}] the harness has no network: ${url}`)
      return void (await fail('InternetDisconnected'))
    }
    try {
      const { method, headers, postData } = request
      const response = await handler(new Request(url, { method, headers, ...(postData === undefined ? {} : { body: postData }) }))
      await this.#settle('Fetch.fulfillRequest', {
        requestId,
        responseCode: response.status,
        responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
        body: Buffer.from(await response.arrayBuffer()).toString('base64'),
      })
    } catch (error) {
      console.error(error)
      await fail('Failed')
    }
  }

  async #onMessage(context: number, { op, id, channel, args }: PageMessage): Promise<void> {
    const input = args.map((value) => decode(value))
    const frame = { url: this.#url, origin: originOf(this.#url), parent: null, top: null, routingId: 1, processId: 1, detached: false }
    const event = { sender: this, senderFrame: frame, frameId: 1, processId: 1, type: 'frame' } as unknown as E.IpcMainInvokeEvent // one frame, one process
    if (op === 'send') {
      this.emit('ipc-message', event, channel, ...input)
      harnessIpc.emit(channel, event, ...input)
      return
    }
    let reply: object
    try {
      reply = { ok: true, v: encode(await harnessIpc.answer(channel, event, input)) }
    } catch (error) {
      reply = { ok: false, v: `Error invoking remote method '${channel}': ${String(error)}` }
    }
    if (!this.destroyed) await this.#deliver({ op: 'reply', id, ...reply }, context)
  }

  async #deliver(message: object, contextId = this.#preloadContext): Promise<void> {
    if (contextId === undefined) return
    const expression = `globalThis[${JSON.stringify(`${this.#token}-deliver`)}](${JSON.stringify(JSON.stringify(message))})`
    // The page may have been left in the meantime; Electron loses such a message too.
    await this.#send('Runtime.evaluate', { contextId, expression }).catch(() => {})
  }

  send(channel: string, ...input: unknown[]): void {
    void this.#deliver({ op: 'event', channel, args: input.map((value) => encode(value)) })
  }

  async loadURL(url: string): Promise<void> {
    await this.ready
    if (!/^[a-z]+:\/\/[^/]*\//.test(url)) unemulated(`loadURL('${url}')`)
    this.#asked = url
    const loaded = new Promise<void>((resolve) => {
      this.#loaded = resolve
    })
    const { errorText } = await this.#send<{ errorText?: string }>('Page.navigate', { url: inside(url) })
    if (errorText) {
      this.emit('did-fail-load', {}, -2, errorText, url, true)
      throw new Error(`${errorText} (-2) loading '${url}'`)
    }
    await loaded
  }

  async executeJavaScript(expression: string): Promise<unknown> {
    const asked = { expression, awaitPromise: true, returnByValue: true, contextId: this.#mainContext }
    const answer = await this.#send<{ result: RemoteValue; exceptionDetails?: ExceptionDetails }>('Runtime.evaluate', asked)
    const { exceptionDetails } = answer
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
    return answer.result.value
  }
  /** Chromium's own printing, asked the way Electron asks. */
  async printToPDF({ preferCSSPageSize = false, printBackground = false, ...others }: E.PrintToPDFOptions): Promise<Buffer> {
    if (Object.keys(others).length > 0) unemulated(`printToPDF with ${Object.keys(others).join(', ')}`)
    const { data } = await this.#send<{ data: string }>('Page.printToPDF', { preferCSSPageSize, printBackground })
    return Buffer.from(data, 'base64')
  }
  reload(): void {
    // Not Page.reload, which Chromium leaves unanswered now and then while a page asks for much. A failure was told by its event.
    void this.loadURL(this.#url).catch(() => {})
  }
  getURL(): string {
    return this.#url
  }
  isDestroyed(): boolean {
    return this.destroyed
  }
  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler
  }
  async shut(): Promise<void> {
    await this.ready.catch(() => {})
    await browser()
      .send('Target.closeTarget', { targetId: this.targetId })
      .catch(() => {})
  }
}
