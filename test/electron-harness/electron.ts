/** The `electron` module of the harness. */
import { app, harnessApp, switches } from './app.ts'
import { setBrowser } from './browser.ts'
import { launchChromium } from './chromium.ts'
import { forgetTarget } from './window.ts'

export { app } from './app.ts'
export { dialog, harness, safeStorage, shell } from './desktop.ts'
export { ipcMain } from './ipc-main.ts'
export { Menu } from './menu.ts'
export { protocol, session } from './session.ts'
export { utilityProcess } from './utility-process.ts'
export { BrowserWindow, webContents } from './window.ts'

interface TargetDestroyed {
  readonly method: 'Target.targetDestroyed'
  readonly params: { readonly targetId: string }
}

/** Called once the app's entry module has been evaluated: only now does Electron become ready. */
export async function start(): Promise<void> {
  const { cdp, stop } = await launchChromium([...switches].map(([name, value]) => (value ? `--${name}=${value}` : `--${name}`)))
  setBrowser(cdp)
  harnessApp.stopBrowser = stop
  await cdp.send('Target.setDiscoverTargets', { discover: true })
  cdp.on<TargetDestroyed>(undefined, ({ method, params }) => {
    if (method === 'Target.targetDestroyed') forgetTarget(params.targetId)
  })
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => app.quit())
  harnessApp.becomeReady()
}
