/** Filling templates beside a plain unzip and zip of the same file. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { corpusFile, corpusFiles, corpusFolder } from '../helpers/round-trip/round-trip.ts'
import { goalColumns, inTurns, type Measured } from './excel-runs.ts'
import { formOrders, ledgerOrders } from './fill-orders.ts'
import { type BenchTable, rounded } from './measurement.ts'
import { ledgerWorkbook } from './workbook.ts'

const mostRatio = 3

/** What about a megabyte can be: a form with a picture, and a sheet that is long already. */
const made = [
  ['a form with a picture', 60, 900_000],
  ['a long sheet', 8_000, 0],
] as const

const measure = (file: string, orders: string, turns: number): readonly [bare: Measured, own: Measured] => {
  const both = inTurns(['unzip and zip', 'fill'], turns, ['0', file, orders])
  const [bare, own] = [both.get('unzip and zip'), both.get('fill')]
  if (bare === undefined || own === undefined) throw new Error('filling was not measured')
  return [bare, own]
}

/** Made ledgers and every real workbook of up to a megabyte. */
export async function benchFill(turns: number): Promise<BenchTable[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-fill-'))
  const orders = join(folder, 'orders.json')
  const rows: (string | number)[][] = []
  const ratios: (readonly [time: number, cpu: number])[] = []
  const add = (name: string, bytes: number, cells: number, file: string) => {
    const [bare, own] = measure(file, orders, turns)
    const [ratio, cpuRatio] = [own.milliseconds / bare.milliseconds, own.cpuMs / bare.cpuMs]
    const times = [bare.milliseconds, own.milliseconds, bare.cpuMs, own.cpuMs].map(rounded)
    rows.push([name, Math.round(bytes / 1024), cells, ...times, rounded(ratio), rounded(cpuRatio)])
    ratios.push([ratio, cpuRatio])
  }
  for (const [name, lines, picture] of made) {
    const file = join(folder, 'template.xlsx')
    const bytes = await ledgerWorkbook(lines, 'excel', picture)
    writeFileSync(file, bytes)
    writeFileSync(orders, JSON.stringify(ledgerOrders))
    add(name, bytes.length, ledgerOrders.cells.length, file)
  }
  for (const name of existsSync(corpusFolder) ? corpusFiles() : []) {
    const bytes = corpusFile(name)
    const cells = await formOrders(bytes)
    writeFileSync(orders, JSON.stringify(cells))
    add(name, bytes.length, cells.cells.length, join(corpusFolder, name))
  }
  rmSync(folder, { recursive: true, force: true })
  const goalOf = (what: string, which: 0 | 1): string[] => {
    const met = ratios.filter((pair) => pair[which] <= mostRatio).length
    return [
      `filling a template of up to 1 MB, ${what}`,
      `at most ${mostRatio} ×`,
      `${met} of ${ratios.length} templates`,
      met === ratios.length ? 'met' : 'missed',
    ]
  }
  return [
    {
      title: 'Goal of filling templates',
      about: 'Of all that are measured below.',
      columns: goalColumns,
      rows: [goalOf('time', 0), goalOf('processor time', 1)],
    },
    {
      title: 'Filling templates',
      about:
        'Made ledgers: four hundred cells set and twenty rows put in. Real workbooks: up to forty numbers of the sheet that has most of them get other values, which is what most formulas hang on; formulas are worked out anew, the outcome is read back and compared. Beside it: every part taken out of the same file and put into a new one. Each in a new process that is started like the one that parses workbooks, cold, modules loaded beforehand.',
      columns: ['template', 'KB', 'cells set', 'unzip and zip ms', 'fill ms', 'unzip and zip CPU ms', 'fill CPU ms', 'ratio', 'CPU ratio'],
      rows,
    },
  ]
}
