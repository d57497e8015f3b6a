import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findBrowser } from '../tools/machine.ts'
import { Cdp } from './cdp.ts'

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  // A container's shared memory may be too small for a page.
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-startup-window',
  // A page gets no second window here; what the app would answer is asked all the same.
  '--block-new-web-contents',
  '--remote-debugging-port=0',
]

/** Last words of a program whose Chromium crashed. */
export const chromiumGone = 'electron-harness: Chromium is gone'

/** Starts the system's Chromium without a window; its 'DevTools listening on' line goes on to our own stderr, as Electron's would. */
export async function launchChromium(switches: readonly string[]): Promise<{ cdp: Cdp; stop(): Promise<void> }> {
  const binary = findBrowser()
  if (binary === undefined) throw new Error('electron-harness: no Chromium found; set CHROMIUM_PATH')
  const profile = mkdtempSync(join(tmpdir(), 'electron-harness-'))
  const passed = switches.filter((word) => !/^--(?:headless|user-data-dir|remote-debugging|data|demo)/.test(word))
  const child = spawn(binary, [...(process.env.HARNESS_WINDOWS ? [] : ['--headless']), ...quiet, `--user-data-dir=${profile}`, ...passed], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  process.once('exit', () => {
    child.kill('SIGKILL')
    rmSync(profile, { recursive: true, force: true, maxRetries: 3 })
  })
  const cdp = await Cdp.connect(await listeningAddress(child))
  cdp.onGone = () => {
    console.error(`${chromiumGone} (${child.exitCode ?? child.signalCode ?? 'its process still runs'})`)
    process.exit(1)
  }
  return {
    cdp,
    stop: async () => {
      cdp.onGone = undefined
      const gone = new Promise((resolve) => child.once('exit', resolve))
      await cdp.send('Browser.close').catch(() => child.kill('SIGKILL'))
      await gone
    },
  }
}

function listeningAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.once('exit', (code) => reject(new Error(`${chromiumGone} (${code}): ${text.slice(-500)}`)))
    child.stderr?.on('data', (data: Buffer) => {
      text += String(data)
      const found = /^DevTools listening on (ws:\S+)\n/m.exec(text)
      if (!found?.[1]) return
      process.stderr.write(found[0])
      child.stderr?.removeAllListeners('data').resume()
      resolve(found[1])
    })
  })
}
