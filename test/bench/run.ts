/**
 * `npm run bench`: measures and writes results. `--quick` takes small sizes, `--only edit,month,rules` some of the benches,
 * `--name NAME` names the results, `--out FOLDER` says where they go, `--turns N` says how often the Excel benches measure
 * each job (3) and each grid is measured (5), `--rows N` how many rows the Excel benches take (100,000). Nothing here passes
 * or fails by a time.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, platform, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { benchCity } from './city.ts'
import { benchCountyEngine, benchCountyMonth } from './county-month.ts'
import { benchExcel, benchImport } from './excel.ts'
import { benchFill } from './excel-fill.ts'
import { benchForecast } from './forecast.ts'
import { benchGrid } from './grid.ts'
import { type BenchTable, markdownTable, plainTable, rounded } from './measurement.ts'
import { benchMonth } from './month.ts'
import { benchPackage } from './package.ts'
import { benchRules } from './rules.ts'
import { benchStore } from './store.ts'

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    name: { type: 'string' },
    out: { type: 'string' },
    turns: { type: 'string' },
    rows: { type: 'string' },
  },
})
const turns = Number(values.turns ?? (values.quick ? 1 : 3))
const sizes = values.quick ? [1_000] : [1_000, 10_000, 100_000]

async function rulesTable(): Promise<BenchTable[]> {
  const rows = await benchRules(sizes)
  return [
    {
      title: 'Rule evaluations',
      about:
        'Five checks as a pack says them, the same five written by hand over the same exact numbers, and all rules of liuzhou-2020 on F4.',
      columns: ['what', 'rows', 'evaluations', 'ms', 'per second', 'ratio to by hand'],
      rows: rows.map((row) => [
        row.name,
        row.rows,
        row.evaluations,
        rounded(row.milliseconds),
        rounded(row.perSecond),
        row.ratio === undefined ? '' : rounded(row.ratio),
      ]),
    },
  ]
}

const benches: Readonly<Record<string, () => Promise<BenchTable[]>>> = {
  edit: () => benchStore(values.quick ? { edits: 100, rows: 200 } : { edits: 1_000, rows: 1_000 }),
  rules: rulesTable,
  county: async () => [benchCountyMonth(values.quick ? [500] : [2_000, 20_000]), await benchCountyEngine(values.quick ? 500 : 2_000)],
  excel: () => benchExcel(Number(values.rows ?? (values.quick ? 1_000 : 100_000)), turns),
  import: () => benchImport(Number(values.rows ?? (values.quick ? 1_000 : 100_000)), turns),
  fill: () => benchFill(turns),
  month: () => benchMonth(sizes),
  package: async () => [await benchPackage(values.quick ? [20] : [20, 200, 2_000], turns)],
  city: async () => [values.quick ? await benchCity([20, 40], 2) : await benchCity([350, 1_400, 2_800], 12)],
  forecast: async () => benchForecast(values.quick ? 400 : 4_000),
  grid: () =>
    benchGrid(
      values.quick ? { rows: 5_000, stored: 5_000, turns: 1 } : { rows: 50_000, stored: 100_000, turns: Number(values.turns ?? 5) },
    ),
}
const chosen = values.only?.split(',') ?? Object.keys(benches).filter((name) => name !== 'import') // `excel` has it too
const tables: BenchTable[] = []
for (const name of chosen) {
  const bench = benches[name]
  if (bench === undefined) throw new Error(`no bench called ${name}: ${Object.keys(benches).join(', ')}`)
  process.stderr.write(`${name} …\n`)
  try {
    for (const table of await bench()) {
      tables.push(table)
      process.stdout.write(plainTable(table))
    }
  } catch (error) {
    process.exitCode = 1
    process.stderr.write(`${name}: ${error instanceof Error ? error.message : String(error)}\n`)
  }
}

/** Enough to understand the figures; nothing that names the machine or where things lie on it. */
const machine = {
  processor: cpus()[0]?.model.trim() ?? '',
  cores: availableParallelism(),
  memoryGb: Math.round(totalmem() / 1024 ** 3),
  system: platform(),
  node: process.versions.node,
}
const words = process.argv.slice(2).filter((word, at, all) => word !== '--out' && all[at - 1] !== '--out')
const asked = words.length > 0 ? ` -- ${words.join(' ')}` : ''
const folder = values.out ?? join(import.meta.dirname, 'results')
const name = values.name ?? (values.quick ? 'quick' : 'full')
const head = `# Measurements (${name})\n\n\`npm run bench${asked}\` on ${machine.cores} cores (${machine.processor}), ${machine.memoryGb} GB, ${machine.system}, Node ${machine.node}.\n\n`
mkdirSync(folder, { recursive: true })
writeFileSync(join(folder, `${name}.json`), `${JSON.stringify({ machine, tables }, null, 2)}\n`)
writeFileSync(join(folder, `${name}.md`), head + tables.map(markdownTable).join('\n'))
