/** The one Chromium behind all windows. */
import type { Cdp } from './cdp.ts'

let connection: Cdp | undefined

export function setBrowser(cdp: Cdp): void {
  connection = cdp
}
export function browser(): Cdp {
  if (!connection) throw new Error('electron-harness: Chromium has not been started')
  return connection
}
