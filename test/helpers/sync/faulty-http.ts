/** Stands between a program and a WebDAV server and spoils what passes, request by request. */
import { once } from 'node:events'
import { Agent, request as ask, createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { type FaultyRun, nextFault } from './faults.ts'
import type { RunningServer } from './running-server.ts'

interface Asked {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}
interface Answered {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}
export interface FaultyHttp {
  readonly port: number
  stop(): Promise<void>
}

const collect = async (message: AsyncIterable<Buffer>): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** @param runs by the folder their requests go to: `/dav/<run>/…` */
export async function faultyHttp(server: RunningServer, runs: ReadonlyMap<string, FaultyRun>): Promise<FaultyHttp> {
  const agent = new Agent({ keepAlive: true, maxSockets: 32 })
  let port = 0
  // The server knows itself under its own port.
  const here = (text: string): string => text.replaceAll(`127.0.0.1:${port}`, `127.0.0.1:${server.port}`)

  const forward = ({ method, path, headers, body }: Asked): Promise<Answered> =>
    new Promise((resolve, reject) => {
      const destination = headers.destination === undefined ? {} : { destination: here(String(headers.destination)) }
      const { 'transfer-encoding': _, ...kept } = headers
      const sent = { ...kept, ...destination, host: `127.0.0.1:${server.port}`, connection: 'keep-alive', 'content-length': body.length }
      const upstream = ask({ agent, host: '127.0.0.1', port: server.port, method, path, headers: sent })
      upstream.on('error', reject).on('response', (response) => {
        collect(response).then((answer) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: answer }), reject)
      })
      upstream.end(body)
    })
  /** The head and the first bytes of a request, then the end of the line. */
  const forwardCut = ({ method, path, headers, body }: Asked, bytes: number): Promise<void> =>
    new Promise((resolve) => {
      const socket = connect(server.port, '127.0.0.1')
      socket.on('error', () => {}).on('close', () => resolve())
      const destination = headers.destination === undefined ? '' : `Destination: ${here(String(headers.destination))}\r\nOverwrite: F\r\n`
      const head = `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nAuthorization: ${headers.authorization}\r\n${destination}Content-Length: ${body.length}\r\n\r\n`
      const whole = Buffer.concat([Buffer.from(head), body])
      socket.write(whole.subarray(0, bytes), () => socket.destroy())
    })
  const reply = (response: ServerResponse, { status, headers, body }: Answered): void => {
    const { 'transfer-encoding': _, connection: __, ...kept } = headers
    response.writeHead(status, { ...kept, 'content-length': body.length }).end(body)
  }
  const plain = (status: number, headers: Record<string, string> = {}): Answered => ({ status, headers, body: Buffer.alloc(0) })
  const isWriting = ({ method }: Asked): boolean => method === 'PUT'

  async function serve(asked: Asked, response: ServerResponse, run: FaultyRun): Promise<void> {
    const fault = await nextFault(run)
    const hangUp = (): void => void response.destroy()
    switch (fault) {
      case undefined: {
        const answered = await forward(asked)
        if (asked.method === 'PROPFIND') run.lastListing ??= answered
        return reply(response, answered)
      }
      case 'refuse':
        return hangUp()
      case 'cutUp':
        await forwardCut(asked, 1 + Math.floor(run.roll() * (asked.body.length + 250)))
        return hangUp()
      case 'cutDown': {
        const { status, headers, body } = await forward(asked)
        const { 'transfer-encoding': _, ...kept } = headers
        response.writeHead(status, { ...kept, 'content-length': body.length + 1 })
        response.write(body.subarray(0, Math.floor(run.roll() * (body.length + 1))), hangUp)
        return
      }
      case 'loseAnswer':
        await forward(asked)
        return hangUp()
      case 'lie':
        return reply(response, plain(asked.method === 'GET' ? 404 : asked.method === 'PROPFIND' ? 207 : 201))
      case 'truncate':
        if (isWriting(asked)) await forward({ ...asked, body: asked.body.subarray(0, Math.floor(run.roll() * asked.body.length)) })
        else await forward(asked)
        return reply(response, plain(asked.method === 'GET' ? 404 : 201))
      case 'duplicate':
        await forward(asked)
        return reply(response, await forward(asked))
      case 'late':
        run.held.push(() =>
          forward(asked).then(
            () => undefined,
            () => undefined,
          ),
        )
        return hangUp()
      case 'full':
        if (isWriting(asked)) await forward({ ...asked, body: asked.body.subarray(0, Math.floor(run.roll() * asked.body.length)) })
        return reply(response, plain(507))
      case 'busy':
        return reply(response, plain(503, { 'retry-after': '86400' }))
      case 'stale':
        if (asked.method === 'PROPFIND' && run.lastListing !== undefined) return reply(response, run.lastListing as Answered) // kept above
        return reply(response, await forward(asked))
      case 'kill':
        run.kill()
        await forward(asked)
        return hangUp()
      case 'serverKill': {
        const half = forwardCut(asked, 200 + Math.floor(asked.body.length / 2))
        await server.restart()
        await half
        return hangUp()
      }
    }
  }

  const proxy = createServer((request, response) => {
    response.on('error', () => {})
    void (async () => {
      try {
        const body = await collect(request)
        const run = runs.get(request.url?.split('/')[2] ?? '')
        if (!run) throw new Error('no such run')
        await serve({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, body }, response, run)
      } catch {
        // The server is on its way down or up: the line breaks.
        response.destroy()
      }
    })()
  })
  proxy.keepAliveTimeout = 60_000
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  const address = proxy.address()
  port = typeof address === 'object' && address ? address.port : 0
  return {
    port,
    async stop() {
      proxy.closeAllConnections()
      proxy.close()
      await once(proxy, 'close')
      agent.destroy()
    },
  }
}
