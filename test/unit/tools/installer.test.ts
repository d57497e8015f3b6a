import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { type BuilderConfiguration, builderConfiguration } from '../../helpers/pack-program.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const require = createRequire(join(root, 'package.json'))
const builder = createRequire(require.resolve('electron-builder/package.json'))
const schema = JSON.parse(readFileSync(join(dirname(builder.resolve('app-builder-lib/package.json')), 'scheme.json'), 'utf8')) as object // a JSON schema
// The schema annotates with words that ajv does not know.
const validate = new Ajv({ allErrors: true, strict: false, validateFormats: false }).compile(schema)

function faults(configuration: BuilderConfiguration): string[] {
  return validate(configuration) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}
const configuration = builderConfiguration()
const part = (name: string) => configuration[name] as Record<string, unknown> // the schema says that these are objects

describe('how the program is packed', () => {
  test('is something electron-builder understands', () => {
    expect(faults(configuration)).toEqual([])
  })

  test.each([
    ['nsis', { deleteAppDataOnUninstal: false }],
    ['linux', { target: [{ target: 'deb', arch: ['loong64'] }] }],
    ['electronFuses', { runAsNode: 'no' }],
  ])('a mistake in %s would be noticed', (name, planted) => {
    expect(faults({ ...configuration, [name]: { ...part(name), ...planted } })).not.toEqual([])
  })

  test('covers the machines of counties: Windows x64, and Linux x64 and arm64', () => {
    expect(part('win').target).toEqual([{ target: 'nsis', arch: ['x64'] }])
    expect(part('linux').target).toEqual([
      { target: 'deb', arch: ['x64', 'arm64'] },
      { target: 'AppImage', arch: ['x64', 'arm64'] },
    ])
  })

  test('never removes data with the program', () => {
    expect(part('nsis').deleteAppDataOnUninstall).toBe(false)
    expect(part('nsis').oneClick).toBe(false)
    expect(existsSync(join(root, 'resources', 'icons', 'installer.nsh'))).toBe(false)
  })

  test('burns the safe side of every switch into the binary', () => {
    expect(part('electronFuses')).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    })
  })

  test('finds its icons', () => {
    for (const name of ['icon.ico', 'icon.png']) expect(existsSync(join(root, 'resources', 'icons', name))).toBe(true)
  })
})
