import { packToolsText } from '../../../../shared/text/pack-tools.ts'
import { optional } from '../../arguments.ts'
import type { Command } from '../../command.ts'
import { withSession } from '../../with-session.ts'
import { fingerprintTyped } from './fingerprint-typed.ts'
import { packArchive } from './pack-archive.ts'

/** Puts a signed pack into the data folder. Throws PACK_SIGNATURE, PACK_KEY_UNKNOWN, PACK_KEY_FORGOTTEN, PACK_OLDER, PACK_INVALID. */
export const packInstallCommand: Command = {
  name: 'install',
  options: { trust: { type: 'string' } },
  async run(context) {
    const typed = optional(context, 'trust')
    const trust = typed === undefined ? undefined : fingerprintTyped(typed, '--trust')
    const bytes = await packArchive(context)
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
