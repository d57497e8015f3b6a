/** The built pages in a real Chromium, served by the real host over a data folder of their own. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { BrowserContext, Page } from 'playwright-core'
import { startHost } from '../../electron/host/host.ts'
import type { Loopback } from '../../electron/host/loopback.ts'
import { type Call, createCall } from '../../shared/contract/index.ts'
import { launchChromium } from './chromium.ts'
import { sendTo } from './send-to.ts'

const checkout = join(import.meta.dirname, '..', '..')
export const samplesDir = join(checkout, 'resources', 'samples')

export interface WebProgram {
  readonly page: Page
  readonly context: BrowserContext
  readonly host: Loopback
  /** The engine behind the page, as a second window would reach it. */
  readonly call: Call
  /** What the page complained about: policy reports, uncaught errors. */
  readonly complaints: () => Promise<readonly string[]>
  /** What a mouse or a finger did to the page that is open. */
  readonly pointers: () => Promise<readonly string[]>
  /** Throws when the page had anything to complain about. */
  close(): Promise<void>
}

interface Watched {
  readonly cspReports: string[]
  readonly measuring: string[]
  readonly pointers: string[]
}

/** Runs in the page before anything of ours: keeps policy reports, style elements that measure scroll bars, and what is done without keys. */
function watchPolicy(): void {
  const watched: Watched = { cspReports: [], measuring: [], pointers: [] }
  Object.assign(window, watched)
  document.addEventListener('securitypolicyviolation', (event) => {
    watched.cspReports.push(`${event.violatedDirective} ${event.blockedURI}`)
  })
  for (const name of ['pointerdown', 'wheel', 'drop']) {
    window.addEventListener(name, (event) => event.isTrusted && watched.pointers.push(`${name} ${String(event.target)}`), true)
  }
  new MutationObserver((changes) => {
    for (const change of changes) {
      for (const node of change.addedNodes) {
        // The component library measures scroll bars with a style of its own that cannot carry the nonce.
        if (node instanceof HTMLStyleElement && node.textContent.includes('rc-scrollbar-measure')) watched.measuring.push(node.textContent)
      }
    }
  }).observe(document, { childList: true, subtree: true })
}

const pointersOf = (page: Page): Promise<readonly string[]> => page.evaluate(() => (window as unknown as Watched).pointers) // put there by watchPolicy

async function complaintsOf(page: Page, errors: readonly string[]): Promise<readonly string[]> {
  const { reports, measured } = await page.evaluate(() => {
    const { cspReports, measuring } = window as unknown as Watched // put there by watchPolicy
    return { reports: cspReports, measured: measuring.length }
  })
  const foreign = reports.filter((report) => report !== 'style-src-elem inline')
  const styles = reports.length - foreign.length
  return [...errors, ...foreign, ...(styles > measured ? [`${styles - measured} inline styles nobody knows`] : [])]
}

/** How long a page is waited for; it ends what hangs, far above what a busy computer needs. */
export const patienceMs = 180_000

/** An engine that does one thing after the other, and takes its time for each. */
async function answerLate(context: BrowserContext, slowMs: number): Promise<void> {
  let before: Promise<unknown> = Promise.resolve()
  await context.route('**/call', (route) => {
    const answered = before.then(async () => {
      const response = await route.fetch()
      await setTimeout(slowMs)
      await route.fulfill({ response })
    })
    // A page that has gone wants no answer.
    before = answered.catch(() => undefined)
    return before
  })
}

interface WebProgramOptions {
  readonly demo?: boolean
  readonly rendererDir?: string
  readonly slowMs?: number
}
/**
 * @param options.demo begins with the demo county's month
 * @param options.rendererDir the built pages, when they are not those of the checkout
 * @param options.slowMs each answer of the engine reaches the page this much later
 */
export async function openWebProgram(options: WebProgramOptions = {}): Promise<WebProgram> {
  const home = mkdtempSync(join(tmpdir(), 'tanbao-web-'))
  const host = await startHost({
    dataDir: join(home, 'data'),
    rendererDir: options.rendererDir ?? join(checkout, 'dist', 'renderer'),
    packsDir: join(checkout, 'resources', 'packs'),
    demo: options.demo ?? false,
  })
  const browser = await launchChromium()
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  context.setDefaultTimeout(patienceMs)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  // What is heard later is heard by the page alone: a slow engine makes no test slow that looks behind the page.
  if (options.slowMs) await answerLate(context, options.slowMs)
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  await page.addInitScript(watchPolicy)
  await page.goto(host.url)
  await page.locator('#root:not(:empty)').waitFor()
  return {
    page,
    context,
    host,
    call: createCall((method, input) => sendTo(host, method, input)),
    complaints: () => complaintsOf(page, errors),
    pointers: () => pointersOf(page),
    async close() {
      const complaints = page.isClosed() ? errors : await complaintsOf(page, errors)
      await browser.close()
      await host.close()
      rmSync(home, { recursive: true, force: true })
      if (complaints.length > 0) throw new Error(`the page complained: ${complaints.join('; ')}`)
    },
  }
}

/** Begins anew at the address with its key, as after a restart: what it shows first rests on what is stored now. */
export async function openAnew({ page, host }: Pick<WebProgram, 'page' | 'host'>): Promise<void> {
  await page.goto('about:blank')
  await page.goto(host.url)
}

/** Goes to an address of the program, e.g. `#/report/F4/2020-05`. */
export const visit = (page: Page, hash: string): Promise<void> =>
  page.evaluate((wanted) => {
    window.location.hash = wanted
  }, hash)

/** The grid of the form on the screen. */
export class GridDriver {
  readonly page: Page
  constructor(page: Page) {
    this.page = page
  }

  /** Shown text of a cell; rows and columns count from 0. */
  async text(row: number, column: number): Promise<string> {
    return (await this.page.locator(`#cell-${row}-${column}`).textContent()) ?? ''
  }
  async select(row: number, column: number): Promise<void> {
    await this.page.locator(`#cell-${row}-${column}`).click()
  }
  /** Column of a field by its label. */
  async column(label: string): Promise<number> {
    const cell = this.page.getByRole('columnheader', { name: label }).last()
    return Number(await cell.getAttribute('aria-colindex')) - 2
  }
  async saved(): Promise<void> {
    await this.page.locator('.save-saved').waitFor()
  }
  async ready(): Promise<void> {
    await this.page.locator('.grid-input:focus').waitFor({ state: 'attached' })
  }
}

/** A file that the page gave to the browser's downloads. */
export async function download(page: Page, act: () => Promise<unknown>): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  const [file] = await Promise.all([page.waitForEvent('download'), act()])
  return { name: file.suggestedFilename(), bytes: new Uint8Array(readFileSync(await file.path())) }
}
