/**
 * Filled in, checked, signed: each step is taken by the person whose name stands in the head of the report, for one
 * version of it and its digest. Whatever changes afterwards voids what was signed, and the audit says so.
 */
import { type FormReview, type MonthReview, type Profile, type ReviewActName, SignerRole } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { blocksSubmission, needsExplanation } from '../../../shared/model/level.ts'
import { isOwed } from '../../../shared/plan/duties.ts'
import { blankHeader } from '../../../shared/rules/input.ts'
import { headerLabels } from '../../../shared/text/report-header.ts'
import { reviewText } from '../../../shared/text/review.ts'
import type { EngineContext, Service } from '../context.ts'
import { readSignedDigest } from '../package/signed-digest.ts'
import type { StoredNote, StoredReviewAct } from '../store/types.ts'
import { announce, requirePeriod, templateOf, unitOf, whoOf } from './common.ts'
import { hasContent } from './form-state.ts'
import { addNote, countNotes } from './notes.ts'
import { requirePassword } from './passwords.ts'
import { withPeople } from './report-load.ts'
import { writeNames } from './report-names.ts'
import { isReviewed, reviewStage } from './review-stage.ts'
import { signedNow, voidChanged, voidReworded } from './review-void.ts'

type ReviewMethods = 'review.get' | 'review.setUp' | 'review.handIn' | 'review.pass' | 'review.refuse' | 'review.sign'
const { notNow } = reviewText

const refuseNow = (reason: string, title = ''): never => {
  throw new AppError('REVIEW_NOT_NOW', title === '' ? { reason } : { reason, title })
}

function formReview(
  context: EngineContext,
  form: string,
  period: string,
  acts: readonly StoredReviewAct[],
  notes: readonly StoredNote[],
): Omit<FormReview, 'filled'> {
  const template = templateOf(context.pack(), form)
  const store = context.store()
  const report = store.reports.summary(form, period)
  const header = report?.header ?? blankHeader
  const { preparer, auditor, leader } = report?.sealed ? header : withPeople(header, store)
  const own = acts.filter((act) => act.form === form)
  const stage = reviewStage(own)
  const said = notes.filter((note) => note.form === form)
  const refusal = stage === 'returned' ? said.findLast(({ kind }) => kind === 'refusal') : undefined
  return {
    form,
    title: template.title,
    stage,
    preparer,
    auditor,
    leader,
    entries: own.map(({ act, by, at, version, digest, voidedAt, voidedWhy }) => ({
      act,
      by,
      at,
      version,
      digest: readSignedDigest(digest).records,
      voided: voidedAt === null ? null : { at: voidedAt, why: voidedWhy ?? '' },
    })),
    refusal: refusal ? { by: refusal.by, at: refusal.at, text: refusal.text } : null,
    ...countNotes(said),
  }
}

/** Forms of a period with data in them. */
function filledForms(context: EngineContext, period: string): string[] {
  const store = context.store()
  return context
    .pack()
    .manifest.forms.map(({ id }) => id)
    .filter((form) => hasContent(store.reports.summary(form, period)))
}

function monthReview(context: EngineContext, period: string): MonthReview {
  requirePeriod(context.pack(), period)
  voidChanged(context, period)
  const store = context.store()
  const [acts, notes] = [store.review.list(period), store.notes.ofPeriod(period)]
  const filled = new Set(filledForms(context, period))
  const known = new Set([...filled, ...acts.map(({ form }) => form), ...notes.map(({ form }) => form)])
  const forms = context
    .pack()
    .manifest.forms.filter(({ id }) => known.has(id))
    .map(({ id }) => ({ ...formReview(context, id, period, acts, notes), filled: filled.has(id) }))
  return { period, enabled: isReviewed(store), forms, guarded: store.passwords.names() }
}

