import { describe, expect, test, vi } from 'vitest'
import { chooseStart, type StartFacts } from '../../tools/start-choice.ts'

const facts: StartFacts = {
  asked: 'desktop',
  platform: 'linux',
  arch: 'x64',
  hasDisplay: true,
  isRoot: false,
  hasBinary: true,
  reachable: async () => false,
}

describe('which door npm start opens', () => {
  test.each<[string, Partial<StartFacts>, object]>([
    ['a desktop with Electron', {}, { kind: 'electron' }],
    ['the browser was asked for', { asked: 'browser' }, { kind: 'browser', because: 'asked' }],
    ['no graphical desktop', { hasDisplay: false }, { kind: 'browser', because: 'noDisplay' }],
    ['root, under whom the sandbox refuses', { isRoot: true }, { kind: 'browser', because: 'root' }],
    ['a processor Electron is not made for', { arch: 'loong64' }, { kind: 'browser', because: 'unsupported' }],
    ['Electron can be fetched', { hasBinary: false, reachable: async () => true }, { kind: 'fetchElectron' }],
    ['Electron cannot be fetched', { hasBinary: false }, { kind: 'browser', because: 'unreachable' }],
    ['Windows as administrator', { platform: 'win32', isRoot: true, hasDisplay: false }, { kind: 'electron' }],
  ])('%s', async (_case, given, choice) => {
    expect(await chooseStart({ ...facts, ...given })).toEqual(choice)
  })

  test('asks the network only where nothing else decides', async () => {
    const reachable = vi.fn(async () => true)
    await chooseStart({ ...facts, reachable })
    await chooseStart({ ...facts, hasBinary: false, hasDisplay: false, reachable })
    expect(reachable).not.toHaveBeenCalled()
  })
})
