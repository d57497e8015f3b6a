import { statSync } from 'node:fs'
import { packToolsText } from '../../../../shared/text/pack-tools.ts'
import { readFolderBytes } from '../../../engine/packs/folder-bytes.ts'
import { libraryFolder } from '../../../engine/packs/load-pack.ts'
import { packZip } from '../../../engine/packs/pack-zip.ts'
import { optional, theFile } from '../../arguments.ts'
import type { Command, CommandContext } from '../../command.ts'
import { readNamedFile } from '../../disk.ts'
import { withSession } from '../../with-session.ts'
import { fingerprintTyped } from './fingerprint-typed.ts'
import { packFolderAt } from './pack-folder.ts'

const archiveLimitMb = 64

/** The bytes of the zip a person named, or of a folder as one. */
async function archiveOf(context: CommandContext): Promise<Uint8Array> {
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

/** Puts a signed pack into the data folder. Throws PACK_SIGNATURE, PACK_KEY_UNKNOWN, PACK_KEY_FORGOTTEN, PACK_OLDER, PACK_INVALID. */
export const packInstallCommand: Command = {
  name: 'install',
  options: { trust: { type: 'string' } },
  async run(context) {
    const typed = optional(context, 'trust')
    const trust = typed === undefined ? undefined : fingerprintTyped(typed, '--trust')
    const bytes = await archiveOf(context)
    return withSession(
      context,
      async (session) => {
        const installed = await session.call('pack.install', { bytes, ...(trust === undefined ? {} : { trust }) })
        return { exit: 0, json: installed, text: packToolsText.installed(installed) }
      },
      { create: true },
    )
  },
}
