/**
 * Checks packs for their authors: `node electron/engine/packs/check-pack.ts <packs folder> [pack id]`.
 * Loads each pack, type-checks every expression, runs every example of every rule, and prints what is wrong by
 * file and line. Exits 0 when all is well, 1 when something is wrong, 2 when it was called wrongly.
 */
import { join } from 'node:path'
import type { PackProblem } from '../../../shared/forms/source.ts'
import { exampleGaps, runExamples } from '../../../shared/rules/examples.ts'
import { packText } from '../../../shared/text/pack.ts'
import { libraryFolder, loadPack, packIds, readPackFiles } from './load-pack.ts'

export interface PackReport {
  readonly id: string
  readonly problems: readonly PackProblem[]
  readonly forms: number
  readonly rules: number
  readonly examples: number
}

/** Everything wrong with one pack of a folder of packs, examples included. */
export const checkPack = (packsFolder: string, id: string): PackReport =>
  checkPackFolder({ id, folder: join(packsFolder, id), library: join(packsFolder, libraryFolder) })

/** The same for a pack that lies anywhere, with the library it is to be read with. */
export const checkPackFolder = ({ id, folder, library }: { id: string; folder: string; library: string }): PackReport => {
  const loaded = loadPack(id, readPackFiles(folder), readPackFiles(library))
  if (!loaded.ok) return { id, problems: loaded.problems, forms: 0, rules: 0, examples: 0 }
  const { pack, compiled, locateRule } = loaded.value
  const results = runExamples(compiled)
  const problems: PackProblem[] = exampleGaps(pack.rules).map(({ rule, problem }) => ({
    ...locateRule(rule.id)(['examples']),
    message: problem,
  }))
  for (const { rule, index, problem } of results) {
    if (problem !== undefined) problems.push({ ...locateRule(rule.id)(['examples', index]), message: `${rule.id}：${problem}` })
  }
  return { id, problems, forms: pack.forms.size, rules: pack.rules.length, examples: results.length }
}

const main = (args: readonly string[]): number => {
  const [folder, only] = args
  if (folder === undefined) {
    process.stderr.write('check-pack.ts <packs folder> [pack id]\n')
    return 2
  }
  let wrong = 0
  for (const id of only === undefined ? packIds(folder) : [only]) {
    const report = checkPack(folder, id)
    for (const problem of report.problems) process.stdout.write(`${problem.file}:${problem.line} ${problem.message}\n`)
    wrong += report.problems.length
    process.stdout.write(
      `${report.problems.length === 0 ? packText.checked(id, report.forms, report.rules, report.examples) : packText.failed(id, report.problems.length)}\n`,
    )
  }
  return wrong === 0 ? 0 : 1
}

if (import.meta.main) process.exitCode = main(process.argv.slice(2))
