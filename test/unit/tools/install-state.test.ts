import { describe, expect, test } from 'vitest'
import { installState } from '../../tools/install-state.mjs'

const entry = (version: string, more: object = {}) => ({ version, integrity: `sha-${version}`, ...more })
const lock = (packages: object) => JSON.stringify({ packages: { '': { name: 'tanbao' }, ...packages } })
const installed = (packages: object) => JSON.stringify({ packages })
const wanted = lock({ 'node_modules/a': entry('1.0.0'), 'node_modules/bin-other': entry('2.0.0', { optional: true }) })

describe('whether everything is installed', () => {
  test.each([
    ['nothing is there', undefined, 'missing'],
    ['all is there', installed({ 'node_modules/a': entry('1.0.0') }), 'current'],
    ['the optional one too', installed({ 'node_modules/a': entry('1.0.0'), 'node_modules/bin-other': entry('2.0.0') }), 'current'],
    ['another version', installed({ 'node_modules/a': entry('1.0.1') }), 'outdated'],
    ['another content', installed({ 'node_modules/a': { ...entry('1.0.0'), integrity: 'sha-x' } }), 'outdated'],
    ['one is missing', installed({}), 'outdated'],
    ['one too many', installed({ 'node_modules/a': entry('1.0.0'), 'node_modules/b': entry('1.0.0') }), 'outdated'],
    ['an unfinished note', '{"packages":', 'outdated'],
  ])('%s', (_case, note, state) => {
    expect(installState(wanted, note)).toBe(state)
  })

  test('a folder of our own that is linked counts like any other', () => {
    const link = { resolved: 'electron/cli', link: true }
    const own = lock({ 'electron/cli': { name: 'tanbao-command' }, 'node_modules/tanbao-command': link })
    expect(installState(own, installed({ 'node_modules/tanbao-command': link, 'electron/cli': {} }))).toBe('current')
    expect(installState(own, installed({}))).toBe('outdated')
  })
})
