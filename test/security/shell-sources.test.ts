import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..')

interface Source {
  readonly file: string
  readonly text: string
}
const sources: readonly Source[] = readdirSync(join(root, 'electron'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file: file.replaceAll('\\', '/'), text: readFileSync(join(root, 'electron', file), 'utf8') }))

/** Places where the program says something that only one file, or none, may say. */
function violations(all: readonly Source[]): string[] {
  const rules: [RegExp, readonly string[]][] = [
    [/\bopenExternal\b|\bopenPath\b|\bloadFile\b/, []],
    [/import[^'"]*\bshell\b[^'"]*from 'electron'|showItemInFolder/, ['shell/links.ts']],
    [/ipcMain\.(?:handle|on)\b/, ['shell/ipc.ts']],
    [/\bipcRenderer\b/, ['preload/preload.ts']],
    [/\bwebSecurity\b|allowRunningInsecureContent|experimentalFeatures|enableBlinkFeatures|no-sandbox/, []],
    [/bypassCSP|corsEnabled|supportFetchAPI|allowServiceWorkers/, []],
    [/\bnew BrowserWindow\b/, ['shell/window.ts']],
    [/executeJavaScript|insertCSS/, []],
  ]
  return all.flatMap(({ file, text }) => rules.filter(([rule, allowed]) => !allowed.includes(file) && rule.test(text)).map(() => file))
}

describe('what the sources of the shell may say', () => {
  test('is said nowhere else', () => {
    expect(sources.length).toBeGreaterThan(20)
    expect(violations(sources)).toEqual([])
  })

  test.each([
    "import { shell } from 'electron'\nshell.openExternal(url)",
    "ipcMain.handle('other', f)",
    'new BrowserWindow({})',
    'webPreferences: { webSecurity: false }',
    'privileges: { bypassCSP: true }',
    'window.webContents.executeJavaScript(code)',
  ])('the check above would notice: %s', (text) => {
    expect(violations([{ file: 'shell/planted.ts', text }])).not.toEqual([])
  })

  test('every channel goes through the one function that looks at the sender', () => {
    const text = sources.find(({ file }) => file === 'shell/ipc.ts')?.text ?? ''
    expect(text.match(/ipcMain\.handle/g)).toHaveLength(1)
  })
})

describe('the Electron that is used', () => {
  const pack = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { devDependencies: Record<string, string> }

  test('is named exactly, so that a release never carries another', () => {
    expect(pack.devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/)
  })

  test('embeds the Node that everything is tested on', () => {
    expect(Number(pack.devDependencies['@types/node']?.split('.')[0])).toBe(Number(process.versions.node.split('.')[0]))
  })
})
