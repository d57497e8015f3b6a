import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../../../shared/model/errors.ts'
import { packToolsText } from '../../../../shared/text/pack-tools.ts'
import { newKeyPair } from '../../../engine/packs/signature.ts'
import { outputOption, required } from '../../arguments.ts'
import type { Command } from '../../command.ts'
import { requireWritableFolder } from '../../disk.ts'

const privateName = 'tanbao-private.pem'
const publicName = 'tanbao-public.pem'
/** Only the owner reads the private key; a key that is there already is never written over. */
const ownerOnly = { mode: 0o600, flag: 'wx' }

/** Makes a pair of signing keys in a folder. Throws OUTPUT_UNWRITABLE. */
export const packKeysCommand: Command = {
  name: 'keys',
  options: outputOption,
  async run(context) {
    const folder = required(context, 'output')
    await requireWritableFolder(folder)
    const { privateKey, publicKey, fingerprint } = newKeyPair()
    try {
      await writeFile(join(folder, privateName), privateKey, ownerOnly)
      await writeFile(join(folder, publicName), publicKey, { flag: 'wx' })
    } catch (cause) {
      throw new AppError('OUTPUT_UNWRITABLE', { file: privateName }, { cause })
    }
    return {
      exit: 0,
      json: { privateKey: join(folder, privateName), publicKey: join(folder, publicName), fingerprint },
      text: packToolsText.keysMade(join(folder, privateName), join(folder, publicName), fingerprint),
    }
  },
}
