import { join } from 'node:path'
import { exchangeCliText as text } from '../../../shared/text/cli-exchange.ts'
import { optional, outputOption, required } from '../arguments.ts'
import { type Command, type CommandContext, type CommandResult, type Session, UsageError } from '../command.ts'
import { readNamedFile, requireWritableFolder, writeNamedFile } from '../disk.ts'
import { withSession } from '../with-session.ts'

const unitFileLimitMb = 1

async function exportUnitFile(context: CommandContext, session: Session): Promise<CommandResult> {
  const folder = required(context, 'output')
  await requireWritableFolder(folder)
  const { own } = await session.call('keys.create', {})
  const { fileName, bytes } = await session.call('keys.unitFile', {})
  const file = join(folder, fileName)
  await writeNamedFile(file, bytes)
  return { exit: 0, json: { file, fingerprint: own?.fingerprint, words: own?.words }, text: text.exported(file, own?.words ?? '') }
}

/** The fingerprint of another's key by how it begins. */
async function fingerprintOf(session: Session, typed: string): Promise<string> {
  const { peers } = await session.call('keys.status', {})
  const [found, ...more] = peers.filter(({ fingerprint }) => fingerprint.startsWith(typed.toLowerCase()))
  if (found === undefined || more.length > 0) throw new UsageError(text.whichKey(typed))
  return found.fingerprint
}

async function change(context: CommandContext, session: Session) {
  const [file, revoked, national] = [optional(context, 'add'), optional(context, 'revoke'), optional(context, 'national')]
  if (file !== undefined) {
    const words = required(context, 'words')
    return session.call('keys.add', { bytes: (await readNamedFile(file, unitFileLimitMb)).bytes, words })
  }
  if (revoked !== undefined) {
    return session.call('keys.revoke', { fingerprint: await fingerprintOf(session, revoked), reason: required(context, 'reason') })
  }
  if (national !== undefined) {
    if (national !== 'on' && national !== 'off') throw new UsageError(text.onOrOff)
    await session.call('keys.create', {})
    return session.call('keys.setNational', { on: national === 'on' })
  }
  return context.values.replace === true
    ? session.call('keys.replace', { reason: required(context, 'reason') })
    : session.call('keys.status', {})
}

/** Own keys and those of the other side: shown, handed out, taken in, replaced, revoked. */
export const keysCommand: Command = {
  name: 'keys',
  options: {
    ...outputOption,
    export: { type: 'boolean' },
    add: { type: 'string' },
    words: { type: 'string' },
    replace: { type: 'boolean' },
    revoke: { type: 'string' },
    national: { type: 'string' },
    reason: { type: 'string' },
  },
  run: (context) =>
    withSession(context, async (session) => {
      if (context.values.export === true) return exportUnitFile(context, session)
      const status = await change(context, session)
      return { exit: 0, json: status, text: text.status(status) }
    }),
}
