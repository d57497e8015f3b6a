/** Disks that are full, read-only or failing: real file systems, and failures put in at each write of a real run. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readEditedStore } from '../../helpers/edited-store.ts'
import { openTestStore, place, row, temporaryFolder, typed } from '../../helpers/test-store.ts'

const child = (name: string) => join(import.meta.dirname, '..', '..', 'helpers', 'children', name)

/** Runs a shell line with file systems of its own; `$0` is the folder, `$1` Node, `$2` the script. */
function inOwnMounts(line: string, folder: string, script: string): string {
  const { stdout, stderr, error } = spawnSync('unshare', ['-rm', 'sh', '-c', line, folder, process.execPath, child(script)], {
    encoding: 'utf8',
  })
  if (error) throw error
  if (stdout === '') throw new Error(stderr)
  return stdout
}

test('a full disk loses nothing: the reserve saves one step, then edits are refused until there is room', () => {
  const told = inOwnMounts('mount -t tmpfs -o size=24m none "$0" && "$1" "$2" "$0"', temporaryFolder(), 'full-disk.ts')
  expect(JSON.parse(told)).toEqual({
    hadReserve: true,
    onReserve: 'saved',
    told: true,
    withoutReserve: 'DISK_FULL',
    rowsWhileFull: ['b', 'a'],
    attachedOnReserve: 'DISK_FULL',
    reserveKept: true,
    attached: 'DISK_FULL',
    attachedWhileFull: [0, false],
    attachedThen: 'saved',
    kept: true,
    backup: 'DISK_FULL',
    leftByBackup: [],
    afterCleaning: 'saved',
    rows: ['d', 'b', 'a'],
    firstBad: null,
    integrity: 'ok',
  })
})

test('a restore that has no room to keep what is there is refused, and sound data are not called damaged', () => {
  const told = inOwnMounts('mount -t tmpfs -o size=40m none "$0" && "$1" "$2" "$0"', temporaryFolder(), 'full-disk-restore.ts')
  expect(JSON.parse(told)).toEqual({
    whileFull: 'DISK_FULL',
    rowsWhileFull: ['e', 'd', 'c', 'b', 'a'],
    left: [false, 0],
    afterCleaning: 'restored',
    rows: ['a'],
  })
})

test('a folder that may only be read is refused and left as it is', () => {
  const folder = temporaryFolder()
  const store = openTestStore(folder)
  store.reports.apply(...place, 0, [row('a', 0, { name: '甲' })], typed)
  store.close()
  const before = readFileSync(join(folder, 'store.db'))
  const told = inOwnMounts('mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && "$1" "$2" "$0"', folder, 'try-open.ts')
  expect([told, readdirSync(folder)]).toEqual(['STORE_READ_ONLY', ['store.db']])
  expect(readFileSync(join(folder, 'store.db')).equals(before)).toBe(true)
})

test('control: the same folder may be opened where it may be written', () => {
  const folder = temporaryFolder()
  openTestStore(folder).close()
  expect(inOwnMounts('"$1" "$2" "$0"', folder, 'try-open.ts')).toBe('open')
})

/** The stream of edits with a system call failing from its `first`-th use on; returns the last edit acknowledged. */
function failingRun(dataDir: string, call: string, error: string, first: number): number {
  mkdirSync(dataDir)
  const inject = ['-f', '-qq', '-o', '/dev/null', '-e', `inject=${call}:error=${error}:when=${first}+`]
  const { stdout, error: failure } = spawnSync('strace', [...inject, process.execPath, child('edit-stream.ts'), dataDir, '40', 'full'], {
    encoding: 'utf8',
  })
  if (failure) throw failure
  return Number(/ACK (\d+)\n(?!.*ACK)/s.exec(stdout)?.[1] ?? 0)
}

test.each([
  ['pwrite64', 'ENOSPC', [1, 4, 17, 60, 160, 240, 320, 420, 560, 720]],
  ['pwrite64', 'EIO', [1, 33, 160, 330, 610]],
  ['fsync', 'EIO', [1, 3, 9, 20, 40]],
])('%s failing with %s at any moment loses no acknowledged edit', (call, error, moments) => {
  const folder = temporaryFolder()
  const acknowledged = moments.map((moment) => failingRun(join(folder, String(moment)), call, error, moment))
  for (const [index, moment] of moments.entries()) {
    const found = readEditedStore(join(folder, String(moment)))
    expect([moment, found.version >= (acknowledged[index] ?? 0), found.faults]).toEqual([moment, true, []])
  }
  // The failure was really met: an undisturbed run acknowledges 41.
  expect([Math.min(...acknowledged) < 41, Math.max(...acknowledged) > 0]).toEqual([true, true])
})
