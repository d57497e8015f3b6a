import type { IpcMainInvokeEvent } from 'electron'
import { describe, expect, test } from 'vitest'
import { channels } from '../../electron/preload/channels.ts'
import { startShell } from '../helpers/start-shell.ts'

type Frame = { readonly url: string; readonly parent: unknown } | null
const ownFrame: Frame = { url: 'app://tanbao/', parent: null }
const from = (senderFrame: Frame) => ({ senderFrame }) as unknown as IpcMainInvokeEvent // the shell reads nothing else of it

async function call(frame: Frame, channel: string, ...input: unknown[]): Promise<unknown> {
  const { record } = await startShell()
  const handler = record.ipcHandlers.get(channel)
  if (!handler) throw new Error(`nobody answers ${channel}`)
  return handler(from(frame), ...input)
}

describe('what a page may call', () => {
  test('is exactly this', async () => {
    const { record } = await startShell()
    expect([...record.ipcHandlers.keys()].sort()).toEqual(
      [channels.call, channels.open, channels.save, channels.pdf, channels.reveal].sort(),
    )
  })

  test('reaches the engine from our own top frame, with what it sent', async () => {
    const { record, sent } = await startShell()
    const reply = await record.ipcHandlers.get(channels.call)?.(from(ownFrame), 'packs.list', { a: 1 })
    expect(reply).toEqual({ ok: true, value: 'packs.list' })
    expect(sent).toEqual([['packs.list', { a: 1 }]])
  })

  const strangers: [string, Frame][] = [
    ['another host', { url: 'app://evil/', parent: null }],
    ['a host that begins like ours', { url: 'app://tanbao.evil/', parent: null }],
    ['our name in front of another host', { url: 'app://tanbao@evil/', parent: null }],
    ['another scheme', { url: 'https://tanbao/', parent: null }],
    ['a frame inside our page', { url: 'app://tanbao/', parent: {} }],
    ['a blank page', { url: 'about:blank', parent: null }],
    ['a file', { url: 'file:///app/index.html', parent: null }],
    ['a page without an address', { url: '', parent: null }],
    ['a frame that is gone', null],
  ]
  test.each(strangers)('is refused to %s on every channel', async (_who, frame) => {
    const { record, sent } = await startShell()
    expect(record.ipcHandlers.size).toBeGreaterThan(0)
    for (const handler of record.ipcHandlers.values()) expect(() => handler(from(frame), 'packs.list', {})).toThrow('refused')
    expect(sent).toEqual([])
  })

  test.each([
    [channels.open, ['../etc']],
    [channels.open, [{}]],
    [channels.save, ['name.xlsx', 'text']],
    [channels.save, [1, new Uint8Array()]],
    [channels.pdf, [1]],
  ])('%s refuses %o', async (channel, input) => {
    await expect(call(ownFrame, channel, ...input)).rejects.toThrow('refused')
  })

  test('a method that is no text reaches the dispatcher as no method', async () => {
    const { record, sent } = await startShell()
    await record.ipcHandlers.get(channels.call)?.(from(ownFrame), { toString: () => 'packs.list' })
    expect(sent).toEqual([['', undefined]])
  })

  test('hears what the engine tells', async () => {
    const { record, emitFromEngine } = await startShell()
    const event = { name: 'profile.changed', payload: {} } as const
    emitFromEngine(event)
    expect(record.windows[0]?.webContents.sent).toEqual([[channels.event, event]])
  })
})

describe('what the preload hands to the page', () => {
  async function bridge() {
    const electron = await startShell()
    await import('../../electron/preload/preload.ts')
    return { ...electron, bridge: electron.record.exposed.get('bridge') as import('../../shared/contract/bridge.ts').Bridge } // typed by the preload
  }

  test('is one object of plain functions', async () => {
    const { bridge: exposed, record } = await bridge()
    expect([...record.exposed.keys()]).toEqual(['bridge'])
    const shape = (value: object): unknown =>
      Object.fromEntries(
        Object.entries(value).map(([key, member]) => [key, member && typeof member === 'object' ? shape(member) : typeof member]),
      )
    expect(shape(exposed)).toEqual({
      kind: 'string',
      call: 'function',
      onEvent: 'function',
      files: { open: 'function', save: 'function', pdf: 'function', reveal: 'function' },
      zoom: { get: 'function', set: 'function' },
    })
  })

  test('can name no channel but ours', async () => {
    const { bridge: exposed, record } = await bridge()
    await exposed.call('any.method', 1)
    await exposed.files.open('workbook')
    await exposed.files.save('a.xlsx', new Uint8Array([1]))
    await exposed.files.pdf('a.pdf')
    await exposed.files.reveal()
    expect(record.invoked).toEqual([
      [channels.call, 'any.method', 1],
      [channels.open, 'workbook'],
      [channels.save, 'a.xlsx', new Uint8Array([1])],
      [channels.pdf, 'a.pdf'],
      [channels.reveal],
    ])
  })

  test('makes the page larger and smaller, but never so large that there is no way back', async () => {
    const { bridge: exposed, record } = await bridge()
    exposed.zoom.set(150)
    expect([record.zoomFactor, exposed.zoom.get()]).toEqual([1.5, 150])
    exposed.zoom.set(100_000)
    expect(exposed.zoom.get()).toBe(300)
  })

  test('gives a listener the payload without Electron’s event, and forgets it when asked', async () => {
    const { bridge: exposed, record } = await bridge()
    const heard: unknown[][] = []
    const stop = exposed.onEvent((...input) => void heard.push(input))
    const event = { name: 'profile.changed', payload: {} }
    record.rendererEvents.emit(channels.event, { sender: 'secret' }, event)
    stop()
    record.rendererEvents.emit(channels.event, { sender: 'secret' }, event)
    expect(heard).toEqual([[event]])
  })
})
