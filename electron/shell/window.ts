import { BrowserWindow, type BrowserWindowConstructorOptions } from 'electron'
import { shellText } from '../../shared/text/shell.ts'
import { ORIGIN } from './origin.ts'
import { pagePreferences } from './security.ts'

const size = { width: 1280, height: 800, minWidth: 960, minHeight: 600 } satisfies BrowserWindowConstructorOptions

interface WindowOptions {
  readonly preload: string
  readonly devTools: boolean
  /** The data are open; where they cannot be, something else says so and no window is shown. */
  readonly opened: Promise<void>
}

/** The one window. It is shown once it has something to show. */
export function createWindow(options: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    ...size,
    show: false,
    title: shellText.title,
    backgroundColor: '#ffffff',
    webPreferences: pagePreferences(options.preload, options.devTools),
  })
  window.once('ready-to-show', () => {
    options.opened.then(
      () => {
        // Whoever quits while the data are opened has closed it.
        if (!window.isDestroyed()) window.show()
      },
      () => undefined,
    )
  })
  return window
}

export function showPage(window: BrowserWindow): Promise<void> {
  return window.loadURL(`${ORIGIN}/`)
}
