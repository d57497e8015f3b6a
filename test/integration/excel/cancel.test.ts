/** A large import through the engine's thread, which lets no message in while it works: told how far it is, stopped in every phase. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type EngineThread, startEngineThread } from '../../../electron/engine/thread.ts'
import { type Call, createCall } from '../../../shared/contract/index.ts'
import { ledgerWorkbook } from '../../bench/workbook.ts'
import { county, packsDir } from '../../helpers/test-engine.ts'

const rows = 6000
const at = { form: 'F4', period: '2020-05' } as const
const phases = ['正在读取文件', '正在识别表头和数据', '正在与现有数据比对', '正在保存'] as const
type Phase = (typeof phases)[number]

let engine: EngineThread
let call: Call
let bytes: Uint8Array

beforeAll(async () => {
  bytes = await ledgerWorkbook(rows)
  const dataDir = join(mkdtempSync(join(tmpdir(), 'cancel-')), 'data')
  engine = await startEngineThread({ dataDir, packsDir, create: true })
  call = createCall(engine.send)
  await call('profile.create', county)
})
afterAll(() => engine.close())

const preview = (job: string) => call('import.preview', { ...at, fileName: 'ledger.xlsx', bytes, options: { mode: 'replace' }, job })

/** The phases that a job tells of, each once; the job is cancelled when it tells of `stopAt`. */
const watch = (job: string, stopAt?: Phase) => {
  const told: string[] = []
  let answer: Promise<boolean> | undefined
  const stop = engine.onEvent((event) => {
    if (event.name !== 'job.progress' || event.payload.job !== job) return
    const { phase } = event.payload
    if (told.at(-1) !== phase) told.push(phase)
    if (phase === stopAt) answer ??= call('job.cancel', { job })
  })
  return { told, stop, answer: () => answer }
}
const lastTold = (phase: Phase): string[] => phases.slice(0, phases.indexOf(phase) + 1)

describe('what is cancelled leaves nothing', () => {
  test.each(['正在读取文件', '正在识别表头和数据', '正在与现有数据比对'] as const)('%s', async (phase) => {
    const job = `preview-${phases.indexOf(phase)}`
    const { told, stop, answer } = watch(job, phase)
    await expect(preview(job)).rejects.toMatchObject({ code: 'CANCELLED' })
    stop()
    // The phases after it never began.
    expect(told).toEqual(lastTold(phase))
    expect(await answer()).toBe(true)
    expect(await call('report.open', at)).toMatchObject({ version: 0, rows: [] })
  })

  test('正在保存: nothing is stored, and the same preview can be applied afterwards', async () => {
    const shown = watch('shown')
    const { id, counts } = await preview('shown')
    shown.stop()
    expect([shown.told, counts.added]).toEqual([phases.slice(0, 3), rows])

    const { told, stop, answer } = watch('apply', '正在保存')
    await expect(call('import.apply', { id, job: 'apply' })).rejects.toMatchObject({ code: 'CANCELLED' })
    stop()
    expect([told, await answer()]).toEqual([['正在与现有数据比对', '正在保存'], true])
    expect(await call('report.open', at)).toMatchObject({ version: 0, rows: [], canUndo: false })
    expect(await call('report.history', { ...at, limit: 10 })).toEqual([])

    // The same name again: what stopped the job before does not stop this one.
    expect(await call('import.apply', { id, job: 'apply' })).toMatchObject({ added: rows })
    expect((await call('report.open', at)).rows).toHaveLength(rows)
    await expect(call('import.apply', { id })).rejects.toMatchObject({ code: 'IMPORT_UNKNOWN' })
  })

  test('正在校验: stopped part-way it leaves no findings behind, and the next check finds them all', async () => {
    let furthest = 0
    let answer: Promise<boolean> | undefined
    const stop = engine.onEvent((event) => {
      if (event.name !== 'job.progress' || event.payload.job !== 'check') return
      const { done, total } = event.payload
      if (total === rows) furthest = Math.max(furthest, done)
      if (done > 0 && total === rows) answer ??= call('job.cancel', { job: 'check' })
    })
    await expect(call('check.run', { ...at, job: 'check' })).rejects.toMatchObject({ code: 'CANCELLED' })
    stop()
    expect([furthest > 0 && furthest < rows, await answer]).toEqual([true, true])
    const taskOf = async () => (await call('tasks.list', { period: at.period })).tasks.find(({ form }) => form === at.form)
    expect((await taskOf())?.findings).toBeNull()
    expect((await call('check.run', { ...at, job: 'check' })).counts.pass).toBeGreaterThan(rows)
    expect((await taskOf())?.findings).not.toBeNull()
  })
})
