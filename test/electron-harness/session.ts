import { EventEmitter } from 'node:events'
import type * as E from 'electron'
import { addScheme, hasScheme } from './addresses.ts'
import { harnessApp } from './app.ts'
import { type Part, strict, unemulated } from './strict.ts'

type SchemeHandler = (request: Request) => Response | Promise<Response>
const schemeHandlers = new Map<string, SchemeHandler>()

export const protocol = strict('protocol', {
  registerSchemesAsPrivileged(schemes: E.CustomScheme[]) {
    harnessApp.mustBeEarly('protocol.registerSchemesAsPrivileged()')
    for (const { scheme, privileges } of schemes) {
      if (privileges?.standard && privileges.secure) addScheme(scheme)
      else unemulated(`scheme ${scheme} without standard and secure`)
    }
  },
  handle(scheme: string, handler: SchemeHandler) {
    harnessApp.mustBeLate('protocol.handle')
    if (!hasScheme(scheme)) unemulated(`protocol.handle('${scheme}') of a scheme not registered as privileged`)
    if (schemeHandlers.has(scheme)) throw new Error('The scheme has been intercepted')
    schemeHandlers.set(scheme, handler)
  },
} satisfies Part<E.Protocol>)

export function handlerOf(scheme: string): SchemeHandler | undefined {
  return schemeHandlers.get(scheme)
}

type BeforeRequest = (details: { url: string; method: string; resourceType: string }, done: (answer: { cancel?: boolean }) => void) => void
const asked: { before?: BeforeRequest } = {}

/** Whether the app lets a request go. */
export function isAllowed(details: Parameters<BeforeRequest>[0]): Promise<boolean> {
  const { before } = asked
  return new Promise((resolve) => (before ? before(details, ({ cancel }) => resolve(cancel !== true)) : resolve(true)))
}

class HarnessSession extends EventEmitter implements Part<E.Session> {
  /** Headless Chromium grants nothing of itself; what the app would answer is tested without a browser. */
  setPermissionRequestHandler(): void {}
  setPermissionCheckHandler(): void {}
  setDevicePermissionHandler(): void {}
  allowNTLMCredentialsForDomains(): void {}
  readonly webRequest = strict('session.webRequest', {
    onBeforeRequest: (listener: BeforeRequest) => {
      asked.before = listener
    },
  }) as unknown as E.WebRequest // every other member throws by name
}
export const session = strict('session', { defaultSession: strict('session', new HarnessSession()) })
