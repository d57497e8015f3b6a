/**
 * The entry grid beside glide-data-grid and react-data-grid on one page, 50,000 rows of a form of thirty columns, as the
 * computer is and four times slower; then the whole program with its disk. Each grid runs several times in turns with the
 * others; printed is the least of the runs, for the machine may do other things at once.
 */
import type { Browser } from 'playwright-core'
import { launchChromium } from '../helpers/chromium.ts'
import { serveGridPage } from './grid/build-page.ts'
import { driveGrid, type GridFigures, type GridName, grids } from './grid/drive-grid.ts'
import { enterToStored, type StoredFigures, startToScreen } from './grid/program.ts'
import { type BenchTable, percentile, rounded } from './measurement.ts'

export interface GridBenchSizes {
  /** Rows of the form on the page. */
  readonly rows: number
  /** How often each grid is measured. */
  readonly turns: number
  /** Rows stored when the program starts. */
  readonly stored: number
}
const columnCount = 30
const names: Readonly<Record<GridName, string>> = { own: 'ours', glide: 'glide-data-grid', rdg: 'react-data-grid' }
const cannot = '无/none'

interface Profile {
  readonly name: string
  readonly slowdown: number
  /** What is aimed at, in the order of `lines`. */
  readonly goals: readonly string[]
}
const profiles: readonly Profile[] = [
  {
    name: 'as it is',
    slowdown: 1,
    goals: ['10', '20', '14', '30', '150', '16.8', '10', '', '', '50', '60', '60', '15', '1600', '1', '0', '0'],
  },
  {
    name: 'four times slower',
    slowdown: 4,
    goals: ['50', '100', '60', '120', '500', '50', '', '', '', '160', '300', '300', '15', '1600', '1', '', ''],
  },
]

type Line = readonly [name: string, read: (figures: GridFigures) => number | null]
const share = (values: readonly number[], at: number): number => percentile(values, at)
const lines: readonly Line[] = [
  ['key to painted, p50 ms', ({ keyToPainted }) => share(keyToPainted, 0.5)],
  ['key to painted, p95 ms', ({ keyToPainted }) => share(keyToPainted, 0.95)],
  ['Enter to committed and painted, p50 ms', ({ enterToPainted }) => share(enterToPainted, 0.5)],
  ['Enter to committed and painted, p95 ms', ({ enterToPainted }) => share(enterToPainted, 0.95)],
  ['data to painted, ms', ({ dataToPainted }) => dataToPainted],
  ['scroll three rows a frame: frame p95 ms', ({ scrollFrame }) => share(scrollFrame, 0.95)],
  ['the same: main thread ms a frame', ({ scrollWork }) => scrollWork],
  ['a cell typed and committed: main thread ms', ({ typeWork }) => typeWork],
  ['paste, until all is quiet: main thread ms', ({ pasteWork }) => pasteWork],
  ['jump p95 ms', ({ jump }) => share(jump, 0.95)],
  ['paste 1,000 × 20 to painted, ms', ({ paste }) => paste],
  ['undo of the paste to painted, ms', ({ undo }) => undo],
  ['heap above the raw data, MB', ({ heapMb }) => heapMb],
  ['elements of the page', ({ elements }) => elements],
  ['rows drawn for one committed cell', ({ rowsPerCommit }) => rowsPerCommit],
  ['wrong cells of 50 typed without a pause', ({ lost }) => lost?.burst ?? null],
  ['wrong cells of 100 compositions', ({ lost }) => lost?.compositions ?? null],
]

const least = (runs: readonly GridFigures[], read: Line[1]): number | null => {
  const known = runs.map(read).filter((value) => value !== null)
  return known.length === 0 ? null : Math.min(...known)
}

