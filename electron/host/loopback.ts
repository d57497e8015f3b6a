import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Subscribe } from '../../shared/contract/index.ts'
import type { SendEncoded } from '../engine/thread-protocol.ts'
import { judge } from './guard.ts'
import { refuse, serveCall, serveEvents, servePage, setFixedHeaders } from './http.ts'
import { openPages } from './pages.ts'

// An import of this module would load Node's own fetch with it: 40 ms of every start.
const { createServer } = process.getBuiltinModule('node:http')

export interface LoopbackOptions {
  readonly send: SendEncoded
  readonly subscribe: Subscribe
  readonly rendererDir: string
  /** 0 = any free port. */
  readonly port: number
}
export interface Loopback {
  /** With the token in the fragment, which browsers never send. */
  readonly url: string
  readonly origin: string
  readonly token: string
  close(): Promise<void>
}

/**
 * Serves the built pages and the contract to this machine only. Every request passes `judge`; the pages themselves hold no
 * data, so they need no token.
 */
export async function startLoopback({ send, subscribe, rendererDir, port }: LoopbackOptions): Promise<Loopback> {
  const token = randomBytes(32).toString('base64url')
  const pages = await openPages(rendererDir)
  let host = ''
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    setFixedHeaders(response)
    const verdict = judge(request, { host, token })
    if (!verdict.ok) refuse(response, verdict.status)
    else if (verdict.route === 'call') await serveCall(request, response, ({ method, input }) => send(method, input))
    else if (verdict.route === 'events') serveEvents(response, subscribe)
    else await servePage(response, pages, verdict.path)
  }
  const server = createServer((request, response) => {
    serve(request, response).catch(() => {
      if (response.headersSent) response.destroy()
      else refuse(response, 500)
    })
  })
  server.headersTimeout = 10_000
  server.requestTimeout = 120_000
  // A page may be quiet for an hour and then save: a connection closed meanwhile would meet that save halfway.
  server.keepAliveTimeout = 0
  server.maxConnections = 128
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  host = `127.0.0.1:${(server.address() as AddressInfo).port}` // listening on TCP, so it is neither null nor a pipe
  const origin = `http://${host}`
  return {
    url: `${origin}/#token=${token}`,
    origin,
    token,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
