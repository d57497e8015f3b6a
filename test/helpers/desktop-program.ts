/** Starts the compiled desktop program: on a real Electron where there is one, else on the harness (see vitest.config.ts). */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import type { Bridge } from '../../shared/contract/bridge.ts'
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
  const app = await _electron.launch({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', args, timeout: patienceMs })
  app.context().setDefaultTimeout(patienceMs)
  const page = await app.firstWindow({ timeout: patienceMs })
  await page.locator('#root:not(:empty)').waitFor()
  return { app, page }
}

/** Runs the program without a test's hand on it; resolves with its exit code. */
export function runDesktop(home: string, folder: string = checkout): Promise<number | null> {
  const child = spawn(electronBinary(), [folder, `--user-data-dir=${home}`, ...asRoot], { stdio: 'ignore' })
  return new Promise((resolve) => child.once('exit', resolve))
}
