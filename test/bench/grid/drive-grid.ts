/** One grid from its opening to its last measurement, in a page of its own. */
import type { Browser, CDPSession, JSHandle, Page } from 'playwright-core'
import { InputMethod } from '../../helpers/input-method.ts'
import type { GridBench } from './page/main.ts'

export const grids = ['own', 'glide', 'rdg'] as const
export type GridName = (typeof grids)[number]

/** Milliseconds unless the name says otherwise; null where the grid cannot do it, or was not asked to. */
export interface GridFigures {
  readonly dataToPainted: number
  readonly keyToPainted: readonly number[]
  readonly enterToPainted: readonly number[]
  /** Between frames while it scrolls three rows a frame. */
  readonly scrollFrame: readonly number[]
  /** Time of its own that the main thread of the page takes: for one of these frames, for a cell typed and committed, for a paste until all is quiet. */
  readonly scrollWork: number
  readonly typeWork: number
  readonly pasteWork: number | null
  readonly jump: readonly number[]
  readonly paste: number | null
  readonly undo: number | null
  readonly heapMb: number
  readonly elements: number
  /** Rows that change on the screen when one cell is committed; the most that were seen. */
  readonly rowsPerCommit: number | null
  /** Of fifty cells typed without a pause, and of a hundred compositions: those that do not hold what was typed. */
  readonly lost: { readonly burst: number; readonly compositions: number } | null
}
export interface GridRun {
  readonly address: string
  readonly rows: number
  /** How many times slower than it is the processor seems. */
  readonly slowdown: number
  /** How many keys are timed. */
  readonly keys: number
  /** Also count lost letters; takes a while. */
  readonly countLost: boolean
}

/** Column that is typed into: plain text, behind the frozen ones. */
const typedColumn = 3
const frames = 120
const rowsPerFrame = 3
const jumpCount = 40
const burst = 50
const compositions = 100
const quietMs = 3_000
/** Between two keys, besides a part of a frame that differs from key to key. */
const restMs = 50
const frameMs = 17
const block = { rows: 1_000, columns: 20 } as const

class GridPage {
  readonly page: Page
  readonly cdp: CDPSession
  readonly bench: JSHandle<GridBench>
  readonly #grid: GridName
  #presses = 0

  constructor(page: Page, cdp: CDPSession, bench: JSHandle<GridBench>, grid: GridName) {
    this.page = page
    this.cdp = cdp
    this.bench = bench
    this.#grid = grid
  }

