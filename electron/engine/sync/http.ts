/** HTTP with every quantity capped: time, bytes, no redirects, no cached answers. */
import type { Trouble } from '../../../shared/sync/outbox-entry.ts'
import { type TransportLimits, uploadMs } from './limits.ts'
import { TargetError } from './target.ts'

// Imports of these modules would load Node's own fetch with them: 40 ms of every start, also where nothing is sent.
const { request: plainRequest } = process.getBuiltinModule('node:http')
const { request: secureRequest } = process.getBuiltinModule('node:https')

export interface HttpRequest {
  readonly method: string
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array | string
  /** Of the answer; what comes behind is cut off. */
  readonly mostBytes: number
}
export interface HttpAnswer {
  readonly status: number
  readonly headers: Headers
  readonly bytes: Uint8Array
}

const certificateCodes =
  /^(CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_TLS_CERT|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH|INVALID_PURPOSE|ERR_SSL_)/

/** Walks the causes of what `fetch` threw: the reason stands below. */
function troubleOf(error: unknown): Trouble {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const code = 'code' in at ? String(at.code) : ''
    if (certificateCodes.test(code)) return 'certificate'
    if (/TIMEOUT|ETIMEDOUT/.test(code)) return 'timeout'
  }
  return 'unreachable'
}

/** One request. The signal's abort goes through; everything else is thrown as `TargetError`. */
export async function httpAnswer(request: HttpRequest, limits: TransportLimits, signal: AbortSignal): Promise<HttpAnswer> {
  const own = new AbortController()
  const size = request.body === undefined ? 0 : Buffer.byteLength(request.body)
  let timer = setTimeout(() => own.abort(), uploadMs(limits, size))
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: { 'accept-encoding': 'identity', 'cache-control': 'no-cache', 'user-agent': 'tanbao', ...request.headers },
      // A view of a shared buffer is no body; ours never are.
      body: (request.body ?? null) as Uint8Array<ArrayBuffer> | string | null,
      redirect: 'manual',
      signal: AbortSignal.any([signal, own.signal]),
    })
    const chunks: Uint8Array[] = []
    let length = 0
    for await (const chunk of response.body ?? []) {
      clearTimeout(timer)
      timer = setTimeout(() => own.abort(), limits.idleMs)
      chunks.push(chunk)
      length += chunk.length
      if (length > request.mostBytes) break
    }
    const bytes = new Uint8Array(Buffer.concat(chunks)).subarray(0, request.mostBytes + 1)
    const claimed = Number(response.headers.get('content-length') ?? Number.NaN)
    // An answer that broke off must not pass for a short file.
    if (request.method !== 'HEAD' && claimed > length && length <= request.mostBytes) throw new TargetError('unreachable')
    return { status: response.status, headers: response.headers, bytes }
  } catch (error) {
    if (signal.aborted) throw signal.reason
    if (error instanceof TargetError) throw error
    throw new TargetError(own.signal.aborted ? 'timeout' : troubleOf(error), { cause: error })
  } finally {
    clearTimeout(timer)
  }
}

/** Retry-After in ms: seconds, or a date. */
function askedMs(headers: Headers): number | undefined {
  const text = headers.get('retry-after')
  if (text === null) return undefined
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.parse(headers.get('date') ?? '')
  return Number.isFinite(ms) ? ms : undefined
}

/** What a status other than success means for a person. */
export function refusal({ status, headers }: HttpAnswer): TargetError {
  const asked = askedMs(headers)
  if (status === 401) return new TargetError('credentials')
  if (status === 403 || status === 405) return new TargetError('forbidden')
  if (status === 404 || status === 409) return new TargetError('missing')
  if (status === 413) return new TargetError('tooLarge')
  if (status === 507) return new TargetError('full')
  if (status >= 300 && status < 400) return new TargetError('redirect')
  if (status === 408 || status === 423 || status === 425 || status === 429 || status >= 500)
    return new TargetError('busy', { askedMs: asked })
  return new TargetError('answer')
}

export const isSuccess = ({ status }: HttpAnswer): boolean => status >= 200 && status < 300

/** How far the other side's clock is ahead, ms. */
export function aheadOf(headers: Headers, now: number): number | undefined {
  const ms = Date.parse(headers.get('date') ?? '') - now
  return Number.isFinite(ms) ? ms : undefined
}

/** Sends the half of a PUT and breaks off, as a torn cable would. */
export function cutPut(url: string, headers: Readonly<Record<string, string>>, bytes: Uint8Array, signal: AbortSignal): Promise<void> {
  const send = url.startsWith('https:') ? secureRequest : plainRequest
  return new Promise((resolve) => {
    const request = send(url, { method: 'PUT', headers: { ...headers, 'content-length': bytes.length }, signal })
    request.on('error', () => {}).on('close', () => resolve())
    request.write(bytes.subarray(0, bytes.length / 2), () => request.destroy())
  })
}
