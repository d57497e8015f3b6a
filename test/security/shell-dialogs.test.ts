import { mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { IpcMainInvokeEvent } from 'electron'
import { describe, expect, test } from 'vitest'
import { channels } from '../../electron/preload/channels.ts'
import { plainName } from '../../electron/shell/dialogs.ts'
import { fileKindOf } from '../../renderer/platform/desktop.ts'
import { fileKinds } from '../../shared/contract/bridge.ts'
import { evidenceLimits } from '../../shared/submission/evidence.ts'
import { startShell } from '../helpers/start-shell.ts'

const event = { senderFrame: { url: 'app://tanbao/', parent: null } } as unknown as IpcMainInvokeEvent // the shell reads nothing else of it

async function dialogs() {
  const shell = await startShell()
  const ask = async (channel: string, ...input: unknown[]) => shell.record.ipcHandlers.get(channel)?.(event, ...input)
  const place = (...names: string[]) => join(shell.folder, ...names)
  return { ...shell, ask, place }
}

describe('opening a file', () => {
  test('gives the page its bytes and plain name, never its place', async () => {
    const { ask, place, record } = await dialogs()
    mkdirSync(place('县里的表'))
    writeFileSync(place('县里的表', '五月.xlsx'), 'bytes')
    record.openAnswer = { canceled: false, filePaths: [place('县里的表', '五月.xlsx')] }
    expect(await ask(channels.open, 'workbook')).toEqual({
      kind: 'opened',
      file: { name: '五月.xlsx', bytes: new Uint8Array(Buffer.from('bytes')) },
    })
  })

  test('says so when nothing was chosen, and when the file cannot be read', async () => {
    const { ask, place, record } = await dialogs()
    expect(await ask(channels.open, 'workbook')).toEqual({ kind: 'cancelled' })
    record.openAnswer = { canceled: false, filePaths: [place('gone.xlsx')] }
    expect(await ask(channels.open, 'workbook')).toEqual({ kind: 'failed', name: 'gone.xlsx' })
  })

  test('is refused above the limit of its purpose before it is read', async () => {
    const { ask, place, record } = await dialogs()
    const bytes = evidenceLimits.fileBytes + 1
    writeFileSync(place('扫描件.pdf'), '')
    truncateSync(place('扫描件.pdf'), bytes)
    record.openAnswer = { canceled: false, filePaths: [place('扫描件.pdf')] }
    const tooLarge = { bytes, limitMb: evidenceLimits.fileMb }
    expect(await ask(channels.open, 'evidence')).toEqual({ kind: 'failed', name: '扫描件.pdf', tooLarge })
    expect(await ask(channels.open, 'document')).toMatchObject({ kind: 'opened' })
  })

  test('begins in the folder that was last used for the same purpose', async () => {
    const { ask, place, record } = await dialogs()
    mkdirSync(place('表格'))
    writeFileSync(place('表格', 'a.xlsx'), 'x')
    record.openAnswer = { canceled: false, filePaths: [place('表格', 'a.xlsx')] }
    for (const kind of ['workbook', 'workbook', 'package']) await ask(channels.open, kind)
    expect(record.openAsked.map((asked) => asked.defaultPath === place('表格'))).toEqual([false, true, false])
  })
})

test('each purpose offers its own endings', async () => {
  const { ask, record } = await dialogs()
  for (const kind of fileKinds) await ask(channels.open, kind)
  const first = record.openAsked.map(({ filters }) => filters?.[0]?.extensions)
  expect(Object.fromEntries(fileKinds.map((kind, index) => [kind, first[index]]))).toMatchObject({
    package: ['zip', 'age'],
    exchange: ['json', 'age'],
    backup: ['db'],
    document: ['docx', 'pdf', 'txt', 'md'],
  })
  expect(fileKindOf(['.docx', '.pdf', '.txt', '.md'])).toBe('document')
  expect(fileKindOf(['.json', '.age'])).toBe('exchange')
  expect(fileKindOf(['.zip', '.age'])).toBe('package')
  expect(fileKindOf([])).toBe('evidence')
})

describe('saving a file', () => {
  test('writes it where the person says and can show it there', async () => {
    const { ask, place, record } = await dialogs()
    expect(await ask(channels.reveal)).toBe(false)
    record.saveAnswer = { canceled: false, filePath: place('改名.xlsx') }
    expect(await ask(channels.save, '导出.xlsx', new Uint8Array([1, 2]))).toEqual({ saved: true, name: '改名.xlsx' })
    expect([...readFileSync(place('改名.xlsx'))]).toEqual([1, 2])
    expect(await ask(channels.reveal)).toBe(true)
    expect(record.shown).toEqual([place('改名.xlsx')])
  })

  test('saves what the page would print, in the size the page says', async () => {
    const { ask, place, record } = await dialogs()
    record.saveAnswer = { canceled: false, filePath: place('F4.pdf') }
    expect(await ask(channels.pdf, '../F4.pdf')).toEqual({ saved: true, name: 'F4.pdf' })
    expect(readFileSync(place('F4.pdf'), 'latin1')).toMatch(/^%PDF-/)
    expect(record.windows[0]?.webContents.printed).toEqual([{ preferCSSPageSize: true, printBackground: true }])
    await expect(ask(channels.pdf, 7)).rejects.toThrow('refused')
  })

  test('proposes a plain name in the folder last saved to', async () => {
    const { ask, place, record } = await dialogs()
    mkdirSync(place('上报'))
    record.saveAnswer = { canceled: false, filePath: place('上报', 'a.xlsx') }
    await ask(channels.save, '../../etc/x.xlsx', new Uint8Array())
    await ask(channels.save, 'b.xlsx', new Uint8Array())
    expect(record.saveAsked[0]?.defaultPath).toMatch(/documents[\\/]x\.xlsx$/)
    expect(record.saveAsked[1]?.defaultPath).toBe(place('上报', 'b.xlsx'))
  })

  test('leaves the place as it was when it cannot be written', async () => {
    const { ask, place, record } = await dialogs()
    record.saveAnswer = { canceled: false, filePath: place('no such folder', 'a.xlsx') }
    expect(await ask(channels.save, 'a.xlsx', new Uint8Array())).toEqual({ saved: false, name: 'a.xlsx', failed: true })
    expect(await ask(channels.reveal)).toBe(false)
  })

  test('succeeds although the folder cannot be remembered', async () => {
    const { ask, place, record } = await dialogs()
    mkdirSync(place('folders.json'))
    record.saveAnswer = { canceled: false, filePath: place('a.xlsx') }
    expect(await ask(channels.save, 'a.xlsx', new Uint8Array())).toEqual({ saved: true, name: 'a.xlsx' })
  })

  test('does nothing when the person cancels', async () => {
    const { ask } = await dialogs()
    expect(await ask(channels.save, 'a.xlsx', new Uint8Array())).toEqual({ saved: false, name: '' })
  })

  test.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Windows\\system.ini', 'system.ini'],
    ['a:b?.xlsx', 'a_b_.xlsx'],
    ['表.xlsx. . ', '表.xlsx'],
    ['', 'file'],
    ['..', 'file'],
  ])('turns the name %s into %s', (name, plain) => {
    expect(plainName(name)).toBe(plain)
  })
})
