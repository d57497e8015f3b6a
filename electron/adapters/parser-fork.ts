/** The parser process under plain Node: for the loopback host, the command line and the tests. */
import { fork } from 'node:child_process'
import { parserPath } from '../engine/entry-points.ts'
import { createParser, parserNodeArguments } from '../engine/excel/parser-client.ts'
import type { FromParser } from '../engine/excel/parser-protocol.ts'
import type { ParserProcess } from '../engine/ports.ts'

/** No writing, no further processes: one more hurdle for a file that takes a parser over, and no wall. */
const permissions = ['--permission', '--allow-fs-read=*', '--allow-worker'] as const

/** @param limits time of day one file may take, in milliseconds */
export function forkParser(limits?: { readonly timeMs: number }): ParserProcess {
  return createParser(startParserChild, limits)
}

/** Starts one process for one file. */
export function startParserChild() {
  const child = fork(parserPath(), {
    execArgv: [...parserNodeArguments, ...permissions],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    // Dates are computed in UTC whatever the zone of the machine; nothing else of our environment is its business.
    env: { TZ: 'UTC', ...(process.env.SystemRoot === undefined ? {} : { SystemRoot: process.env.SystemRoot }) },
  })
  let gone = false
  const exits: (() => void)[] = []
  const leave = () => {
    if (gone) return
    gone = true
    for (const listener of exits) listener()
  }
  child.on('exit', leave)
  child.on('error', leave)
  return {
    pid: child.pid,
    // A process that is being killed may close its channel first; its exit tells the rest.
    post: (message: object) => void (child.connected && child.send(message, () => {})),
    onMessage: (listener: (message: FromParser) => void) => void child.on('message', (message) => listener(message as FromParser)), // our own child
    onExit: (listener: () => void) => void exits.push(listener),
    kill: () => void child.kill('SIGKILL'),
  }
}
