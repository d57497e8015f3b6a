/** The measurements can still be taken: benches in their small size, but for those of grid, fill and city, which take minutes. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import * as z from 'zod'

const script = join(import.meta.dirname, '..', 'bench', 'run.ts')
const folder = mkdtempSync(join(tmpdir(), 'tanbao-bench-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What waits for ever ends before the test does; what a bench leaves when it fails goes with the folder. */
const take = (...args: readonly string[]) =>
  spawnSync(process.execPath, [script, '--quick', ...args, '--out', folder], {
    encoding: 'utf8',
    timeout: 540_000,
    env: { ...process.env, TMPDIR: folder, NODE_NO_WARNINGS: '1' },
  })

const Results = z.object({
  tables: z.array(z.object({ title: z.string(), columns: z.array(z.string()), rows: z.array(z.array(z.unknown())) })),
})

test.each(['edit', 'rules', 'county', 'excel', 'month', 'package', 'forecast'])('%s', (name) => {
  const run = take('--only', name, '--name', name)
  expect([run.status, run.stderr.trim()]).toEqual([0, expect.stringMatching(new RegExp(`${name} …$`))])
  const { tables } = Results.parse(JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')))
  expect(tables.length).toBeGreaterThan(0)
  for (const { columns, rows } of tables) {
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.map(({ length }) => length)).toEqual(rows.map(() => columns.length))
  }
})

test('a bench that cannot be taken is told', () => {
  const run = take('--only', 'nothing')
  expect([run.status, run.stderr]).toEqual([1, expect.stringContaining('no bench called nothing')])
})
