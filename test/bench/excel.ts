/** Reading, importing and writing workbooks beside the bare libraries and the usual ones, each in a process of its own. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { child, columns, goal, goalColumns, inTurns, line, type Measured, median } from './excel-runs.ts'
import { type BenchTable, rounded } from './measurement.ts'
import { type LedgerShape, ledgerWorkbook } from './workbook.ts'

const libraryReaders = ['read SheetJS', 'read ExcelJS stream', 'read read-excel-file']
const libraryWriters = ['write SheetJS', 'write ExcelJS stream']

interface Compared {
  readonly bare: Measured
  readonly own: Measured
  readonly rows: (string | number)[][]
}

/** The bare job and ours in turns, the libraries only once: they are far from any line. */
const compare = (bareJob: string, ownJob: string, libraries: readonly string[], size: number, file: string, runs: number): Compared => {
  const both = inTurns([bareJob, ownJob], runs, [String(size), file])
  const bare = both.get(bareJob)
  const own = both.get(ownJob)
  if (bare === undefined || own === undefined) throw new Error(`${ownJob} was not measured`)
  const rows = [line(bareJob, size, bare, bare), line(ownJob, size, own, bare)]
  for (const job of libraries) {
    try {
      rows.push(line(job, size, child<Measured>('./excel-case.ts', [job, String(size), file]), bare))
    } catch (error) {
      // A library that cannot read a file that Excel reads is a finding too; ours and the bare job must not fail.
      const reason = /^\w*Error: .*/m.exec(error instanceof Error ? error.message : '')?.[0] ?? 'failed'
      rows.push([`${job} (${reason.slice(0, 80)})`, size, ...Array.from({ length: 6 }, () => '–')])
    }
  }
  return { bare, own, rows }
}

interface Imported {
  readonly rows: number
  readonly cpuMs: Readonly<Record<'parser' | 'preview' | 'apply' | 'check', number>>
  readonly firstMs: number
  readonly previewMs: number
  readonly applyMs: number
  readonly checkMs: number
  readonly parserMb: number
  readonly heldMb: number
  readonly previewMb: number
  readonly applyMb: number
  readonly exportMb: number
  readonly cancels: Readonly<Record<string, number>>
}
const importMs = ({ previewMs, applyMs }: Imported): number => previewMs + applyMs
const importCpu = ({ cpuMs: { parser, preview, apply } }: Imported): number => parser + preview + apply

interface ImportRatio {
  readonly line: (string | number)[]
  readonly ratio: number
  readonly cpuRatio: number
  /** With all rules of the form. */
  readonly checkedRatio: number
  readonly checkedCpuRatio: number
  readonly firstMs: number
  readonly cancelMs: number
  readonly parserMb: number
}

/** The whole import and the bare parse of the same file in turns. */
const measureImport = (size: number, shape: LedgerShape, file: string, turns: number): ImportRatio => {
  const own: Imported[] = []
  const bare: Measured[] = []
  for (let turn = 0; turn < turns; turn++) {
    bare.push(child<Measured>('./excel-case.ts', ['bare parse', String(size), file]))
    own.push(child<Imported>('./excel-import-case.ts', [file, turn === 0 ? 'cancel' : 'straight']))
  }
  for (const { rows } of own) if (rows !== size) throw new Error(`${rows} of ${size} rows arrived`)
  const of = (pick: (one: Imported) => number) => median(own.map(pick))
  const most = (pick: (one: Imported) => number) => Math.max(...own.map(pick))
  const bareMs = median(bare.map(({ milliseconds }) => milliseconds))
  const bareCpu = median(bare.map(({ cpuMs }) => cpuMs))
  const ratio = of(importMs) / bareMs
  const cpuRatio = of(importCpu) / bareCpu
  const checkedRatio = of((one) => importMs(one) + one.checkMs) / bareMs
  const checkedCpuRatio = of((one) => importCpu(one) + one.cpuMs.check) / bareCpu
  const cancelMs = Math.max(...own.flatMap(({ cancels }) => Object.values(cancels).filter((ms) => !Number.isNaN(ms))))
  const parserMb = most((one) => one.parserMb)
  const firstMs = of((one) => one.firstMs)
  return {
    ...{ ratio, cpuRatio, checkedRatio, checkedCpuRatio, firstMs, cancelMs, parserMb },
    line: [
      shape,
      size,
      rounded(firstMs),
      rounded(of((one) => one.previewMs)),
      rounded(of((one) => one.applyMs)),
      rounded(of((one) => one.checkMs)),
      rounded(of((one) => one.cpuMs.parser)),
      rounded(of((one) => one.cpuMs.preview)),
      rounded(of((one) => one.cpuMs.apply)),
      rounded(of((one) => one.cpuMs.check)),
      rounded(ratio),
      rounded(cpuRatio),
      rounded(checkedRatio),
      rounded(checkedCpuRatio),
      rounded(cancelMs),
      Math.round(parserMb),
      Math.round(of((one) => one.heldMb)),
      Math.round(most((one) => one.previewMb)),
      Math.round(most((one) => one.applyMb)),
      Math.round(most((one) => one.exportMb)),
    ],
  }
}

