/** The program killed in the middle of a stream of edits, a thousand times: every acknowledged edit is there afterwards. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readEditedDatabase, readEditedStore } from '../../helpers/edited-store.ts'

const child = join(import.meta.dirname, '..', '..', 'helpers', 'children', 'edit-stream.ts')
const folder = mkdtempSync(join(tmpdir(), 'tanbao-kill-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const cycles = 1000
const lanes = 2

/** Runs the stream until some milliseconds after its first acknowledgement, kills it, and returns the last edit acknowledged. */
function killedRun(dataDir: string, afterMs: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const running = spawn(process.execPath, [child, dataDir, '0', 'full'], { stdio: ['ignore', 'pipe', 'inherit'] })
    let heard = ''
    running.stdout.setEncoding('utf8').on('data', (text: string) => {
      heard += text
    })
    running.stdout.once('data', () => setTimeout(() => running.kill('SIGKILL'), afterMs))
    running.on('error', reject)
    running.on('close', () => {
      const whole = heard.slice(0, heard.lastIndexOf('\n')).split('\n').at(-1)
      resolve(Number(whole?.replace('ACK ', '') || '0'))
    })
  })
}

/** One data folder lives through many kills; the moment of the kill wanders through the stream. */
async function lane(number: number): Promise<{ edits: number; faults: string[] }> {
  const dataDir = join(folder, `lane-${number}`)
  const faults: string[] = []
  let acknowledged = 0
  for (let cycle = 0; cycle < cycles / lanes; cycle++) {
    acknowledged = Math.max(acknowledged, await killedRun(dataDir, (cycle * 7) % 41))
    // The audit chain grows with every edit: walking all of it each time would make the test quadratic.
    const found = cycle % 50 === 0 ? readEditedStore(dataDir) : readEditedDatabase(join(dataDir, 'store.db'))
    if (found.version < acknowledged) faults.push(`cycle ${cycle}: edit ${acknowledged} was acknowledged, ${found.version} is there`)
    faults.push(...found.faults)
  }
  faults.push(...readEditedStore(dataDir).faults)
  return { edits: acknowledged, faults }
}

test('1,000 kills lose no acknowledged edit', async () => {
  const results = await Promise.all(Array.from({ length: lanes }, (_, number) => lane(number)))
  expect(results.flatMap((result) => result.faults)).toEqual([])
  expect(Math.min(...results.map((result) => result.edits))).toBeGreaterThan(cycles)
}, 1_800_000)
