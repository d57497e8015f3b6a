/**
 * Opens the default browser on an address that carries a secret. The address must not stand in an argument list,
 * which every account of the machine can read, so the browser gets a file that only this account can read.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startText } from '../../shared/text/start.ts'
import { onPath } from './machine.ts'

/** The command that opens a file with the default program; undefined where there is none. */
export function openCommand(
  platform: NodeJS.Platform,
  file: string,
  has: (command: string) => boolean,
  hasDisplay: boolean,
): readonly [string, ...string[]] | undefined {
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', file]
  if (platform === 'darwin') return ['open', file]
  return hasDisplay && has('xdg-open') ? ['xdg-open', file] : undefined
}

export function redirectPage(url: string): string {
  const safe = url.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="referrer" content="no-referrer"><meta http-equiv="refresh" content="0;url=${safe}"><title>${startText.redirectTitle}</title></html>`
}

/** Returns what removes the file again, or undefined when there is no browser to open. */
export function openBrowser(url: string, hasDisplay: boolean): { forget(): void } | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'tanbao-open-'))
  const forget = () => rmSync(folder, { recursive: true, force: true })
  const file = join(folder, 'open.html')
  const command = openCommand(process.platform, file, onPath, hasDisplay)
  if (!command) {
    forget()
    return undefined
  }
  writeFileSync(file, redirectPage(url), { mode: 0o600 })
  const [program, ...args] = command
  const child = spawn(program, args, { stdio: 'ignore', detached: true })
  child.on('error', forget)
  child.unref()
  return { forget }
}
