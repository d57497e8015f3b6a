/**
 * Who may talk to the loopback host. Any page of any site, any other program on this machine and any other user of
 * it can reach the port, so a request must prove two things: that the browser sent it for our own page (Host, Origin,
 * Sec-Fetch-Site) and that our own page, or the person who started the host, wrote it (the bearer token). A cookie
 * would prove neither: browsers send a cookie of 127.0.0.1 to every port of 127.0.0.1.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

export interface Guard {
  /** `127.0.0.1:<port>`, compared as it is. */
  readonly host: string
  readonly token: string
}

/** Why a request was turned away; the status is all the caller learns. */
export type Verdict =
  | { readonly ok: true; readonly route: 'call' }
  | { readonly ok: true; readonly route: 'events' }
  | { readonly ok: true; readonly route: 'page'; readonly path: string }
  | { readonly ok: false; readonly status: 401 | 403 | 404 | 405 | 415 | 421 }

const refused = (status: 401 | 403 | 404 | 405 | 415 | 421): Verdict => ({ ok: false, status })
const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Compares in the same time whatever is given, and whatever its length. */
const isSame = (given: string, wanted: string): boolean => timingSafeEqual(digest(given), digest(wanted))

/** The one value of a header; a header sent twice is never what our page sends. */
const single = (request: IncomingMessage, name: string): string | undefined | 'repeated' => {
  const values = request.headersDistinct[name] ?? []
  return values.length > 1 ? 'repeated' : values[0]
}

/**
 * A person opens the page: from the address bar, or through the file that keeps the token out of process lists, which
 * browsers call cross-site. Only as a window of its own; the page holds no data and cannot be framed.
 */
const isOpeningThePage = (request: IncomingMessage, site: string): boolean =>
  request.method === 'GET' &&
  request.url === '/' &&
  (site === 'none' || (single(request, 'sec-fetch-mode') === 'navigate' && single(request, 'sec-fetch-dest') === 'document'))

/** Decides about a request from its head alone, before a byte of its body is read. */
export function judge(request: IncomingMessage, guard: Guard): Verdict {
  if (single(request, 'host') !== guard.host) return refused(421)
  const origin = single(request, 'origin')
  if (origin !== undefined && origin !== `http://${guard.host}`) return refused(403)
  const target = request.url ?? ''
  const site = single(request, 'sec-fetch-site')
  if (site !== undefined && site !== 'same-origin' && !isOpeningThePage(request, site)) return refused(403)

  if (target !== '/call' && target !== '/events') {
    return request.method === 'GET' ? { ok: true, route: 'page', path: target } : refused(405)
  }
  const authorization = single(request, 'authorization') ?? ''
  if (!isSame(authorization, `Bearer ${guard.token}`)) return refused(401)
  if (target === '/events') return request.method === 'GET' ? { ok: true, route: 'events' } : refused(405)
  if (request.method !== 'POST') return refused(405)
  return single(request, 'content-type') === 'application/json' ? { ok: true, route: 'call' } : refused(415)
}
