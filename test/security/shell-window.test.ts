import { describe, expect, test } from 'vitest'
import { startShell } from '../helpers/start-shell.ts'

/** The page preferences of the checklist: what must be set, and what must not even be named. */
function preferenceFaults(preferences: Readonly<Record<string, unknown>>): string[] {
  const needed = { sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false }
  const forbidden = [
    'webSecurity',
    'allowRunningInsecureContent',
    'experimentalFeatures',
    'enableBlinkFeatures',
    'nodeIntegrationInWorker',
    'nodeIntegrationInSubFrames',
    'plugins',
  ]
  return [
    ...Object.entries(needed).flatMap(([key, value]) => (preferences[key] === value ? [] : [key])),
    ...forbidden.filter((key) => key in preferences),
  ]
}

describe('the window', () => {
  test('runs its page in the sandbox, isolated, with nothing loosened', async () => {
    const { record } = await startShell()
    const preferences = { ...record.windows[0]?.options.webPreferences }
    expect(preferenceFaults(preferences)).toEqual([])
    expect(preferences.preload).toMatch(/preload\.cjs$/)
    expect(preferences.devTools).toBe(false)
    expect(record.windows).toHaveLength(1)
    expect(record.order.indexOf('enableSandbox')).toBeGreaterThanOrEqual(0)
  })

  test.each([
    [{ sandbox: false }, 'sandbox'],
    [{ contextIsolation: false }, 'contextIsolation'],
    [{ nodeIntegration: true }, 'nodeIntegration'],
    [{ webSecurity: false }, 'webSecurity'],
    [{ webSecurity: true }, 'webSecurity'],
    [{ experimentalFeatures: true }, 'experimentalFeatures'],
  ])('the check above would notice %o', async (planted, fault) => {
    const { record } = await startShell()
    expect(preferenceFaults({ ...record.windows[0]?.options.webPreferences, ...planted })).toEqual([fault])
  })

  test('shows our own page and nothing else, once it has something to show', async () => {
    const { record } = await startShell()
    const window = record.windows[0]
    expect(window?.addresses).toEqual(['app://tanbao/'])
    expect(window?.isShown).toBe(false)
    window?.emit('ready-to-show')
    await expect.poll(() => window?.isShown).toBe(true)
  })

  test('reads its page while the data are still being opened, and is shown when they are', async () => {
    const { promise: engineOpens, resolve: finishOpening } = Promise.withResolvers<void>()
    const { record } = await startShell({ engineOpens })
    const window = record.windows[0]
    expect(window?.addresses).toEqual(['app://tanbao/'])
    window?.emit('ready-to-show')
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(window?.isShown).toBe(false)
    finishOpening()
    await expect.poll(() => window?.isShown).toBe(true)
  })

  test('is not shown when it was closed while the data were opened', async () => {
    const { promise: engineOpens, resolve: finishOpening } = Promise.withResolvers<void>()
    const { record } = await startShell({ engineOpens })
    const window = record.windows[0]
    if (!window) throw new Error('there is no window')
    window.emit('ready-to-show')
    window.isDestroyed = () => true
    finishOpening()
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(window.isShown).toBe(false)
  })

  test('offers the roles that keys for copy and paste need', async () => {
    const { record } = await startShell()
    const edit = record.menu?.find((item) => item.id === 'edit')?.submenu
    expect(Array.isArray(edit) ? edit.map((item) => item.role).filter(Boolean) : []).toEqual([
      'undo',
      'redo',
      'cut',
      'copy',
      'paste',
      'selectAll',
    ])
    expect(JSON.stringify(record.menu)).not.toMatch(/toggleDevTools|reload/i)
  })
})

describe('one program at a time', () => {
  test('a second start opens nothing and ends', async () => {
    const { record, openEngineThread } = await startShell({ hasLock: false })
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(record.order).toContain('quit')
    expect(record.windows).toEqual([])
    expect(openEngineThread).not.toHaveBeenCalled()
  })

  test('the first one comes to the front', async () => {
    const { app, record } = await startShell()
    app.emit('second-instance')
    expect(record.windows[0]?.focused).toBe(1)
  })
})

describe('a page that died', () => {
  test('is shown again', async () => {
    const { record } = await startShell()
    const contents = record.windows[0]?.webContents
    contents?.emit('render-process-gone', {}, { reason: 'crashed' })
    await expect.poll(() => contents?.reloads).toBe(1)
  })
})
