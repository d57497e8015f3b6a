/** Signatures for something that has changed since count no longer, and the audit says so. */
import { formsNamed } from '../../../shared/rules/forms.ts'
import { reviewText } from '../../../shared/text/review.ts'
import type { EngineContext } from '../context.ts'
import { evidenceDigest } from '../package/attachments.ts'
import { recordsDigest } from '../package/records-digest.ts'
import { explanationsDigest, readSignedDigest, writeSignedDigest } from '../package/signed-digest.ts'
import type { Store, StoredReviewAct } from '../store/types.ts'
import { templateOf, whoOf } from './common.ts'
import { attachedFiles } from './evidence.ts'
import { viewReport } from './report-view.ts'

/** Digest of a report as it would be sealed now. */
const digestNow = (context: EngineContext, form: string, period: string): string =>
  recordsDigest(templateOf(context.pack(), form), viewReport(context, form, period))

function voidIfChanged(context: EngineContext, acts: readonly StoredReviewAct[], why: string): void {
  const places = new Map(acts.map(({ form, period }) => [`${form} ${period}`, { form, period }]))
  const known = context.pack().forms
  for (const { form, period } of places.values()) {
    const own = acts.filter((act) => act.form === form && act.period === period)
    // A form that the pack has no longer cannot be what was signed.
    const now = known.has(form) ? digestNow(context, form, period) : ''
    if (own.every(({ digest }) => readSignedDigest(digest).records === now)) continue
    voidNow(context, form, period, why)
  }
}

function voidNow(context: EngineContext, form: string, period: string, why: string): void {
  context.store().review.void(form, period, { at: context.ports.clock.now().toISOString(), who: whoOf(context), why })
  context.ports.emit({ name: 'review.changed', payload: { period } })
}

/** What is signed for now: the report as it would be sealed, what is said about its findings, and its files. */
export function signedNow(context: EngineContext, form: string, period: string): string {
  const report = viewReport(context, form, period)
  return writeSignedDigest({
    records: recordsDigest(templateOf(context.pack(), form), report),
    explanations: explanationsDigest(form, context.checker.run(period).findings),
    evidence: evidenceDigest(form, attachedFiles(context, report)),
  })
}

/**
 * Voids signatures that were given with other explanations than those that count now, and answers with their forms. It
 * takes a check of the month, so it is asked where one is made anyway: before the next signature and before sealing.
 */
export function voidReworded(context: EngineContext, period: string): readonly string[] {
  const standing = context
    .store()
    .review.standing()
    .filter((act) => act.period === period)
  if (standing.length === 0) return []
  const { findings } = context.checker.run(period)
  const reworded = new Set<string>()
  for (const { form, digest } of standing) {
    const { explanations } = readSignedDigest(digest)
    if (explanations !== null && explanations !== explanationsDigest(form, findings)) reworded.add(form)
  }
  for (const form of reworded) voidNow(context, form, period, reviewText.voidedByExplanation)
  return [...reworded]
}

/** What was found in order last, by store: as long as nothing was done since, it need not be looked at again. */
const inOrder = new WeakMap<Store, string>()

/** Voids the signatures of a period that are not for what stands there now, whatever the way it was changed. */
export function voidChanged(context: EngineContext, period: string): void {
  const store = context.store()
  const now = (): string => `${period} ${store.auditHead().seq} ${context.pack().digest}`
  if (inOrder.get(store) === now()) return
  voidIfChanged(
    context,
    store.review.standing().filter((act) => act.period === period),
    reviewText.voidedByContent,
  )
  inOrder.set(store, now())
}

/** A report has changed: those that compute with it, in its month and later ones, are looked at again. */
export function voidDependents(context: EngineContext, changed: string, period: string): void {
  const standing = context.store().review.standing()
  if (standing.length === 0) return
  const pack = context.pack()
  const dependent = standing.filter((act) => {
    if (act.period < period || (act.period === period && act.form === changed)) return false
    const template = pack.forms.get(act.form)
    return act.form === changed || !template || formsNamed(pack, template).some(({ id }) => id === changed)
  })
  voidIfChanged(context, dependent, reviewText.voidedByOther(changed))
}
