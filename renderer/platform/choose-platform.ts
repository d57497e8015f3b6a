import { browserPlatform, takeToken } from './browser.ts'
import { type DesktopBridge, desktopPlatform } from './desktop.ts'
import type { Platform } from './platform.ts'

declare global {
  interface Window {
    readonly bridge?: DesktopBridge
  }
}

/** The desktop shell when there is one, else the loopback host; null when the page was opened without its token. */
export function choosePlatform(window: Window): Platform | null {
  if (window.bridge) return desktopPlatform(window.bridge)
  const token = takeToken(window.location, window.history)
  return token === null ? null : browserPlatform(token)
}
