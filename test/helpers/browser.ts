/** The built pages in a real Chromium, served by the real host over a data folder of their own. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { startHost } from '../../electron/host/host.ts'
import type { Loopback } from '../../electron/host/loopback.ts'
import { decode, encode } from '../../shared/contract/codec.ts'
import { type Call, createCall, type Reply } from '../../shared/contract/index.ts'
import { launchChromium } from './chromium.ts'

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
  close(): Promise<void>
}

interface Watched {
  readonly cspReports: string[]
  readonly measuring: string[]
}

/** Runs in the page before anything of ours: policy reports are kept, and style elements that measure scroll bars. */
function watchPolicy(): void {
  const watched: Watched = { cspReports: [], measuring: [] }
  Object.assign(window, watched)
  document.addEventListener('securitypolicyviolation', (event) => {
    watched.cspReports.push(`${event.violatedDirective} ${event.blockedURI}`)
  })
  new MutationObserver((changes) => {
    for (const change of changes) {
      for (const node of change.addedNodes) {
        // The component library measures scroll bars with a style of its own that cannot carry the nonce.
        if (node instanceof HTMLStyleElement && node.textContent.includes('rc-scrollbar-measure')) watched.measuring.push(node.textContent)
      }
    }
  }).observe(document, { childList: true, subtree: true })
}

async function complaintsOf(page: Page, errors: readonly string[]): Promise<readonly string[]> {
  const { reports, measured } = await page.evaluate(() => {
    const { cspReports, measuring } = window as unknown as Watched // put there by watchPolicy
    return { reports: cspReports, measured: measuring.length }
  })
  const foreign = reports.filter((report) => report !== 'style-src-elem inline')
  const styles = reports.length - foreign.length
  return [...errors, ...foreign, ...(styles > measured ? [`${styles - measured} inline styles nobody knows`] : [])]
}

/**
 * @param options.demo begins with the demo county's month
 * @param options.rendererDir the built pages, when they are not those of the checkout
 */
export async function openWebProgram(options: { readonly demo?: boolean; readonly rendererDir?: string } = {}): Promise<WebProgram> {
  const home = mkdtempSync(join(tmpdir(), 'tanbao-web-'))
  const host = await startHost({
    dataDir: join(home, 'data'),
    rendererDir: options.rendererDir ?? join(checkout, 'dist', 'renderer'),
    packsDir: join(checkout, 'resources', 'packs'),
    demo: options.demo ?? false,
  })
  const browser = await launchChromium()
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
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
    call: createCall((method, input) => send(host, method, input)),
    complaints: () => complaintsOf(page, errors),
    async close() {
      await browser.close()
      await host.close()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

async function send(host: Loopback, method: string, input: unknown): Promise<Reply> {
  const response = await fetch(`${host.origin}/call`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${host.token}` },
    body: encode({ method, input }),
  })
  return decode(await response.text()) as Reply // the host answers every call with a reply
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
