import { describe, expect, test } from 'vitest'
import { readSources } from '../../helpers/sources.ts'
import { installCommands, parts } from '../../tools/machine.ts'

const part = (name: string, isThere: boolean) => ({ purpose: name, debianPackages: [name], usedBy: [], isPresent: () => isThere })

describe('getting what the tests need', () => {
  test('on Debian as root names only what is missing, and waits for another installer', () => {
    const commands = installCommands([part('chromium', false), part('strace', false)], { isDebian: true, isRoot: true })
    expect(commands.map((words) => words.at(-1))).toEqual(['update', 'strace'])
    expect(commands[1]).toEqual(expect.arrayContaining(['DPkg::Lock::Timeout=300', '-y', 'chromium', 'strace']))
  })

  test.each([
    [{ isDebian: true, isRoot: false }, 1],
    [{ isDebian: false, isRoot: true }, 1],
    [{ isDebian: true, isRoot: true }, 0],
  ])('changes nothing on %o with %i missing', (machine, missing) => {
    expect(installCommands(missing === 0 ? [] : [part('chromium', false)], machine)).toEqual([])
  })

  test('names helpers and tests that exist, so that leaving out never leaves out nothing by mistake', () => {
    const files = readSources(['test'])
    expect(parts.flatMap((one) => one.usedBy).filter((file) => !files.has(file))).toEqual([])
  })
})
