import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '../helpers/chromium.ts'
import { tanbaoJson } from '../helpers/command-line.ts'
import { checkout } from '../helpers/desktop-program.ts'

let browser: Browser
const started: ChildProcess[] = []
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser?.close())
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
})

/** `npm start` as a person without a graphical desktop runs it; resolves once it has said where to go. */
function start(...argv: readonly string[]) {
  const env = { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '' }
  const words = [join(checkout, 'test', 'tools', 'bootstrap.mjs'), 'start', ...(process.platform === 'linux' ? [] : ['--browser']), ...argv]
  const child = spawn(process.execPath, words, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  started.push(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said += text))
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const address = async () => {
    await expect.poll(() => said).toMatch(/http:\/\/127\.0\.0\.1:\d+\/#token=/)
    return /http:\S+/.exec(said)?.[0] ?? ''
  }
  return { child, exit, address, said: () => said }
}

const temporaryFolder = () => join(mkdtempSync(join(tmpdir(), 'tanbao-start-')), 'data')

test('npm start says in one line why there is no desktop window, serves the program, and ends when told to', async () => {
  const program = start('--data', temporaryFolder())
  const page = await browser.newPage()
  await page.goto(await program.address())
  await expect.poll(() => page.locator('#root').innerText()).toContain('欢迎使用碳报')
  expect(program.said().split('\n')[0]).toMatch(/浏览器/)
  program.child.kill('SIGINT')
  expect(await program.exit).toBe(0)
})

test('npm start -- --demo opens a county that already has its data', async () => {
  const folder = temporaryFolder()
  const program = start('--demo', '--data', folder)
  const page = await browser.newPage()
  await page.goto(await program.address())
  await expect.poll(() => page.locator('#root').innerText()).toMatch(/演示|F1|高耗能/)
  program.child.kill('SIGINT')
  expect(await program.exit).toBe(0)
  const { json } = await tanbaoJson('show', '--form', 'F4', '--period', '2020-05', '--data', folder)
  expect(json).toMatchObject({ rows: expect.arrayContaining([expect.anything()]) })
})

test('a data folder that is in use is named, and nothing is served', async () => {
  const folder = temporaryFolder()
  const { exit } = await tanbaoJson('init', '--pack', 'liuzhou-2020', '--unit', '450222', '--data', folder)
  expect(exit).toBe(0)
  await start('--data', folder).address()
  const second = start('--data', folder)
  expect(await second.exit).toBe(1)
  expect(second.said()).toMatch(/正被另一个/)
  expect(second.said()).not.toContain('http://')
})

test('a wrong option is refused in Chinese', async () => {
  const program = start('--port', 'x')
  expect(await program.exit).toBe(2)
  expect(program.said()).toMatch(/参数不对/)
})
