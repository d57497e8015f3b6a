/**
 * The desktop program: one window on our pages, the engine in its thread, and nothing else. Everything that must come
 * before Electron is ready happens while this module is read; nothing here waits at its top level, because Electron
 * is ready only once the module has been read to its end.
 */
import { join } from 'node:path'
import { app, type BrowserWindow, dialog, Menu, safeStorage, session } from 'electron'
import { createCall } from '../../shared/contract/index.ts'
import { AppError } from '../../shared/model/errors.ts'
import { errorSentence } from '../../shared/text/errors.ts'
import { shellText } from '../../shared/text/shell.ts'
import { openDemo } from '../adapters/open-demo.ts'
import { defaultDataFolder } from '../cli/data-folder.ts'
import { rendererDir, resourcesDir } from '../engine/entry-points.ts'
import { openEngineThread } from '../engine/thread.ts'
import { dataPlace } from './data-place.ts'
import { fileDialogs } from './dialogs.ts'
import { answerPage, tellPage } from './ipc.ts'
import { openLastFolders } from './last-folders.ts'
import { menuTemplate } from './menu.ts'
import { registerScheme, servePages } from './protocol.ts'
import { systemSecretBox } from './secrets.ts'
import { hardenContents, hardenSession } from './security.ts'
import { startUtilityChild } from './utility-child.ts'
import { createWindow, showPage } from './window.ts'

const place = dataPlace(process.argv, defaultDataFolder(process.platform, process.env))
if (place.profileDir) app.setPath('userData', place.profileDir)
registerScheme()
app.enableSandbox()
hardenContents(app)

/** Stops the engine once, whoever asks; the program ends only after it has written everything. */
function endWithEngine(close: () => Promise<void>): void {
  let isClosed = false
  app.on('will-quit', (event) => {
    if (isClosed) return
    event.preventDefault()
    void close().finally(() => {
      isClosed = true
      app.quit()
    })
  })
}

function openWindow(opened: Promise<void>): BrowserWindow {
  const window = createWindow({ preload: join(import.meta.dirname, 'preload.cjs'), devTools: !app.isPackaged, opened })
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore()
    window.focus()
  })
  // The data is in the engine, so a page that died only has to be shown again.
  window.webContents.on('render-process-gone', () => {
    void dialog
      .showMessageBox(window, { type: 'warning', message: shellText.pageGone, buttons: [shellText.confirm] })
      .then(() => window.webContents.reload())
  })
  // A page that asks first would keep its window open without a word.
  window.webContents.on('will-prevent-unload', (event) => {
    const { message, detail, close, stay } = shellText.leave
    const answer = dialog.showMessageBoxSync(window, {
      type: 'question',
      message,
      detail,
      buttons: [close, stay],
      defaultId: 1,
      cancelId: 1,
      noLink: true,
    })
    if (answer === 0) event.preventDefault()
  })
  return window
}

async function start(): Promise<void> {
  hardenSession(session.defaultSession)
  await servePages(rendererDir())
  const packsDir = join(resourcesDir(), 'packs')
  const { engine, opened } = openEngineThread({
    dataDir: place.dataDir,
    packsDir,
    create: true,
    startParser: startUtilityChild,
    secrets: systemSecretBox(safeStorage, process.platform),
  })
  endWithEngine(() => engine.close())
  if (place.demo) {
    await opened
    await openDemo(createCall(engine.send))
  }
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform)))
  const window = openWindow(opened)
  const folders = openLastFolders(join(app.getPath('userData'), 'folders.json'))
  answerPage(engine.send, fileDialogs(window, folders, app.getPath('documents')))
  engine.onEvent((event) => tellPage(window, event))
  // The window reads its page while the data are opened; what it asks meanwhile waits.
  await Promise.all([opened, showPage(window)])
}

/** Says why in a window of the system, since no window is shown yet, and ends. */
function giveUp(error: unknown): void {
  const reason = error instanceof AppError ? errorSentence(error.code, error.details) : shellText.cannotStartReason
  dialog.showErrorBox(shellText.cannotStart, reason)
  app.exit(1)
}

app.on('window-all-closed', () => app.quit())
if (app.requestSingleInstanceLock()) void app.whenReady().then(start).catch(giveUp)
else app.quit()
