import type { App, Session, WebContents, WebPreferences } from 'electron'
import { isOwnAddress } from './origin.ts'

/** Every preference a page of ours runs under. What is absent here keeps Electron's safe default. */
export function pagePreferences(preload: string, devTools: boolean): WebPreferences {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
    spellcheck: false,
    navigateOnDragDrop: false,
    devTools,
  }
}

/** Our pages need no permission, no network and no system credentials. */
export function hardenSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, done) => done(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.allowNTLMCredentialsForDomains('')
  session.webRequest.onBeforeRequest((details, done) => done({ cancel: !isLocal(details.url) }))
}

/** The pages' own files and what they make in memory; everything else would leave the machine. */
function isLocal(address: string): boolean {
  return isOwnAddress(address) || /^(?:data|blob|devtools):/.test(address)
}

/** No page leads anywhere else, opens a window, or embeds another page. */
export function hardenContents(app: Pick<App, 'on'>): void {
  app.on('web-contents-created', (_event, contents) => confine(contents))
}

function confine(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-navigate', (event) => event.preventDefault())
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-frame-navigate', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
}
