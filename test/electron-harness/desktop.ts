/** What belongs to the desktop around the windows: dialogs, the file manager, secrets. */
import { strict } from './strict.ts'

const unanswered = (what: string) => async (): Promise<never> => {
  throw new Error(`electron-harness: dialog.${what} was called; the test must put an answer in its place`)
}
export const dialog = strict('dialog', {
  showOpenDialog: unanswered('showOpenDialog'),
  showSaveDialog: unanswered('showSaveDialog'),
  showMessageBox: unanswered('showMessageBox'),
  showErrorBox: (title: string, content: string) => console.error(`[error box] ${title}: ${content}`),
})

const shown: string[] = []
export const shell = strict('shell', {
  showItemInFolder: (path: string) => void shown.push(path),
})
const noStore = async (): Promise<never> => {
  throw new Error('electron-harness: this desktop has no secret store')
}
/** A desktop without a secret store, as on a plain Linux. */
export const safeStorage = strict('safeStorage', {
  isEncryptionAvailable: () => false,
  getSelectedStorageBackend: () => 'unknown' as const,
  encryptStringAsync: noStore,
  decryptStringAsync: noStore,
})

/** What the app asked the desktop to show, for a test to look at. */
export const harness = { shown }
