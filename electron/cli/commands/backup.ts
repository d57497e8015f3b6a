import { cliText } from '../../../shared/text/cli.ts'
import { restoredPacksText } from '../../../shared/text/restored-packs.ts'
import { optional, outputOption, theFile } from '../arguments.ts'
import type { Command } from '../command.ts'
import { readNamedFile, writeNamedFile } from '../disk.ts'
import { withSession } from '../with-session.ts'

export const backupCommand: Command = {
  name: 'backup',
  options: outputOption,
  async run(context) {
    const output = optional(context, 'output')
    return withSession(context, async (session) => {
      const backup = await session.call('backup.create', {})
      if (output === undefined) return { exit: 0, json: backup, text: cliText.backedUp(backup.id) }
      const { bytes } = await session.call('backup.bytes', { id: backup.id })
      const file = await writeNamedFile(output, bytes)
      return { exit: 0, json: { ...backup, file }, text: `${cliText.backedUp(backup.id)}\n${cliText.written(file)}` }
    })
  },
}

/** Years of ledgers and sealed packages. */
const backupLimitMb = 2000

export const restoreCommand: Command = {
  name: 'restore',
  options: { 'even-if-newer': { type: 'boolean' } },
  async run(context) {
    const { bytes } = await readNamedFile(theFile(context, 'FILE'), backupLimitMb)
    const session = await context.open()
    try {
      const result = await session.call('backup.restore', { bytes, evenIfNewer: context.values['even-if-newer'] === true })
      return { exit: 0, json: result, text: [cliText.restored(result.replaced.id), ...restoredPacksText(result)].join('\n') }
    } finally {
      await session.close()
    }
  },
}
