import { describe, expect, test } from 'vitest'
import { contentSecurityPolicy } from '../../electron/adapters/csp.ts'
import { startShell } from '../helpers/start-shell.ts'

async function pages() {
  const { record } = await startShell()
  const handler = record.schemeHandlers.get('app')
  if (!handler) throw new Error('the scheme is not served')
  return async (address: string, init?: RequestInit) => handler(new Request(address, init))
}

/** What a policy must not contain: anything that lets script or data in or out. */
function policyFaults(policy: string): string[] {
  const directives = new Map(policy.split('; ').map((directive) => [directive.split(' ')[0] ?? '', directive]))
  return [
    ...(policy.includes('unsafe-') ? ['unsafe'] : []),
    ...(/(?:^|[ ;])(?:\*|https?:|wss?:|file:)/.test(policy) ? ['network'] : []),
    ...(directives.get('default-src') === "default-src 'none'" ? [] : ['default-src']),
    ...(directives.get('script-src') === "script-src 'self'" ? [] : ['script-src']),
    ...["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "object-src 'none'"].filter(
      (directive) => !policy.split('; ').includes(directive),
    ),
  ]
}

describe('the scheme of our pages', () => {
  test('is registered before ready, as a secure origin and with no other privilege', async () => {
    const { record } = await startShell()
    expect(record.schemes).toEqual([{ scheme: 'app', privileges: { standard: true, secure: true } }])
    expect(record.order.indexOf('registerSchemesAsPrivileged')).toBeLessThan(record.order.indexOf('protocol.handle'))
  })

  test('serves the page under a strict policy with a nonce that is new for every load', async () => {
    const get = await pages()
    const loads = await Promise.all([get('app://tanbao/'), get('app://tanbao/')])
    const nonces = await Promise.all(
      loads.map(async (response) => {
        const policy = response.headers.get('content-security-policy') ?? ''
        const nonce = /'nonce-([A-Za-z0-9+/=]{24})'/.exec(policy)?.[1] ?? ''
        expect(policy).toBe(contentSecurityPolicy(nonce))
        expect(await response.text()).toContain(`<meta name="csp-nonce" content="${nonce}">`)
        expect(response.headers.get('x-content-type-options')).toBe('nosniff')
        return nonce
      }),
    )
    expect(new Set(nonces).size).toBe(2)
  })

  test('the policy lets in no foreign script and sends nothing out', () => {
    expect(policyFaults(contentSecurityPolicy('AAAA'))).toEqual([])
  })

  test.each([
    ["script-src 'self'", "script-src 'self' 'unsafe-inline'", ['unsafe', 'script-src']],
    ["connect-src 'self'", 'connect-src *', ['network']],
    ["connect-src 'self'", 'connect-src https:', ['network']],
    ["default-src 'none'; ", '', ['default-src']],
    ["; frame-ancestors 'none'", '', ["frame-ancestors 'none'"]],
  ])('the check above would notice %s becoming %s', (from, to, faults) => {
    expect(policyFaults(contentSecurityPolicy('AAAA').replace(from, to))).toEqual(faults)
  })

  test('serves the files of the pages', async () => {
    const get = await pages()
    const script = await get('app://tanbao/assets/main.js')
    expect([script.status, script.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8'])
  })

  test.each([
    'app://tanbao/../secret.js',
    'app://tanbao/..%2fsecret.js',
    'app://tanbao/%2e%2e/secret.js',
    'app://tanbao/assets/..%5c..%5csecret.js',
    'app://tanbao//etc/passwd',
    'app://tanbao/missing.js',
    'app://tanbao.evil/',
    'app://evil/',
  ])('answers %s with nothing', async (address) => {
    const get = await pages()
    const response = await get(address)
    expect([response.status, await response.text()]).toEqual([404, ''])
  })

  test('answers nothing but GET', async () => {
    const get = await pages()
    expect((await get('app://tanbao/', { method: 'POST', body: 'x' })).status).toBe(404)
  })
})
