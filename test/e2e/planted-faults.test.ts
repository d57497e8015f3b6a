/** Negative control of the desktop tests: mistakes that people make with Electron, planted in the compiled program. */
import type { ChildProcess } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron } from 'playwright-core'
import { afterEach, expect, test } from 'vitest'
import { patienceMs } from '../helpers/browser.ts'
import { checkout } from '../helpers/desktop-program.ts'

/** What does not come within this time after the untouched program came does not come. */
const shortPatienceMs = 10_000
const folders: string[] = []
let running: ChildProcess | undefined
afterEach(async () => {
  // Its whole group: a program that is killed cannot end its own Chromium.
  if (running?.pid !== undefined && running.exitCode === null && running.signalCode === null)
    process.kill(process.platform === 'win32' ? running.pid : -running.pid, 'SIGKILL')
  running = undefined
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A copy of the compiled program, changed in one place. */
function programWith(file: string, from: string, to: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'tanbao-fault-'))
  folders.push(folder)
  cpSync(join(checkout, 'dist'), join(folder, 'dist'), { recursive: true })
  cpSync(join(checkout, 'package.json'), join(folder, 'package.json'))
  for (const name of ['node_modules', 'resources']) symlinkSync(join(checkout, name), join(folder, name), 'junction')
  const path = join(folder, 'dist', 'electron', file)
  const text = readFileSync(path, 'utf8')
  if (!text.includes(from)) throw new Error(`${file} does not say: ${from}`)
  writeFileSync(path, text.replaceAll(from, to))
  return folder
}

/** The least that must work: the page appears, its call is answered, and it cannot leave. */
async function works(folder: string, timeout: number): Promise<boolean> {
  const app = await _electron.launch({ args: [folder, `--user-data-dir=${join(folder, 'home')}`], timeout })
  running = app.process()
  const page = await app.firstWindow({ timeout })
  await page.locator('#root:not(:empty)').waitFor({ timeout })
  const { ok } = await page.evaluate(() => window.bridge.call('app.info', {}))
  await page.evaluate(() => {
    location.href = 'none.js'
  })
  await new Promise((resolve) => setTimeout(resolve, 500))
  return ok && (await page.locator('#root:not(:empty)').count()) === 1
}

test('control: untouched, the program works', async () => {
  expect(await works(programWith('main.js', 'app', 'app'), patienceMs)).toBe(true)
})

test.each([
  ['a misspelt channel', 'preload.cjs', 'call: "tanbao.call"', 'call: "tanbao.cal"'],
  ['a preload that wants Node', 'preload.cjs', 'let electron = require("electron");', 'require("fs"); let electron = require("electron");'],
  ['a window without its sandbox', 'main.js', 'sandbox: true', 'sandbox: false'],
  ['a scheme that is not secure', 'main.js', 'secure: true', 'secure: false'],
  ['navigation that nobody stops', 'main.js', ', (event) => event.preventDefault()', ', () => {}'],
  ['waiting for ready at the top level', 'main.js', 'app.enableSandbox();', 'await app.whenReady(); app.enableSandbox();'],
  ['an interface of Electron that the harness does not know', 'main.js', 'app.enableSandbox();', 'app.enableSandbox(); app.dock.hide();'],
])('%s is noticed', async (_fault, file, from, to) => {
  const folder = programWith(file, from, to)
  const outcome = await works(folder, shortPatienceMs).catch(() => false)
  expect(outcome).toBe(false)
})