async function profileTable(browser: Browser, address: string, profile: Profile, sizes: GridBenchSizes): Promise<BenchTable> {
  const runs = new Map<GridName, GridFigures[]>(grids.map((grid) => [grid, []]))
  for (let turn = 0; turn < sizes.turns; turn += 1) {
    for (const grid of grids) {
      const run = { address, rows: sizes.rows, slowdown: profile.slowdown, keys: 30, countLost: turn === 0 && profile.slowdown === 1 }
      const figures = await driveGrid(browser, grid, run)
      runs.get(grid)?.push(figures)
      const short = lines.map(([, read]) => read(figures)).map((value) => (value === null ? '-' : rounded(value)))
      process.stderr.write(`  ${profile.name}, turn ${turn + 1}, ${names[grid]}: ${short.join(' ')}\n`)
    }
  }
  const shown = lines.map(([name, read], at) => {
    const figures = grids.map((grid) => least(runs.get(grid) ?? [], read))
    return [name, profile.goals[at] ?? '', ...figures.map((value) => (value === null ? cannot : rounded(value)))]
  })
  // Letters are only counted at full speed.
  const counted = profile.slowdown === 1 ? shown : shown.filter(([name]) => !String(name).startsWith('wrong cells'))
  return {
    title: `${sizes.rows.toLocaleString('en')} rows × ${columnCount} columns in Chromium, ${profile.name}`,
    about: `Least of ${sizes.turns} runs. A time ends when the frame is drawn that shows the outcome. Ours is the grid of the program with its store, its rules on rows and its way to the engine (the engine itself is left out here); the libraries hold texts and check nothing. ${cannot}: there is no such thing, or it cannot be seen from outside.`,
    columns: ['what', 'goal', ...grids.map((grid) => names[grid])],
    rows: counted,
  }
}

async function programTable(browser: Browser, sizes: GridBenchSizes): Promise<BenchTable> {
  process.stderr.write('  the whole program\n')
  const enters: (readonly StoredFigures[])[] = []
  for (let turn = 0; turn < sizes.turns; turn += 1) enters.push(await enterToStored(1_000, 60))
  const starts = await startToScreen(browser, sizes.stored, sizes.turns)
  const of = (what: keyof StoredFigures, at: number): number =>
    rounded(
      Math.min(
        ...enters.map((figures) =>
          percentile(
            figures.map((figure) => figure[what]),
            at,
          ),
        ),
      ),
    )
  return {
    title: 'The whole program in Chromium: page, host, engine, disk',
    about: `Least of ${sizes.turns} runs. Enter in a ledger of 1,000 boilers until the browser has the engine's answer, which is given when the value is on the disk, and the row's rules have spoken of it; and until the frame is drawn that says both. Start: the built program from the start of its process to a month whose forms can be opened, ${sizes.stored.toLocaleString('en')} rows stored; the browser runs already.`,
    columns: ['what', 'goal', 'ms'],
    rows: [
      ['Enter to durable on disk and checked, p50', '', of('durable', 0.5)],
      ['Enter to durable on disk and checked, p95', '40', of('durable', 0.95)],
      ['Enter to the frame that says so, p50', '', of('seen', 0.5)],
      ['Enter to the frame that says so, p95', '', of('seen', 0.95)],
      [
        `start to a usable first screen, ${sizes.stored.toLocaleString('en')} rows`,
        '1500',
        rounded(Math.min(...starts.map(({ month }) => month))),
      ],
      ['then the form with all these rows, opened and drawn', '', rounded(Math.min(...starts.map(({ form }) => form)))],
    ],
  }
}

/** Needs the built program in `dist/`. */
export async function benchGrid(sizes: GridBenchSizes): Promise<BenchTable[]> {
  const served = await serveGridPage('liuzhou-2020')
  const browser = await launchChromium(['--enable-precise-memory-info'])
  try {
    const tables: BenchTable[] = []
    for (const profile of profiles) tables.push(await profileTable(browser, served.address, profile, sizes))
    try {
      tables.push(await programTable(browser, sizes))
    } catch (error) {
      // What was measured before is not lost with it.
      process.exitCode = 1
      process.stderr.write(`the whole program: ${error instanceof Error ? error.message : String(error)}\n`)
    }
    return tables
  } finally {
    await browser.close()
    await served.close()
  }
}
