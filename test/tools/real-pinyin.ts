/**
 * The first letter of a real Chinese input method: fcitx5 with pinyin, a window of its own under Xvfb, keys as the
 * keyboard sends them. Ten filled cells are overwritten with 你好; each must hold just that. Needs Debian's packages
 * fcitx5 fcitx5-pinyin fcitx5-frontend-gtk3 dbus-x11 openbox xdotool xvfb; says so and ends with 2 where they are not.
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as rest } from 'node:timers/promises'
import { chromium } from 'playwright-core'
import { startHost } from '../../electron/host/host.ts'
import { createCall } from '../../shared/contract/index.ts'
import { sendOverHttp } from '../bench/send-over-http.ts'
import { GridDriver, visit } from '../helpers/browser.ts'
import { boiler, county, packsDir } from '../helpers/test-engine.ts'
import { findBrowser } from './machine.ts'

const tools = ['Xvfb', 'dbus-daemon', 'openbox', 'fcitx5', 'fcitx5-remote', 'xdotool']
const report = { form: 'F4', period: '2020-07' } as const
const cells = 10
const patienceMs = 20_000

const missing = tools.filter((tool) => spawnSync('which', [tool]).status !== 0)
if (missing.length > 0) {
  console.error(`missing: ${missing.join(', ')}; apt-get install fcitx5 fcitx5-pinyin fcitx5-frontend-gtk3 dbus-x11 openbox xdotool xvfb`)
  process.exit(2)
}

/** Everything the input method keeps lies in a home of its own: pinyin, on from the start, for all windows. */
const home = mkdtempSync(join(tmpdir(), 'real-pinyin-'))
const runtime = join(home, 'runtime')
mkdirSync(runtime, { mode: 0o700 })
mkdirSync(join(home, '.config', 'fcitx5'), { recursive: true })
writeFileSync(join(home, '.config', 'fcitx5', 'config'), '[Behavior]\nActiveByDefault=True\nShareInputState=All\n')
writeFileSync(
  join(home, '.config', 'fcitx5', 'profile'),
  [
    '[Groups/0]',
    'Name=Default',
    'Default Layout=us',
    'DefaultIM=pinyin',
    '[Groups/0/Items/0]',
    'Name=keyboard-us',
    'Layout=',
    '[Groups/0/Items/1]',
    'Name=pinyin',
    'Layout=',
    '[GroupOrder]',
    '0=Default',
    '',
  ].join('\n'),
)
let env: Record<string, string | undefined> = {
  ...process.env,
  HOME: home,
  XDG_RUNTIME_DIR: runtime,
  LANG: 'zh_CN.UTF-8',
  LC_ALL: 'C.UTF-8',
}
const started: ChildProcess[] = []
const start = (command: string, ...argv: readonly string[]): ChildProcess => {
  const child = spawn(command, argv, { env, stdio: ['ignore', 'pipe', 'ignore'] })
  started.push(child)
  return child
}
async function firstLine(child: ChildProcess): Promise<string> {
  let said = ''
  for await (const chunk of child.stdout ?? []) {
    said += String(chunk)
    if (said.includes('\n')) return said.split('\n')[0] ?? ''
  }
  throw new Error(`${child.spawnfile} ended`)
}
const until = async (what: string, isThere: () => boolean | Promise<boolean>): Promise<void> => {
  for (const end = Date.now() + patienceMs; Date.now() < end; await rest(100)) if (await isThere()) return
  throw new Error(`${what}: never`)
}
const ask = (command: string, ...argv: readonly string[]): string => spawnSync(command, argv, { env, encoding: 'utf8' }).stdout.trim()

async function typeInto(): Promise<readonly (string | undefined)[]> {
  const host = await startHost({
    dataDir: join(home, 'data'),
    packsDir,
    rendererDir: join(import.meta.dirname, '..', '..', 'dist', 'renderer'),
  })
  const browser = await chromium.launch({
    executablePath: findBrowser() ?? '/usr/bin/chromium',
    headless: false,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--ozone-platform=x11', '--gtk-version=3', '--window-position=0,0'],
    env: Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))),
  })
  try {
    const call = createCall(sendOverHttp(host.origin, host.token))
    await call('profile.create', county)
    await call('report.edit', { ...report, edits: Array.from({ length: cells }, (_, index) => boiler(index)) })
    const page = await browser.newPage({ viewport: { width: 1300, height: 720 }, locale: 'zh-CN' })
    await page.goto(host.url)
    await page.locator('#root:not(:empty)').waitFor()
    await visit(page, `#/report/${report.form}/${report.period}`)
    const grid = new GridDriver(page)
    await grid.ready()
    await grid.select(0, 1)
    await until('the input method in this window', () => ask('fcitx5-remote', '-n') === 'pinyin' && ask('fcitx5-remote') === '2')
    for (let cell = 0; cell < cells; cell += 1) {
      // No pause before the first letter: that is the one that gets lost.
      for (const key of ['n', 'i', 'h', 'a', 'o', 'space']) execFileSync('xdotool', ['key', key], { env })
      await until('the word in the editor', async () => (await page.locator('.grid-input').inputValue()) === '你好').catch(() => undefined)
      execFileSync('xdotool', ['key', 'Return'], { env })
      // The word is given to be stored before the keyboard goes on; the cell below was there all the time.
      await page.locator(`.grid-input[aria-activedescendant="cell-${cell + 1}-1"]`).waitFor({ state: 'attached' })
    }
    await grid.saved()
    const { rows } = await call('report.open', report)
    return rows.map((row) => row.values.ownerName)
  } finally {
    await browser.close()
    await host.close()
  }
}

try {
  env = { ...env, DISPLAY: `:${await firstLine(start('Xvfb', '-displayfd', '1', '-screen', '0', '1400x900x24'))}` }
  const modules = { GTK_IM_MODULE: 'fcitx', QT_IM_MODULE: 'fcitx', XMODIFIERS: '@im=fcitx' }
  env = { ...env, ...modules, DBUS_SESSION_BUS_ADDRESS: await firstLine(start('dbus-daemon', '--session', '--nofork', '--print-address')) }
  start('openbox')
  start('fcitx5', '--disable=wayland', '-D')
  await until('fcitx5', () => spawnSync('fcitx5-remote', { env }).status === 0)
  const names = await typeInto()
  const right = names.filter((name) => name === '你好').length
  console.log(`${right} of ${cells} cells hold 你好${right === cells ? '' : `: ${names.join(' ')}`}`)
  if (right !== cells) process.exitCode = 1
} finally {
  for (const child of started.reverse()) {
    const ended = once(child, 'exit')
    if (child.exitCode === null && child.signalCode === null && child.kill('SIGKILL')) await ended
  }
  rmSync(home, { recursive: true, force: true, maxRetries: 5 })
}
