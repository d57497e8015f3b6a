/** What the loopback host and the hub do alike with requests and answers. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { decode, encode } from '../../shared/contract/codec.ts'
import type { Subscribe } from '../../shared/contract/index.ts'
import { AppError } from '../../shared/model/errors.ts'
import type { EncodedReply } from '../engine/thread-protocol.ts'
import type { Pages } from './pages.ts'

const bodyLimitMb = 80
const bodyLimitBytes = bodyLimitMb * 1024 * 1024
/** A window that reads its events this slowly has gone. */
const eventBacklogBytes = 8 * 1024 * 1024
const heartbeatMs = 20_000

const fixedHeaders = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'X-Frame-Options': 'DENY',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
}

/** What every answer carries, also one that refuses. */
export function setFixedHeaders(response: ServerResponse): void {
  for (const [name, value] of Object.entries(fixedHeaders)) response.setHeader(name, value)
}

/** Answers without a body and closes the connection, so that nothing more is read from whoever was refused. */
export function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { Connection: 'close', 'Content-Length': 0 }).end()
}

/** @param reply bytes are JSON already */
export function answer(response: ServerResponse, status: number, reply: unknown): void {
  const body = reply instanceof Uint8Array ? reply : Buffer.from(encode(reply))
  const close = status === 200 ? {} : { Connection: 'close' }
  response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': body.length, ...close }).end(body)
}

/** Throws FILE_TOO_LARGE, and TypeError for what is not UTF-8. */
export async function readBody(request: IncomingMessage, limitBytes = bodyLimitBytes): Promise<string> {
  const tooLarge = () => new AppError('FILE_TOO_LARGE', { limitMb: bodyLimitMb })
  if (Number(request.headers['content-length'] ?? 0) > limitBytes) throw tooLarge()
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length
    if (size > limitBytes) throw tooLarge()
    parts.push(part)
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts))
}

export interface ReceivedCall {
  readonly method: string
  readonly input: unknown
}
function readCall(text: string): ReceivedCall {
  const call = decode(text)
  if (typeof call !== 'object' || call === null || !('method' in call) || typeof call.method !== 'string') {
    throw new AppError('INPUT_INVALID', { path: 'method' })
  }
  return { method: call.method, input: 'input' in call ? call.input : undefined }
}

/** Answers one call of the contract with what `run` makes of it. */
export async function serveCall(
  request: IncomingMessage,
  response: ServerResponse,
  run: (call: ReceivedCall) => Promise<EncodedReply>,
): Promise<void> {
  let call: ReceivedCall
  try {
    call = readCall(await readBody(request))
  } catch (error) {
    const { code, details } = error instanceof AppError ? error : new AppError('INPUT_INVALID', { path: 'body' })
    answer(response, code === 'FILE_TOO_LARGE' ? 413 : 400, { ok: false, error: { code, details } })
    return
  }
  answer(response, 200, await run(call))
}

export async function servePage(response: ServerResponse, pages: Pages, path: string): Promise<void> {
  const page = await pages.read(path)
  if (page === undefined) return refuse(response, 404)
  const heads = { 'Content-Type': page.type, 'Content-Length': page.bytes.length, 'Content-Security-Policy': page.policy }
  response.writeHead(200, heads).end(page.bytes)
}

/** One line of codec JSON an event; an empty line now and then shows the window that the host lives. */
export function serveEvents(response: ServerResponse, subscribe: Subscribe): void {
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
