import { describe, expect, test } from 'vitest'
import { openCommand, redirectPage } from '../../tools/open-browser.ts'

describe('opening the browser', () => {
  test.each([
    ['win32', true, ['rundll32', 'url.dll,FileProtocolHandler', '/t/open.html']],
    ['darwin', true, ['open', '/t/open.html']],
    ['linux', true, ['xdg-open', '/t/open.html']],
    ['linux', false, undefined],
  ] as const)('on %s (desktop: %s) runs %o', (platform, hasDisplay, command) => {
    expect(openCommand(platform, '/t/open.html', () => true, hasDisplay)).toEqual(command)
  })

  test('is not tried where nothing can open it', () => {
    expect(openCommand('linux', '/t/open.html', () => false, true)).toBeUndefined()
  })

  test('the page leads to the address and cannot be broken out of', () => {
    expect(redirectPage('http://127.0.0.1:1/#token=a')).toContain('content="0;url=http://127.0.0.1:1/#token=a"')
    expect(redirectPage('http://x/"><script>')).not.toContain('<script>')
  })
})
