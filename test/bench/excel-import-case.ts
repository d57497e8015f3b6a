/** A whole import through the engine's thread in a process of its own: `excel-import-case.ts FILE [cancel]`, figures as JSON on stdout. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEngineThread } from '../../electron/engine/thread.ts'
import { createCall } from '../../shared/contract/index.ts'
import { importText } from '../../shared/text/import.ts'
import { county, packsDir } from '../helpers/test-engine.ts'
import { ownPeakMb, watchChildren } from './process-memory.ts'

const [, , file = '', manner = ''] = process.argv
const folder = await mkdtemp(join(tmpdir(), 'bench-import-'))
const engine = await startEngineThread({ dataDir: join(folder, 'data'), packsDir, create: true })
const call = createCall(engine.send)
const at = { form: 'F4', period: '2020-05' }
await call('profile.create', county)
const bytes = new Uint8Array(await readFile(file))

let jobs = 0
/** How long a job runs, when it first said how far it is, and how long it still ran after it was cancelled in a phase. */
const run = async <T>(work: (job: string) => Promise<T>, cancelAt?: string) => {
  const job = `job-${jobs++}`
  const start = performance.now()
  const cpu = process.cpuUsage()
  let first: number | undefined
  let cancelled: number | undefined
  const stop = engine.onEvent((event) => {
    if (event.name !== 'job.progress' || event.payload.job !== job) return
    first ??= performance.now() - start
    // In the middle of the phase, not at its first word.
    if (event.payload.phase !== cancelAt || event.payload.done * 4 < event.payload.total || cancelled !== undefined) return
    cancelled = performance.now()
    void call('job.cancel', { job })
  })
  const result = await work(job).catch((error: unknown) => {
    if (cancelled === undefined) throw error
    return undefined
  })
  stop()
  const end = performance.now()
  const used = process.cpuUsage(cpu)
  return {
    cpuMs: (used.user + used.system) / 1000,
    result,
    ms: end - start,
    firstMs: first ?? Number.NaN,
    cancelMs: cancelled === undefined ? Number.NaN : end - cancelled,
  }
}
const preview = (job: string) => call('import.preview', { ...at, fileName: 'ledger.xlsx', bytes, options: { mode: 'replace' }, job })

const heldMb = ownPeakMb()
const watch = watchChildren()
const previewed = await run(preview)
const previewMb = ownPeakMb()
watch.stop()
let id = previewed.result?.id ?? ''
const cancels: Record<string, number> = {}
if (manner === 'cancel') {
  for (const phase of [importText.reading, importText.recognising, importText.comparing])
    cancels[phase] = (await run(preview, phase)).cancelMs
  const { result, cancelMs } = await run((job) => call('import.apply', { id, job }), importText.saving)
  cancels[importText.saving] = cancelMs
  if (result !== undefined) {
    // So few rows were stored before anybody could cancel.
    await call('report.undo', at)
    id = (await run(preview)).result?.id ?? ''
  }
}
ownPeakMb()
const applied = await run((job) => call('import.apply', { id, job }))
const applyMb = ownPeakMb()
const checked = await run((job) => call('check.run', { ...at, job }))
await run((job) => call('export.workbook', { ...at, job }))
const exportMb = ownPeakMb()
await engine.close()
await rm(folder, { recursive: true, force: true })
process.stdout.write(
  JSON.stringify({
    rows: applied.result?.added ?? 0,
    cpuMs: { parser: watch.cpuMs(), preview: previewed.cpuMs, apply: applied.cpuMs, check: checked.cpuMs },
    firstMs: previewed.firstMs,
    previewMs: previewed.ms,
    applyMs: applied.ms,
    checkMs: checked.ms,
    parserMb: watch.peakMb(),
    heldMb,
    previewMb,
    applyMb,
    exportMb,
    cancels,
  }),
)
