/** Runs beside the page, in its own world: hands it a few functions and nothing of Electron. */
import { contextBridge, ipcRenderer, webFrame } from 'electron'
import type { Bridge } from '../../shared/contract/bridge.ts'
import type { EngineEvent } from '../../shared/contract/index.ts'
import { channels } from './channels.ts'

const bridge: Bridge = {
  kind: 'desktop',
  call: (method, input) => ipcRenderer.invoke(channels.call, method, input),
  onEvent(listener) {
    // The page gets the payload only: Electron's event object would hand it the sender.
    const forward = (_event: unknown, event: EngineEvent) => listener(event)
    ipcRenderer.on(channels.event, forward)
    return () => void ipcRenderer.off(channels.event, forward)
  },
  files: {
    open: (kind) => ipcRenderer.invoke(channels.open, kind),
    save: (name, bytes) => ipcRenderer.invoke(channels.save, name, bytes),
    pdf: (name) => ipcRenderer.invoke(channels.pdf, name),
    reveal: () => ipcRenderer.invoke(channels.reveal),
  },
  zoom: {
    get: () => Math.round(webFrame.getZoomFactor() * 100),
    // Far too large a page could not be made smaller again.
    set: (percent) => webFrame.setZoomFactor(Math.min(300, Math.max(50, percent)) / 100),
  },
}
contextBridge.exposeInMainWorld('bridge', bridge)
