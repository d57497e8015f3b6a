import type { PackageFacts, QuarantineFacts, QuarantineReason } from '../../../shared/city/package-facts.ts'
import type { VerifyResult } from '../../../shared/contract/index.ts'
import { packData } from '../../../shared/forms/pack.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { nationalSignatureFile, signatureFile } from '../../../shared/submission/bag.ts'
import type { SubmissionFile } from '../../../shared/submission/content.ts'
import { receiptFileName, Waiver } from '../../../shared/submission/signed-files.ts'
import { quarantineSentence } from '../../../shared/text/city.ts'
import { shortened } from '../../../shared/text/shortened.ts'
import { readSignedFile } from '../keys/signed-file.ts'
import { isWrapped } from '../keys/wrapping.ts'
import { type ReadPackage, readPackage } from '../package/verify.ts'
import type { PackageContent } from '../package/verify-content.ts'
import { dayOf } from '../services/common.ts'
import { sha256Hex } from '../sha256-hex.ts'
import type { CityStore } from './city-store.ts'
import type { CityDesk } from './desk.ts'
import { documentsOf, factsOf } from './open-package.ts'
import { derivedId, receiptBytes, receiptFiles, signReceipt } from './receipts.ts'

export interface ReceivedFile {
  readonly fileName: string
  readonly bytes: Uint8Array
}
/** A person lets an unsigned package in, after its digest was compared another way. */
export interface Admission {
  readonly by: string
  readonly why: string
}

/**
 * How a package stands to those that are there. `newer`: a later revision came. `older`: a later one is there already.
 * `rival`: another package claims the same revision.
 */
export type Relation = 'first' | 'newer' | 'older' | 'rival'
export type ReceiveResult =
  | { readonly outcome: 'taken'; readonly facts: PackageFacts; readonly relation: Relation; readonly receipts: readonly ReceivedFile[] }
  /** The very bytes are here already; nothing was done, and the receipts are the ones they got then. */
  | { readonly outcome: 'duplicate'; readonly facts: PackageFacts; readonly receipts: readonly ReceivedFile[] }
  /** Not taken in; kept as it came. Only what is whole gets a receipt that says why. */
  | { readonly outcome: 'quarantined'; readonly quarantine: QuarantineFacts; readonly receipts: readonly ReceivedFile[] }

interface Judged {
  readonly bytes: Uint8Array
  readonly content: PackageContent
  readonly signer: string | null
}

const longestWords = 200
/** What a file says of itself may be of any length; people are shown how it begins. */
const beginning = (words: string): string => shortened(words, longestWords)
const beginningOf = (words: string | null | undefined): string | null => (words === null || words === undefined ? null : beginning(words))

class Refusal {
  readonly reason: QuarantineReason
  readonly detail: string
  readonly verified: VerifyResult | undefined
  /** Set when the package is whole, so that a receipt can speak of it. */
  readonly judged: Judged | undefined
  constructor(reason: QuarantineReason, detail = '', verified?: VerifyResult, judged?: Judged) {
    this.reason = reason
    this.detail = beginning(detail)
    this.verified = verified
    this.judged = judged
  }
}

/** What the verifier makes of the bytes; an answer in words for everything that is no sound package. */
async function proven(bytes: Uint8Array): Promise<(ReadPackage & { readonly content: PackageContent }) | Refusal> {
  try {
    const { verdict, content } = await readPackage(bytes)
    if (content !== undefined) return { verdict, content }
    const [problem] = verdict.problems
    const isSignature = problem !== undefined && (problem.file === signatureFile || problem.file === nationalSignatureFile)
    return new Refusal(isSignature ? 'forged' : 'damaged', `${problem?.file ?? ''} ${problem?.message ?? ''}`.trim(), verdict)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.code === 'PACKAGE_VERSION_UNKNOWN') return new Refusal('futureVersion', String(error.details.version ?? ''))
    if (error.code === 'PACKAGE_UNREADABLE') return new Refusal('unreadable')
    throw error
  }
}

