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

/**
 * From Enter to the frame in which the mark says saved and the row's own rules have spoken of the new value, on a ledger
 * of so many boilers. A capacity of nothing breaks a rule, so every second value must bring a mark and every other lift it.
 * @returns milliseconds of each press of Enter
 */
export async function keyToDurable(rows: number, keys: number): Promise<readonly number[]> {
  const program = await openWebProgram()
  try {
    await program.call('profile.create', county)
    await program.call('report.edit', { ...at, edits: Array.from({ length: rows }, (_, index) => boiler(index)) })
    await visit(program.page, `#/report/${at.form}/${at.period}`)
    const grid = new GridDriver(program.page)
    await grid.ready()
    await program.page.keyboard.press('Control+Home')
    const column = await grid.column('额定出力')
    const times: number[] = []
    for (let key = 0; key < keys; key += 1) {
      const row = 1 + (key % 15)
      if (key % 15 === 0) {
        await program.page.locator('#cell-0-0').click()
        await grid.select(row, column)
      }
      const text = Math.floor(key / 15) % 2 === 0 ? '0' : '1.5'
      await program.page.keyboard.type(text)
      await program.page.evaluate(
        ([cell, wanted, marked]) => {
          const clock = { taken: new Promise<number>(() => {}) }
          Object.assign(window, { clock })
          const look = (began: number, resolve: (ms: number) => void, reject: (reason: Error) => void): void => {
            const shown = document.getElementById(cell)
            const isMarked = /grid-(must|should|verify|hint)/.test(shown?.className ?? '')
            if (shown?.textContent === wanted && isMarked === marked && document.querySelector('.save-saved') !== null) {
              // Delivered when the frame has been drawn.
              const channel = new MessageChannel()
              channel.port1.onmessage = () => resolve(performance.now() - began)
              channel.port2.postMessage(null)
            } else if (performance.now() - began > 20_000) reject(new Error(`${shown?.outerHTML} instead of ${wanted}`))
            else requestAnimationFrame(() => look(began, resolve, reject))
          }
          clock.taken = new Promise((resolve, reject) => {
            const begin = ({ timeStamp }: Event): number => requestAnimationFrame(() => look(timeStamp, resolve, reject))
            window.addEventListener('keydown', begin, { capture: true, once: true })
          })
        },
        [`cell-${row}-${column}`, text, text === '0'] as const,
      )
      await program.page.keyboard.press('Enter')
      times.push(await program.page.evaluate(() => (window as unknown as { clock: { taken: Promise<number> } }).clock.taken)) // put there above
    }
    return times
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
