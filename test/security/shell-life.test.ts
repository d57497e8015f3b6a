import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { dataPlace } from '../../electron/shell/data-place.ts'
import { AppError } from '../../shared/model/errors.ts'
import { startShell } from '../helpers/start-shell.ts'
import { Preventable } from './fake-electron.ts'

describe('starting', () => {
  test('opens the data folder beside the profile, with parser processes that Electron starts', async () => {
    const { folder, openEngineThread } = await startShell()
    expect(openEngineThread.mock.calls).toEqual([
      [expect.objectContaining({ dataDir: join(folder, 'data'), create: true, startParser: expect.any(Function) })],
    ])
  })

  test('a data folder that another program holds is named in Chinese, and no window is shown', async () => {
    const { record } = await startShell({ engineFails: new AppError('DATA_FOLDER_IN_USE', { folder: '数据' }) })
    expect(record.errorBoxes).toHaveLength(1)
    expect(record.errorBoxes[0]?.join()).toMatch(/[\u4e00-\u9fff]{6}/)
    expect(record.order).toContain('exit 1')
    const window = record.windows[0]
    window?.emit('ready-to-show')
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(window?.isShown).toBe(false)
  })

  test('what nobody foresaw is not shown to a clerk in English', async () => {
    const { record } = await startShell({ engineFails: new Error('secret /home/path') })
    expect(record.errorBoxes[0]?.join()).not.toMatch(/[A-Za-z]/)
  })
})

describe('ending', () => {
  test('waits for the engine to write everything out, then ends', async () => {
    const { app, record, finishClosing } = await startShell()
    const first = new Preventable()
    app.emit('will-quit', first)
    expect(first.defaultPrevented).toBe(true)
    expect(record.order).not.toContain('quit')
    finishClosing()
    await expect.poll(() => record.order.includes('quit')).toBe(true)
    const second = new Preventable()
    app.emit('will-quit', second)
    expect(second.defaultPrevented).toBe(false)
  })

  test('follows the last window', async () => {
    const { app, record } = await startShell()
    app.emit('window-all-closed')
    expect(record.order).toContain('quit')
  })
})

describe('a page that asks before it goes', () => {
  test.each([
    ['仍然关闭', true],
    ['先不关闭', false],
  ])('is asked about in a window of the system: %s', async (button, goes) => {
    const { record } = await startShell()
    record.pressed = button
    const event = new Preventable()
    record.windows[0]?.webContents.emit('will-prevent-unload', event)
    expect(event.defaultPrevented).toBe(goes)
  })
})

describe('where data and profile lie', () => {
  const usual = join('/home/x/.local/share', 'tanbao', 'data')
  const home = join('/home/x/.local/share', 'tanbao')

  test.each([
    [[], { dataDir: usual, profileDir: join(home, 'profile'), demo: false }],
    [['--demo'], { dataDir: join(home, 'demo'), profileDir: join(home, 'profile-demo'), demo: true }],
    [['--user-data-dir=/p'], { dataDir: join('/p', 'data'), profileDir: undefined, demo: false }],
    [['--user-data-dir=/p', '--demo'], { dataDir: join('/p', 'demo'), profileDir: undefined, demo: true }],
    [['--data=/d', '--user-data-dir=/p'], { dataDir: '/d', profileDir: undefined, demo: false }],
  ])('%o', (argv, expected) => {
    expect(dataPlace(['electron', '.', ...argv], usual)).toEqual(expected)
  })

  test('two named folders have two profiles, and with them two locks', () => {
    const [a, b, again] = ['/a', '/b', '/a'].map((folder) => dataPlace([`--data=${folder}`], usual).profileDir)
    expect(a).not.toBe(b)
    expect(a).toBe(again)
  })
})
