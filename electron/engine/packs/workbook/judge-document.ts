/** What a pack read from a workbook says is wrong with it: the schema, the loader, the expressions and the examples, all in one go. */
import type * as z from 'zod'
import { CodeList, FormTemplate } from '../../../../shared/forms/form-schema.ts'
import { Indicator, UnitTarget } from '../../../../shared/forms/indicator-schema.ts'
import { ClauseSource, PackManifest } from '../../../../shared/forms/manifest-schema.ts'
import { PackMapping } from '../../../../shared/forms/mapping-schema.ts'
import { type AssembledPack, assemblePack } from '../../../../shared/forms/pack.ts'
import { deepest } from '../../../../shared/forms/problems.ts'
import { Rule } from '../../../../shared/forms/rule-schema.ts'
import type { PackProblem } from '../../../../shared/forms/source.ts'
import { tryCompileRules } from '../../../../shared/rules/compile-rules.ts'
import { exampleGaps, runExamples } from '../../../../shared/rules/examples.ts'
import { inWorkbook } from '../../../../shared/text/pack-workbook.ts'
import { sha256Hex } from '../../sha256-hex.ts'
import { issueSentence } from './issue-sentence.ts'
import { mended } from './mend.ts'
import type { CellPlace, CellProblem } from './places.ts'
import type { WorkbookReading } from './read-tables.ts'
import { valueAt } from './write-tables.ts'

const parts: Readonly<Record<string, z.ZodType>> = {
  forms: FormTemplate,
  codes: CodeList,
  rules: Rule,
  indicators: Indicator,
  targets: UnitTarget,
  sources: ClauseSource,
  mappings: PackMapping,
}

const listAt = (document: unknown, part: string): readonly unknown[] => {
  const list = valueAt(document, [part])
  return Array.isArray(list) ? list : []
}

export interface Judgement {
  /** Undefined when anything is wrong. */
  readonly assembled: AssembledPack | undefined
  readonly problems: readonly CellProblem[]
}

/** Judges the pack as one that brings all it needs. `examples`: whether the examples of its rules are run, too. */
export const judgeDocument = (reading: WorkbookReading, examples: boolean): Judgement => {
  const { document, places, problems: found } = reading
  const problems: CellProblem[] = []
  const seen = new Set<string>()
  /** Fields of which we do not know what they should be: what is said of them elsewhere may be wrong. */
  const unsure = new Set<string>()
  const rows = new Set<string>()
  const rowOf = (place: CellPlace): string => `${place.sheet}\n${place.row}`
  const say = (place: CellPlace | undefined, message: string): void => {
    const key = JSON.stringify([place?.sheet, place?.row, place?.column, message])
    if (seen.has(key)) return
    seen.add(key)
    problems.push({ place, severity: 'error', message })
  }
  for (const { place, severity } of found) if (place !== undefined && severity === 'error') rows.add(rowOf(place))
  const cells = new Set(
    found.flatMap(({ place, severity }) => (place === undefined || severity === 'warning' ? [] : [`${rowOf(place)}\n${place.column}`])),
  )

  const judge = (schema: z.ZodType, data: unknown, prefix: readonly PropertyKey[]): unknown => {
    const result = schema.safeParse(data)
    if (result.success) return data
    const wrong: CellPlace[] = []
    for (const issue of result.error.issues.flatMap(deepest)) {
      const at = [...prefix, ...issue.path, ...(issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [])]
      const place = places.find(at)
      // A cell that could not be read at all has been spoken of.
      if (place !== undefined && cells.has(`${rowOf(place)}\n${place.column}`)) continue
      say(place, issueSentence(issue, [...prefix, ...issue.path], document, place))
      if (place !== undefined) wrong.push(place)
      const [first, form, list, index] = at
      const key =
        first === 'forms' && list === 'fields' && index !== undefined
          ? valueAt(document, ['forms', form ?? 0, 'fields', index, 'key'])
          : undefined
      if (typeof key === 'string') unsure.add(key)
    }
    for (const place of wrong) rows.add(rowOf(place))
    return mended(schema, data)
  }

  const manifest = judge(PackManifest, valueAt(document, ['manifest']), ['manifest'])
  const good: Record<string, readonly unknown[]> = {}
  for (const [part, schema] of Object.entries(parts))
    good[part] = listAt(document, part).map((value, index) => judge(schema, value, [part, index]))

  /** Parts the schema could not be satisfied with are left out; indices of the others stay what they are. */
  const source = (part: string, name: string, key: string) => {
    const kept = (good[part] ?? []).flatMap((value, index) => (value === undefined ? [] : [{ value, index }]))
    return {
      file: name,
      data: { [key]: kept.map(({ value }) => value) },
      line: ([first, at, ...rest]: readonly PropertyKey[]) =>
        places.lineAt(first === key && typeof at === 'number' ? [part, kept[at]?.index ?? at, ...rest] : [part]),
    }
  }
  const assembly = assemblePack(
    {
      manifest: places.source('manifest', { ...Object(manifest), standalone: true }, ['manifest']),
      forms: (good.forms ?? []).flatMap((form, index) => (form === undefined ? [] : [places.source('forms', form, ['forms', index])])),
      rules: [source('rules', 'rules', 'rules')],
      codes: listAt(document, 'codes').length === 0 ? [] : [source('codes', 'codes', 'lists')],
      parameters: [],
      clauses: listAt(document, 'sources').length === 0 ? [] : [source('sources', 'clauses', 'sources')],
      indicators: source('indicators', 'indicators', 'indicators'),
      targets: source('targets', 'targets', 'targets'),
      mappings: listAt(document, 'mappings').length === 0 ? [] : [source('mappings', 'mappings', 'mappings')],
    },
    { forms: [], rules: [], codes: [], parameters: [], clauses: [] },
    sha256Hex,
  )
  const later: PackProblem[] = [...(assembly.ok ? [] : assembly.problems)]
  const partial = assembly.ok ? assembly.value : assembly.partial
  if (partial !== undefined) later.push(...expressionProblems(partial, assembly.ok && examples))
  for (const problem of later) {
    const place = places.placeOf(problem)
    // What follows from a wrong cell of the same row would only confuse.
    const follows = (place !== undefined && rows.has(rowOf(place))) || [...unsure].some((key) => problem.message.includes(key))
    if (!follows) say(place, inWorkbook(problem.message))
  }
  const isGood = problems.length === 0 && !found.some(({ severity }) => severity === 'error')
  return { assembled: isGood && assembly.ok ? assembly.value : undefined, problems }
}

/** Wrong expressions, missing examples, and examples that come out otherwise; these only when `runs`. */
const expressionProblems = ({ pack, locateForm, locateRule }: AssembledPack, runs: boolean): PackProblem[] => {
  const { compiled, problems } = tryCompileRules(pack)
  const wrong = problems.map((problem) => ({
    ...(problem.kind === 'form' ? locateForm(problem.id) : locateRule(problem.id))(problem.path),
    message: problem.message,
  }))
  const gaps = exampleGaps(pack.rules).map(({ rule, problem }) => ({ ...locateRule(rule.id)(['id']), message: problem }))
  if (!runs || wrong.length > 0) return [...wrong, ...gaps]
  const failed = runExamples(compiled).flatMap(({ rule, index, problem }) =>
    problem === undefined ? [] : [{ ...locateRule(rule.id)(['examples', index, 'outcome']), message: problem }],
  )
  return [...gaps, ...failed]
}
