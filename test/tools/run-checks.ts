/**
 * Every check of the project, in order, as `npm test` runs them. A failing step does not hide the next ones; the
 * exit code is 1 if any failed. The result is also written to node_modules/.cache/tanbao/checks.json for .ci/run.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { filesReaching, readSources } from '../helpers/sources.ts'
import { addTallies, type CheckReport, type Failure, failuresOf, type Tally, tallyOf } from './check-results.ts'
import { prepareMachine } from './machine.ts'

const root = join(import.meta.dirname, '..', '..')
const cache = join(root, 'node_modules', '.cache', 'tanbao')
const failedSteps: string[] = []
const tallies: Tally[] = []
const failures: Failure[] = []

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

/** Test files of a project, and those of them that this machine can run. */
function testsOf(project: string, leftOut: ReadonlySet<string>): { readonly all: number; readonly runnable: number } {
  const files = [...testSources.keys()].filter((file) => file.startsWith(`test/${project}/`) && file.endsWith('.test.ts'))
  return { all: files.length, runnable: files.filter((file) => !leftOut.has(file)).length }
}

function tests(project: string, leftOut: ReadonlySet<string>): void {
  const { all, runnable } = testsOf(project, leftOut)
  if (all === 0) failedSteps.push(`${project} (has no tests)`)
  if (runnable === 0) return
  const report = join(cache, `${project}.json`)
  rmSync(report, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const excluded = [...leftOut].filter((file) => file.startsWith(`test/${project}/`)).map((file) => `--exclude=${file}`)
  // Left to itself vitest keeps one core free, which is half of a small machine. A browser and its program are busy on two cores at once.
  const cores = availableParallelism()
  const workers = `--maxWorkers=${project === 'e2e' ? Math.max(2, Math.floor(cores / 2)) : cores}`
  const ok = step(project, [programs.vitest, 'run', '--project', project, workers, ...excluded, ...reporters])
  const written = existsSync(report) ? readFileSync(report, 'utf8') : undefined
  failures.push(...failuresOf(written))
  const tally = tallyOf(written)
  if (tally) tallies.push(tally)
  else if (ok) failedSteps.push(`${project} (no report)`)
}

mkdirSync(cache, { recursive: true })
const missing = prepareMachine((line) => console.log(line))
const testSources = readSources(['test'])
const notRun = filesReaching(
  testSources,
  missing.flatMap((part) => part.usedBy),
)
const leftOut = missing.map(({ purpose, debianPackages }) => `${purpose} (${debianPackages.join(', ') || 'no package brings it'})`)

step('lock file', [join(import.meta.dirname, 'check-lock.ts')])
step('lint and format', [programs.biome, 'check', '--error-on-warnings'])
step('types', [programs.tsc, '-b'])
step('unused code', [programs.knip])
for (const project of ['unit', 'contract', 'integration', 'migrations', 'golden', 'security']) tests(project, notRun)
if (step('build', [programs.vite, 'build', '--logLevel', 'warn'])) tests('e2e', notRun)

const report: CheckReport = { tests: addTallies(tallies), failures, failedSteps, leftOut }
writeFileSync(join(cache, 'checks.json'), JSON.stringify(report))
const { passed, failed, skipped } = report.tests
console.log(`\n${passed} tests passed, ${failed} failed, ${skipped} were skipped.`)
for (const name of failedSteps) console.log(`FAILED: ${name}`)
if (leftOut.length > 0)
  console.log(
    [
      '',
      '!!! NOT TESTED on this machine, install these to test everything:',
      ...leftOut.map((part) => `!!!   ${part}`),
      ...[...notRun].filter((file) => file.endsWith('.test.ts')).map((file) => `!!!     left out: ${file}`),
    ].join('\n'),
  )
process.exitCode = failedSteps.length > 0 || failed > 0 ? 1 : 0
