/** One size of the month bench, in a process of its own so that its memory is its own. Called by month.ts. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as XLSX from 'xlsx'
import { startEngineThread } from '../../electron/engine/thread.ts'
import { createCall } from '../../shared/contract/index.ts'
import { county, packsDir } from '../helpers/test-engine.ts'
import { watchChildren } from './process-memory.ts'

const megabyte = 1024 * 1024
const [kind = '', file = ''] = process.argv.slice(2)

const ownPeakMb = (): number => process.resourceUsage().maxRSS / 1024
async function timed<T>(work: () => Promise<T> | T): Promise<readonly [T, number]> {
  const start = performance.now()
  const result = await work()
  return [result, performance.now() - start]
}

/** Import, check and export through the engine's thread, as every door does it. */
async function measureProgram(): Promise<Record<string, number>> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-month-'))
  const engine = await startEngineThread({ dataDir: join(folder, 'data'), packsDir, create: true })
  const call = createCall(engine.send)
  const at = { form: 'F4', period: '2020-05' }
  await call('profile.create', county)
  const bytes = new Uint8Array(await readFile(file))
  const watch = watchChildren()
  const [preview, previewMs] = await timed(() =>
    call('import.preview', { ...at, fileName: 'ledger.xlsx', bytes, options: { mode: 'replace' } }),
  )
  if (preview.questions.length > 0) throw new Error(`the program asks: ${preview.questions[0]?.message}`)
  const [applied, applyMs] = await timed(() => call('import.apply', { id: preview.id }))
  const [, checkMs] = await timed(() => call('check.run', { period: at.period }))
  const [workbook, exportMs] = await timed(() => call('export.workbook', at))
  watch.stop()
  await engine.close()
  await rm(folder, { recursive: true, force: true })
  const { added } = applied
  return {
    previewMs,
    applyMs,
    checkMs,
    exportMs,
    peakMb: ownPeakMb() + watch.peakMb(),
    rows: added,
    outputMb: workbook.bytes.length / megabyte,
  }
}

/** The bare library on the same file: read to rows, write the rows back. */
async function measureLibrary(): Promise<Record<string, number>> {
  const bytes = await readFile(file)
  const [rows, readMs] = await timed(() => {
    const book = XLSX.read(bytes, { dense: true })
    const sheet = book.Sheets[book.SheetNames[0] ?? '']
    return sheet ? XLSX.utils.sheet_to_json<unknown[]>(sheet, { header: 1 }) : []
  })
  const [output, writeMs] = await timed(() => {
    const book = XLSX.utils.book_new()
    XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(rows as unknown[][], { dense: true }), 'F4')
    return XLSX.write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer // `type: 'buffer'` gives a Buffer
  })
  return { readMs, writeMs, peakMb: ownPeakMb(), rows: rows.length - 1, outputMb: output.length / megabyte }
}

process.stdout.write(JSON.stringify(await (kind === 'program' ? measureProgram() : measureLibrary())))