/** Nothing in the way of a form: no hard finding, nothing left to explain. */
function requireSound(context: EngineContext, forms: readonly string[], period: string): void {
  const { findings } = context.checker.run(period)
  for (const form of forms) {
    const failing = findings.filter((finding) => finding.form === form && finding.outcome === 'fail')
    const isOpen = failing.some(
      ({ level, explanation, waiver }) =>
        waiver === undefined && (blocksSubmission(level) || (needsExplanation(level) && explanation === null)),
    )
    if (isOpen) refuseNow(notNow.problems, templateOf(context.pack(), form).title)
  }
}

/** Why a form that does not lie before the auditor cannot be passed. */
function whyNotToPass({ stage, entries }: FormReview): string {
  if (stage === 'returned') return notNow.sentBack
  if (stage !== 'open') return notNow.already
  const last = entries.at(-1)
  return last?.voided ? notNow.handInVoided(last.voided.why) : notNow.notHandedIn
}

const requireName = (review: FormReview, role: SignerRole, by: string): void => {
  const expected = review[role]
  if (expected !== by) throw new AppError('REVIEW_NAME', { role: headerLabels[role], expected, by, form: review.form })
}

function record(
  context: EngineContext,
  act: ReviewActName,
  forms: readonly string[],
  period: string,
  by: string,
  why: string | null = null,
): void {
  const store = context.store()
  const at = context.ports.clock.now().toISOString()
  const acts = forms.map((form) => ({
    form,
    period,
    act,
    by,
    at,
    version: store.reports.summary(form, period)?.version ?? 0,
    digest: signedNow(context, form, period),
  }))
  store.review.add(acts, why)
}

function told(context: EngineContext, period: string): MonthReview {
  context.ports.emit({ name: 'review.changed', payload: { period } })
  return monthReview(context, period)
}

