import { describe, expect, test } from 'vitest'
import { startShell } from '../helpers/start-shell.ts'
import { FakeContents, Preventable } from './fake-electron.ts'

/** Names every way out that contents leave open. */
function waysOut(contents: FakeContents): string[] {
  const leaving = ['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview'].filter((name) => {
    const event = Object.assign(new Preventable(), { url: 'https://example.invalid/' })
    contents.emit(name, event, {}, {})
    return !event.defaultPrevented
  })
  // biome-ignore lint/suspicious/noExplicitAny: the handler reads none of the details
  const answer = contents.openHandler?.({ url: 'https://example.invalid/' } as any)
  return answer?.action === 'deny' ? leaving : [...leaving, 'window.open']
}

describe('a page', () => {
  test('leads nowhere, opens no window and embeds nothing', async () => {
    const { record } = await startShell()
    expect(record.windows.map(({ webContents }) => waysOut(webContents))).toEqual([[]])
  })

  test('the same holds for contents that nobody foresaw', async () => {
    const { app, FakeContents: Contents } = await startShell()
    const contents = new Contents()
    app.emit('web-contents-created', {}, contents)
    expect(waysOut(contents)).toEqual([])
  })

  test('the check above would notice contents that nobody confined', () => {
    expect(waysOut(new FakeContents())).toEqual([
      'will-navigate',
      'will-redirect',
      'will-frame-navigate',
      'will-attach-webview',
      'window.open',
    ])
  })
})

describe('the session', () => {
  test('grants no permission, whatever is asked', async () => {
    const { record } = await startShell()
    const answers: boolean[] = []
    for (const permission of ['media', 'clipboard-read', 'fileSystem', 'notifications', 'openExternal'] as const) {
      // biome-ignore lint/suspicious/noExplicitAny: the handlers read neither contents nor details
      const nothing = undefined as any
      record.permissionRequest?.(nothing, permission, (granted) => answers.push(granted), nothing)
      answers.push(record.permissionCheck?.(nothing, permission, '', nothing) ?? true)
    }
    // biome-ignore lint/suspicious/noExplicitAny: the handler reads no details
    answers.push(record.devicePermission?.(undefined as any) ?? true)
    expect(answers).toEqual(Array(11).fill(false))
  })

  test('hands the account of the system to nobody', async () => {
    const { record } = await startShell()
    expect(record.ntlmDomains).toBe('')
  })

  test.each([
    ['app://tanbao/assets/main.js', false],
    ['data:image/png;base64,AAAA', false],
    ['blob:app://tanbao/1', false],
    ['https://example.invalid/', true],
    ['http://127.0.0.1:80/', true],
    ['ws://127.0.0.1/', true],
    ['file:///etc/passwd', true],
    ['app://evil/', true],
    ['ftp://example.invalid/', true],
  ])('a request for %s is stopped: %s', async (url, stopped) => {
    const { record } = await startShell()
    let answer: { cancel?: boolean } = {}
    record.beforeRequest?.({ url }, (given) => {
      answer = given
    })
    expect(answer.cancel).toBe(stopped)
  })
})
