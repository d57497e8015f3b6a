/** The page of the grids: `?grid=own|glide|rdg&rows=50000`; with `&only=data` the rows are made and nothing is shown. */
import { createRoot } from 'react-dom/client'
import type { PackData } from '../../../../shared/forms/pack-types.ts'
import { showGlideSheet } from './glide-sheet.ts'
import { inPageModel } from './in-page-engine.ts'
import { type FlatRow, flatRows, makeLedger } from './ledger.ts'
import { showOwnSheet } from './own-sheet.ts'
import { fromKey, jumps, painted, scrollFrames, settle, watchRows } from './probes.ts'
import { showRdgSheet } from './rdg-sheet.ts'
import { rowHeight, type Sheet } from './sheet.ts'

/** What the bench drives from outside. */
export interface GridBench {
  readonly sheet: Sheet
  /** From the rows being there to the first of them being drawn, in milliseconds. */
  readonly paintedMs: number
  /** Kept between two calls from outside: a measurement that waits for a key. */
  pending: Promise<number> | null
  watching: ReturnType<typeof watchRows>
  keyToTyping(key: string, text: string): void
  keyToStored(key: string, row: number, column: number, text: string): void
  /** Scrolls down so many rows in each frame. */
  scroll(frames: number, rows: number): Promise<number[]>
  jump(rows: readonly number[]): Promise<number[]>
  /** Elements of the grid. */
  elements(): number
  settle(): Promise<void>
  watch(): void
}
declare global {
  interface Window {
    gridBench: GridBench | undefined
    /** The rows are there, and nothing else is wanted. */
    dataOnly: boolean
    /** The rows, held so that they count as data. */
    held: unknown
  }
}

const asked = new URLSearchParams(window.location.search)
const grid = asked.get('grid')
const data = (await (await fetch('./pack.json')).json()) as PackData // written by the bench
const ledger = makeLedger(data, Number(asked.get('rows')))
const flat: FlatRow[] = grid === 'own' ? [] : flatRows(ledger)
window.held = grid === 'own' ? ledger : { ledger: { ...ledger, report: null }, flat }

// What stands for the engine is there before the rows are shown, as the engine is.
const model = inPageModel(ledger, data)

async function show(): Promise<Sheet> {
  const element = document.getElementById('root')
  if (!element) throw new Error('index.html has no #root')
  const root = createRoot(element)
  if (grid === 'glide') return showGlideSheet(ledger, flat, root)
  if (grid === 'rdg') return showRdgSheet(ledger, flat, root)
  return showOwnSheet(ledger, model, root)
}

if (asked.get('only') === 'data') window.dataOnly = true
else {
  await settle()
  const began = performance.now()
  const sheet = await show()
  const paintedMs = (await painted(() => sheet.drawn(0))) - began
  const bench: GridBench = {
    sheet,
    paintedMs,
    pending: null,
    watching: null,
    keyToTyping(key, text) {
      bench.pending = fromKey(key, () => sheet.typing() === text)
    },
    keyToStored(key, row, column, text) {
      bench.pending = fromKey(key, () => sheet.text(row, column) === text)
    },
    scroll: (frames, rows) => scrollFrames(sheet, frames, rows * rowHeight),
    jump: (rows) => jumps(sheet, rows, rowHeight),
    elements: () => document.querySelectorAll('#root *, #portal *').length,
    settle,
    watch() {
      bench.watching = watchRows(sheet)
    },
  }
  window.gridBench = bench
}
