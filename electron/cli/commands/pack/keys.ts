import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../../../shared/model/errors.ts'
import { packToolsText } from '../../../../shared/text/pack-tools.ts'
import { newKeyPair } from '../../../engine/packs/signature.ts'
import { optional, outputOption, required } from '../../arguments.ts'
import type { Command, CommandContext, CommandResult } from '../../command.ts'
import { requireWritableFolder } from '../../disk.ts'
import { withSession } from '../../with-session.ts'
import { fingerprintTyped } from './fingerprint-typed.ts'

const privateName = 'tanbao-private.pem'
const publicName = 'tanbao-public.pem'
/** Only the owner reads the private key; a key that is there already is never written over. */
const ownerOnly = { mode: 0o600, flag: 'wx' }

/** The keys that the data folder trusts. */
const listKeys = (context: CommandContext): Promise<CommandResult> =>
  withSession(
    context,
    async (session) => {
      const { keys } = await session.call('pack.status', {})
      return { exit: 0, json: { keys }, text: packToolsText.keyList(keys) }
    },
    { create: true },
  )

/** Throws PACK_KEY_NONE. */
const forgetKey = (context: CommandContext, typed: string): Promise<CommandResult> => {
  const fingerprint = fingerprintTyped(typed, '--forget')
  return withSession(context, async (session) => {
    const status = await session.call('pack.forgetKey', { fingerprint })
    return { exit: 0, json: { forgotten: fingerprint, ...status }, text: packToolsText.keyForgotten(fingerprint, status.refused) }
  })
}

/**
 * Makes a pair of signing keys in a folder; `--list` shows the keys that the data folder trusts, `--forget` stops trusting one.
 * Throws OUTPUT_UNWRITABLE, PACK_KEY_NONE.
 */
export const packKeysCommand: Command = {
  name: 'keys',
  options: { ...outputOption, list: { type: 'boolean' }, forget: { type: 'string' } },
  async run(context) {
    if (context.values.list === true) return listKeys(context)
    const forgotten = optional(context, 'forget')
    if (forgotten !== undefined) return forgetKey(context, forgotten)
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
