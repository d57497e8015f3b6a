import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { fileLog } from '../../../electron/adapters/file-log.ts'

const folder = mkdtempSync(join(tmpdir(), 'tanbao-log-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const clock = { now: () => new Date(0) }

test('an error is written with its cause, one JSON object a line', () => {
  const path = join(folder, 'a.log')
  const log = fileLog(path, clock)
  log.info('started', { edits: 3 })
  log.error('failed', new Error('outer', { cause: new Error('inner') }))
  const [first, second] = readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, string>)
  expect(first).toEqual({ at: '1970-01-01T00:00:00.000Z', level: 'info', message: 'started', edits: 3 })
  expect(second?.cause).toMatch(/outer[\s\S]*<- [\s\S]*inner/)
})

test('a log that has grown is put aside once', () => {
  const path = join(folder, 'b.log')
  writeFileSync(path, 'x'.repeat(1024 * 1024 + 1))
  fileLog(path, clock).info('new')
  expect([statSync(path).size < 100, existsSync(`${path}.old`)]).toEqual([true, true])
})

test('a log never makes the folder and never fails', () => {
  const path = join(folder, 'nowhere', 'c.log')
  fileLog(path, clock).info('lost')
  expect(existsSync(join(folder, 'nowhere'))).toBe(false)
})