  async select(row: number, column: number): Promise<void> {
    const [x, y] = await this.bench.evaluate((bench, [at, of]) => bench.sheet.point(at, of), [row, column] as const)
    await this.page.mouse.click(x, y)
    await this.settle()
  }
  text(row: number, column: number): Promise<string> {
    return this.bench.evaluate((bench, [at, of]) => bench.sheet.text(at, of), [row, column] as const)
  }
  settle(): Promise<void> {
    return this.bench.evaluate((bench) => bench.settle())
  }
  /** In react-data-grid Enter stays in its cell; everywhere else it went on to the next row already. */
  async goOn(): Promise<void> {
    if (this.#grid === 'rdg') await this.page.keyboard.press('ArrowDown')
  }
  /** Time of the key that was announced to the page. People press keys at any moment between two frames, not just after one. */
  async timed(key: string): Promise<number> {
    this.#presses += 1
    await this.page.waitForTimeout(restMs + ((this.#presses * 7) % frameMs))
    await this.page.keyboard.press(key)
    return this.bench.evaluate((bench) => bench.pending ?? Number.NaN)
  }
}

async function openPage(browser: Browser, grid: GridName, run: GridRun, only: 'data' | 'all') {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  if (run.slowdown > 1) await cdp.send('Emulation.setCPUThrottlingRate', { rate: run.slowdown })
  await page.goto(`${run.address}?grid=${grid}&rows=${run.rows}&only=${only}`)
  return { page, cdp }
}

async function usedHeapMb(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.enable')
  // Twice: what the first round lets go may hold more.
  await cdp.send('HeapProfiler.collectGarbage')
  await cdp.send('HeapProfiler.collectGarbage')
  const { usedSize } = await cdp.send('Runtime.getHeapUsage')
  return usedSize / 1024 / 1024
}
/** Processor time of the page's main thread so far, whatever else the machine does, in ms. */
async function workMs(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1000
}
/** Memory of the rows alone, with the same page around them. */
async function rawHeapMb(browser: Browser, grid: GridName, run: GridRun): Promise<number> {
  const { page, cdp } = await openPage(browser, grid, { ...run, slowdown: 1 }, 'data')
  await page.waitForFunction(() => window.dataOnly, null, { timeout: 120_000 })
  const used = await usedHeapMb(cdp)
  await page.context().close()
  return used
}

/** A letter into a cell, more of them, Enter; fifteen rows down and again from the top. */
async function measureTyping(at: GridPage, keys: number): Promise<Pick<GridFigures, 'keyToPainted' | 'enterToPainted' | 'rowsPerCommit'>> {
  const { page, bench } = at
  const keyToPainted: number[] = []
  const enterToPainted: number[] = []
  let rowsPerCommit: number | null = null
  for (let key = 0; key < keys; key += 1) {
    const row = 2 + (key % 15)
    if (key % 15 === 0) await at.select(row, typedColumn)
    const letter = 'abcdefgh'[key % 8] ?? 'a'
    const text = `${letter}${key}`
    await bench.evaluate((own, wanted) => own.keyToTyping(wanted, wanted), letter)
    keyToPainted.push(await at.timed(letter))
    await page.keyboard.type(String(key))
    await at.settle()
    await bench.evaluate(
      (own, [where, column, wanted]) => {
        own.keyToStored('Enter', where, column, wanted)
        own.watch()
      },
      [row, typedColumn, text] as const,
    )
    enterToPainted.push(await at.timed('Enter'))
    await at.settle()
    const drawn = await bench.evaluate((own) => own.watching?.stop() ?? null)
    if (drawn !== null) rowsPerCommit = Math.max(rowsPerCommit ?? 0, drawn)
    await at.goOn()
    await at.settle()
  }
  return { keyToPainted, enterToPainted, rowsPerCommit }
}

/** A block whose texts are those of other rows; its first and last cell are told apart from what was there. */
async function measurePaste(at: GridPage): Promise<Pick<GridFigures, 'paste' | 'undo' | 'pasteWork'>> {
  const first = '贴入的第一格'
  const last = '7.25'
  const [row, column] = [block.rows - 1, typedColumn + block.columns - 1]
  const before = [await at.text(0, typedColumn), await at.text(row, column)] as const
  const tsv = await at.bench.evaluate(
    (bench, { rows, columns, from, begins, ends }) => {
      const lines = Array.from({ length: rows }, (_, line) =>
        Array.from({ length: columns }, (__, cell) => bench.sheet.text(line + 2_000, from + cell)),
      )
      if (lines[0]) lines[0][0] = begins
      lines.at(-1)?.splice(-1, 1, ends)
      return lines.map((cells) => `${cells.join('\t')}\r\n`).join('')
    },
    { ...block, from: typedColumn, begins: first, ends: last },
  )
  await at.page.evaluate((text) => navigator.clipboard.writeText(text), tsv)
  await at.select(0, typedColumn)
  await at.bench.evaluate((bench, [where, of, text]) => bench.keyToStored('v', where, of, text), [row, column, last] as const)
  const begun = await workMs(at.cdp)
  const paste = await at.timed('Control+v')
  if ((await at.text(0, typedColumn)) !== first) throw new Error('the block went elsewhere')
  // Long enough for what our grid does in slices and when the typing rests.
  await at.page.waitForTimeout(quietMs)
  const pasteWork = (await workMs(at.cdp)) - begun
  await at.bench.evaluate((bench, [where, of, text]) => bench.keyToStored('z', where, of, text), [row, column, before[1]] as const)
  const undo = await at.timed('Control+z').catch(() => null)
  if (undo !== null && (await at.text(0, typedColumn)) !== before[0]) throw new Error('the undo took back a part only')
  return { paste, undo, pasteWork }
}

/** Cells of the typed column, from the second row, that do not hold what they should. */
async function wrongCells(at: GridPage, wanted: readonly string[]): Promise<number> {
  let wrong = 0
  for (const [index, text] of wanted.entries()) if ((await at.text(2 + index, typedColumn)) !== text) wrong += 1
  return wrong
}

async function countLost(at: GridPage): Promise<NonNullable<GridFigures['lost']>> {
  const ime = new InputMethod(at.page, at.cdp)
  await at.select(2, typedColumn)
  const names = Array.from({ length: burst }, (_, index) => `xy${index}z`)
  for (const name of names) {
    await at.page.keyboard.type(name, { delay: 0 })
    await at.page.keyboard.press('Enter')
    await at.goOn()
  }
  await at.settle()
  const lostInBurst = await wrongCells(at, names)
  await at.page.keyboard.press('Escape')
  await at.bench.evaluate(async (bench) => {
    bench.sheet.scroller().scrollTop = 0
    await bench.settle()
  })
  await at.select(2, typedColumn)
  const words = Array.from({ length: compositions }, (_, index) => `中${index}`)
  for (const word of words) {
    await ime.compose('zhong')
    await ime.pick(word)
    await at.page.keyboard.press('Enter')
    await at.goOn()
    await at.settle()
  }
  return { burst: lostInBurst, compositions: await wrongCells(at, words) }
}

/** Everything that is measured of one grid. */
export async function driveGrid(browser: Browser, grid: GridName, run: GridRun): Promise<GridFigures> {
  const raw = await rawHeapMb(browser, grid, run)
  const { page, cdp } = await openPage(browser, grid, run, 'all')
  await page.waitForFunction(() => window.gridBench !== undefined, null, { timeout: 120_000 })
  const bench = await page.evaluateHandle(() => window.gridBench ?? Promise.reject(new Error('no grid is shown')))
  const at = new GridPage(page, cdp, bench, grid)
  const dataToPainted = await bench.evaluate((own) => own.paintedMs)
  const elements = await bench.evaluate((own) => own.elements())
  const heapMb = (await usedHeapMb(cdp)) - raw
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
  const beforeTyping = await workMs(cdp)
  const typed = await measureTyping(at, run.keys)
  const typeWork = ((await workMs(cdp)) - beforeTyping) / run.keys
  const pasted = grid === 'rdg' ? { paste: null, undo: null, pasteWork: null } : await measurePaste(at)
  const lost = run.countLost ? await countLost(at) : null
  await bench.evaluate(async (own) => {
    own.sheet.scroller().scrollTop = 0
    await own.settle()
  })
  const beforeScroll = await workMs(cdp)
  const scrollFrame = await bench.evaluate((own, [count, rows]) => own.scroll(count, rows), [frames, rowsPerFrame] as const)
  const scrollWork = ((await workMs(cdp)) - beforeScroll) / frames
  const rows = Array.from({ length: jumpCount }, (_, index) => Math.floor((((index * 7919) % 997) / 997) * (run.rows - 100)))
  const jump = await bench.evaluate((own, wanted) => own.jump(wanted), rows)
  await page.context().close()
  return { dataToPainted, elements, heapMb, ...typed, ...pasted, typeWork, lost, scrollFrame, scrollWork, jump }
}
