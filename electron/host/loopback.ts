import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { decode, encode } from '../../shared/contract/codec.ts'
import type { Reply, Send, Subscribe } from '../../shared/contract/index.ts'
import { AppError } from '../../shared/model/errors.ts'
import { judge } from './guard.ts'
import { openPages, type Pages } from './pages.ts'

const bodyLimitMb = 80
const bodyLimitBytes = bodyLimitMb * 1024 * 1024
/** A window that reads its events this slowly has gone. */
const eventBacklogBytes = 8 * 1024 * 1024
const heartbeatMs = 20_000

export interface LoopbackOptions {
  readonly send: Send
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

const fixedHeaders = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'X-Frame-Options': 'DENY',
}

/** Answers without a body and closes the connection, so that nothing more is read from whoever was refused. */
function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { Connection: 'close', 'Content-Length': 0 }).end()
}

function answer(response: ServerResponse, status: number, reply: Reply): void {
  const body = Buffer.from(encode(reply))
  const close = status === 200 ? {} : { Connection: 'close' }
  response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': body.length, ...close }).end(body)
}

async function readBody(request: IncomingMessage): Promise<string> {
  if (Number(request.headers['content-length'] ?? 0) > bodyLimitBytes) throw new AppError('FILE_TOO_LARGE', { limitMb: bodyLimitMb })
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length
    if (size > bodyLimitBytes) throw new AppError('FILE_TOO_LARGE', { limitMb: bodyLimitMb })
    parts.push(part)
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts))
}

function readCall(text: string): { method: string; input: unknown } {
  const call = decode(text)
  if (typeof call !== 'object' || call === null || !('method' in call) || typeof call.method !== 'string') {
    throw new AppError('INPUT_INVALID', { path: 'method' })
  }
  return { method: call.method, input: 'input' in call ? call.input : undefined }
}

async function serveCall(request: IncomingMessage, response: ServerResponse, send: Send): Promise<void> {
  let call: { method: string; input: unknown }
  try {
    call = readCall(await readBody(request))
  } catch (error) {
    const { code, details } = error instanceof AppError ? error : new AppError('INPUT_INVALID', { path: 'body' })
    answer(response, code === 'FILE_TOO_LARGE' ? 413 : 400, { ok: false, error: { code, details } })
    return
  }
  answer(response, 200, await send(call.method, call.input))
}

async function servePage(response: ServerResponse, pages: Pages, path: string): Promise<void> {
  const page = await pages.read(path)
  if (page === undefined) return refuse(response, 404)
  const heads = { 'Content-Type': page.type, 'Content-Length': page.bytes.length, 'Content-Security-Policy': page.policy }
  response.writeHead(200, heads).end(page.bytes)
}

/** One line of codec JSON an event; an empty line now and then shows the window that the host lives. */
function serveEvents(response: ServerResponse, subscribe: Subscribe): void {
  response.writeHead(200, { 'Content-Type': 'application/x-ndjson' })
  response.write('\n')
  const stop = subscribe((event) => {
    if (response.writableLength > eventBacklogBytes) response.destroy()
    else response.write(`${encode(event)}\n`)
  })
  const heart = setInterval(() => response.write('\n'), heartbeatMs)
  heart.unref()
  response.once('close', () => {
    clearInterval(heart)
    stop()
  })
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
    for (const [name, value] of Object.entries(fixedHeaders)) response.setHeader(name, value)
    response.setHeader('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'")
    const verdict = judge(request, { host, token })
    if (!verdict.ok) refuse(response, verdict.status)
    else if (verdict.route === 'call') await serveCall(request, response, send)
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
