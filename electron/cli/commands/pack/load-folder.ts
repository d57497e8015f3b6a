import { AppError } from '../../../../shared/model/errors.ts'
import { type LoadedPack, loadPack, readPackFiles } from '../../../engine/packs/load-pack.ts'
import type { PackFolder } from './pack-folder.ts'

/** The pack of a folder; one with a mistake is refused with the first. Throws PACK_INVALID. */
export function loadFolder({ id, folder, library }: PackFolder): LoadedPack {
  const loaded = loadPack(id, readPackFiles(folder), readPackFiles(library))
  if (loaded.ok) return loaded.value
  const [problem] = loaded.problems
  throw new AppError('PACK_INVALID', { pack: id, file: problem?.file ?? id, line: problem?.line ?? 1, message: problem?.message ?? '' })
}
