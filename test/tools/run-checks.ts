/**
 * Every check of the project, in order, as `npm test` runs them. A failing step does not hide the next ones; the
 * exit code is 1 if any failed. The result is also written to node_modules/.cache/tanbao/checks.json for .ci/run.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { addTallies, type CheckReport, type Tally, tallyOf } from './check-results.ts'
import { prepareMachine } from './machine.ts'

const root = join(import.meta.dirname, '..', '..')
const cache = join(root, 'node_modules', '.cache', 'tanbao')
const failedSteps: string[] = []
const tallies: Tally[] = []

const bin = (name: string, path: string) => join(root, 'node_modules', name, path)
const programs = {
  biome: bin('@biomejs/biome', 'bin/biome'),
  tsc: bin('typescript', 'bin/tsc'),
  knip: bin('knip', 'bin/knip.js'),
  vite: bin('vite', 'bin/vite.js'),
  vitest: bin('vitest', 'vitest.mjs'),
}

function step(name: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): boolean {
  const started = performance.now()
  console.log(`\n== ${name}`)
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...environment } })
  const ok = status === 0
  if (!ok) failedSteps.push(name)
  console.log(`== ${name}: ${ok ? 'ok' : 'FAILED'}, ${((performance.now() - started) / 1000).toFixed(1)} s`)
  return ok
}

function tests(project: string): void {
  const report = join(cache, `${project}.json`)
  rmSync(report, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const ok = step(project, [programs.vitest, 'run', '--project', project, ...reporters])
  const tally = existsSync(report) ? tallyOf(readFileSync(report, 'utf8')) : undefined
  if (tally) tallies.push(tally)
  else if (ok) failedSteps.push(`${project} (no report)`)
}

function hasTests(project: string): boolean {
  const folder = join(root, 'test', project)
  return existsSync(folder) && readdirSync(folder, { recursive: true, encoding: 'utf8' }).some((file) => file.endsWith('.test.ts'))
}

mkdirSync(cache, { recursive: true })
const leftOut = prepareMachine((line) => console.log(line)).map((part) => `${part.purpose} (${part.debianPackages.join(', ')})`)

step('lock file', [join(import.meta.dirname, 'check-lock.ts')])
step('lint and format', [programs.biome, 'check', '--error-on-warnings'])
step('types', [programs.tsc, '-b'])
step('unused code', [programs.knip])
for (const project of ['unit', 'contract', 'integration', 'migrations', 'golden', 'security']) if (hasTests(project)) tests(project)
if (step('build', [programs.vite, 'build', '--logLevel', 'warn'])) tests('e2e')

const report: CheckReport = { tests: addTallies(tallies), failedSteps, leftOut }
writeFileSync(join(cache, 'checks.json'), JSON.stringify(report))
const { passed, failed, skipped } = report.tests
console.log(`\n${passed} tests passed, ${failed} failed, ${skipped} were skipped.`)
for (const name of failedSteps) console.log(`FAILED: ${name}`)
if (leftOut.length > 0)
  console.log(`\n!!! NOT TESTED on this machine, install these to test everything:\n${leftOut.map((part) => `!!!   ${part}`).join('\n')}`)
process.exitCode = failedSteps.length > 0 || failed > 0 ? 1 : 0
