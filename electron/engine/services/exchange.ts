/**
 * Files that come back from the city, from a stick or from the network. Each is proven before it is believed, taking one
 * twice changes nothing, and what is refused changes nothing either.
 */
import type { ReceiptView, ReturnedComment, SubmissionSummary, Taken, WaiverView } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { Receipt, Waiver } from '../../../shared/submission/signed-files.ts'
import { exchangeText } from '../../../shared/text/exchange.ts'
import type { EngineContext, Service } from '../context.ts'
import { readReceiptCode, readTypedCode } from '../keys/receipt-code.ts'
import { readSignedFile, signedFormat } from '../keys/signed-file.ts'
import { isWrapped } from '../keys/wrapping.ts'
import type { StoredWaiver } from '../store/exchange-store.ts'
import { requirePeriod, whoOf } from './common.ts'
import { takeUnitFile, unitOfKey } from './keys.ts'
import { receiptView, typedReceipt } from './receipt-state.ts'

type ExchangeMethods = 'exchange.take' | 'receipts.typeCode' | 'receipts.list' | 'returned.list' | 'returned.answer' | 'waivers.list'

export interface OutsideFile {
  readonly fileName: string
  readonly bytes: Uint8Array
}

const decoder = new TextDecoder()
const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b
const moment = (context: EngineContext): string => context.ports.clock.now().toISOString()
const textOf = (bytes: Uint8Array): string => decoder.decode(bytes).trimEnd()

/**
 * The signing keys of the city that count. Throws SIGNED_FILE_REVOKED for one that no longer does; one that the city replaced
 * counts for what it says it signed before.
 */
function cityKey(context: EngineContext): (fingerprint: string, signed: { readonly at: string }) => string | undefined {
  const keys = context.store().exchange.keys()
  return (fingerprint, { at }) => {
    const key = keys.find((candidate) => candidate.fingerprint === fingerprint && candidate.role === 'city')
    if (key?.revokedAt != null && (key.revokedWhy !== '' || at > key.revokedAt)) throw new AppError('SIGNED_FILE_REVOKED', { fingerprint })
    return key && unitOfKey(key).keys.signing
  }
}

const summaryOf = (context: EngineContext, packageId: string): SubmissionSummary | undefined =>
  context
    .store()
    .submissions.list()
    .find((summary) => summary.packageId === packageId)

const tell = (context: EngineContext, period: string): void => context.ports.emit({ name: 'exchange.changed', payload: { period } })

function takeReceipt(context: EngineContext, bytes: Uint8Array): { repeated: boolean; receipt: ReceiptView } {
  const receipt = readSignedFile(Receipt, bytes, cityKey(context))
  const summary = summaryOf(context, receipt.packageId)
  const profile = context.store().profile.get()
  const isOurs =
    summary !== undefined &&
    summary.sha256 === receipt.sha256 &&
    summary.period === receipt.period &&
    summary.revision === receipt.revision &&
    receipt.unit === profile?.unit &&
    receipt.pack === profile.packId
  if (!isOurs) throw new AppError('RECEIPT_FOREIGN')
  const stored = { id: receipt.id, packageId: receipt.packageId, kind: receipt.kind, file: textOf(bytes), takenAt: moment(context) }
  const frame = { who: whoOf(context), at: stored.takenAt, why: receipt.reason || null }
  const isNew = context.store().exchange.addReceipt(stored, receipt.comments, summary, frame)
  if (isNew) tell(context, summary.period)
  return { repeated: !isNew, receipt: receiptView(stored, summary) }
}

const waiverView = ({ file }: Pick<StoredWaiver, 'file'>): WaiverView => {
  const { id, period, rule, rowKey, reason, by, at, receiver } = Waiver.parse(JSON.parse(file)) // read before it was stored
  return { id, period, rule, rowKey, reason, by, at, receiver: receiver.name }
}

/** The waivers of a period, to the letter as the city signed them. */
export function waiversOf(context: EngineContext, period: string): Waiver[] {
  const unit = context.store().profile.get()?.unit ?? ''
  return context
    .store()
    .exchange.waivers(unit, period)
    .map(({ file }) => Waiver.parse(JSON.parse(file)))
}

function takeWaiver(context: EngineContext, bytes: Uint8Array): { repeated: boolean; waiver: WaiverView } {
  const waiver = readSignedFile(Waiver, bytes, cityKey(context))
  const profile = context.store().profile.get()
  const pack = context.pack()
  if (waiver.unit !== profile?.unit || waiver.pack !== profile.packId) throw new AppError('WAIVER_FOREIGN')
  requirePeriod(pack, waiver.period)
  const { id, unit, period, rule } = waiver
  const stored = { id, unit, period, rule, file: textOf(bytes), takenAt: moment(context) }
  const form = pack.rules.find((candidate) => candidate.id === rule)?.forms[0] ?? null
  const isNew = context.store().exchange.addWaiver(stored, form, { who: whoOf(context), at: stored.takenAt, why: waiver.reason })
  if (isNew) {
    // What the task list says of the month rests on the check.
    context.checker.run(period)
    tell(context, period)
  }
  return { repeated: !isNew, waiver: waiverView(stored) }
}

