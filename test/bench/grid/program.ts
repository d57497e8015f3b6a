/** The whole program, host and engine and disk included: how long a clerk waits for "saved", and for the first screen. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { startHost } from '../../../electron/host/host.ts'
import { createCall } from '../../../shared/contract/index.ts'
import { GridDriver, openWebProgram, visit } from '../../helpers/browser.ts'
import { boiler, county, packsDir } from '../../helpers/test-engine.ts'
import { sendOverHttp } from '../send-over-http.ts'

const checkout = join(import.meta.dirname, '..', '..', '..')
const at = { form: 'F4', period: '2020-07' } as const
/** Rows that one call puts in. */
const portion = 5_000

/** Milliseconds from a press of Enter. */
export interface StoredFigures {
  /** Until the engine's answer, given when the value is on the disk, is in the browser, and the row's own rules have spoken. */
  readonly durable: number
  /** Until the frame is drawn that shows both: what the clerk sees. */
  readonly seen: number
}

/** Runs in the page: waits for the next press of a key and then for the outcome in this cell. */
const watchEnter = ([cell, wanted, marked]: readonly [cell: string, wanted: string, marked: boolean]): void => {
  performance.clearResourceTimings()
  const isJudged = (): boolean => {
    const shown = document.getElementById(cell)
    return shown?.textContent === wanted && /grid-(must|should|verify|hint)/.test(shown.className) === marked
  }
  const outcome = (began: number): Promise<StoredFigures> =>
    new Promise((resolve, reject) => {
      let judged: number | undefined
      let sent = Number.POSITIVE_INFINITY
      const { fetch } = window
      window.fetch = (...call) => {
        if (String(call[1]?.body).includes('"report.edit"')) sent = Math.min(sent, performance.now())
        return fetch(...call)
      }
      const watcher = new MutationObserver(() => {
        if (isJudged()) judged ??= performance.now()
      })
      watcher.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true })
      const done = (): void => {
        watcher.disconnect()
        window.fetch = fetch
        // A tenth of a millisecond is what clocks of a page are rounded to.
        const answer = performance.getEntriesByType('resource').find(({ startTime }) => startTime >= sent - 0.1)
        // The time at which the last byte came, which the browser notes whatever the page is busy with.
        const stored = (answer as PerformanceResourceTiming | undefined)?.responseEnd // entries of this type are of this class
        if (stored === undefined || judged === undefined) reject(new Error('no answer or no judgement was seen'))
        else resolve({ durable: Math.max(stored, judged) - began, seen: performance.now() - began })
      }
      const look = (): void => {
        if (judged !== undefined && isJudged() && document.querySelector('.save-saved') !== null) {
          // Delivered when the frame has been drawn.
          const channel = new MessageChannel()
          channel.port1.onmessage = done
          channel.port2.postMessage(null)
        } else if (performance.now() - began > 20_000) reject(new Error(`${document.getElementById(cell)?.outerHTML} instead of ${wanted}`))
        else requestAnimationFrame(look)
      }
      requestAnimationFrame(look)
    })
  const clock = {
    taken: new Promise<StoredFigures>((resolve) => {
      window.addEventListener('keydown', ({ timeStamp }) => resolve(outcome(timeStamp)), { capture: true, once: true })
    }),
  }
  Object.assign(window, { clock })
}

/**
 * Enter after Enter on a ledger of so many boilers. A capacity of nothing breaks a rule, so every second value must bring a
 * mark and every other lift it.
 * @returns figures of each press
 */
export async function enterToStored(rows: number, keys: number): Promise<readonly StoredFigures[]> {
  const program = await openWebProgram()
  try {
    await program.call('profile.create', county)
    await program.call('report.edit', { ...at, edits: Array.from({ length: rows }, (_, index) => boiler(index)) })
    await visit(program.page, `#/report/${at.form}/${at.period}`)
    const grid = new GridDriver(program.page)
    await grid.ready()
    await program.page.keyboard.press('Control+Home')
    const column = await grid.column('额定出力')
    const figures: StoredFigures[] = []
    for (let key = 0; key < keys; key += 1) {
      const row = 1 + (key % 15)
      if (key % 15 === 0) {
        await program.page.locator('#cell-0-0').click()
        await grid.select(row, column)
      }
      const text = Math.floor(key / 15) % 2 === 0 ? '0' : '1.5'
      await program.page.keyboard.type(text)
      await program.page.evaluate(watchEnter, [`cell-${row}-${column}`, text, text === '0'] as const)
      await program.page.keyboard.press('Enter')
      // Put there by the watcher.
      figures.push(await program.page.evaluate(() => (window as unknown as { clock: { taken: Promise<StoredFigures> } }).clock.taken))
    }
    return figures
  } finally {
    await program.close()
  }
}

/** A data folder with so many stored boilers in the month that the program opens with. */
async function filledFolder(rows: number): Promise<string> {
  const dataDir = join(mkdtempSync(join(tmpdir(), 'bench-start-')), 'data')
  const host = await startHost({ dataDir, packsDir, rendererDir: join(checkout, 'dist', 'renderer') })
  const call = createCall(sendOverHttp(host.origin, host.token))
  await call('profile.create', county)
  for (let first = 0; first < rows; first += portion) {
    const edits = Array.from({ length: Math.min(portion, rows - first) }, (_, index) => boiler(first + index))
    await call('report.edit', { ...at, edits })
  }
  await host.close()
  return dataDir
}

async function addressOf(child: ChildProcess): Promise<string> {
  let said = ''
  for await (const chunk of child.stdout ?? []) {
    said += String(chunk)
    const address = /http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]+/.exec(said)?.[0]
    if (address !== undefined) return address
  }
  throw new Error(`the program did not start: ${said}`)
}

export interface StartFigures {
  /** To a month on the screen whose forms can be opened. */
  readonly month: number
  /** From opening the form that holds all the rows, as soon as that can be done, to its grid with data. */
  readonly form: number
}
/**
 * Starts the built program with so many rows stored. The browser runs already, as the window of the desktop program is
 * made while its engine starts.
 * @returns milliseconds of each start
 */
export async function startToScreen(browser: Browser, rows: number, turns: number): Promise<readonly StartFigures[]> {
  const dataDir = await filledFolder(rows)
  const times: StartFigures[] = []
  try {
    for (let turn = 0; turn < turns; turn += 1) {
      const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
      const began = performance.now()
      const child = spawn(process.execPath, [join(checkout, 'dist', 'electron', 'cli.js'), 'serve', '--data', dataDir], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const ended = once(child, 'exit')
      await page.goto(await addressOf(child))
      await page.locator('.month-forms tbody button:enabled').first().waitFor()
      const month = performance.now() - began
      const opened = performance.now()
      await page.evaluate((address) => window.location.assign(address), `#/report/${at.form}/${at.period}`)
      // A ledger opens at its end; its last row holds data when the rows are there.
      await page
        .locator(`.grid-row[aria-rowindex]:has-text("第${rows - 1}")`)
        .first()
        .waitFor({ timeout: 120_000 })
      times.push({ month, form: performance.now() - opened })
      await page.close()
      child.kill('SIGTERM')
      await ended
    }
  } finally {
    rmSync(join(dataDir, '..'), { recursive: true, force: true })
  }
  return times
}
