import { statSync } from 'node:fs'
import { readFolderBytes } from '../../../engine/packs/folder-bytes.ts'
import { libraryFolder } from '../../../engine/packs/load-pack.ts'
import { packZip } from '../../../engine/packs/pack-zip.ts'
import { theFile } from '../../arguments.ts'
import type { CommandContext } from '../../command.ts'
import { readNamedFile } from '../../disk.ts'
import { packFolderAt } from './pack-folder.ts'

const archiveLimitMb = 64

/** The bytes of the zip a person named, or of a folder as one. Throws FILE_NOT_FOUND. */
export async function packArchive(context: CommandContext): Promise<Uint8Array> {
  const path = theFile(context, 'DIR|ZIP')
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return (await readNamedFile(path, archiveLimitMb)).bytes
  const { id, folder, library } = packFolderAt(context, path)
  return packZip(
    new Map([
      [id, readFolderBytes(folder)],
      [libraryFolder, readFolderBytes(library)],
    ]),
  )
}