/** Whether the signature is one that this unit may sign with. */
async function judgeSigner(
  desk: CityDesk,
  signer: string | null,
  { unit: { id: unit }, sealedAt }: SubmissionFile,
  admission: Admission | undefined,
): Promise<[QuarantineReason, string] | undefined> {
  if (signer === null) return admission === undefined ? ['unsigned', ''] : undefined
  const key = await desk.keyOf(signer)
  if (key === undefined) return ['keyUnknown', signer]
  if (key.unit !== unit) return ['keyOfOther', key.unit]
  // What was on its way when the unit took new keys is as good as it was.
  const isLate = key.replacedAt !== null && sealedAt > key.replacedAt
  return key.isRevoked || isLate ? ['keyRevoked', signer] : undefined
}

function judgePlace(desk: CityDesk, submission: SubmissionFile): [QuarantineReason, string] | undefined {
  const { manifest } = desk.pack()
  const { pack, unit, receiver, period } = submission
  if (pack.id !== manifest.id) return ['foreignPlan', pack.title]
  if (receiver.id !== manifest.receiver.id) return ['foreignPlan', receiver.name]
  if (!manifest.units.some(({ id }) => id === unit.id)) return ['foreignUnit', unit.name]
  return period < manifest.validFrom || period > manifest.validTo ? ['foreignPeriod', period] : undefined
}

/** A waiver of the package that this city did not sign; undefined when all are its own. */
async function foreignWaiver(desk: CityDesk, { submission, validation }: PackageContent): Promise<string | undefined> {
  const waivers = validation.waivers ?? []
  if (waivers.length === 0) return undefined
  const { period, unit, pack } = submission
  const wordsOf = (waiver: Waiver): string => Buffer.from(receiptBytes(waiver)).toString()
  const issued = await desk.store.waivers({ pack: pack.id, unit: unit.id, from: period, to: period })
  // The whole text: a signature alone could be copied under other words.
  const own = new Set(issued.map(wordsOf))
  const { fingerprint, signing } = await desk.signer()
  const isOwn = (waiver: Waiver): boolean => {
    if (own.has(wordsOf(waiver))) return true
    try {
      readSignedFile(Waiver, receiptBytes(waiver), (key) => (key === fingerprint ? signing : undefined))
      return true
    } catch (error) {
      if (error instanceof AppError) return false
      throw error
    }
  }
  return waivers.find((waiver) => !isOwn(waiver))?.rule
}

async function judge(desk: CityDesk, bytes: Uint8Array, admission: Admission | undefined): Promise<Judged | Refusal> {
  const read = await proven(bytes)
  if (read instanceof Refusal) return read
  const { verdict, content } = read
  const judged: Judged = { bytes, content, signer: verdict.signer?.fingerprint ?? null }
  const { submission } = content
  const fault = judgePlace(desk, submission) ?? (await judgeSigner(desk, judged.signer, submission, admission))
  if (fault !== undefined) return new Refusal(fault[0], fault[1], verdict, judged)
  const waived = await foreignWaiver(desk, content)
  return waived === undefined ? judged : new Refusal('waiverForged', waived, verdict, judged)
}

/** A receipt for what was not taken in; `at` is when it came, so that asking again makes the same one. */
async function refusal(desk: CityDesk, { judged, reason, detail }: Refusal, at: string): Promise<ReceivedFile[]> {
  if (judged === undefined) return []
  const facts = factsOf(judged.content, judged.bytes, {
    receivedAt: at,
    receivedDay: dayOf({ now: () => new Date(at) }),
    signer: judged.signer,
    admitted: null,
  })
  const said = { kind: 'refused', sequence: 0, at, by: '', verdict: 'unknown', resubmitBy: null } as const
  const receipt = await signReceipt(desk, facts, {
    ...said,
    comments: [],
    id: derivedId(facts.sha256, 'refused', reason),
    reason: quarantineSentence(reason, detail),
  })
  return [{ fileName: receiptFileName(facts.fileName, 1), bytes: receiptBytes(receipt) }]
}

