import { once } from 'node:events'
import { cliText } from '../../../shared/text/cli.ts'
import { hubText } from '../../../shared/text/hub.ts'
import { rendererDir } from '../../engine/entry-points.ts'
import { optional, required } from '../arguments.ts'
import { type Command, type CommandContext, UsageError } from '../command.ts'
import { readNamedFile } from '../disk.ts'

const certificateLimitMb = 1

/** A password in an address on the command line can be read by everybody on the machine: the environment is better. */
export const databaseUrl = (context: CommandContext): string =>
  optional(context, 'database-url') ?? process.env.TANBAO_DATABASE_URL ?? required(context, 'database-url')

const pem = async (context: CommandContext, option: string): Promise<string> =>
  new TextDecoder().decode((await readNamedFile(required(context, option), certificateLimitMb)).bytes)

export const hubCommand: Command = {
  name: 'hub',
  options: {
    'database-url': { type: 'string' },
    cert: { type: 'string' },
    key: { type: 'string' },
    name: { type: 'string' },
    address: { type: 'string' },
    port: { type: 'string' },
  },
  async run(context) {
    const port = Number(optional(context, 'port') ?? '8443')
    if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new UsageError(cliText.badOption(`--port ${context.values.port}`))
    const url = databaseUrl(context)
    // The database's client is loaded where it is wanted, not at every command.
    const { openAccounts, startHub } = await import('../../hub/hub.ts')
    const { accounts, close } = await openAccounts(url)
    try {
      if ((await accounts.list()).length === 0) context.say(hubText.noAccounts)
    } finally {
      await close()
    }
    const hub = await startHub({
      dataDir: context.dataDir,
      packsDir: context.packsDir,
      rendererDir: rendererDir(),
      databaseUrl: url,
      certificate: await pem(context, 'cert'),
      privateKey: await pem(context, 'key'),
      address: optional(context, 'address') ?? '0.0.0.0',
      port,
      names: required(context, 'name').split(','),
    })
    context.say(context.values.json === true ? JSON.stringify({ urls: hub.origins }) : hubText.serving(hub.origins))
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
    await hub.close()
    return { exit: 0, json: undefined, text: '' }
  },
}
