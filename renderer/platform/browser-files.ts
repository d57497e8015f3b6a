import { AppError } from '../../shared/model/errors.ts'
import { evidenceLimits, tooLargeEvidence } from '../../shared/submission/evidence.ts'
import type { OpenedFile } from './platform.ts'

interface FileLimit {
  readonly bytes: number
  readonly refusal: (name: string, bytes: number) => AppError
}
/** More than the host accepts in one call; refused before it fills the page's memory. */
const fileLimitMb = 56
const usualLimit: FileLimit = {
  bytes: fileLimitMb * 1024 * 1024,
  refusal: (file) => new AppError('FILE_TOO_LARGE', { file, limitMb: fileLimitMb }),
}
/** The engine's own, so that evidence is told one limit and one way out whichever way it comes. */
export const evidenceLimit: FileLimit = { bytes: evidenceLimits.fileBytes, refusal: tooLargeEvidence }

/**
 * Asks for one file with the browser's own dialog; null when the person closes it. Without endings it is for evidence.
 * Throws FILE_TOO_LARGE, EVIDENCE_TOO_LARGE, FILE_UNREADABLE.
 */
export function pickFile(accept: readonly string[]): Promise<OpenedFile | null> {
  return new Promise((resolve, reject) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = accept.join(',')
    input.addEventListener('cancel', () => resolve(null))
    input.addEventListener('change', () => {
      const file = input.files?.[0]
      if (file) readFile(file, accept.length === 0 ? evidenceLimit : usualLimit).then(resolve, reject)
      else resolve(null)
    })
    input.click()
  })
}

/** Also for files dropped on the page. Throws FILE_UNREADABLE, and for a file above the limit what that says of it. */
export async function readFile(file: File, limit: FileLimit = usualLimit): Promise<OpenedFile> {
  if (file.size > limit.bytes) throw limit.refusal(file.name, file.size)
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
