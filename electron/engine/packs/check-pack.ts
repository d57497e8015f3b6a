/**
 * Checks packs for their authors: `node electron/engine/packs/check-pack.ts <packs folder> [pack id]`.
 * Loads each pack, type-checks every expression, runs every example of every rule, and prints what is wrong by
 * file and line. Exits 0 when all is well, 1 when something is wrong, 2 when it was called wrongly.
 */
import { join } from 'node:path'
import type { PackProblem } from '../../../shared/forms/source.ts'
import { type ExampleResult, exampleGaps, runExamples } from '../../../shared/rules/examples.ts'
import { lintPack, type PackFinding } from '../../../shared/rules/lint/lint-pack.ts'
import { packText } from '../../../shared/text/pack.ts'
import { adviceIn, packToolsText } from '../../../shared/text/pack-tools.ts'
import { type LoadedPack, libraryFolder, loadPack, packIds, readPackFiles } from './load-pack.ts'

/** A pack's folder and the library it is to be read with. */
export interface PackPlace {
  readonly id: string
  readonly folder: string
  readonly library: string
}
export interface PackReport {
  readonly id: string
  /** What keeps the pack from being used. */
  readonly problems: readonly PackFinding[]
  /** What is odd, but may be meant so. */
  readonly notices: readonly PackFinding[]
  readonly forms: number
  readonly rules: number
  readonly examples: number
}
/** An example that does not come out as its author wrote. */
export interface FailedExample extends PackProblem {
  readonly rule: string
  readonly clause: string
  /** Its place among the rule's examples, from 1. */
  readonly number: number
  /** What the rule would say to a clerk; undefined when it does not fail. */
  readonly sentence: string | undefined
}
export interface PackTest {
  readonly id: string
  /** The pack could not be loaded at all. */
  readonly problems: readonly PackFinding[]
  readonly rules: number
  readonly examples: number
  readonly failed: readonly FailedExample[]
}

const asError = (problem: PackProblem): PackFinding => ({ ...problem, level: 'error', ...adviceIn(problem.message) })

/** Everything wrong with one pack of a folder of packs, examples included. */
export const checkPack = (packsFolder: string, id: string): PackReport =>
  checkPackFolder({ id, folder: join(packsFolder, id), library: join(packsFolder, libraryFolder) })

const load = ({ id, folder, library }: PackPlace): ReturnType<typeof loadPack> =>
  loadPack(id, readPackFiles(folder), readPackFiles(library))

const failedExamples = ({ locateRule }: LoadedPack, results: readonly ExampleResult[]): FailedExample[] =>
  results.flatMap(({ rule, index, problem, message }) =>
    problem === undefined
      ? []
      : [
          {
            ...locateRule(rule.id)(['examples', index]),
            rule: rule.id,
            clause: rule.clause,
            number: index + 1,
            message: problem,
            sentence: message,
          },
        ],
  )

/** The same for a pack that lies anywhere, with the library it is to be read with. */
export const checkPackFolder = (place: PackPlace): PackReport => {
  const { id } = place
  const loaded = load(place)
  if (!loaded.ok) return { id, problems: loaded.problems.map(asError), notices: [], forms: 0, rules: 0, examples: 0 }
  const { pack, compiled, locateRule } = loaded.value
  const results = runExamples(compiled)
  const findings: PackFinding[] = [
    ...exampleGaps(pack.rules).map(({ rule, problem }) => asError({ ...locateRule(rule.id)(['examples']), message: problem })),
    ...failedExamples(loaded.value, results).map((failed) => asError({ ...failed, message: `${failed.rule}：${failed.message}` })),
    ...lintPack(loaded.value, compiled),
  ]
  return {
    id,
    problems: findings.filter((finding) => finding.level === 'error'),
    notices: findings.filter((finding) => finding.level === 'notice'),
    forms: pack.forms.size,
    rules: pack.rules.length,
    examples: results.length,
  }
}

/** Runs the examples alone. */
export const testPackFolder = (place: PackPlace): PackTest => {
  const loaded = load(place)
  if (!loaded.ok) return { id: place.id, problems: loaded.problems.map(asError), rules: 0, examples: 0, failed: [] }
  const results = runExamples(loaded.value.compiled)
  return {
    id: place.id,
    problems: [],
    rules: loaded.value.pack.rules.length,
    examples: results.length,
    failed: failedExamples(loaded.value, results),
  }
}

/** A report as people read it: what is wrong first, then what is odd, then the verdict. */
export const reportLines = (report: PackReport): string[] => [
  ...[...report.problems, ...report.notices].map((finding) => packToolsText.finding(finding)),
  report.problems.length === 0
    ? packText.checked(report.id, report.forms, report.rules, report.examples)
    : packText.failed(report.id, report.problems.length),
  ...(report.notices.length === 0 ? [] : [packToolsText.notices(report.notices.length)]),
]

const main = (args: readonly string[]): number => {
  const [folder, only] = args
  if (folder === undefined) {
    process.stderr.write('check-pack.ts <packs folder> [pack id]\n')
    return 2
  }
  let wrong = 0
  for (const id of only === undefined ? packIds(folder) : [only]) {
    const report = checkPack(folder, id)
    wrong += report.problems.length
    process.stdout.write(`${reportLines(report).join('\n')}\n`)
  }
  return wrong === 0 ? 0 : 1
}

if (import.meta.main) process.exitCode = main(process.argv.slice(2))
