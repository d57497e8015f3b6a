/** Import, check and export of ledgers of thirty columns, against the bare library's reading and writing of the same file. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BenchTable, rounded } from './measurement.ts'
import { columnCount, ledgerWorkbook } from './workbook.ts'

const caseFile = fileURLToPath(new URL('./month-case.ts', import.meta.url))

function measure(kind: 'program' | 'library', file: string): Record<string, number> {
  const run = spawnSync(process.execPath, ['--max-old-space-size=8192', caseFile, kind, file], { encoding: 'utf8', maxBuffer: 1 << 20 })
  if (run.status !== 0) throw new Error(`${kind}: ${run.stderr.split('\n').find((line) => /Error/.test(line)) ?? run.stderr.slice(0, 400)}`)
  return JSON.parse(run.stdout) as Record<string, number> // written by month-case.ts
}

/** One line for each size; a size that fails says why. */
export async function benchMonth(sizes: readonly number[]): Promise<BenchTable[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const rows: (string | number)[][] = []
  for (const size of sizes) {
    const file = join(folder, `${size}.xlsx`)
    const workbook = await ledgerWorkbook(size)
    writeFileSync(file, workbook)
    const bare = measure('library', file)
    const own = measure('program', file)
    const value = (from: Record<string, number>, key: string): number => from[key] ?? Number.NaN
    const read = value(own, 'previewMs') + value(own, 'applyMs')
    rows.push([
      size,
      rounded(value(own, 'previewMs')),
      rounded(value(own, 'applyMs')),
      rounded(value(own, 'checkMs')),
      rounded(value(own, 'exportMs')),
      Math.round(value(own, 'peakMb')),
      rounded(value(bare, 'readMs')),
      rounded(value(bare, 'writeMs')),
      Math.round(value(bare, 'peakMb')),
      rounded(read / value(bare, 'readMs')),
      rounded(value(own, 'exportMs') / value(bare, 'writeMs')),
    ])
    if (value(own, 'rows') !== size) throw new Error(`${value(own, 'rows')} of ${size} rows arrived`)
  }
  rmSync(folder, { recursive: true, force: true })
  return [
    {
      title: 'A month of a big ledger',
      about: `Ledgers of ${columnCount} columns. The program recognises, previews, stores with audit, checks all rules and writes the official form; the bare library (SheetJS) only reads the file to rows and writes rows back. Peak memory is that of the program with its parser process. Ratio: import (preview + apply) to bare read, export to bare write.`,
      columns: [
        'rows',
        'preview ms',
        'apply ms',
        'check ms',
        'export ms',
        'peak MB',
        'bare read ms',
        'bare write ms',
        'bare peak MB',
        'import ratio',
        'export ratio',
      ],
      rows,
    },
  ]
}
