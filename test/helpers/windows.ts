/** Windows of one clerk on hosts of their own, over one data folder: for what goes wrong on a working day. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { GridDriver, patienceMs } from './browser.ts'
import { launchChromium } from './chromium.ts'
import { Clerk } from './clerk.ts'
import { type HostProcess, startHostProcess } from './host-process.ts'

export interface Window {
  readonly page: Page
  readonly clerk: Clerk
  readonly grid: GridDriver
}
export interface Windows {
  /** Starts the program over the test's data folder, which begins empty. */
  start(options?: { readonly diskMb?: number }): Promise<HostProcess>
  /** A window at an address; of a form: with the keyboard in its grid. */
  open(host: HostProcess, hash: string): Promise<Window>
}

/** To be called at the top of a test file: each test has a folder and a browser of its own. */
export function clerkWindows(): Windows {
  let browser: Browser
  let context: BrowserContext
  let folder: string
  let hosts: HostProcess[]
  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(() => browser?.close())
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tanbao-windows-'))
    hosts = []
    context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
    context.setDefaultTimeout(patienceMs)
  })
  afterEach(async () => {
    await context.close()
    await Promise.all(hosts.map((host) => host.kill()))
    rmSync(folder, { recursive: true, force: true })
  })
  return {
    async start(options = {}) {
      const host = await startHostProcess(folder, options)
      hosts.push(host)
      return host
    },
    async open(host, hash) {
      const page = await context.newPage()
      await page.goto(host.url)
      await page.locator('.frame').waitFor()
      await page.evaluate((wanted) => window.location.replace(wanted), hash)
      const grid = new GridDriver(page)
      if (hash.includes('report')) await grid.ready()
      return { page, clerk: new Clerk(page), grid }
    },
  }
}

/** What the window says of what was typed. */
export const saveMark = ({ page }: Window): Promise<string | null> => page.locator('.save').textContent()

/** The cell of a row under a heading, by the arrow keys. */
export async function goToCell({ clerk, grid }: Pick<Window, 'clerk' | 'grid'>, row: number, label: string): Promise<void> {
  const column = await grid.column(label)
  await clerk.keys('Control+Home', ...Array<string>(row).fill('ArrowDown'), ...Array<string>(column).fill('ArrowRight'))
}
/** Down from a row, one name a row. */
export async function typeNames(desk: Pick<Window, 'clerk' | 'grid'>, from: number, names: readonly string[]): Promise<void> {
  await goToCell(desk, from, '使用单位')
  for (const name of names) {
    await desk.clerk.type(name)
    await desk.clerk.keys('Enter')
  }
}
