/** Power loss while backups are made: whatever bears the name of a backup is whole, and an acknowledged one is there. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readCopy } from '../../../electron/engine/store/backups.ts'
import { type DiskState, diskStates } from '../../helpers/disk-states.ts'
import { readTrace, straceOptions } from '../../helpers/disk-trace.ts'

const child = join(import.meta.dirname, '..', '..', 'helpers', 'children', 'make-backups.ts')
const folder = mkdtempSync(join(tmpdir(), 'tanbao-power-backup-'))
const scratch = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'tanbao-power-backup-'))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
  rmSync(scratch, { recursive: true, force: true })
})

function traceOf(way: 'safe' | 'naive', count: number) {
  const dataDir = join(folder, way)
  mkdirSync(dataDir)
  const output = join(folder, `${way}.strace`)
  const traced = spawnSync('strace', [...straceOptions, '-o', output, process.execPath, child, dataDir, String(count), way])
  if (traced.error) throw traced.error
  return readTrace(readFileSync(output, 'latin1'), join(dataDir, 'backups'))
}

const isWhole = (file: string): boolean => {
  try {
    readCopy(file)
    return true
  } catch {
    return false
  }
}

/** Backups that a disk in this state shows, and how many of them are broken. */
function backupsIn(state: DiskState): { shown: number; broken: number } {
  for (const name of readdirSync(scratch)) rmSync(join(scratch, name))
  for (const [file, bytes] of state.files()) writeFileSync(join(scratch, basename(file)), bytes)
  const shown = readdirSync(scratch).filter((name) => name.startsWith('tanbao-') && name.endsWith('.db'))
  return { shown: shown.length, broken: shown.filter((name) => !isWhole(join(scratch, name))).length }
}

function tryAll(way: 'safe' | 'naive', count: number): { states: number; missing: number; broken: number } {
  const account = { states: 0, missing: 0, broken: 0 }
  for (const state of diskStates(traceOf(way, count), 6)) {
    const { shown, broken } = backupsIn(state)
    account.states++
    account.broken += broken
    if (shown < state.acknowledged) account.missing++
  }
  return account
}

test('no power cut leaves half a backup or loses one that was acknowledged', () => {
  const { states, missing, broken } = tryAll('safe', 4)
  expect({ missing, broken }).toEqual({ missing: 0, broken: 0 })
  expect(states).toBeGreaterThan(300)
})

test('control: a copy written straight under its name is found broken', () => {
  expect(tryAll('naive', 2).broken).toBeGreaterThan(0)
})
