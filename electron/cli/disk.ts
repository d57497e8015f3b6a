import { mkdir, readFile, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { AppError } from '../../shared/model/errors.ts'
import { writeFileAtomically } from '../adapters/files.ts'

const megabyte = 1024 * 1024
/** What a workbook may weigh. */
const workbookLimitMb = 64

/** Reads a file a person named. Throws FILE_NOT_FOUND, FILE_EMPTY, FILE_TOO_LARGE, FILE_UNREADABLE. */
export async function readNamedFile(path: string, limitMb: number = workbookLimitMb): Promise<{ fileName: string; bytes: Uint8Array }> {
  const file = basename(path)
  let size: number
  try {
    const info = await stat(path)
    if (!info.isFile()) throw new AppError('FILE_UNREADABLE', { file })
    size = info.size
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw new AppError('FILE_NOT_FOUND', { file }, { cause })
  }
  if (size === 0) throw new AppError('FILE_EMPTY', { file })
  if (size > limitMb * megabyte) throw new AppError('FILE_TOO_LARGE', { file, limitMb })
  try {
    return { fileName: file, bytes: new Uint8Array(await readFile(path)) }
  } catch (cause) {
    throw new AppError('FILE_UNREADABLE', { file }, { cause })
  }
}

/** Writes a whole file or nothing; returns its absolute path. Throws OUTPUT_UNWRITABLE. */
export async function writeNamedFile(path: string, bytes: Uint8Array): Promise<string> {
  const file = resolve(path)
  try {
    await mkdir(dirname(file), { recursive: true })
    await writeFileAtomically(file, bytes)
  } catch (cause) {
    throw new AppError('OUTPUT_UNWRITABLE', { file: basename(file) }, { cause })
  }
  return file
}

/** Makes the folder and proves that a file can be written into it. Throws OUTPUT_UNWRITABLE. */
export async function requireWritableFolder(path: string): Promise<void> {
  const folder = resolve(path)
  const probe = join(folder, `.tanbao-${process.pid}`)
  try {
    await mkdir(folder, { recursive: true })
    await writeFileAtomically(probe, new Uint8Array())
    await rm(probe, { force: true })
  } catch (cause) {
    throw new AppError('OUTPUT_UNWRITABLE', { file: basename(folder) }, { cause })
  }
}
