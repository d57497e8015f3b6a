/** Everything that is worked out for a finding only when somebody opens it. */
import type { ASTNode } from '@marcbachmann/cel-js'
import type { CompiledRules } from '../compile-rules.ts'
import type { Finding, FindingDetail } from '../finding.ts'
import type { CheckInput } from '../input.ts'
import { findFaults } from './fault.ts'
import { findImbalance } from './imbalance.ts'
import { findRepairs } from './repair.ts'
import { frameOf, type Place } from './trial.ts'

const placeOf = (compiled: CompiledRules, input: CheckInput, finding: Finding): Place | undefined => {
  const rule = compiled.rules.get(finding.form)?.find((candidate) => candidate.rule.id === finding.ruleId)
  const [field] = finding.fields
  const program = rule?.programs.find((candidate) => candidate.field === undefined || candidate.field.field.key === field)
  if (rule === undefined || program === undefined) return undefined
  return { compiled, input: { ...input, only: undefined }, rule, program, form: finding.form, row: finding.rowId ?? undefined }
}

/** Parameters of the plan that a part of an expression names. */
const parametersIn = (value: unknown, into: Set<string>): void => {
  if (Array.isArray(value)) for (const item of value) parametersIn(item, into)
  if (typeof value !== 'object' || value === null || !('op' in value) || !('args' in value)) return
  const node = value as ASTNode // what has an operator and arguments in a tree is a node of it
  if (node.op === '.' && node.args[0].op === 'id' && node.args[0].args === 'plan') into.add(node.args[1])
  if (node.op === 'call' && node.args[0] === 'reading' && node.args[1][0]?.op === 'value') into.add(String(node.args[1][0].args))
  parametersIn(node.args, into)
}

/** How the switches that a rule hangs on are set, in words. */
const readingsOf = ({ compiled, program }: Place): readonly string[] => {
  const keys = new Set<string>()
  for (const part of [program.expr, ...(program.when === undefined ? [] : [program.when])]) parametersIn(part.ast, keys)
  return [...keys].flatMap((key) => {
    const parameter = compiled.pack.manifest.parameters[key]
    const reading = parameter?.readings?.[String(parameter.value)]
    return reading === undefined ? [] : [reading]
  })
}

/** Detail of a finding; without numbers and repairs for a rule that could not run or whose row is gone. */
export const findingDetail = (compiled: CompiledRules, input: CheckInput, finding: Finding): FindingDetail => {
  const none: FindingDetail = { finding: finding.id, imbalance: null, repair: null, alternatives: [], readings: [] }
  const place = placeOf(compiled, input, finding)
  const frame = place && frameOf(place, place.input)
  if (place === undefined || frame === undefined || finding.outcome !== 'fail') return none
  const faults = findFaults(place.program.expr, frame)
  const { repair, alternatives } = findRepairs(place, frame, faults)
  return {
    finding: finding.id,
    imbalance: findImbalance(faults, place.program.expr, place.program, frame),
    repair,
    alternatives: [...alternatives],
    readings: [...readingsOf(place)],
  }
}
