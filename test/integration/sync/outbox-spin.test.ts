/** The way to the city, every interleaving of it, by Debian's Spin: what holds, and that wrong designs are caught. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'

const model = join(import.meta.dirname, '..', '..', 'models', 'outbox.pml')
const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

interface Outcome {
  readonly errors: number
  readonly states: number
}
function check(claim: 'safe' | 'live', ...defines: readonly string[]): Outcome {
  const folder = mkdtempSync(join(tmpdir(), 'spin-'))
  folders.push(folder)
  const run = (program: string, args: readonly string[]): string => {
    const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: 'utf8' })
    if (status !== 0) throw new Error(`${program}: ${stdout} ${stderr}`)
    return stdout
  }
  run('/usr/bin/spin', [...defines.map((name) => `-D${name}`), '-a', model])
  run('/usr/bin/gcc', ['-O1', '-w', '-o', 'pan', 'pan.c'])
  // Liveness is asked of processes that each get their turn.
  const said = run('./pan', ['-m1000000', '-a', ...(claim === 'live' ? ['-f'] : []), '-N', claim])
  const [, states] = /(\d+) states, stored/.exec(said) ?? []
  const [, errors] = /errors: (\d+)/.exec(said) ?? []
  expect(said, 'the search was cut short').not.toContain('max search depth too small')
  return { errors: Number(errors), states: Number(states) }
}

test('nothing counts twice, nothing is shown that is not so, and every package arrives', () => {
  const safe = check('safe')
  expect(safe.errors).toBe(0)
  expect(safe.states).toBeGreaterThan(1000)
  expect(check('live').errors).toBe(0)
  expect(check('safe', 'MAXF=12').errors).toBe(0)
})
test.each([
  ['safe', 'NODEDUPE'],
  ['safe', 'BELIEVE'],
  ['safe', 'NOREADBACK'],
  ['live', 'NOCONFIRM'],
] as const)('%s catches %s', (claim, wrong) => {
  expect(check(claim, wrong).errors).toBeGreaterThan(0)
})
