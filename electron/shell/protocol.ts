import { protocol } from 'electron'
import { openPages } from '../host/pages.ts'
import { isOwnAddress, SCHEME } from './origin.ts'

const fixedHeaders = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
}

/** Must be called before Electron is ready. Grants only what modules and a secure context need. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true } }])
}

/** Serves the built pages at `app://tanbao`; each load gets its own nonce, nothing outside the folder can be named. */
export async function servePages(rendererDir: string): Promise<void> {
  const pages = await openPages(rendererDir)
  protocol.handle(SCHEME, async (request) => {
    if (request.method !== 'GET' || !isOwnAddress(request.url)) return new Response(null, { status: 404, headers: fixedHeaders })
    const page = await pages.read(new URL(request.url).pathname)
    if (!page) return new Response(null, { status: 404, headers: fixedHeaders })
    return new Response(new Uint8Array(page.bytes), {
      headers: { ...fixedHeaders, 'Content-Type': page.type, 'Content-Security-Policy': page.policy },
    })
  })
}
