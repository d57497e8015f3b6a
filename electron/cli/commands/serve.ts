import { once } from 'node:events'
import { cliText } from '../../../shared/text/cli.ts'
import { rendererDir } from '../../engine/entry-points.ts'
import { startHost } from '../../host/host.ts'
import { optional } from '../arguments.ts'
import { type Command, UsageError } from '../command.ts'

export const serveCommand: Command = {
  name: 'serve',
  options: { port: { type: 'string' } },
  async run(context) {
    const port = Number(optional(context, 'port') ?? '0')
    if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new UsageError(cliText.badOption(`--port ${context.values.port}`))
    const host = await startHost({ dataDir: context.dataDir, packsDir: context.packsDir, rendererDir: rendererDir(), port })
    context.say(context.values.json === true ? JSON.stringify({ url: host.url }) : cliText.serving(host.url))
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
    await host.close()
    return { exit: 0, json: undefined, text: '' }
  },
}
