import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import * as z from 'zod'
import { decode } from '../../shared/contract/codec.ts'
import type { Subscribe } from '../../shared/contract/index.ts'
import { AppError, type AppErrorCode } from '../../shared/model/errors.ts'
import type { SendEncoded } from '../engine/thread-protocol.ts'
import { answer, readBody, refuse, serveCall, serveEvents, servePage, setFixedHeaders } from '../host/http.ts'
import type { Pages } from '../host/pages.ts'
import type { Account, Accounts } from './accounts.ts'
import { judge, sessionCookie } from './guard.ts'
import { mayCall } from './permissions.ts'
import type { Sessions } from './sessions.ts'

export interface ServerOptions {
  readonly pages: Pages
  readonly accounts: Accounts
  readonly sessions: Sessions
  /** A door to the engine for what one person does; the name goes into everything that is kept of it. */
  readonly sendAs: (account: string) => SendEncoded
  readonly subscribe: Subscribe
  /** PEM. */
  readonly certificate: string
  readonly privateKey: string
  readonly address: string
  /** 0 = any free port. */
  readonly port: number
  /** Names that people open the hub by; the port is added. */
  readonly names: readonly string[]
  readonly now: () => number
}
export interface HubServer {
  readonly port: number
  /** Addresses to open. */
  readonly origins: readonly string[]
  close(): Promise<void>
}

const Credentials = z.strictObject({ name: z.string().min(1).max(80), password: z.string().min(1).max(200) })
const credentialBytes = 4096
const eventCheckMs = 15_000
const cookieOf = (token: string, maxAge: string): string => `${sessionCookie}=${token}; Path=/; Secure; HttpOnly; SameSite=Strict${maxAge}`

/** Statuses of what can go wrong while somebody signs in; the page reads the code. */
const statusOf = (code: AppErrorCode): number => (code === 'HUB_SIGN_IN_WAIT' ? 429 : code === 'CITY_DATABASE_AWAY' ? 503 : 401)
const failure = ({ code, details }: AppError) => ({ ok: false, error: { code, details } }) as const
const shown = ({ name, role }: Account) => ({ ok: true, value: { name, role } }) as const
/** Of the computer that asks. No header is believed: the hub stands in the office's own network. */
const addressOf = (request: IncomingMessage): string => request.socket.remoteAddress ?? ''

/** The HTTPS server of the hub. Every request passes `judge`, every call besides `mayCall` for the account as it is now. */
export async function startHubServer(options: ServerOptions): Promise<HubServer> {
  const { accounts, sessions, now } = options
  let hosts: readonly string[] = []

  const signIn = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      const { name, password } = Credentials.parse(decode(await readBody(request, credentialBytes)))
      const account = await accounts.signIn(name.normalize('NFC').trim(), password, addressOf(request))
      response.setHeader('Set-Cookie', cookieOf(sessions.start(account.name, account.stamp, now()), ''))
      answer(response, 200, shown(account))
    } catch (error) {
      const known = error instanceof AppError ? error : new AppError('HUB_SIGN_IN_WRONG')
      answer(response, statusOf(known.code), failure(known))
    }
  }
  /** The account behind the cookie, as the database knows it now: a closed one is out at once. */
  const accountOf = async (token: string, look: 'use' | 'peek' = 'use'): Promise<Account | undefined> => {
    const session = token === '' ? undefined : sessions[look](token, now())
    if (session === undefined) return undefined
    const account = await accounts.find(session.account)
    if (account !== undefined && account.stamp === session.stamp) return account
    sessions.end(token)
    return undefined
  }
  /** Events as long as the session lasts; listening alone does not make it last. */
  const serveEventsOf = (token: string, response: ServerResponse): void => {
    serveEvents(response, options.subscribe)
    const watch = setInterval(() => {
      accountOf(token, 'peek').then(
        (account) => account ?? response.destroy(),
        () => response.destroy(),
      )
    }, eventCheckMs)
    watch.unref()
    response.once('close', () => clearInterval(watch))
  }
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    setFixedHeaders(response)
    response.setHeader('Strict-Transport-Security', 'max-age=31536000')
    const verdict = judge(request, hosts)
    if (!verdict.ok) return refuse(response, verdict.status)
    if (verdict.route === 'page') return servePage(response, options.pages, verdict.path)
    if (verdict.route === 'signIn') return signIn(request, response)
    if (verdict.route === 'signOut') {
      sessions.end(verdict.token)
      response.setHeader('Set-Cookie', cookieOf('', '; Max-Age=0'))
      return answer(response, 200, { ok: true, value: null })
    }
    const account = await accountOf(verdict.token)
    if (account === undefined) return answer(response, 401, failure(new AppError('HUB_SESSION_OVER')))
    if (verdict.route === 'session') return answer(response, 200, shown(account))
    if (verdict.route === 'events') return serveEventsOf(verdict.token, response)
    const send = options.sendAs(account.name)
    await serveCall(request, response, async ({ method, input }) => {
      if (!mayCall(account.role, method)) return failure(new AppError('HUB_NOT_ALLOWED', { method }))
      return send(method, input)
    })
  }
  const server = createServer({ cert: options.certificate, key: options.privateKey, minVersion: 'TLSv1.2' }, (request, response) => {
    serve(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy()
      else if (error instanceof AppError) answer(response, 503, failure(error))
      else refuse(response, 500)
    })
  })
  server.headersTimeout = 10_000
  server.requestTimeout = 120_000
  server.maxConnections = 512
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.address, resolve)
  })
  const { port } = server.address() as AddressInfo // listening on TCP, so it is neither null nor a pipe
  // Browsers leave out the port that HTTPS has anyway.
  hosts = options.names.map((name) => (port === 443 ? name : `${name}:${port}`))
  return {
    port,
    origins: hosts.map((host) => `https://${host}`),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
