import type { Pack } from '../../../shared/forms/pack-types.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { asTexts } from './folder-bytes.ts'
import { readPackArchive } from './installed.ts'
import { loadPack } from './load-pack.ts'

/** A pack out of an archive that brings its library, to be tried and not to be installed. Throws PACK_SIGNATURE (no such archive), PACK_INVALID. */
export async function readPack(bytes: Uint8Array): Promise<Pack> {
  const { id, files, library } = await readPackArchive(bytes)
  const result = loadPack(id, asTexts(files), library === undefined ? new Map() : asTexts(library))
  if (result.ok) return result.value.pack
  const [problem] = result.problems
  throw new AppError('PACK_INVALID', { pack: id, file: problem?.file ?? id, line: problem?.line ?? 1, message: problem?.message ?? '' })
}
