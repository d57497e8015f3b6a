/**
 * `npm start`: the desktop program where Electron is here or can be fetched, else the same pages and engine in the
 * default browser. What the choice is, and why, is said before anything slow happens.
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { defaultDataFolder } from '../../electron/cli/data-folder.ts'
import { AppError } from '../../shared/model/errors.ts'
import { errorSentence } from '../../shared/text/errors.ts'
import { startText } from '../../shared/text/start.ts'
import { isFresh } from './freshness.ts'
import { openBrowser } from './open-browser.ts'
import { chooseStart } from './start-choice.ts'

const root = join(import.meta.dirname, '..', '..')
const electronDir = join(root, 'node_modules', 'electron')
const at = (...path: string[]) => join(root, ...path)
const PROBE_MS = 1500
const FETCH_MS = 15 * 60_000
const REDIRECT_FILE_MS = 60_000

interface Options {
  readonly demo: boolean
  readonly browser: boolean
  readonly data: string | undefined
  readonly port: number
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      demo: { type: 'boolean', default: false },
      browser: { type: 'boolean', default: false },
      data: { type: 'string' },
      port: { type: 'string', default: '0' },
    },
  })
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`--port ${values.port}`)
  return { demo: values.demo, browser: values.browser, data: values.data, port }
}

function electronBinary(): string | undefined {
  const note = join(electronDir, 'path.txt')
  if (!existsSync(note)) return undefined
  const binary = join(electronDir, 'dist', readFileSync(note, 'utf8').trim())
  return existsSync(binary) ? binary : undefined
}

/** One short question to the place Electron is fetched from; a black hole must not hold us up. */
async function isReachable(): Promise<boolean> {
  const place = process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror ?? 'https://github.com'
  return fetch(place, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_MS) }).then(
    () => true,
    () => false,
  )
}

function build(): boolean {
  const sources = ['electron', 'renderer', 'shared', 'vite.config.ts', 'package-lock.json'].map((path) => at(path))
  const built = [at('dist', 'electron', 'main.js'), at('dist', 'electron', 'preload.cjs'), at('dist', 'renderer', 'index.html')]
  if (isFresh(built, sources)) return true
  console.log(startText.building)
  const args = [at('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn']
  return spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status === 0
}

/** Runs the program in its own process and ends as it ends. */
function runElectron(binary: string, options: Options): void {
  const args = [root, ...(options.demo ? ['--demo'] : []), ...(options.data ? [`--data=${resolve(options.data)}`] : [])]
  const child = spawn(binary, args, { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
  child.on('exit', (code) => process.exit(code ?? 1))
}

async function runHost(options: Options, hasDisplay: boolean): Promise<void> {
  const ownFolder = defaultDataFolder(process.platform, process.env, homedir())
  const { startHost } = await import('../../electron/host/host.ts')
  const host = await startHost({
    dataDir: options.data ? resolve(options.data) : options.demo ? join(dirname(ownFolder), 'demo') : ownFolder,
    rendererDir: at('dist', 'renderer'),
    packsDir: at('resources', 'packs'),
    port: options.port,
    demo: options.demo,
  })
  console.log(startText.serving(host.url))
  const browser = openBrowser(host.url, hasDisplay)
  if (browser) {
    console.log(startText.opened)
    setTimeout(() => browser.forget(), REDIRECT_FILE_MS).unref()
  }
  console.log(startText.howToStop)
  const stop = () => {
    browser?.forget()
    void host.close().then(() => process.exit(0))
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop)
}

async function start(options: Options): Promise<void> {
  const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
  let binary = electronBinary()
  const choice = await chooseStart({
    asked: options.browser ? 'browser' : 'desktop',
    platform: process.platform,
    arch: process.arch,
    hasDisplay,
    isRoot: process.getuid?.() === 0,
    hasBinary: binary !== undefined,
    reachable: isReachable,
  })
  if (choice.kind === 'browser') console.log(startText.browserInstead[choice.because])
  if (choice.kind === 'fetchElectron') {
    console.log(startText.fetching)
    spawnSync(process.execPath, [join(electronDir, 'install.js')], { stdio: 'inherit', timeout: FETCH_MS })
    binary = electronBinary()
    if (!binary) console.log(startText.browserInstead.fetchFailed)
  }
  if (!build()) {
    console.error(startText.buildFailed)
    process.exitCode = 1
    return
  }
  if (choice.kind !== 'browser' && binary) runElectron(binary, options)
  else await runHost(options, hasDisplay)
}

let options: Options | undefined
try {
  options = readOptions()
} catch (error) {
  console.error(startText.badOption(error instanceof Error ? error.message : String(error)))
  process.exitCode = 2
}
if (options)
  await start(options).catch((error: unknown) => {
    if (error instanceof AppError) console.error(errorSentence(error.code, error.details))
    else console.error(startText.unexpected, error)
    process.exitCode = 1
  })
