import type { PackageFacts } from '../../../shared/city/package-facts.ts'
import { type PeriodStanding, standingOf } from '../../../shared/city/standing.ts'
import { AppError } from '../../../shared/model/errors.ts'
import type { Receipt, ReturnComment, Waiver } from '../../../shared/submission/signed-files.ts'
import { signFile } from '../keys/signed-file.ts'
import { dayOf } from '../services/common.ts'
import type { CityDesk } from './desk.ts'
import { readSet } from './read-store.ts'
import { receiptFiles, signReceipt } from './receipts.ts'
import type { ReceivedFile } from './receive.ts'
import { verdictOf } from './verdict.ts'

export type NewComment = Omit<ReturnComment, 'id'>
/** What a person decides about a package. Reasons are required wherever a county will ask why. */
export type DecisionOrder =
  | { readonly kind: 'accepted'; readonly reason: string }
  | { readonly kind: 'returned'; readonly reason: string; readonly comments: readonly NewComment[]; readonly resubmitBy: string | null }
  | { readonly kind: 'reopened'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string }

export interface Decided {
  readonly facts: PackageFacts
  readonly receipt: Receipt
  /** All receipts of the package under the names by which its county looks for them, this one last. */
  readonly receipts: readonly ReceivedFile[]
}

async function find(desk: CityDesk, sha256: string): Promise<PackageFacts> {
  const facts = await desk.store.package(sha256)
  if (facts === undefined) throw new AppError('CITY_PACKAGE_UNKNOWN', { sha256 })
  return facts
}

/** Where a unit stands with a period, from what is in the store. */
export async function readStanding(desk: CityDesk, unit: string, period: string): Promise<PeriodStanding> {
  const { manifest } = desk.pack()
  const set = await readSet(desk.store, { pack: manifest.id, unit, from: period, to: period })
  return standingOf({ unit, period, calendar: manifest.calendar, today: dayOf({ now: desk.now }), ...set })
}

const refuse = (reason: string, facts: PackageFacts): never => {
  throw new AppError('CITY_DECISION_REFUSED', { reason, unit: facts.unitName, period: facts.period, revision: facts.revision })
}

/** Throws CITY_DECISION_REFUSED with why it cannot be decided so now. */
function requirePossible(order: DecisionOrder, facts: PackageFacts, standing: PeriodStanding): void {
  const status = standing.packages.find((one) => one.facts.sha256 === facts.sha256)?.status ?? 'received'
  if (status === order.kind) refuse('already', facts)
  if (order.kind === 'reopened') {
    if (status !== 'accepted') refuse('notAccepted', facts)
    return
  }
  if (order.kind === 'refused') {
    if (status === 'accepted') refuse('acceptedAlready', facts)
    return
  }
  if (status === 'refused') refuse('refusedAlready', facts)
  if (order.kind === 'returned' && status === 'accepted') refuse('acceptedAlready', facts)
  if (order.kind !== 'accepted') return
  const rivals = standing.packages.filter(
    (one) => one.facts.revision === facts.revision && one.facts.sha256 !== facts.sha256 && one.status !== 'refused',
  )
  if (rivals.length > 0) refuse('rival', facts)
  if (standing.packages.some((one) => one.facts.revision > facts.revision && one.status !== 'refused')) refuse('newerThere', facts)
  if (status !== 'reopened' && standing.packages.some((one) => one.status === 'accepted')) refuse('notReopened', facts)
}

/** Later than everything that was said about the package, even on a clock that was set back. */
const momentAfter = (now: Date, moments: readonly string[]): string => {
  const last = moments.reduce((latest, moment) => Math.max(latest, Date.parse(moment) + 1), 0)
  return new Date(Math.max(now.getTime(), last)).toISOString()
}

/**
 * Decides about a package and signs the receipt that says so. Nothing is overwritten: what was decided before stays.
 * Throws CITY_PACKAGE_UNKNOWN, CITY_DECISION_REFUSED, KEYS_MISSING.
 */
export async function decide(desk: CityDesk, sha256: string, order: DecisionOrder): Promise<Decided> {
  const facts = await find(desk, sha256)
  // What is possible depends on what was decided last: two people who press at once must not both be let through,
  // whether they sit before one program or two.
  const { verdict } = await verdictOf(desk, facts)
  return desk.store.exclusively(`${facts.pack} ${facts.unit} ${facts.period}`, (store) =>
    decideNow({ ...desk, store }, facts, order, verdict),
  )
}

async function decideNow(desk: CityDesk, facts: PackageFacts, order: DecisionOrder, verdict: Receipt['verdict']): Promise<Decided> {
  const { sha256 } = facts
  requirePossible(order, facts, await readStanding(desk, facts.unit, facts.period))
  const before = await desk.store.decisionsOf(sha256)
  const comments = order.kind === 'returned' ? order.comments.map((comment) => ({ id: desk.newId(), ...comment })) : []
  const receipt = await signReceipt(desk, facts, {
    id: desk.newId(),
    kind: order.kind,
    sequence: Math.max(1, ...before.map(({ sequence }) => sequence)) + 1,
    at: momentAfter(
      desk.now(),
      before.map(({ at }) => at),
    ),
    by: desk.who(),
    verdict,
    reason: order.reason,
    comments,
    resubmitBy: order.kind === 'returned' ? order.resubmitBy : null,
  })
  await desk.store.addDecision(receipt)
  return { facts, receipt, receipts: receiptFiles(facts, [...before, receipt]) }
}

/** What a rule need not hold for. */
export type WaiverOrder = Pick<Waiver, 'unit' | 'period' | 'rule' | 'rowKey' | 'reason'>

/** Waives a rule for a unit and a period. The file goes to the county. Throws UNIT_UNKNOWN, CITY_RULE_UNKNOWN, KEYS_MISSING. */
export async function waive(
  desk: CityDesk,
  { unit, period, rule, rowKey, reason }: WaiverOrder,
): Promise<{ waiver: Waiver; bytes: Uint8Array }> {
  const { manifest, rules } = desk.pack()
  if (!manifest.units.some(({ id }) => id === unit)) throw new AppError('UNIT_UNKNOWN', { unit, pack: manifest.id })
  if (!rules.some(({ id }) => id === rule)) throw new AppError('CITY_RULE_UNKNOWN', { rule })
  const { id, name } = manifest.receiver
  const { file, bytes } = await signFile<Waiver>(
    {
      format: 'tanbao-waiver',
      formatVersion: 1,
      id: desk.newId(),
      unit,
      pack: manifest.id,
      period,
      rule,
      rowKey,
      reason,
      receiver: { id, name },
      at: desk.now().toISOString(),
      by: desk.who(),
    },
    await desk.signer(),
  )
  await desk.store.addWaiver(file)
  return { waiver: file, bytes }
}

/** Every receipt of every package, for the way back to the counties: each name once and for all. */
export async function allReceipts(desk: CityDesk, from?: string): Promise<ReceivedFile[]> {
  const { id } = desk.pack().manifest
  const { packages } = await readSet(desk.store, { pack: id, from })
  const files: ReceivedFile[] = []
  for (const facts of packages) files.push(...receiptFiles(facts, await desk.store.decisionsOf(facts.sha256)))
  return files
}
