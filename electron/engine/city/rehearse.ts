import type { PackageFacts } from '../../../shared/city/package-facts.ts'
import { packagesBefore } from '../../../shared/city/re-check.ts'
import type { Output } from '../../../shared/contract/index.ts'
import type { Pack } from '../../../shared/forms/pack-types.ts'
import { blocksSubmission } from '../../../shared/model/level.ts'
import type { Finding } from '../../../shared/rules/finding.ts'
import type { CityDesk } from './desk.ts'
import { compiledPlan } from './plans.ts'
import { live, readSet, readValidation } from './read-store.ts'
import { recheck } from './verdict.ts'

type Rehearsal = Output<'city.rehearse'>
type Rule = Rehearsal['rules'][number]

/** More hits of one rule than these say no more. */
const mostHits = 50

/**
 * Runs a changed pack over the packages of some months, each on its own day, and tells what would come out otherwise than
 * it did. Nothing is stored. Only the newest revision of each unit and month counts.
 */
export async function rehearse(
  desk: CityDesk,
  pack: Pack,
  { from, to }: { readonly from: string; readonly to: string },
  onProgress: (done: number, total: number) => void,
): Promise<Rehearsal> {
  const plan = compiledPlan(desk.store, pack)
  const all = live(await readSet(desk.store, { pack: pack.manifest.id }))
  const newest = new Map(all.map((facts) => [`${facts.unit} ${facts.period}`, facts]))
  const chosen = [...newest.values()].filter(({ period }) => period >= from && period <= to)
  const rules = new Map<string, Rule>()
  const ruleOf = (id: string): Rule => {
    const found = pack.rules.find((rule) => rule.id === id)
    const known = rules.get(id) ?? { rule: id, title: found?.message ?? '', level: found?.level ?? '', added: 0, removed: 0, hits: [] }
    rules.set(id, known)
    return known
  }
  const blocked: Rehearsal['blocked'] = []
  for (const [at, facts] of chosen.entries()) {
    const validation = await readValidation(desk.store, facts)
    const { findings } = await recheck(desk, plan, facts, packagesBefore(facts, all, validation.earlier).before)
    compare(facts, validation.findings, findings, ruleOf)
    const { unit, unitName, period } = facts
    if (findings.some(({ outcome, level }) => outcome === 'fail' && blocksSubmission(level))) blocked.push({ unit, unitName, period })
    onProgress(at + 1, chosen.length)
  }
  const { id, version } = pack.manifest
  const sorted = [...rules.values()].sort((a, b) => b.added + b.removed - (a.added + a.removed) || (a.rule < b.rule ? -1 : 1))
  return { pack: { id, version }, packages: chosen.length, rules: sorted, blocked }
}

function compare(
  { unit, unitName, period }: PackageFacts,
  before: readonly Finding[],
  after: readonly Finding[],
  ruleOf: (id: string) => Rule,
): void {
  const were = new Set(before.map(({ id }) => id))
  const are = new Set(after.map(({ id }) => id))
  for (const { id, ruleId } of before) if (!are.has(id)) ruleOf(ruleId).removed += 1
  for (const { id, ruleId, form, rowKey, message } of after) {
    if (were.has(id)) continue
    const rule = ruleOf(ruleId)
    rule.added += 1
    if (rule.hits.length < mostHits) rule.hits.push({ unit, unitName, period, form, rowKey, message })
  }
}
