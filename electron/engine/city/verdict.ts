import { firstPeriod } from '../../../shared/city/board.ts'
import { figureDifferences } from '../../../shared/city/figure-differences.ts'
import type { PackageFacts } from '../../../shared/city/package-facts.ts'
import { packagesBefore, recheckInput } from '../../../shared/city/re-check.ts'
import { type Verdict, verdictDifferences } from '../../../shared/city/verdict.ts'
import type { ReportingUnit } from '../../../shared/forms/manifest-schema.ts'
import type { Pack } from '../../../shared/forms/pack-types.ts'
import { periodsBetween, previousPeriod } from '../../../shared/model/period.ts'
import { type CheckResult, checkReports } from '../../../shared/rules/check.ts'
import type { CheckInput } from '../../../shared/rules/input.ts'
import type { RecordsFile, ValidationFile } from '../../../shared/submission/content.ts'
import type { CityDesk } from './desk.ts'
import { type CompiledPlan, planOf } from './plans.ts'
import { live, readRecords, readSet, readValidation } from './read-store.ts'

/** A unit of a plan by its id; one that the plan has no longer is judged as a department, as at the county. */
const unitIn = (pack: Pack, { unit, unitName }: PackageFacts): ReportingUnit =>
  pack.manifest.units.find(({ id }) => id === unit) ?? { id: unit, name: unitName, kind: 'department', regionCodes: [] }

/** A package as its county saw it: on the recorded day, with the packages before it behind. */
async function readInput(
  { store }: CityDesk,
  pack: Pack,
  facts: PackageFacts,
  before: readonly PackageFacts[],
): Promise<{ readonly input: CheckInput; readonly records: readonly RecordsFile[] }> {
  const [own, ...earlier] = await readRecords(store, [facts, ...before])
  const records = own?.records ?? []
  const { period, checkDate } = facts
  return { input: recheckInput(pack.forms, unitIn(pack, facts), { period, records, checkDate }, earlier), records }
}

/** Runs a plan's rules over a package as its county did. */
export async function recheck(
  desk: CityDesk,
  { pack, rules }: CompiledPlan,
  facts: PackageFacts,
  before: readonly PackageFacts[],
): Promise<CheckResult> {
  return checkReports(rules, (await readInput(desk, pack, facts, before)).input)
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
  const { input, records } = await readInput(desk, plan.pack, facts, before)
  const differences = [...verdictDifferences(validation, checkReports(plan.rules, input)), ...figureDifferences(plan.pack, input, records)]
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
