/** Our reader and writer beside the bare libraries they rest on, each in a process of its own so that the peak is its own. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BenchTable, rounded } from './measurement.ts'
import { ledgerWorkbook } from './workbook.ts'

const caseFile = fileURLToPath(new URL('./excel-case.ts', import.meta.url))
interface Measured {
  readonly milliseconds: number
  readonly cpuMs: number
  readonly peakMb: number
  readonly extraMb: number
}

const measure = (job: string, rows: number, file: string): Measured => {
  const run = spawnSync(process.execPath, ['--max-old-space-size=6144', caseFile, job, String(rows), file], { encoding: 'utf8' })
  if (run.status !== 0) throw new Error(`${job}: ${run.stderr.slice(0, 400)}`)
  return JSON.parse(run.stdout) as Measured // written by excel-case.ts
}

const jobs = [
  { job: 'bare parse', beside: 'bare parse' },
  { job: 'SheetJS', beside: 'bare parse' },
  { job: 'our reader', beside: 'bare parse' },
  { job: 'whole import', beside: 'bare parse' },
  { job: 'bare write', beside: 'bare write' },
  { job: 'our writer', beside: 'bare write' },
] as const

/** One line for each job and size; ratios are of wall time within this run. */
export async function benchExcel(sizes: readonly number[]): Promise<BenchTable[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const rows: (string | number)[][] = []
  for (const size of sizes) {
    const file = join(folder, `${size}.xlsx`)
    writeFileSync(file, await ledgerWorkbook(size))
    const measured = new Map<string, Measured>()
    for (const { job, beside } of jobs) {
      const own = measure(job, size, file)
      measured.set(job, own)
      const ratio = own.milliseconds / (measured.get(beside)?.milliseconds ?? Number.NaN)
      rows.push([job, size, rounded(own.milliseconds), rounded(own.cpuMs), Math.round(own.peakMb), Math.round(own.extraMb), rounded(ratio)])
    }
  }
  rmSync(folder, { recursive: true, force: true })
  return [
    {
      title: 'Reading and writing workbooks',
      about:
        'Ledgers of 30 columns. Bare parse: yauzl and saxes, values built and dropped. Whole import: parser process, rows handed over, form recognised, plan made (CPU and memory without the parser process). Bare write: the same cells as strings through yazl.',
      columns: ['job', 'rows', 'ms', 'CPU ms', 'peak MB', 'of it for the job MB', 'ratio to bare'],
      rows,
    },
  ]
}