async function setAside(desk: CityDesk, file: ReceivedFile, refused: Refusal): Promise<ReceiveResult> {
  const sha256 = sha256Hex(file.bytes)
  const known = (await desk.store.quarantined(sha256))?.facts
  const { reason, verified, detail } = refused
  const judgedNow: QuarantineFacts = {
    sha256,
    fileName: known?.fileName ?? file.fileName,
    bytes: file.bytes.length,
    at: desk.now().toISOString(),
    reason,
    unit: beginningOf(verified?.unit),
    period: beginningOf(verified?.period),
    packageId: beginningOf(verified?.packageId),
    detail,
  }
  // The same answer keeps its instant, so that its receipt is the same too; another one is told in its place.
  const quarantine = known?.reason === reason ? known : judgedNow
  await desk.store.addQuarantine(quarantine, file.bytes)
  return { outcome: 'quarantined', quarantine, receipts: await refusal(desk, refused, quarantine.at) }
}

const relationOf = (facts: PackageFacts, others: readonly PackageFacts[]): Relation => {
  if (others.some(({ revision }) => revision === facts.revision)) return 'rival'
  if (others.some(({ revision }) => revision > facts.revision)) return 'older'
  return others.length > 0 ? 'newer' : 'first'
}

/** Plans that are known to lie in a store: their text is long, and asked about with every package. */
const keptPlans = new WeakMap<CityStore, Set<string>>()

/** The plan as it is today is kept whole, so that packages made with it can still be judged under a later one. */
async function keepPlan({ store, pack }: CityDesk, digest: string): Promise<void> {
  const kept = keptPlans.get(store) ?? new Set<string>()
  keptPlans.set(store, kept)
  const current = pack()
  if (current.digest !== digest || kept.has(digest)) return
  await store.keepPlan(digest, JSON.stringify(packData(current)))
  kept.add(digest)
}

/**
 * Takes a file in, whatever it is. A sound package of the plan, signed by a unit's own key, joins the set together with a
 * signed receipt; everything else is kept apart with the reason. The same bytes twice change nothing.
 * Throws KEYS_MISSING while the city has no key to sign receipts with.
 */
export async function receiveFile(desk: CityDesk, file: ReceivedFile, admission?: Admission): Promise<ReceiveResult> {
  await desk.signer()
  const wrapped = isWrapped(file.bytes)
  const bytes = wrapped ? await desk.unwrap(file.bytes) : file.bytes
  if (bytes === undefined) return setAside(desk, file, new Refusal('notForUs'))
  const known = await desk.store.package(sha256Hex(bytes))
  if (known !== undefined) {
    // It may have waited here in another guise, e.g. wrapped, while its package came another way.
    await desk.store.dropQuarantine(sha256Hex(file.bytes))
    return duplicate(desk, known)
  }
  const judged = await judge(desk, bytes, admission)
  if (judged instanceof Refusal) return setAside(desk, file, judged)
  const now = desk.now()
  const facts = factsOf(judged.content, bytes, {
    receivedAt: now.toISOString(),
    receivedDay: dayOf({ now: () => now }),
    signer: judged.signer,
    admitted: judged.signer === null && admission !== undefined ? { ...admission } : null,
  })
  const receipt = await signReceipt(desk, facts, {
    id: derivedId(facts.sha256, 'received'),
    kind: 'received',
    sequence: 1,
    at: facts.receivedAt,
    by: '',
    // Re-checking rests on the packages before, which may come later: the decision says what it came to.
    verdict: 'unknown',
    reason: '',
    comments: [],
    resubmitBy: null,
  })
  const { pack, unit, period, sha256 } = facts
  await keepPlan(desk, facts.packDigest)
  const isNew = await desk.store.addPackage({ facts, content: bytes, documents: documentsOf(judged.content), receipt })
  // Two doors may take the same file at the same time; the first one's receipt is the one that counts.
  if (!isNew) return duplicate(desk, (await desk.store.package(sha256)) ?? facts)
  await desk.store.dropQuarantine(sha256Hex(file.bytes))
  const others = (await desk.store.packages({ pack, unit, from: period, to: period })).filter((other) => other.sha256 !== sha256)
  return { outcome: 'taken', facts, relation: relationOf(facts, others), receipts: receiptFiles(facts, [receipt]) }
}

async function duplicate({ store }: CityDesk, facts: PackageFacts): Promise<ReceiveResult> {
  return { outcome: 'duplicate', facts, receipts: receiptFiles(facts, await store.decisionsOf(facts.sha256)) }
}
