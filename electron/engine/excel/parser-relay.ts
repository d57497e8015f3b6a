/**
 * Lets the engine's thread use parser processes that only the main thread can start, as in Electron. Each process gets
 * a message port of its own; what passes is exactly what the process itself would send and take.
 */
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import type { ParserChild } from './parser-client.ts'
import type { FromParser, ToParser } from './parser-protocol.ts'

type Down = { readonly kind: 'post'; readonly message: ToParser } | { readonly kind: 'kill' }
type Up = { readonly kind: 'message'; readonly message: FromParser } | { readonly kind: 'exit' }

/** The thread's end: starts a process on the other side of `relay`. */
export function startOverRelay(relay: MessagePort): ParserChild {
  const { port1, port2 } = new MessageChannel()
  relay.postMessage(port2, [port2])
  const say = (message: Down) => port1.postMessage(message)
  const listen = (listener: (message: Up) => void) => void port1.on('message', listener)
  return {
    post: (message) => say({ kind: 'post', message }),
    onMessage: (listener) => listen((up) => up.kind === 'message' && listener(up.message)),
    onExit: (listener) => listen((up) => up.kind === 'exit' && listener()),
    kill: () => say({ kind: 'kill' }),
  }
}

/** The main thread's end: starts what the engine asks for. */
export function serveRelay(relay: MessagePort, start: () => ParserChild): void {
  relay.on('message', (port: MessagePort) => {
    const child = start()
    const say = (message: Up) => port.postMessage(message)
    child.onMessage((message) => say({ kind: 'message', message }))
    child.onExit(() => {
      say({ kind: 'exit' })
      port.close()
    })
    port.on('message', (down: Down) => (down.kind === 'kill' ? child.kill() : child.post(down.message)))
  })
}