/**
 * Takes any file from the other side: a unit file is only looked at unless its key is in use, a receipt or a waiver takes effect.
 * Throws EXCHANGE_UNKNOWN, EXCHANGE_PACKAGE, WRAPPED_FOR_OTHERS, SIGNED_FILE_…, KEY_FOREIGN, RECEIPT_FOREIGN, WAIVER_FOREIGN.
 */
export async function takeFile(context: EngineContext, { fileName, bytes }: OutsideFile): Promise<Taken> {
  const file = fileName
  try {
    if (isWrapped(bytes)) {
      const content = await context.keys.unwrap(bytes)
      if (content === undefined || isWrapped(content)) throw new AppError('WRAPPED_FOR_OTHERS')
      return await takeFile(context, { fileName, bytes: content })
    }
    if (isZip(bytes)) throw new AppError('EXCHANGE_PACKAGE')
    switch (signedFormat(bytes)) {
      case 'tanbao-unit':
        return { kind: 'unitFile', announced: takeUnitFile(context, bytes) }
      case 'tanbao-receipt':
        return { kind: 'receipt', ...takeReceipt(context, bytes) }
      case 'tanbao-waiver':
        return { kind: 'waiver', ...takeWaiver(context, bytes) }
      default:
        throw new AppError('EXCHANGE_UNKNOWN')
    }
  } catch (error) {
    if (error instanceof AppError && error.details.file === undefined)
      throw new AppError(error.code, { ...error.details, file }, { cause: error })
    throw error
  }
}

/** What the code says, by any key of the city that counts. Throws CITY_KEY_MISSING, RECEIPT_CODE_WRONG, KEYS_…. */
async function toldBy(
  context: EngineContext,
  code: string,
  summary: SubmissionSummary,
): Promise<NonNullable<ReturnType<typeof readReceiptCode>>> {
  const cities = context
    .store()
    .exchange.keys()
    .filter(({ role, revokedAt }) => role === 'city' && revokedAt === null)
  if (cities.length === 0) throw new AppError('CITY_KEY_MISSING')
  for (const city of cities) {
    const told = readReceiptCode(await context.keys.sharedWith(unitOfKey(city).keys.exchange), code, summary)
    if (told !== null) return told
  }
  throw new AppError('RECEIPT_CODE_WRONG')
}

async function typeCode(context: EngineContext, packageId: string, typed: string): Promise<{ repeated: boolean; receipt: ReceiptView }> {
  const summary = summaryOf(context, packageId)
  if (summary === undefined) throw new AppError('SUBMISSION_UNKNOWN', { packageId })
  const code = readTypedCode(typed)
  if (code === null) throw new AppError('RECEIPT_CODE_SLIP')
  const { kind, sequence } = await toldBy(context, code, summary)
  const file = typedReceipt(code, sequence)
  const known = context
    .store()
    .exchange.receiptsOf(packageId)
    .find((receipt) => receipt.file === file)
  const stored = known ?? { id: `${packageId}-${sequence}-${kind}`, packageId, kind, file, takenAt: moment(context) }
  const frame = { who: whoOf(context), at: stored.takenAt, why: exchangeText.byCode }
  const isNew = known === undefined && context.store().exchange.addReceipt(stored, [], summary, frame)
  if (isNew) tell(context, summary.period)
  return { repeated: !isNew, receipt: receiptView(stored, summary) }
}

function receiptList(context: EngineContext, period: string | undefined): ReceiptView[] {
  const summaries = new Map(
    context
      .store()
      .submissions.list()
      .map((summary) => [summary.packageId, summary]),
  )
  return context
    .store()
    .exchange.receipts()
    .flatMap((stored) => {
      const summary = summaries.get(stored.packageId)
      return summary === undefined || (period !== undefined && summary.period !== period) ? [] : [receiptView(stored, summary)]
    })
    .reverse()
}

function answer(context: EngineContext, id: string, text: string): ReturnedComment {
  const { exchange } = context.store()
  exchange.answer(id, text, { who: whoOf(context), at: moment(context), why: null })
  const comment = exchange.comment(id)
  if (comment === undefined) throw new AppError('COMMENT_UNKNOWN')
  tell(context, comment.period)
  return comment
}

export function createExchangeService(context: EngineContext): Service<ExchangeMethods> {
  return {
    'exchange.take': (file) => takeFile(context, file),
    'receipts.typeCode': ({ packageId, code }) => typeCode(context, packageId, code),
    'receipts.list': ({ period }) => receiptList(context, period),
    'returned.list': ({ period }) => context.store().exchange.comments(period),
    'returned.answer': ({ id, answer: text }) => answer(context, id, text),
    'waivers.list': ({ period }) => {
      const unit = context.store().profile.get()?.unit ?? ''
      return context.store().exchange.waivers(unit, period).map(waiverView)
    },
  }
}
