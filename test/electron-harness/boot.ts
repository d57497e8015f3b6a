/** Electron's own command line: options for Node, switches for Chromium, then the app's folder. */
import { readFileSync } from 'node:fs'
import { open as openInspector } from 'node:inspector'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type AppPackage, harnessApp } from './app.ts'
import { start } from './electron.ts'

const args = process.argv.slice(2)
const preloads: string[] = []
let folder: string | undefined
for (let at = 0; at < args.length; at++) {
  const word = args[at] ?? ''
  if (word === '-r' || word === '--require') preloads.push(args[++at] ?? '')
  else if (word.startsWith('--inspect')) openInspector(Number(word.split('=')[1] ?? 9229), '127.0.0.1')
  else if (!word.startsWith('-') && folder === undefined) folder = resolve(word)
}
if (folder === undefined) throw new Error('electron-harness: usage: electron <folder of the app>')
const appPackage = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as AppPackage // npm's own format
process.argv = [process.argv[0] ?? '', ...args]
Object.defineProperty(process.versions, 'electron', { value: '0.0.0-harness', enumerable: true })
Object.assign(process, { type: 'browser', defaultApp: true, resourcesPath: join(folder, 'resources') })
harnessApp.load(folder, appPackage)
const require = createRequire(join(folder, 'package.json'))
for (const preload of preloads) require(preload)
await import(pathToFileURL(join(folder, appPackage.main)).href)
await start()
