import { readdirSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { AppError } from '../../../../shared/model/errors.ts'
import { packToolsText } from '../../../../shared/text/pack-tools.ts'
import { libraryFolder } from '../../../engine/packs/load-pack.ts'
import { theFile } from '../../arguments.ts'
import { type CommandContext, UsageError } from '../../command.ts'

/** A pack's folder as the command line was given it, and the library it is read with. */
export interface PackFolder {
  readonly id: string
  readonly folder: string
  readonly library: string
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true

const isPack = (path: string): boolean => statSync(join(path, 'pack.yaml'), { throwIfNoEntry: false })?.isFile() === true

/** A folder beside which `common` lies brings its own library; any other is read with the program's. Throws FILE_NOT_FOUND, and says so when it holds packs. */
export function packFolderAt(context: CommandContext, path: string): PackFolder {
  const folder = resolve(path)
  if (!isFolder(folder)) throw new AppError('FILE_NOT_FOUND', { file: basename(folder) })
  if (!isPack(folder)) {
    const inside = readdirSync(folder).filter((name) => isPack(join(folder, name)))
    if (inside.length > 0) throw new UsageError(packToolsText.folderOfPacks(basename(folder), inside))
  }
  const beside = join(dirname(folder), libraryFolder)
  return { id: basename(folder), folder, library: isFolder(beside) ? beside : join(context.packsDir, libraryFolder) }
}

/** The folder a command works on. */
export const thePackFolder = (context: CommandContext): PackFolder => packFolderAt(context, theFile(context, 'DIR'))
