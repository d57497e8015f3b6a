import { statSync } from 'node:fs'
import { packToolsText } from '../../../../shared/text/pack-tools.ts'
import { readFolderBytes } from '../../../engine/packs/folder-bytes.ts'
import { libraryFolder } from '../../../engine/packs/load-pack.ts'
import { packZip } from '../../../engine/packs/pack-zip.ts'
import { optional, theFile } from '../../arguments.ts'
import { type Command, type CommandContext, UsageError } from '../../command.ts'
import { readNamedFile } from '../../disk.ts'
import { withSession } from '../../with-session.ts'
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

/** A fingerprint as people copy it: with or without the marks between its groups. */
function trustOf(context: CommandContext): string | undefined {
  const typed = optional(context, 'trust')
  if (typed === undefined) return undefined
  const fingerprint = typed.replaceAll(/[\s:-]/g, '').toLowerCase()
  if (!/^[0-9a-f]{64}$/.test(fingerprint)) throw new UsageError(packToolsText.badFingerprint)
  return fingerprint
}

/** Puts a signed pack into the data folder. Throws PACK_SIGNATURE, PACK_KEY_UNKNOWN, PACK_OLDER, PACK_INVALID. */
export const packInstallCommand: Command = {
  name: 'install',
  options: { trust: { type: 'string' } },
  async run(context) {
    const trust = trustOf(context)
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