export function createReviewService(context: EngineContext): Service<ReviewMethods> {
  /** The forms as they stand, each one signed for by this name. Throws REVIEW_NOT_NOW, REVIEW_NAME, PERIOD_CLOSED. */
  const standing = (forms: readonly string[], period: string, role: SignerRole, by: string): FormReview[] => {
    const month = monthReview(context, period)
    if (!month.enabled) refuseNow(notNow.off)
    return forms.map((form) => {
      const { title } = templateOf(context.pack(), form)
      const review = month.forms.find((one) => one.form === form && one.filled) ?? refuseNow(notNow.empty, title)
      if (context.store().reports.summary(form, period)?.sealed) throw new AppError('PERIOD_CLOSED', { period, form })
      requireName(review, role, by)
      return review
    })
  }
  /**
   * A leader who guards the name with a password is replaced in the settings, which ask for it: whoever could do so in the head
   * of a form could sign as another one, or under a name that only looks the same.
   */
  const requireNamedLeader = ({ leader, title }: FormReview): void => {
    const { passwords, profile } = context.store()
    const named = profile.get()?.people.leader ?? ''
    if (leader !== named && passwords.get(named)) refuseNow(notNow.otherLeader(leader, named), title)
  }
  const requireSeen = (reviews: readonly FormReview[], seen: Readonly<Record<string, string>> = {}): void => {
    for (const { form, title, entries } of reviews)
      if (Object.hasOwn(seen, form) && seen[form] !== entries.at(-1)?.digest) refuseNow(notNow.changed, title)
  }
  const requireHandIn = (review: FormReview): void => {
    const missing = SignerRole.options.filter((role) => review[role] === '').map((role) => headerLabels[role])
    if (missing.length > 0) refuseNow(notNow.names(missing), review.title)
    if (review.stage !== 'open' && review.stage !== 'returned') refuseNow(notNow.already, review.title)
    // Told before anybody signs in vain.
    requireNamedLeader(review)
    if (review.unanswered > 0) refuseNow(notNow.unanswered(review.unanswered), review.title)
  }
  /** Nobody goes on signing what was explained otherwise when it was handed in. */
  const requireSameWords = (period: string): void => {
    const [first] = voidReworded(context, period)
    if (first !== undefined) refuseNow(notNow.reworded(templateOf(context.pack(), first).title))
  }
  const leaderForms = (period: string, by: string): string[] => {
    const pack = context.pack()
    const month = monthReview(context, period)
    if (!month.enabled) refuseNow(notNow.off)
    const due = month.forms.filter(({ filled }) => filled)
    if (due.length === 0) refuseNow(notNow.nothing)
    const unit = unitOf(context)
    const begun = new Set(due.map(({ form }) => form))
    const missing = pack.manifest.forms.filter((duty) => isOwed(pack, duty, unit, period) && !begun.has(duty.id))
    if (missing.length > 0) refuseNow(notNow.missing(missing.map(({ id }) => templateOf(pack, id).title)))
    const early = due.filter(({ stage }) => stage !== 'passed' && stage !== 'signed')
    if (early.length > 0) refuseNow(notNow.notPassed(early.map(({ title }) => title)))
    const forms = due.filter(({ stage }) => stage === 'passed').map(({ form }) => form)
    if (forms.length === 0) refuseNow(notNow.already)
    standing(forms, period, 'leader', by).forEach(requireNamedLeader)
    return forms
  }
  return {
    'review.get': ({ period }) => monthReview(context, period),
    async 'review.setUp'({ enabled, password }) {
      const { profile } = context.store()
      const before = profile.get()
      if (!before) throw new AppError('STORE_NOT_INITIALISED')
      // Against a careless click and a borrowed chair; naming another leader first asks for the same password.
      if (!enabled && before.review === true) await requirePassword(context, before.people.leader, password)
      const after: Profile = { ...before, review: enabled }
      profile.set(after, whoOf(context))
      context.ports.emit({ name: 'profile.changed', payload: {} })
      return after
    },
    async 'review.handIn'({ period, forms, by, password }) {
      standing(forms, period, 'preparer', by).forEach(requireHandIn)
      await requirePassword(context, by, password)
      const store = context.store()
      store.together(() => {
        writeNames(context, forms, period)
        standing(forms, period, 'preparer', by).forEach(requireHandIn)
        requireSound(context, forms, period)
        record(context, 'handIn', forms, period, by)
      })
      for (const form of forms) announce(context, form, period, store.reports.summary(form, period)?.version ?? 0)
      return told(context, period)
    },
    async 'review.pass'({ period, forms, by, password, seen }) {
      const check = (): void => {
        const reviews = standing(forms, period, 'auditor', by)
        for (const review of reviews) if (review.stage !== 'handedIn') refuseNow(whyNotToPass(review), review.title)
        requireSeen(reviews, seen)
        requireSound(context, forms, period)
      }
      check()
      await requirePassword(context, by, password)
      requireSameWords(period)
      check()
      record(context, 'pass', forms, period, by)
      return told(context, period)
    },
    async 'review.refuse'({ form, period, by, password, text, row, field }) {
      const check = (): FormReview => {
        const month = monthReview(context, period)
        if (!month.enabled) refuseNow(notNow.off)
        const { title } = templateOf(context.pack(), form)
        const review = month.forms.find((one) => one.form === form && one.filled) ?? refuseNow(notNow.empty, title)
        if (context.store().reports.summary(form, period)?.sealed) throw new AppError('PERIOD_CLOSED', { period, form })
        if (by !== review.leader) requireName(review, 'auditor', by)
        if (review.stage === 'open' || review.stage === 'returned') refuseNow(notNow.notInReview, title)
        return review
      }
      check()
      await requirePassword(context, by, password)
      check()
      context.store().together(() => {
        record(context, 'refuse', [form], period, by, reviewText.voidedByRefusal(text))
        addNote(context, { form, period, kind: 'refusal', row, field, text, by })
      })
      const { forms } = told(context, period)
      return forms.find((one) => one.form === form) ?? refuseNow(notNow.empty)
    },
    async 'review.sign'({ period, by, password, seen }) {
      const check = (): string[] => {
        const forms = leaderForms(period, by)
        requireSeen(standing(forms, period, 'leader', by), seen)
        return forms
      }
      check()
      await requirePassword(context, by, password)
      requireSameWords(period)
      const forms = check()
      const all = filledForms(context, period)
      requireSound(context, all, period)
      record(context, 'sign', forms, period, by)
      return told(context, period)
    },
  }
}
