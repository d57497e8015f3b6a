/** Runs the real `electron/shell/main.ts` on the recording stand-in for Electron, with an engine that only notes its calls. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Mock, vi } from 'vitest'
import type { EngineEvent, Reply } from '../../shared/contract/index.ts'

interface ShellOptions {
  readonly hasLock?: boolean
  readonly argv?: readonly string[]
  readonly engineFails?: Error
  /** When the engine's store is open; at once unless told. */
  readonly engineOpens?: Promise<void>
}

type Electron = typeof import('../security/fake-electron.ts')
export interface StartedShell extends Pick<Electron, 'app' | 'record' | 'FakeContents'> {
  readonly folder: string
  /** What reached the engine. */
  readonly sent: readonly unknown[][]
  readonly openEngineThread: Mock<(options: unknown) => unknown>
  emitFromEngine(event: EngineEvent): void
  /** Lets the engine's close, once asked for, come to its end. */
  finishClosing(): void
}

/** Each start gets fresh modules: the shell decides things while its modules are read. */
export async function startShell({
  hasLock = true,
  argv = [],
  engineFails,
  engineOpens = Promise.resolve(),
}: ShellOptions = {}): Promise<StartedShell> {
  vi.resetModules()
  const folder = mkdtempSync(join(tmpdir(), 'tanbao-shell-'))
  const pages = join(folder, 'pages')
  mkdirSync(join(pages, 'assets'), { recursive: true })
  writeFileSync(join(folder, 'secret.js'), 'outside')
  writeFileSync(join(pages, 'index.html'), '<!doctype html><meta name="csp-nonce" content="__CSP_NONCE__"><p>page</p>')
  writeFileSync(join(pages, 'assets', 'main.js'), 'export {}')
  const sent: unknown[][] = []
  const listeners: ((event: EngineEvent) => void)[] = []
  let finishClosing = () => {}
  const engine = {
    send: async (method: string, input: unknown): Promise<Reply> => {
      sent.push([method, input])
      return { ok: true, value: method }
    },
    onEvent: (listener: (event: EngineEvent) => void) => {
      listeners.push(listener)
      return () => {}
    },
    close: () =>
      new Promise<void>((resolve) => {
        finishClosing = resolve
      }),
  }
  const openEngineThread = vi.fn((_options: unknown) => ({
    engine,
    opened: engineFails ? Promise.reject(engineFails) : engineOpens,
  }))
  vi.doMock('../../electron/engine/thread.ts', () => ({ openEngineThread }))
  vi.doMock('../../electron/adapters/open-demo.ts', () => ({ openDemo: async () => {} }))
  vi.doMock('../../electron/engine/entry-points.ts', async (original) => ({
    ...(await original<Record<string, unknown>>()),
    rendererDir: () => pages,
  }))
  const ownArguments = process.argv
  process.argv = [process.execPath, '.', `--user-data-dir=${folder}`, ...argv]
  const electron = await import('../security/fake-electron.ts')
  electron.record.hasLock = hasLock
  electron.record.paths.set('userData', folder)
  await import('../../electron/shell/main.ts')
  process.argv = ownArguments
  electron.becomeReady()
  const settled = () => {
    const { windows, errorBoxes } = electron.record
    return !hasLock || errorBoxes.length > 0 || (!engineFails && (windows[0]?.addresses.length ?? 0) > 0)
  }
  await vi.waitUntil(settled)
  return {
    app: electron.app,
    record: electron.record,
    FakeContents: electron.FakeContents,
    folder,
    sent,
    openEngineThread,
    emitFromEngine: (event: EngineEvent) => {
      for (const listener of listeners) listener(event)
    },
    finishClosing: () => finishClosing(),
  }
}
