import { readFile, stat } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { type BrowserWindow, dialog, type FileFilter } from 'electron'
import type { FileKind, OpenResult, SaveResult } from '../../shared/contract/bridge.ts'
import { evidenceLimits } from '../../shared/submission/evidence.ts'
import { shellText } from '../../shared/text/shell.ts'
import { writeFileAtomically } from '../adapters/files.ts'
import type { LastFolders } from './last-folders.ts'
import { revealFile } from './links.ts'

const usualLimitMb = 256
const limitsMb: Partial<Readonly<Record<FileKind, number>>> = {
  // Years of ledgers, sealed packages and evidence.
  backup: 2000,
  // As the engine has it: read here, a larger file would only be refused later.
  evidence: evidenceLimits.fileMb,
}
const endings: Readonly<Record<FileKind, readonly string[]>> = {
  workbook: ['xlsx', 'xlsm', 'xls', 'et', 'ods', 'csv', 'txt', 'xml', 'html', 'htm'],
  // Only .xlsx can be filled in; choosing another one is answered by the sentence that says how to save it anew.
  template: ['xlsx', 'xlsm', 'xls', 'et', 'xltx'],
  package: ['zip', 'age'],
  backup: ['db'],
  exchange: ['json', 'age'],
  document: ['docx', 'pdf', 'txt', 'md'],
  // Anything but a program, which the engine refuses with its sentence.
  evidence: ['pdf', 'jpg', 'jpeg', 'png', 'doc', 'docx', 'xls', 'xlsx', 'wps', 'et', 'ofd', 'zip'],
}
const { kinds } = shellText.dialogs

/** What can stand in a file name on every system; a page cannot name a folder. */
export function plainName(name: string): string {
  const flat = basename(name.normalize('NFC').replaceAll('\\', '/'))
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must go
  const clean = flat.replace(/[\u0000-\u001f<>:"/\\|?*]/g, '_').replace(/[. ]+$/, '')
  return clean === '' ? 'file' : clean.slice(-120)
}

function filtersOf(ending: string): FileFilter[] {
  const kind = (Object.keys(endings) as FileKind[]).find((one) => endings[one].includes(ending)) // the keys are exactly the kinds
  const any = { name: kinds.any, extensions: ['*'] }
  return ending === '' ? [any] : [{ name: kind ? kinds[kind] : kinds.any, extensions: [ending] }, any]
}

export interface FileDialogs {
  open(kind: FileKind): Promise<OpenResult>
  save(name: string, bytes: Uint8Array): Promise<SaveResult>
  /** Saves what the page would print. */
  pdf(name: string): Promise<SaveResult>
  /** Shows the file saved last; false when nothing was saved yet. */
  reveal(): boolean
}

/** Native dialogs for one window. Folders are remembered for each action; `documents` is where a first dialog opens. */
export function fileDialogs(window: BrowserWindow, folders: LastFolders, documents: string): FileDialogs {
  let lastSaved: string | undefined
  const dialogs: FileDialogs = {
    async open(kind) {
      const { canceled, filePaths } = await dialog.showOpenDialog(window, {
        title: shellText.dialogs.open[kind],
        defaultPath: folders.get(`open.${kind}`) ?? documents,
        filters: [
          { name: kinds[kind], extensions: [...endings[kind]] },
          { name: kinds.any, extensions: ['*'] },
        ],
        properties: ['openFile'],
      })
      const path = filePaths[0]
      if (canceled || path === undefined) return { kind: 'cancelled' }
      await folders.remember(`open.${kind}`, path)
      return readChosen(path, limitsMb[kind] ?? usualLimitMb)
    },
    async save(name, bytes) {
      const proposed = plainName(name)
      const ending = extname(proposed).slice(1).toLowerCase()
      const { canceled, filePath } = await dialog.showSaveDialog(window, {
        title: shellText.dialogs.save,
        defaultPath: join(folders.get(`save.${ending}`) ?? documents, proposed),
        filters: filtersOf(ending),
        properties: ['createDirectory', 'showOverwriteConfirmation'],
      })
      if (canceled || !filePath) return { saved: false, name: '' }
      await folders.remember(`save.${ending}`, filePath)
      try {
        await writeFileAtomically(filePath, bytes)
      } catch {
        return { saved: false, name: basename(filePath), failed: true }
      }
      lastSaved = filePath
      return { saved: true, name: basename(filePath) }
    },
    async pdf(name) {
      // Size, margins and page numbers are the page's own: it says them in its print rules.
      const bytes = await window.webContents.printToPDF({ preferCSSPageSize: true, printBackground: true })
      return dialogs.save(name, bytes)
    },
    reveal() {
      if (lastSaved === undefined) return false
      revealFile(lastSaved)
      return true
    },
  }
  return dialogs
}

async function readChosen(path: string, limitMb: number): Promise<OpenResult> {
  const name = basename(path)
  try {
    const { size } = await stat(path)
    if (size > limitMb * 1024 * 1024) return { kind: 'failed', name, tooLarge: { bytes: size, limitMb } }
    return { kind: 'opened', file: { name, bytes: new Uint8Array(await readFile(path)) } }
  } catch {
    return { kind: 'failed', name }
  }
}
