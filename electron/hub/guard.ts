/**
 * Who may talk to the hub. Its pages are reached over the office's network, so a request proves by Host, Origin and
 * Sec-Fetch-Site that the browser sent it for the hub's own page, and by the session's cookie who is signed in. The cookie
 * is a `__Host-` one: only over HTTPS, only for this host, never for scripts, never sent from another site.
 */
import type { IncomingMessage } from 'node:http'

export const sessionCookie = '__Host-tanbao'

/** Why a request was turned away; the status is all the caller learns. */
export type Verdict =
  | { readonly ok: true; readonly route: 'page'; readonly path: string }
  | { readonly ok: true; readonly route: 'signIn' | 'signOut' | 'session' | 'call' | 'events'; readonly token: string }
  | { readonly ok: false; readonly status: 403 | 404 | 405 | 415 | 421 }

const refused = (status: 403 | 404 | 405 | 415 | 421): Verdict => ({ ok: false, status })

/** The one value of a header; a header sent twice is never what our page sends. */
const single = (request: IncomingMessage, name: string): string | undefined | 'repeated' => {
  const values = request.headersDistinct[name] ?? []
  return values.length > 1 ? 'repeated' : values[0]
}

const isOpeningThePage = (request: IncomingMessage): boolean =>
  request.method === 'GET' &&
  request.url === '/' &&
  single(request, 'sec-fetch-mode') === 'navigate' &&
  single(request, 'sec-fetch-dest') === 'document'

/** The session's token; empty when there is none, or more than one. */
function tokenOf(request: IncomingMessage): string {
  const cookies = (single(request, 'cookie') ?? '').split(';').map((part) => part.trim())
  const own = cookies.filter((part) => part.startsWith(`${sessionCookie}=`))
  return own.length === 1 ? (own[0]?.slice(sessionCookie.length + 1) ?? '') : ''
}

const routes: Readonly<Record<string, Readonly<Record<string, 'signIn' | 'signOut' | 'session' | 'call' | 'events'>>>> = {
  '/session': { GET: 'session', POST: 'signIn', DELETE: 'signOut' },
  '/call': { POST: 'call' },
  '/events': { GET: 'events' },
}

/**
 * Decides about a request from its head alone.
 * @param hosts the names, with port, that people open the hub by; compared as they are
 */
export function judge(request: IncomingMessage, hosts: readonly string[]): Verdict {
  const host = single(request, 'host') ?? ''
  if (!hosts.includes(host)) return refused(421)
  const origin = single(request, 'origin')
  if (origin !== undefined && origin !== `https://${host}`) return refused(403)
  const site = single(request, 'sec-fetch-site')
  if (site !== undefined && site !== 'same-origin' && !isOpeningThePage(request)) return refused(403)
  const target = request.url ?? ''
  const methods = Object.hasOwn(routes, target) ? routes[target] : undefined
  if (methods === undefined) return request.method === 'GET' ? { ok: true, route: 'page', path: target } : refused(405)
  const route = Object.hasOwn(methods, request.method ?? '') ? methods[request.method ?? ''] : undefined
  if (route === undefined) return refused(405)
  // Whatever changes something comes from our own page, which says where it is.
  if (request.method !== 'GET' && origin === undefined) return refused(403)
  if (request.method === 'POST' && single(request, 'content-type') !== 'application/json') return refused(415)
  return { ok: true, route, token: tokenOf(request) }
}
