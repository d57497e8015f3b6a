/**
 * Power loss at every system call of a real run: the disk is rebuilt as it could be, tens of thousands of times, and every
 * acknowledged edit must be there. The same run with `synchronous=NORMAL` is the control: it must lose some, or the test
 * could not find a loss at all.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { type DiskState, diskStates } from '../../helpers/disk-states.ts'
import { readTrace, straceOptions } from '../../helpers/disk-trace.ts'
import { type EditedStore, readEditedDatabase, readEditedStore } from '../../helpers/edited-store.ts'

const child = join(import.meta.dirname, '..', '..', 'helpers', 'children', 'edit-stream.ts')
const folder = mkdtempSync(join(tmpdir(), 'tanbao-power-'))
/** States are written to memory where there is such a place: the disk they describe is made up anyway. */
const scratch = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'tanbao-power-'))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
  rmSync(scratch, { recursive: true, force: true })
})

function traceOf(durability: 'full' | 'normal', edits: number) {
  const dataDir = join(folder, durability)
  mkdirSync(dataDir)
  const output = join(folder, `${durability}.strace`)
  const traced = spawnSync('strace', [...straceOptions, '-o', output, process.execPath, child, dataDir, String(edits), durability], {
    encoding: 'utf8',
  })
  if (traced.error) throw traced.error
  return readTrace(readFileSync(output, 'latin1'), dataDir)
}

function lay(state: DiskState): void {
  for (const name of readdirSync(scratch)) rmSync(join(scratch, name), { recursive: true, force: true })
  for (const [file, bytes] of state.files()) if (!file.endsWith('-shm')) writeFileSync(join(scratch, basename(file)), bytes)
}

interface Account {
  states: number
  lost: number
  broken: string[]
}

/** Tries every state; a control may stop once it has lost something. */
function tryAll(durability: 'full' | 'normal', edits: number, perOperation: number, stopAtLoss: boolean): Account {
  const account: Account = { states: 0, lost: 0, broken: [] }
  const known = new Map<string, EditedStore>()
  for (const state of diskStates(traceOf(durability, edits), perOperation)) {
    const isThorough = account.states++ % 500 === 0
    let found = isThorough ? undefined : known.get(state.name)
    if (found === undefined) {
      lay(state)
      // Now and then with the program's own opening code: audit chain and newest cell too.
      found = isThorough ? readEditedStore(scratch) : readEditedDatabase(join(scratch, 'store.db'))
      known.set(state.name, found)
    }
    if (found.version < state.acknowledged) account.lost++
    account.broken.push(...found.faults)
    if (stopAtLoss && account.lost > 0) break
  }
  return account
}

test('no acknowledged edit is lost in 50,000 power cuts', () => {
  const { states, lost, broken } = tryAll('full', 225, 14, false)
  expect({ lost, broken }).toEqual({ lost: 0, broken: [] })
  expect(states).toBeGreaterThan(50_000)
}, 1_800_000)

test('control: with synchronous=NORMAL acknowledged edits are lost', () => {
  const { lost } = tryAll('normal', 120, 8, true)
  expect(lost).toBeGreaterThan(0)
}, 1_800_000)
