import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sourcePacksFolder } from '../../electron/engine/packs/packs.ts'
import { preparePacks } from '../../electron/engine/packs/prepared-packs.ts'
import { desktopSuite } from '../helpers/desktop-suite.ts'
import { builderConfiguration, type PackedProgram, packProgram, readFuses } from '../helpers/pack-program.ts'

const filesIn = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'))

/** The order in which Electron keeps the fuses that electron-builder sets. */
const fuseOrder = [
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
] as const

describe('the program packed for Linux', () => {
  let packed: PackedProgram
  beforeAll(() => {
    packed = packProgram('linux')
  })
  afterAll(() => packed.remove())

  test('carries the database module of its own platform and no other package', () => {
    const modules = filesIn(packed.app).filter((file) => file.startsWith('node_modules/'))
    expect(modules.filter((file) => file.endsWith('.node'))).toEqual(['node_modules/better-sqlite3/prebuilds/linux-x64.node'])
    expect([...new Set(modules.map((file) => file.split('/')[1]))]).toEqual(['better-sqlite3'])
    expect(existsSync(join(packed.resources, 'app.asar.unpacked', 'node_modules', 'better-sqlite3', 'prebuilds', 'linux-x64.node'))).toBe(
      true,
    )
  })

  test('carries the built program without sources, tests or tools', () => {
    const own = filesIn(packed.app).filter((file) => !file.startsWith('node_modules'))
    expect([...new Set(own.map((file) => file.split('/')[0]))].sort()).toEqual(['dist', 'package.json'])
    expect(own.filter((file) => /\.(?:ts|tsx|map)$/.test(file))).toEqual([])
    for (const needed of ['main.js', 'preload.cjs', 'worker.js', 'parser-process.js']) expect(own).toContain(`dist/electron/${needed}`)
  })

  test('carries the packs as the build has read them', () => {
    const prepared = preparePacks(sourcePacksFolder()).map(({ file }) => file)
    expect(prepared.length).toBeGreaterThan(0)
    expect(readdirSync(join(packed.app, 'dist', 'electron', 'packs')).sort()).toEqual(prepared.sort())
  })

  test('keeps the plans beside it', () => {
    expect(existsSync(join(packed.resources, 'packs', 'liuzhou-2020', 'pack.yaml'))).toBe(true)
  })

  test('has its fuses set as configured', () => {
    const configured = builderConfiguration().electronFuses as Record<string, boolean> // judged by electron-builder's schema
    const wanted = fuseOrder.map((name) => (configured[name] ? '1' : '0')).join('')
    expect(readFuses(join(packed.folder, 'tanbao')).slice(0, fuseOrder.length)).toBe(wanted)
    expect(wanted).not.toBe('11111111')
  })

  describe('works as the compiled one', () => desktopSuite(() => packed.app))
})

describe('the program packed for Windows', () => {
  test('carries the Windows database module, an own name and its fuses', () => {
    const { app, folder, remove } = packProgram('win')
    expect(filesIn(app).filter((file) => file.endsWith('.node'))).toEqual(['node_modules/better-sqlite3/prebuilds/win32-x64.node'])
    expect(readFuses(join(folder, 'tanbao.exe')).slice(0, 4)).toBe('0100')
    remove()
  })
})
