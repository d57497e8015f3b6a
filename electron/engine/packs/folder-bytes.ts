/** Every file of a pack's folder as bytes, nothing overlooked: what a signature speaks about. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../../shared/model/errors.ts'
import { nameFault } from '../../../shared/submission/entry-name.ts'
import { packSignatureText } from '../../../shared/text/pack-signature.ts'
import type { FileBytes } from './signature.ts'

const mostFiles = 1000
const mostBytes = 8 * 1024 * 1024

/**
 * Throws PACK_SIGNATURE for what cannot be signed: links, names that are no names on some machine, too much.
 * Throws what the file system says when a file cannot be read.
 */
export const readFolderBytes = (folder: string): Map<string, Uint8Array> => {
  const files = new Map<string, Uint8Array>()
  const refuse = (file: string, reason: string): never => {
    throw new AppError('PACK_SIGNATURE', { reason: packSignatureText.unsuitable(file, reason) })
  }
  const read = (inside: string): void => {
    for (const entry of readdirSync(join(folder, inside), { withFileTypes: true })) {
      const path = inside === '' ? entry.name : `${inside}/${entry.name}`
      if (nameFault(path) !== undefined) refuse(path, packSignatureText.badName)
      if (entry.isDirectory()) read(path)
      else if (!entry.isFile()) refuse(path, packSignatureText.notPlain)
      else if (files.size >= mostFiles || statSync(join(folder, path)).size > mostBytes) refuse(path, packSignatureText.tooMuch)
      else files.set(path, new Uint8Array(readFileSync(join(folder, path))))
    }
  }
  read('')
  return files
}

/** The same as texts, for the loader. What is no UTF-8 becomes a text that is no YAML. */
export const asTexts = (files: FileBytes): Map<string, string> =>
  new Map(
    [...files]
      .filter(([path]) => path.endsWith('.yaml') || path.endsWith('.yml'))
      .map(([path, bytes]) => [path, new TextDecoder().decode(bytes)]),
  )
