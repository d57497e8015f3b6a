/** 审核结论: what the city's own check of a package came to, held against what the county found. */
import * as z from 'zod'
import type { Finding, OutcomeCounts } from '../rules/finding.ts'
import { canonicalJson, type JsonValue } from '../submission/canonical-json.ts'
import type { ValidationFile } from '../submission/content.ts'

/**
 * One thing that came out otherwise: a finding, the counts of a rule, or figures that are computed (then `ruleId` is empty, and
 * `rowKey` the row or the total's label). `only`: which side has it; `both` when it says something else on
 * each side.
 */
export const VerdictDifference = z.strictObject({
  kind: z.enum(['finding', 'rule', 'figure']),
  only: z.enum(['county', 'city', 'both']),
  ruleId: z.string(),
  form: z.string(),
  rowKey: z.string().nullable(),
  county: z.string(),
  city: z.string(),
})
export type VerdictDifference = z.infer<typeof VerdictDifference>

/** Why the check could not be repeated, or could not be repeated fully. */
export const verdictReasons = ['planUnknown', 'earlierMissing'] as const
export const Verdict = z.strictObject({
  verdict: z.enum(['same', 'different', 'unknown']),
  reason: z.enum(verdictReasons).nullable(),
  /** What the reason is about: the plan's version, months that are missing. */
  detail: z.string(),
  differences: z.array(VerdictDifference),
  /** Digests of the packages it rests on. */
  basis: z.array(z.string()),
})
export type Verdict = z.infer<typeof Verdict>

export interface CityCheck {
  readonly findings: readonly Finding[]
  readonly byRule: ReadonlyMap<string, OutcomeCounts>
}
type Counted = ValidationFile['rules'][number]

/** A finding as a check makes it: what people said to it later is no part of the verdict. */
const bare = ({
  id,
  ruleId,
  level,
  outcome,
  form,
  rowId,
  rowKey,
  rowLabel,
  fields,
  cell,
  message,
  clause,
  origin,
  basis,
}: Finding): string =>
  canonicalJson({ id, ruleId, level, outcome, form, rowId, rowKey, rowLabel, fields, cell, message, clause, origin, basis })

const countsText = ({ pass, fail, notApplicable, error }: OutcomeCounts): string =>
  canonicalJson({ pass, fail, notApplicable, error } as JsonValue)

/** Most differences that are told; more of the same help nobody. */
const most = 200

/** Everything in which the two checks differ, byte for byte; empty when they are the same. Order counts too. */
export function verdictDifferences(county: ValidationFile, city: CityCheck): VerdictDifference[] {
  const differences: VerdictDifference[] = []
  const ours = new Map(city.findings.map((finding) => [finding.id, finding]))
  const theirs = new Map(county.findings.map((finding) => [finding.id, finding]))
  const note = (finding: Finding, only: VerdictDifference['only'], told: { county: string; city: string }): void => {
    const { ruleId, form, rowKey } = finding
    differences.push({ kind: 'finding', only, ruleId, form, rowKey, ...told })
  }
  for (const finding of county.findings) {
    const own = ours.get(finding.id)
    if (own === undefined) note(finding, 'county', { county: finding.message, city: '' })
    else if (bare(own) !== bare(finding)) note(finding, 'both', { county: finding.message, city: own.message })
  }
  for (const finding of city.findings) if (!theirs.has(finding.id)) note(finding, 'city', { county: '', city: finding.message })
  const isReordered = differences.length === 0 && county.findings.some((finding, at) => finding.id !== city.findings[at]?.id)
  const [first] = county.findings
  if (isReordered && first !== undefined) note(first, 'both', { county: first.message, city: city.findings[0]?.message ?? '' })
  return [...differences, ...ruleDifferences(county.rules, city.byRule)].slice(0, most)
}

function ruleDifferences(rules: readonly Counted[], byRule: CityCheck['byRule']): VerdictDifference[] {
  const theirs = new Map(rules.map(({ id, counts }) => [id, countsText(counts as OutcomeCounts)])) // one count for each outcome
  const ours = new Map([...byRule].map(([id, counts]) => [id, countsText(counts)]))
  return [...new Set([...theirs.keys(), ...ours.keys()])].flatMap((id): VerdictDifference[] => {
    const [county, city] = [theirs.get(id) ?? '', ours.get(id) ?? '']
    if (county === city) return []
    return [
      { kind: 'rule', only: county === '' ? 'city' : city === '' ? 'county' : 'both', ruleId: id, form: '', rowKey: null, county, city },
    ]
  })
}
