/** Reading, importing and writing workbooks beside the bare libraries and the usual ones, each in a process of its own. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BenchTable, rounded } from './measurement.ts'
import { type LedgerShape, ledgerWorkbook } from './workbook.ts'

interface Measured {
  readonly milliseconds: number
  readonly cpuMs: number
  readonly peakMb: number
  readonly extraMb: number
}

const child = <T>(script: string, args: readonly string[]): T => {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const run = spawnSync(process.execPath, ['--max-old-space-size=6144', path, ...args], { encoding: 'utf8', maxBuffer: 1 << 20 })
  if (run.status !== 0) throw new Error(`${args[0]}: ${run.stderr.slice(0, 2000)}`)
  return JSON.parse(run.stdout) as T // written by our own script
}

/** The quickest of some runs: whatever else the machine does only ever adds. */
const quickest = (job: string, rows: number, file: string, runs: number): Measured =>
  Array.from({ length: runs }, () => child<Measured>('./excel-case.ts', [job, String(rows), file])).reduce((best, one) =>
    one.cpuMs < best.cpuMs ? one : best,
  )

const columns = ['job', 'rows', 'ms', 'CPU ms', 'peak MB', 'of it for the job MB', 'ratio', 'CPU ratio']
const line = (job: string, rows: number, own: Measured, bare: Measured): (string | number)[] => [
  job,
  rows,
  rounded(own.milliseconds),
  rounded(own.cpuMs),
  Math.round(own.peakMb),
  Math.round(own.extraMb),
  rounded(own.milliseconds / bare.milliseconds),
  rounded(own.cpuMs / bare.cpuMs),
]

const bareRuns = 2
const libraryReaders = ['read SheetJS', 'read ExcelJS stream', 'read read-excel-file']
const libraryWriters = ['write SheetJS', 'write ExcelJS stream']

/** Jobs of one size beside the bare one, the libraries only once: they are far from any line. */
const compare = (bareJob: string, ownJob: string, libraries: readonly string[], size: number, file: string, runs = bareRuns) => {
  const bare = quickest(bareJob, size, file, runs)
  const rows = [line(bareJob, size, bare, bare), line(ownJob, size, quickest(ownJob, size, file, runs), bare)]
  for (const job of libraries) {
    try {
      rows.push(line(job, size, quickest(job, size, file, 1), bare))
    } catch (error) {
      // A library that cannot read a file that Excel reads is a finding too; ours and the bare job must not fail.
      const reason = /^\w*Error: .*/m.exec(error instanceof Error ? error.message : '')?.[0] ?? 'failed'
      rows.push([`${job} (${reason.slice(0, 80)})`, size, ...Array.from({ length: 6 }, () => '–')])
    }
  }
  return { bare, rows }
}

/** What about a megabyte can be: a form with a picture, and a sheet that is long already. */
const templates = [
  ['a form with a picture', 60, 900_000],
  ['a long sheet', 8_000, 0],
] as const

interface Imported {
  readonly rows: number
  readonly cpuMs: number
  readonly firstMs: number
  readonly previewMs: number
  readonly applyMs: number
  readonly exportMs: number
  readonly parserMb: number
  readonly heldMb: number
  readonly previewMb: number
  readonly applyMb: number
  readonly exportMb: number
  readonly cancels: Readonly<Record<string, number>>
}

const importLine = (size: number, shape: LedgerShape, own: Imported, bare: Measured): (string | number)[] => {
  if (own.rows !== size) throw new Error(`${own.rows} of ${size} rows arrived`)
  const whole = own.previewMs + own.applyMs
  return [
    shape,
    size,
    rounded(own.firstMs),
    rounded(own.previewMs),
    rounded(own.applyMs),
    rounded(own.cpuMs),
    rounded(whole / bare.milliseconds),
    rounded(own.cpuMs / bare.cpuMs),
    rounded(Math.max(...Object.values(own.cancels).filter((ms) => !Number.isNaN(ms)))),
    Math.round(own.parserMb),
    Math.round(own.heldMb),
    Math.round(own.previewMb),
    Math.round(own.applyMb),
    Math.round(own.exportMb),
  ]
}

/** One line for each job and size. */
export async function benchExcel(sizes: readonly number[]): Promise<BenchTable[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const reading: (string | number)[][] = []
  const importing: (string | number)[][] = []
  const writing: (string | number)[][] = []
  const largest = Math.max(...sizes)
  for (const size of sizes) {
    for (const shape of ['excel', 'inline'] as const) {
      if (shape === 'inline' && size < largest) continue
      const file = join(folder, `${shape}-${size}.xlsx`)
      writeFileSync(file, await ledgerWorkbook(size, shape))
      const { bare, rows } = compare('bare parse', 'our reader', libraryReaders, size, file)
      reading.push(...rows.map(([job = '', ...figures]) => [job, shape, ...figures]))
      importing.push(importLine(size, shape, child<Imported>('./excel-import-case.ts', [file]), bare))
      rmSync(file)
    }
    writing.push(...compare('raw write', 'our writer', libraryWriters, size, '').rows)
  }
  // Memory must not grow with the rows.
  writing.push(...compare('raw write', 'our writer', [], largest * 4, '', 1).rows)
  const filling: (string | number)[][] = []
  for (const [about, rows, picture] of templates) {
    const file = join(folder, 'template.xlsx')
    writeFileSync(file, await ledgerWorkbook(rows, 'excel', picture))
    filling.push(...compare('unzip and zip', 'fill', [], rows, file).rows.map((figures) => [about, ...figures]))
  }
  rmSync(folder, { recursive: true, force: true })
  return [
    {
      title: 'Reading workbooks',
      about:
        'Ledgers of 30 columns, as Excel writes them (shared strings, an address and a style on each cell) and as report programs do (bare cells with their text). Bare parse: yauzl and saxes, values built and dropped. Our reader: all that the parser process does, rows packed for the way. Ratios are to the bare parse of the same file, of time and of processor time.',
      columns: ['job', 'shape', ...columns.slice(1)],
      rows: reading,
    },
    {
      title: 'Whole import',
      about:
        'Through the engine’s thread as every door does it: parser process, recognition, comparison with what is there, storing with audit. Ratios: preview and apply to the bare parse of the same file, of time and of processor time (parser process included). Cancel: the longest of four, each asked for in the middle of a phase. Peaks are of the whole program without the parser process; before: the program with a plan, before any file.',
      columns: [
        'shape',
        'rows',
        'first progress ms',
        'preview ms',
        'apply ms',
        'CPU ms',
        'ratio to bare parse',
        'CPU ratio',
        'cancel ms',
        'parser peak MB',
        'before MB',
        'preview peak MB',
        'apply peak MB',
        'export peak MB',
      ],
      rows: importing,
    },
    {
      title: 'Writing workbooks',
      about:
        'Ledgers of 30 columns from rows that are made one by one, to nowhere. Raw write: the same cells as XML of the same shape (address, style, text in the cell) through yazl at the same level. Our writer: the official form with its head, styles, rules and row heights. The libraries write plain cells.',
      columns,
      rows: writing,
    },
    {
      title: 'Filling a template of a megabyte',
      about:
        'Four hundred cells set and twenty rows put in, the outcome read back and compared; beside taking every part out of the same file and putting it into a new one.',
      columns: ['template', ...columns],
      rows: filling,
    },
  ]
}
