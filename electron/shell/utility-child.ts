import { utilityProcess } from 'electron'
import { parserPath } from '../engine/entry-points.ts'
import { type ParserChild, parserNodeArguments } from '../engine/excel/parser-client.ts'

/** The parser process as Electron starts it: Node's own `fork` is switched off in an installed program. */
export function startUtilityChild(): ParserChild {
  const child = utilityProcess.fork(parserPath(), [], {
    execArgv: [...parserNodeArguments],
    stdio: 'ignore',
    serviceName: 'tanbao-parser',
    // Dates are computed in UTC whatever the zone of the machine; nothing else of our environment is its business.
    env: { TZ: 'UTC', ...(process.env.SystemRoot === undefined ? {} : { SystemRoot: process.env.SystemRoot }) },
  })
  return {
    post: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', () => listener()),
    kill: () => {
      // A file that keeps the process busy must not be able to ignore us.
      if (child.pid === undefined) child.kill()
      else process.kill(child.pid, 'SIGKILL')
    },
  }
}
