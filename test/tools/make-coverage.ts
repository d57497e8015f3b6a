/**
 * Writes what is made from the packs: `docs/coverage.json`, `docs/plans.md` and the summary in the README. Prints
 * what is wrong with the coverage; the files are written all the same. Exits 1 when something is wrong.
 */
import { writeFileSync } from 'node:fs'
import { coverageOf, coverageProblems, idleParameters, loadPacks } from './coverage/coverage.ts'
import { generatedFiles, readFacts } from './coverage/pages.ts'

const packs = loadPacks()
for (const { path, wanted, found } of generatedFiles(packs)) {
  if (wanted === found) continue
  writeFileSync(path, wanted)
  process.stdout.write(`${path}\n`)
}
const problems = [...coverageProblems(readFacts(), coverageOf(packs)), ...idleParameters(packs).map((name) => `no rule reads ${name}`)]
for (const problem of problems) process.stderr.write(`${problem}\n`)
process.exitCode = problems.length === 0 ? 0 : 1
