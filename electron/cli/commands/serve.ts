import { once } from 'node:events'
import { cliText } from '../../../shared/text/cli.ts'
import { rendererDir } from '../../engine/entry-points.ts'
import { openHost } from '../../host/host.ts'
import { optional } from '../arguments.ts'
import { type Command, UsageError } from '../command.ts'

export const serveCommand: Command = {
  name: 'serve',
  options: { port: { type: 'string' } },
  async run(context) {
    const port = Number(optional(context, 'port') ?? '0')
    if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new UsageError(cliText.badOption(`--port ${context.values.port}`))
    // The browser reads the pages while the data are opened.
    const host = await openHost({ dataDir: context.dataDir, packsDir: context.packsDir, rendererDir: rendererDir(), port })
    try {
      if (context.values.json === true) {
        // One answer for a script: where it is, or why it is not.
        await host.opened
        context.say(JSON.stringify({ url: host.url }))
      } else {
        context.say(cliText.serving(host.url))
        await host.opened
      }
      // Until then a signal ends the program at once: nobody has saved anything yet.
      await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
    } finally {
      await host.close()
    }
    return { exit: 0, json: undefined, text: '' }
  },
}
