import { join } from 'node:path'
import { AppError } from '../../../../shared/model/errors.ts'
import { packToolsText } from '../../../../shared/text/pack-tools.ts'
import { readFolderBytes } from '../../../engine/packs/folder-bytes.ts'
import { signatureFile, signPack, verifyPack } from '../../../engine/packs/signature.ts'
import { required } from '../../arguments.ts'
import type { Command } from '../../command.ts'
import { readNamedFile, writeNamedFile } from '../../disk.ts'
import { loadFolder } from './load-folder.ts'
import { thePackFolder } from './pack-folder.ts'

const keyLimitMb = 1

/** Signs a pack that has no mistake. Throws PACK_INVALID, PACK_KEY_INVALID, PACK_SIGNATURE. */
export const packSignCommand: Command = {
  name: 'sign',
  options: { key: { type: 'string' } },
  async run(context) {
    const place = thePackFolder(context)
    const { id, folder, library } = place
    const key = await readNamedFile(required(context, 'key'), keyLimitMb)
    const { version } = loadFolder(place).pack.manifest
    const files = readFolderBytes(folder)
    const libraryFiles = readFolderBytes(library)
    const bytes = signPack({ id, version, files, library: libraryFiles }, new TextDecoder().decode(key.bytes))
    if (bytes === undefined) throw new AppError('PACK_KEY_INVALID', { file: key.fileName })
    const verdict = verifyPack(id, new Map([...files, [signatureFile, bytes]]), libraryFiles)
    if (!verdict.ok) throw new Error(`a signature that does not verify: ${verdict.fault.kind}`)
    const file = await writeNamedFile(join(folder, signatureFile), bytes)
    const { key: fingerprint } = verdict.signature
    return {
      exit: 0,
      json: { id, version, fingerprint, file, files: files.size },
      text: packToolsText.signed(id, version, fingerprint, file),
    }
  },
}
