/** Packs the program with the real electron-builder against a stand-in for Electron's own files, so that nothing is fetched. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parse } from 'yaml'

const root = join(import.meta.dirname, '..', '..')
const require = createRequire(join(root, 'package.json'))

export type BuilderConfiguration = Readonly<Record<string, unknown>>

export function builderConfiguration(): BuilderConfiguration {
  return parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8')) as BuilderConfiguration // judged by electron-builder's schema
}

/** Where a binary keeps its fuses: a known mark, a version, a count, one character a fuse. */
const fuseMark = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const fuseCount = 9
const fuses = Buffer.concat([Buffer.from(fuseMark), Buffer.from([1, fuseCount]), Buffer.alloc(fuseCount, '1')])

/** The characters of the fuses as they stand in a packed binary: `1` on, `0` off. */
export function readFuses(binary: string): string {
  const bytes = readFileSync(binary)
  const at = bytes.indexOf(fuseMark) + fuseMark.length
  return bytes.subarray(at + 2, at + 2 + fuseCount).toString('latin1')
}

interface Resources {
  readonly NtExecutable: { createEmpty(isDll: boolean, is64: boolean): { generate(): ArrayBuffer } }
  readonly NtExecutableResource: { from(executable: object): { readonly entries: object; outputResource(executable: object): void } }
}
interface VersionInfo {
  setFileVersion(...parts: number[]): void
  setProductVersion(...parts: number[]): void
  setStringValues(language: object, values: Record<string, string>): void
  outputToResourceEntries(entries: object): void
}

/** A Windows program that does nothing, with the version information that the packer rewrites. */
function emptyWindowsProgram(): Buffer {
  const resedit = require.resolve('resedit')
  const { NtExecutable, NtExecutableResource } = createRequire(resedit)('pe-library') as Resources
  const { Resource } = require('resedit') as { Resource: { VersionInfo: { createEmpty(): VersionInfo } } }
  const program = NtExecutable.createEmpty(false, false)
  const resources = NtExecutableResource.from(program)
  const version = Resource.VersionInfo.createEmpty()
  version.setFileVersion(45, 4, 1, 0, 1033)
  version.setProductVersion(45, 4, 1, 0, 1033)
  const names = { ProductName: 'Electron', FileDescription: 'Electron', OriginalFilename: 'electron.exe', InternalName: 'electron.exe' }
  version.setStringValues({ lang: 1033, codepage: 1200 }, names)
  version.outputToResourceEntries(resources.entries)
  resources.outputResource(program)
  return Buffer.concat([Buffer.from(program.generate()), fuses])
}

function standInElectron(folder: string): string {
  const place = join(folder, 'electron-dist')
  mkdirSync(join(place, 'resources'), { recursive: true })
  const { version } = require('electron/package.json') as { version: string }
  const binary = Buffer.concat([Buffer.from('#!/bin/sh\nexit 1\n'), fuses])
  for (const name of ['electron', 'chrome_crashpad_handler', 'chrome-sandbox']) writeFileSync(join(place, name), binary, { mode: 0o755 })
  writeFileSync(join(place, 'electron.exe'), emptyWindowsProgram())
  for (const name of ['LICENSE', 'LICENSES.chromium.html']) writeFileSync(join(place, name), name)
  writeFileSync(join(place, 'version'), version)
  return place
}

export interface PackedProgram {
  /** The folder that would be installed. */
  readonly folder: string
  readonly resources: string
  /** `app.asar` taken apart, as `resources/app`. */
  readonly app: string
  remove(): void
}

/** Packs for `platform`; throws what electron-builder says when it fails. */
export function packProgram(platform: 'linux' | 'win'): PackedProgram {
  const work = mkdtempSync(join(tmpdir(), 'tanbao-pack-'))
  const configuration = {
    ...builderConfiguration(),
    electronDist: standInElectron(work),
    directories: { output: join(work, 'release'), buildResources: 'resources/icons' },
  }
  const file = join(work, 'builder.json')
  writeFileSync(file, JSON.stringify(configuration))
  const builder = join(dirname(require.resolve('electron-builder/package.json')), 'cli.js')
  const args = [builder, `--${platform}`, 'dir', '--x64', '--config', file, '--publish', 'never']
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
  if (status !== 0) throw new Error(`electron-builder: ${stdout}${stderr}`)
  const folder = join(work, 'release', `${platform}-unpacked`)
  const resources = join(folder, 'resources')
  const app = join(resources, 'app')
  const asar = join(dirname(require.resolve('@electron/asar/package.json')), 'bin', 'asar.js')
  const extracted = spawnSync(process.execPath, [asar, 'extract', join(resources, 'app.asar'), app], { encoding: 'utf8' })
  if (extracted.status !== 0) throw new Error(`asar: ${extracted.stdout}${extracted.stderr}`)
  return { folder, resources, app, remove: () => rmSync(work, { recursive: true, force: true }) }
}
