/** `tanbao hub-account …`: who may sign in to the hub. Works on the database, also while the hub runs. */
import { cliText } from '../../../shared/text/cli.ts'
import { hubText } from '../../../shared/text/hub.ts'
import { type Accounts, HubRole } from '../../hub/accounts.ts'
import { required, theFile } from '../arguments.ts'
import { type Command, type CommandContext, UsageError } from '../command.ts'
import { readPasswordFile } from '../password-file.ts'
import { databaseUrl } from './hub.ts'

const database = { 'database-url': { type: 'string' } } as const
const passwordFile = { 'password-file': { type: 'string' } } as const
const role = { role: { type: 'string' } } as const

async function withAccounts<T>(context: CommandContext, work: (accounts: Accounts) => Promise<T>): Promise<T> {
  const { openAccounts } = await import('../../hub/hub.ts')
  const { accounts, close } = await openAccounts(databaseUrl(context))
  try {
    return await work(accounts)
  } finally {
    await close()
  }
}
function theRole(context: CommandContext): HubRole {
  const given = required(context, 'role')
  const parsed = HubRole.safeParse(given)
  if (!parsed.success) throw new UsageError(cliText.badOption(hubText.badRole(given)))
  return parsed.data
}
const theName = (context: CommandContext): string => theFile(context, 'NAME').normalize('NFC').trim()
const thePassword = (context: CommandContext): Promise<string> => readPasswordFile(required(context, 'password-file'))

const listCommand: Command = {
  name: 'list',
  options: database,
  run: (context) =>
    withAccounts(context, async (accounts) => {
      const all = await accounts.list()
      const lines = all.map((account) => hubText.account(account.name, account.role, account.disabled))
      return { exit: 0, json: all, text: lines.length === 0 ? hubText.noAccounts : lines.join('\n') }
    }),
}
const addCommand: Command = {
  name: 'add',
  options: { ...database, ...role, ...passwordFile },
  run: (context) =>
    withAccounts(context, async (accounts) => {
      const account = { name: theName(context), role: theRole(context) }
      await accounts.add(account.name, account.role, await thePassword(context))
      return { exit: 0, json: account, text: hubText.added(account.name) }
    }),
}
const passwordCommand: Command = {
  name: 'password',
  options: { ...database, ...passwordFile },
  run: (context) =>
    withAccounts(context, async (accounts) => {
      const name = theName(context)
      await accounts.setPassword(name, await thePassword(context))
      return { exit: 0, json: { name }, text: hubText.changed(name) }
    }),
}
const roleCommand: Command = {
  name: 'role',
  options: { ...database, ...role },
  run: (context) =>
    withAccounts(context, async (accounts) => {
      const account = { name: theName(context), role: theRole(context) }
      await accounts.setRole(account.name, account.role)
      return { exit: 0, json: account, text: hubText.changed(account.name) }
    }),
}
const closeCommand: Command = {
  name: 'close',
  options: database,
  run: (context) =>
    withAccounts(context, async (accounts) => {
      const name = theName(context)
      await accounts.disable(name)
      return { exit: 0, json: { name }, text: hubText.closed(name) }
    }),
}

export const hubAccountCommands: ReadonlyMap<string, Command> = new Map(
  [listCommand, addCommand, passwordCommand, roleCommand, closeCommand].map((command) => [command.name, command]),
)
