import { resolve } from 'node:path'
import { backupFolderText } from '../../../shared/text/backup-folder.ts'
import { cliText } from '../../../shared/text/cli.ts'
import { restoredPacksText } from '../../../shared/text/restored-packs.ts'
import { optional, outputOption, theFile } from '../arguments.ts'
import type { Command } from '../command.ts'
import { readNamedFile, writeNamedFile } from '../disk.ts'
import { localTime } from '../local-time.ts'
import { withSession } from '../with-session.ts'

export const backupCommand: Command = {
  name: 'backup',
  options: { ...outputOption, to: { type: 'string' } },
  async run(context) {
    const output = optional(context, 'output')
    const to = optional(context, 'to')
    return withSession(context, async (session) => {
      if (to !== undefined) await session.call('backup.setFolder', { folder: to === '' ? null : resolve(to) })
      const backup = await session.call('backup.create', {})
      const { second } = await session.call('backup.folder', {})
      const said = [cliText.backedUp(backup.id), ...(second === null ? [] : [backupFolderText.standing(second)])].join('\n')
      if (output === undefined) return { exit: 0, json: { ...backup, second }, text: said }
      const { bytes } = await session.call('backup.bytes', { id: backup.id })
      const file = await writeNamedFile(output, bytes)
      return { exit: 0, json: { ...backup, second, file }, text: `${said}\n${cliText.written(file)}` }
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
      return {
        exit: 0,
        json: result,
        text: [cliText.restored(result.replaced.id, localTime(result.replaced.at)), ...restoredPacksText(result)].join('\n'),
      }
    } finally {
      await session.close()
    }
  },
}
