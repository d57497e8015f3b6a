import { AppError } from '../../../../shared/model/errors.ts'
import { packToolsText } from '../../../../shared/text/pack-tools.ts'
import { readFolderBytes } from '../../../engine/packs/folder-bytes.ts'
import { faultSentence, installedPacksFolder } from '../../../engine/packs/installed.ts'
import { fingerprintOfPem, verifyPack } from '../../../engine/packs/signature.ts'
import { trustedKeys } from '../../../engine/packs/trusted-keys.ts'
import { optional } from '../../arguments.ts'
import type { Command, CommandContext } from '../../command.ts'
import { readNamedFile } from '../../disk.ts'
import { thePackFolder } from './pack-folder.ts'

const keyLimitMb = 1

const wantedKey = async (context: CommandContext): Promise<string | undefined> => {
  const path = optional(context, 'key')
  if (path === undefined) return undefined
  const { fileName, bytes } = await readNamedFile(path, keyLimitMb)
  const fingerprint = fingerprintOfPem(new TextDecoder().decode(bytes))
  if (fingerprint === undefined) throw new AppError('PACK_KEY_INVALID', { file: fileName })
  return fingerprint
}

/** Whether a pack is what was signed, and by which key. Exits 1 when it is not, or when the key is another. */
export const packVerifyCommand: Command = {
  name: 'verify',
  options: { key: { type: 'string' } },
  async run(context) {
    const { id, folder, library } = thePackFolder(context)
    const wanted = await wantedKey(context)
    const verdict = verifyPack(id, readFolderBytes(folder), readFolderBytes(library))
    if (!verdict.ok) {
      const message = faultSentence(verdict.fault)
      return { exit: 1, json: { ok: false, fault: verdict.fault, message }, text: packToolsText.verifyFailed(message) }
    }
    const { key: fingerprint, version } = verdict.signature
    const trusted = trustedKeys(installedPacksFolder(context.dataDir)).some((key) => key.fingerprint === fingerprint)
    const isOther = wanted !== undefined && wanted !== fingerprint
    return {
      exit: isOther ? 1 : 0,
      json: { ok: !isOther, id, version, fingerprint, trusted },
      text: isOther
        ? packToolsText.otherKey(fingerprint, wanted)
        : packToolsText.verified(id, version, fingerprint, wanted !== undefined || trusted),
    }
  },
}
