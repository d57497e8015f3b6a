import { mkdirSync, mkdtempSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { isFresh } from '../../tools/freshness.ts'

function files(times: Readonly<Record<string, number>>) {
  const folder = mkdtempSync(join(tmpdir(), 'tanbao-fresh-'))
  mkdirSync(join(folder, 'source', 'deep'), { recursive: true })
  for (const [name, seconds] of Object.entries(times)) {
    writeFileSync(join(folder, name), name)
    utimesSync(join(folder, name), seconds, seconds)
  }
  for (const name of ['source', 'source/deep']) utimesSync(join(folder, name), 1, 1)
  return (name: string) => join(folder, name)
}

describe('whether a build is still good', () => {
  test.each([
    ['built after every source', { 'source/deep/a.ts': 10, built: 20 }, true],
    ['a source changed since', { 'source/deep/a.ts': 30, built: 20 }, false],
    ['one of two is older', { 'source/deep/a.ts': 10, built: 20, other: 5 }, false],
    ['never built', { 'source/deep/a.ts': 10 }, false],
  ])('%s', (_case, times, fresh) => {
    const at = files(times)
    expect(isFresh(['built', ...('other' in times ? ['other'] : [])].map(at), [at('source'), at('not there')])).toBe(fresh)
  })
})
