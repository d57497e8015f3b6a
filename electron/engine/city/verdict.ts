import { firstPeriod } from '../../../shared/city/board.ts'
import type { PackageFacts } from '../../../shared/city/package-facts.ts'
import { packagesBefore, recheckInput } from '../../../shared/city/re-check.ts'
import { type Verdict, verdictDifferences } from '../../../shared/city/verdict.ts'
import type { ReportingUnit } from '../../../shared/forms/manifest-schema.ts'
import type { Pack } from '../../../shared/forms/pack-types.ts'
import { periodsBetween, previousPeriod } from '../../../shared/model/period.ts'
import { type CheckResult, checkReports } from '../../../shared/rules/check.ts'
import type { ValidationFile } from '../../../shared/submission/content.ts'
import type { CityDesk } from './desk.ts'
import { type CompiledPlan, planOf } from './plans.ts'
import { live, readRecords, readSet, readValidation } from './read-store.ts'

/** A unit of a plan by its id; one that the plan has no longer is judged as a department, as at the county. */
const unitIn = (pack: Pack, { unit, unitName }: PackageFacts): ReportingUnit =>
  pack.manifest.units.find(({ id }) => id === unit) ?? { id: unit, name: unitName, kind: 'department', regionCodes: [] }

/** Runs a plan's rules over a package as its county did: on the recorded day, with the packages before it behind. */
export async function recheck(
  { store }: CityDesk,
  { pack, rules }: CompiledPlan,
  facts: PackageFacts,
  before: readonly PackageFacts[],
): Promise<CheckResult> {
  const [own, ...earlier] = await readRecords(store, [facts, ...before])
  const input = recheckInput(
    pack.forms,
    unitIn(pack, facts),
    { period: facts.period, records: own?.records ?? [], checkDate: facts.checkDate },
    earlier,
  )
  return checkReports(rules, input)
}

const unknown = (reason: NonNullable<Verdict['reason']>, detail: string, basis: string[]): Verdict => ({
  verdict: 'unknown',
  reason,
  detail,
  differences: [],
  basis,
})

async function judge(
  desk: CityDesk,
  facts: PackageFacts,
  { before, doubtful }: ReturnType<typeof packagesBefore>,
  validation: ValidationFile,
  basis: string[],
): Promise<Verdict> {
  const plan = await planOf(desk, facts.packDigest)
  if (plan === undefined) return unknown('planUnknown', facts.packVersion, basis)
  const differences = verdictDifferences(validation, await recheck(desk, plan, facts, before))
  if (differences.length === 0) return { verdict: 'same', reason: null, detail: '', differences, basis }
  const there = new Set(before.map(({ period }) => period))
  const all = validation.earlier === undefined ? periodsBetween(firstPeriod(plan.pack), previousPeriod(facts.period)) : []
  const missing = [...all.filter((period) => !there.has(period)), ...doubtful]
  // With a month missing the county knew more than the city does: a difference then says nothing about the county.
  if (missing.length > 0) return { ...unknown('earlierMissing', missing.join(' '), basis), differences }
  return { verdict: 'different', reason: null, detail: '', differences, basis }
}

/** What the city's own check says to a package. Kept until a package arrives that it rests on. Throws CITY_DOCUMENTS_MISSING. */
export async function verdictOf(desk: CityDesk, facts: PackageFacts): Promise<Verdict> {
  const { store } = desk
  const set = await readSet(store, { pack: facts.pack, unit: facts.unit, to: previousPeriod(facts.period) })
  const validation = await readValidation(store, facts)
  const behind = packagesBefore(facts, live(set), validation.earlier)
  const isPlanHere = (await planOf(desk, facts.packDigest)) !== undefined
  const basis = [isPlanHere ? facts.packDigest : '', ...behind.before.map(({ sha256 }) => sha256), ...behind.doubtful]
  const kept = (await store.verdicts([facts.sha256])).get(facts.sha256)
  const known = kept === undefined ? undefined : (JSON.parse(kept) as Verdict) // written below
  if (known !== undefined && known.basis.join() === basis.join()) return known
  const verdict = await judge(desk, facts, behind, validation, basis)
  await store.keepVerdict(facts.sha256, JSON.stringify(verdict))
  return verdict
}
