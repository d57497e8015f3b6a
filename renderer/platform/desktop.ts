import type { Bridge, FileKind } from '../../shared/contract/bridge.ts'
import { createCall } from '../../shared/contract/client.ts'
import { AppError } from '../../shared/model/errors.ts'
import { tooLargeEvidence } from '../../shared/submission/evidence.ts'
import type { Platform, Zoom } from './platform.ts'

/** What the preload script of the desktop shell puts on the window. */
export type DesktopBridge = Bridge

/** The shell knows what a file is wanted for, not endings: it shows the dialog and remembers a folder for each purpose. */
export function fileKindOf(accept: readonly string[]): FileKind {
  if (accept.length === 0) return 'evidence'
  if (accept.includes('.zip')) return 'package'
  if (accept.includes('.db')) return 'backup'
  if (accept.includes('.docx')) return 'document'
  if (accept.includes('.json')) return 'exchange'
  return accept.includes('.xltx') ? 'template' : 'workbook'
}

/** A page of another size is told that its window has another size; so every change is heard, whoever made it. */
function desktopZoom(zoom: DesktopBridge['zoom']): Zoom {
  return {
    set: (percent) => zoom.set(percent),
    onChange(listener) {
      let known = zoom.get()
      window.addEventListener('resize', () => {
        const percent = zoom.get()
        if (percent === known) return
        known = percent
        listener(percent)
      })
    },
  }
}

/** The window's own bridge. Opening throws FILE_TOO_LARGE, EVIDENCE_TOO_LARGE and FILE_UNREADABLE, saving OUTPUT_UNWRITABLE. */
export const desktopPlatform = (bridge: DesktopBridge): Platform => ({
  kind: 'desktop',
  call: createCall((method, input) => bridge.call(method, input)),
  onEvent: (listener) => bridge.onEvent(listener),
  async openFile(accept) {
    const kind = fileKindOf(accept)
    const result = await bridge.files.open(kind)
    if (result.kind === 'opened') return result.file
    if (result.kind === 'cancelled') return null
    const { name: file, tooLarge } = result
    if (tooLarge === undefined) throw new AppError('FILE_UNREADABLE', { file })
    throw kind === 'evidence' ? tooLargeEvidence(file, tooLarge.bytes) : new AppError('FILE_TOO_LARGE', { file, limitMb: tooLarge.limitMb })
  },
  async saveFile(fileName, bytes) {
    const { saved, name, failed } = await bridge.files.save(fileName, bytes)
    if (failed) throw new AppError('OUTPUT_UNWRITABLE', { file: name })
    return saved
  },
  async savePdf(fileName) {
    const { saved, name, failed } = await bridge.files.pdf(fileName)
    if (failed) throw new AppError('OUTPUT_UNWRITABLE', { file: name })
    return saved
  },
  zoom: desktopZoom(bridge.zoom),
})
