import { AppError } from '../../shared/model/errors.ts'
import type { OpenedFile } from './platform.ts'

/** More than the host accepts in one call; refused before it fills the page's memory. */
const fileLimitMb = 56

/** Asks for one file with the browser's own dialog; null when the person closes it. Throws FILE_TOO_LARGE, FILE_UNREADABLE. */
export function pickFile(accept: readonly string[]): Promise<OpenedFile | null> {
  return new Promise((resolve, reject) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = accept.join(',')
    input.addEventListener('cancel', () => resolve(null))
    input.addEventListener('change', () => {
      const file = input.files?.[0]
      if (file) readFile(file).then(resolve, reject)
      else resolve(null)
    })
    input.click()
  })
}

/** Also for files dropped on the page. Throws FILE_TOO_LARGE, FILE_UNREADABLE. */
export async function readFile(file: File): Promise<OpenedFile> {
  if (file.size > fileLimitMb * 1024 * 1024) throw new AppError('FILE_TOO_LARGE', { file: file.name, limitMb: fileLimitMb })
  try {
    return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }
  } catch (cause) {
    throw new AppError('FILE_UNREADABLE', { file: file.name }, { cause })
  }
}

/** Hands the bytes to the browser's downloads. The browser tells nobody what became of them, so this is always true. */
export async function saveBlob(fileName: string, bytes: Uint8Array): Promise<boolean> {
  const address = URL.createObjectURL(new Blob([new Uint8Array(bytes)]))
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  link.click()
  // Revoked later: the download reads the address after this turn.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
  return true
}
