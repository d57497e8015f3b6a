import { describe, expect, test } from 'vitest'
import { lockFaults } from '../../tools/lock-faults.ts'

const binaries = ['t-linux-x64', 't-linux-arm64', 't-win32-x64', 't-darwin-x64', 't-darwin-arm64']
const tool = { integrity: 'sha', optionalDependencies: Object.fromEntries(binaries.map((name) => [name, '1.0.0'])) }
const complete = Object.fromEntries([['node_modules/t', tool], ...binaries.map((name) => [`node_modules/${name}`, { integrity: 'sha' }])])

describe('a lock file', () => {
  test('may be complete', () => {
    expect(lockFaults(complete)).toEqual([])
  })

  test('is at fault when a binary of another kind of machine was left out', () => {
    const { 'node_modules/t-win32-x64': _left, ...rest } = complete
    expect(lockFaults(rest)).toEqual(['node_modules/t: no Windows x64 binary (t-win32-x64)'])
  })

  test('finds a binary that lies deeper', () => {
    const { 'node_modules/t-win32-x64': left, ...rest } = complete
    expect(lockFaults({ ...rest, 'node_modules/t/node_modules/t-win32-x64': left ?? {} })).toEqual([])
  })

  test('is at fault when it names an address or lacks a digest', () => {
    expect(lockFaults({ 'node_modules/a': { resolved: 'https://example.invalid/a.tgz', integrity: 'sha' } })).toHaveLength(1)
    expect(lockFaults({ 'node_modules/a': {} })).toEqual(['node_modules/a: no integrity'])
    expect(lockFaults({ 'node_modules/a': { resolved: 'electron/cli', link: true } })).toEqual([])
  })
})
