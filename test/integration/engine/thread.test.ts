/** The engine's real thread: started, closed, killed. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { openEngineThread, startEngineThread } from '../../../electron/engine/thread.ts'
import { createCall } from '../../../shared/contract/index.ts'
import { boiler, county, packsDir } from '../../helpers/test-engine.ts'

// A handle to every thread, so that a test can kill it.
const started: Worker[] = []
const keep = (worker: Worker) => started.push(worker)
process.on('worker', keep)
afterAll(() => process.off('worker', keep))

const at = { form: 'F4', period: '2020-05' } as const

function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tanbao-thread-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'data')
}

async function open(dataDir: string, isNew = true) {
  const thread = await startEngineThread({ dataDir, packsDir, create: true })
  onTestFinished(() => thread.close())
  const call = createCall(thread.send)
  if (isNew) await call('profile.create', county)
  return { ...thread, call }
}

test('everything that was asked is answered and written before the thread ends', async () => {
  const dataDir = dataFolder()
  const { call, close } = await open(dataDir)
  const answers = Array.from({ length: 20 }, (_, number) => call('report.edit', { ...at, edits: [boiler(number)] }))
  await close()
  expect((await Promise.all(answers)).map(({ version }) => version)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
  const again = await open(dataDir, false)
  expect((await again.call('report.open', at)).rows.length).toBe(20)
})

test('a thread that rests before there is a plan goes on running', async () => {
  const { call } = await open(dataFolder(), false)
  const before = started.length
  await call('app.info', {})
  // Longer than after which rules would be compiled.
  await new Promise((resolve) => setTimeout(resolve, 1_300))
  expect((await call('app.info', {})).profile).toBeNull()
  expect(started).toHaveLength(before)
})

test('after closing every call is refused, and closing again does no harm', async () => {
  const { call, close } = await open(dataFolder())
  await close()
  await close()
  await expect(call('app.info', {})).rejects.toMatchObject({ code: 'INTERNAL' })
})

test('a second engine on the same folder is refused until the first is closed', async () => {
  const dataDir = dataFolder()
  const first = await open(dataDir)
  await expect(startEngineThread({ dataDir, packsDir })).rejects.toMatchObject({
    name: 'AppError',
    code: 'DATA_FOLDER_IN_USE',
    details: { folder: dataDir },
  })
  await first.close()
  const second = await open(dataDir, false)
  expect((await second.call('app.info', {})).profile?.unit).toBe('450222')
})

test('what is asked before the store is open is answered once it is, or told why there is none', async () => {
  const dataDir = dataFolder()
  const first = await open(dataDir)
  await first.close()
  const holding = openEngineThread({ dataDir, packsDir })
  onTestFinished(() => holding.engine.close())
  const early = createCall(holding.engine.send)('app.info', {})
  await holding.opened
  expect((await early).profile?.unit).toBe('450222')
  const refused = openEngineThread({ dataDir, packsDir })
  const answer = createCall(refused.engine.send)('app.info', {})
  await expect(Promise.all([answer, refused.opened.catch(() => undefined)])).rejects.toMatchObject({ code: 'DATA_FOLDER_IN_USE' })
  await expect(refused.opened).rejects.toMatchObject({ code: 'DATA_FOLDER_IN_USE' })
  await refused.engine.close()
})

test('nothing is written to a new folder before plan and unit are chosen', async () => {
  const dataDir = dataFolder()
  const { call, close } = await open(dataDir, false)
  await expect(call('report.open', at)).rejects.toMatchObject({ code: 'STORE_NOT_INITIALISED' })
  await expect(call('profile.create', { ...county, unit: '999999' })).rejects.toMatchObject({ code: 'UNIT_UNKNOWN' })
  expect((await call('app.info', {})).profile).toBeNull()
  await close()
  expect(existsSync(dataDir)).toBe(false)
})

test('a folder that is set up is not set up again', async () => {
  const { call } = await open(dataFolder())
  await expect(call('profile.create', county)).rejects.toMatchObject({ code: 'DATA_FOLDER_NOT_EMPTY' })
})

test('a thread that dies is started anew with every acknowledged edit; what was in flight is answered', async () => {
  const { call } = await open(dataFolder())
  await call('report.edit', { ...at, edits: [boiler(1)] })
  const dying = started.at(-1)
  if (!dying) throw new Error('no thread was started')
  // It reads nothing any more: whatever is asked now is in flight when it is gone, however fast it would have been answered.
  const ended = dying.terminate()
  const inFlight = call('packs.list', {})
  await ended
  await expect(inFlight).rejects.toMatchObject({ code: 'INTERNAL' })
  expect((await call('report.open', at)).rows.map(({ key }) => key)).toEqual(['4502220001'])
  expect(started.at(-1)).not.toBe(dying)
})

test('a thread that keeps dying is not started for ever', async () => {
  const { call } = await open(dataFolder())
  for (let death = 0; death < 4; death++) {
    const dying = started.pop()
    if (!dying) throw new Error(`nothing was started after ${death} deaths`)
    const ended = dying.terminate()
    const inFlight = call('packs.list', {})
    await ended
    await expect(inFlight).rejects.toMatchObject({ code: 'INTERNAL' })
  }
  await expect(call('app.info', {})).rejects.toMatchObject({ code: 'INTERNAL' })
})
