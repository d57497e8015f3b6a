/** Starts the compiled desktop program: on a real Electron where there is one, else on the harness (see vitest.config.ts). */
import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import type { Bridge } from '../../shared/contract/bridge.ts'
import { chromiumGone } from '../electron-harness/chromium.ts'
import { patienceMs } from './browser.ts'

declare global {
  interface Window {
    readonly bridge: Bridge
  }
}

export const checkout = join(import.meta.dirname, '..', '..')
const electronDir = join(checkout, 'node_modules', 'electron')

/** The binary that `_electron.launch()` finds by itself. */
export function electronBinary(): string {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (override) return join(override, 'electron')
  return join(electronDir, 'dist', readFileSync(join(electronDir, 'path.txt'), 'utf8').trim())
}

/** Chromium's sandbox refuses to start as root, which build machines are; nowhere else is it turned off. */
const asRoot = process.getuid?.() === 0 && !process.env.ELECTRON_OVERRIDE_DIST_PATH ? ['--no-sandbox'] : []

export interface DesktopProgram {
  readonly app: ElectronApplication
  readonly page: Page
}

/** @param home the profile folder; the data folder lies in it */
export async function launchDesktop(home: string, folder: string = checkout, ...more: readonly string[]): Promise<DesktopProgram> {
  const args = [folder, `--user-data-dir=${home}`, ...asRoot, ...more]
  return launchOnce(args).catch((error: unknown) => {
    // The harness's Chromium, which real Electron carries inside, may crash on a full computer: that says nothing of the program.
    if (!String(error).includes(chromiumGone)) throw error
    console.warn(error)
    return launchOnce(args)
  })
}

async function launchOnce(args: string[]): Promise<DesktopProgram> {
  const app = await _electron.launch({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', args, timeout: patienceMs })
  const child = app.process()
  const said = lastWords(child)
  try {
    app.context().setDefaultTimeout(patienceMs)
    const page = await app.firstWindow({ timeout: patienceMs })
    await page.locator('#root:not(:empty)').waitFor()
    return { app, page }
  } catch (error) {
    // Its last words may still be on their way.
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    const end = child.exitCode ?? child.signalCode ?? 'still running'
    throw new Error(`the program did not show its window (${end}); it said:\n${said()}`, { cause: error })
  }
}

/** What the program says on its way, for whoever has to find out why it never came up. */
function lastWords({ stdout, stderr }: ChildProcess): () => string {
  let said = ''
  for (const stream of [stdout, stderr]) {
    stream?.on('data', (data: Buffer) => {
      said = (said + String(data)).slice(-4_000)
    })
  }
  return () => said
}

/** Runs the program without a test's hand on it; resolves with its exit code. */
export function runDesktop(home: string, folder: string = checkout): Promise<number | null> {
  const child = spawn(electronBinary(), [folder, `--user-data-dir=${home}`, ...asRoot], { stdio: 'ignore' })
  return new Promise((resolve) => child.once('exit', resolve))
}
