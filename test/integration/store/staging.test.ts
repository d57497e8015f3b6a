/** Rows laid aside between reading and applying: on disk while they are needed, nowhere afterwards. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openStaging } from '../../../electron/engine/store/staging.ts'
import { temporaryFolder } from '../../helpers/test-store.ts'

const script = join(import.meta.dirname, '..', '..', 'helpers', 'children', 'fill-staging.ts')

test('a program that is killed leaves no file behind, however much it had laid aside', async () => {
  const folder = temporaryFolder()
  const child = spawn(process.execPath, [script, '100'], {
    env: { ...process.env, SQLITE_TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  try {
    const [told] = (await once(child.stdout, 'data')) as [Buffer]
    const { pieces, isWhole, nameless } = JSON.parse(told.toString())
    expect([pieces, isWhole]).toEqual([100, true])
    // It really was on disk, in a file that has no name any more.
    expect(nameless.filter((name: string) => name.startsWith(folder))).not.toEqual([])
    expect(readdirSync(folder)).toEqual([])
  } finally {
    child.kill('SIGKILL')
  }
  await once(child, 'exit')
  expect(readdirSync(folder)).toEqual([])
})

test('a disk without room is said to be full', () => {
  const line = 'mount -t tmpfs -o size=12m none "$0" && SQLITE_TMPDIR="$0" "$1" "$2" 100'
  const { stdout, stderr } = spawnSync('unshare', ['-rm', 'sh', '-c', line, temporaryFolder(), process.execPath, script], {
    encoding: 'utf8',
  })
  expect({ ...JSON.parse(stdout || stderr), nameless: [] }).toEqual({
    pieces: expect.any(Number),
    refusal: 'DISK_FULL',
    isWhole: false,
    nameless: [],
  })
})

test('pieces come back as they were, before and after the last one came, and not once they were given up', () => {
  const staging = openStaging()
  const numbers = [1, 2, 3].map((size) => staging.add(new Uint8Array(size * 100_000).fill(size)))
  expect(staging.piece(numbers[1] ?? 0)).toHaveLength(200_000)
  staging.seal()
  expect(numbers.map((number) => [staging.piece(number)[0], staging.piece(number).length])).toEqual([
    [1, 100_000],
    [2, 200_000],
    [3, 300_000],
  ])
  expect(() => staging.piece(99)).toThrow()
  staging.close()
  expect(() => staging.piece(1)).toThrow()
})
