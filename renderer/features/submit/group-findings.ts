import { levels } from '../../../shared/model/level.ts'
import type { Finding } from '../../../shared/rules/finding.ts'

export const groupings = ['form', 'level', 'rule'] as const
export type Grouping = (typeof groupings)[number]

export interface FindingGroup {
  /** Id of the form, the level, or id of the rule. */
  readonly key: string
  /** Gravest first, in the order of the rows within a level; never empty. */
  readonly findings: readonly Finding[]
}

/**
 * The findings of a month one under the other: by form in the order of the plan, by level, or by rule with the gravest first.
 * @param forms ids of the plan's forms, in its order
 */
export function groupFindings(findings: readonly Finding[], by: Grouping, forms: readonly string[]): readonly FindingGroup[] {
  const byLevel = Map.groupBy(findings, ({ level }) => level)
  const ordered = levels.flatMap((level) => byLevel.get(level) ?? [])
  const groups = Map.groupBy(ordered, ({ form, level, ruleId }) => ({ form, level, rule: ruleId })[by])
  // A form that the plan has no longer may have findings, too.
  const keys = by === 'form' ? [...new Set([...forms, ...groups.keys()])].filter((form) => groups.has(form)) : [...groups.keys()]
  return keys.map((key) => ({ key, findings: groups.get(key) ?? [] }))
}