const importTable = (rows: BenchTable['rows']): BenchTable => ({
  title: 'Whole import',
  about:
    'Through the engine’s thread as every door does it: parser process, recognition, comparison with what is there, storing with audit; then all rules of the form, about a hundred for each row. Ratios: preview and apply, and with them the check, to the bare parse of the same file, of time and of processor time (parser process included). Cancel: the longest of four, each asked for in the middle of a phase. Peaks are of the whole program without the parser process; before: the program with a plan, before any file.',
  columns: [
    'shape',
    'rows',
    'first progress ms',
    'preview ms',
    'apply ms',
    'check ms',
    'CPU parser',
    'CPU preview',
    'CPU apply',
    'CPU check',
    'ratio to bare parse',
    'CPU ratio',
    'ratio with check',
    'CPU ratio with check',
    'cancel ms',
    'parser peak MB',
    'before MB',
    'preview peak MB',
    'apply peak MB',
    'export peak MB',
  ],
  rows,
})

const importGoals = (shape: LedgerShape, whole: ImportRatio): (string | number)[][] => [
  goal(`whole import (${shape}): parse, map, check of each value, store; time`, 4, '×', whole.ratio),
  goal(`whole import (${shape}), processor time`, 4, '×', whole.cpuRatio),
  goal(`the same with all rules of the form (${shape}), time`, 4, '×', whole.checkedRatio),
  goal(`the same with all rules of the form (${shape}), processor time`, 4, '×', whole.checkedCpuRatio),
  goal(`first progress (${shape})`, 300, 'ms', whole.firstMs),
  goal(`cancel, longest of four phases (${shape})`, 1000, 'ms', whole.cancelMs),
]

/** The whole import alone, with the bare parse it is compared to. */
export async function benchImport(size: number, turns: number): Promise<BenchTable[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const goals: (string | number)[][] = []
  const importing: (string | number)[][] = []
  for (const shape of ['excel', 'inline'] as const) {
    const file = join(folder, `${shape}.xlsx`)
    writeFileSync(file, await ledgerWorkbook(size, shape))
    const whole = measureImport(size, shape, file, turns)
    goals.push(...importGoals(shape, whole))
    importing.push(whole.line)
    rmSync(file)
  }
  rmSync(folder, { recursive: true, force: true })
  const about = 'Medians of runs in turns with what they are compared to.'
  return [{ title: 'Goals', about, columns: goalColumns, rows: goals }, importTable(importing)]
}

/** One line for each job and size; the goals come first. */
export async function benchExcel(size: number, turns: number): Promise<BenchTable[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const goals: (string | number)[][] = []
  const reading: (string | number)[][] = []
  const importing: (string | number)[][] = []
  const writing: (string | number)[][] = []
  for (const shape of ['excel', 'inline'] as const) {
    const file = join(folder, `${shape}.xlsx`)
    writeFileSync(file, await ledgerWorkbook(size, shape))
    const { bare, own, rows } = compare('bare parse', 'our reader', libraryReaders, size, file, turns)
    reading.push(...rows.map(([job = '', ...figures]) => [job, shape, ...figures]))
    const whole = measureImport(size, shape, file, Math.min(turns, 2))
    importing.push(whole.line)
    goals.push(
      goal(`parse (${shape}), time to the bare parse`, 1.5, '×', own.milliseconds / bare.milliseconds),
      goal(`parse (${shape}), processor time to the bare parse`, 1.5, '×', own.cpuMs / bare.cpuMs),
      goal(`parse (${shape}), peak of the parser process`, 400, 'MB', whole.parserMb),
      ...importGoals(shape, whole),
    )
    rmSync(file)
  }
  // Memory must not grow with the rows.
  for (const [rows, libraries, runs] of [
    [size, libraryWriters, turns],
    [size * 4, [], 1],
  ] as const) {
    const compared = compare('raw write', 'our writer', libraries, rows, '', runs)
    writing.push(...compared.rows)
    const { bare, own } = compared
    goals.push(
      goal(`export of ${rows} rows, time to the raw writer`, 1.5, '×', own.milliseconds / bare.milliseconds),
      goal(`export of ${rows} rows, processor time`, 1.5, '×', own.cpuMs / bare.cpuMs),
      goal(`export of ${rows} rows, peak of the process with its own ${Math.round(own.peakMb - own.extraMb)} MB`, 200, 'MB', own.peakMb),
    )
  }
  rmSync(folder, { recursive: true, force: true })
  return [
    { title: 'Goals', about: 'Medians of runs in turns with what they are compared to.', columns: goalColumns, rows: goals },
    {
      title: 'Reading workbooks',
      about:
        'Ledgers of 30 columns, as Excel writes them (shared strings, an address and a style on each cell) and as report programs do (bare cells with their text). Bare parse: yauzl and saxes, values built and dropped. Our reader: all that the parser process does, rows packed for the way. Ratios are to the bare parse of the same file, of time and of processor time.',
      columns: ['job', 'shape', ...columns.slice(1)],
      rows: reading,
    },
    importTable(importing),
    {
      title: 'Writing workbooks',
      about:
        'Ledgers of 30 columns from rows that are made one by one, to nowhere. Raw write: the same cells as XML of the same shape (address, style, text in the cell) through yazl at the same level. Our writer: the official form with its head, styles, rules and row heights. The libraries write plain cells.',
      columns,
      rows: writing,
    },
  ]
}
