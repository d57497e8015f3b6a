import { isDeepStrictEqual } from 'node:util'
import type { CheckResult, Report, SubmissionSummary } from '../../../shared/contract/index.ts'
import type { ReportingUnit } from '../../../shared/forms/manifest-schema.ts'
import type { Pack } from '../../../shared/forms/pack-types.ts'
import { addresseeOf } from '../../../shared/forms/superior.ts'
import { AppError, type ErrorDetails } from '../../../shared/model/errors.ts'
import { blocksSubmission } from '../../../shared/model/level.ts'
import { isOwed } from '../../../shared/plan/duties.ts'
import type { ValidationFile } from '../../../shared/submission/content.ts'
import { exchangeText } from '../../../shared/text/exchange.ts'
import { reviewText } from '../../../shared/text/review.ts'
import { submissionText } from '../../../shared/text/submission.ts'
import type { EngineContext, JobWatch, Service } from '../context.ts'
import { writeReportWorkbook } from '../excel/writer/report-workbook.ts'
import type { AttachedFile } from '../package/attachments.ts'
import { type BuiltPackage, buildPackage, type PackageInput, type SealedFormInput } from '../package/build.ts'
import { packageLimits } from '../package/limits.ts'
import { verifyPackage } from '../package/verify.ts'
import { programVersion } from '../version.ts'
import { announce, requirePeriod, templateOf, unitOf, whoOf } from './common.ts'
import { attachedFiles } from './evidence.ts'
import { waiversOf } from './exchange.ts'
import { evidenceContent, sealedBytes } from './kept-files.ts'
import { ownSigner } from './own-keys.ts'
import { refuseWhileUpgradePending } from './pack-upgrade.ts'
import { requireRevisionReason } from './reasons.ts'
import { kindOf, stateOfPackage } from './receipt-state.ts'
import { writeNames } from './report-names.ts'
import { viewReport } from './report-view.ts'
import { signaturesFor } from './review-seal.ts'
import { isReviewed } from './review-stage.ts'

type SubmissionMethods = 'submission.create' | 'submission.revise' | 'submission.list' | 'submission.bytes' | 'submission.verify'

/** More history than this stays in the data folder: an entry of the package may not outgrow what its verifier reads. */
const mostAuditBytes = packageLimits.entryBytes / 2

/** What a submission would rest on. */
interface Standing {
  readonly period: string
  readonly reports: readonly Report[]
  readonly check: CheckResult
  /** Packages of the period, newest revision first. */
  readonly earlier: readonly SubmissionSummary[]
  /** Comments of the city that nobody has answered. */
  readonly unanswered: number
}

const isFilled = (report: Report): boolean => report.state !== '未填'

function refuse(check: CheckResult | undefined, reason?: string): never {
  const failing =
    check?.findings.filter(({ outcome, level, waiver }) => outcome === 'fail' && waiver === undefined && blocksSubmission(level)).length ??
    0
  const details: ErrorDetails = { failing, unexplained: check?.unexplained ?? 0 }
  throw new AppError('SUBMISSION_BLOCKED', reason === undefined ? details : { ...details, reason })
}

const earlierOf = (context: EngineContext, period: string): SubmissionSummary[] =>
  context
    .store()
    .submissions.list()
    .filter((summary) => summary.period === period)
    .sort((a, b) => b.revision - a.revision)

function gather(context: EngineContext, period: string): Standing {
  const pack = context.pack()
  requirePeriod(pack, period)
  refuseWhileUpgradePending(context)
  // The check comes first: it decides the states that the reports show.
  const check = context.checker.run(period)
  const reports = pack.manifest.forms.map(({ id }) => viewReport(context, id, period))
  const unanswered = context
    .store()
    .exchange.comments(period)
    .filter(({ answer }) => answer === null).length
  return { period, reports, check, earlier: earlierOf(context, period), unanswered }
}

/** The reports to be sealed. Throws SUBMISSION_BLOCKED with what is in the way, PERIOD_CLOSED when it was done already. */
function decide(
  pack: Pack,
  unit: ReportingUnit,
  { period, reports, check, earlier, unanswered }: Standing,
  revisionReason: string,
): readonly Report[] {
  const filled = reports.filter(isFilled)
  const sealed = reports.find((report) => !report.open)
  if (sealed) throw new AppError('PERIOD_CLOSED', { period, form: sealed.form })
  const owed = new Set(pack.manifest.forms.filter((duty) => isOwed(pack, duty, unit, period)).map((duty) => duty.id))
  const missing = reports.filter((report) => owed.has(report.form) && !isFilled(report))
  const { reasons } = submissionText
  if (addresseeOf(pack.manifest, unit.id) === undefined) refuse(check, reasons.noSuperior(unit.name))
  if (missing.length > 0) refuse(check, reasons.missingForms(missing.map(({ form }) => templateOf(pack, form).title)))
  if (filled.length === 0) refuse(check, reasons.nothing)
  if (check.blocked || check.unexplained > 0) refuse(check)
  if (unanswered > 0) refuse(check, exchangeText.reasons.unanswered(unanswered))
  if (earlier.length > 0 && revisionReason === '') refuse(check, reasons.revisionReason)
  return filled
}

async function sealedForms(pack: Pack, reports: readonly Report[], watch: JobWatch): Promise<SealedFormInput[]> {
  const forms: SealedFormInput[] = []
  for (const [at, report] of reports.entries()) {
    watch.progress(submissionText.packing, at, reports.length)
    const template = templateOf(pack, report.form)
    const workbook = await writeReportWorkbook(report, template, pack, { deterministic: true, signal: watch.signal })
    if (workbook.length > packageLimits.entryBytes)
      refuse(undefined, submissionText.reasons.tooLarge(template.title, packageLimits.entryMb))
    forms.push({ template, report, reportVersion: report.version, workbook, codes: pack.codes })
  }
  watch.progress(submissionText.packing, reports.length, reports.length)
  return forms
}

/** What was answered to the city's comments on the month; they go back with the revision. */
function answersOf(context: EngineContext, period: string): Pick<PackageInput['submission'], 'answers'> {
  const answers = context
    .store()
    .exchange.comments(period)
    .flatMap(({ id, answer, answeredBy, answeredAt }) =>
      answer === null ? [] : [{ comment: id, answer, by: answeredBy ?? '', at: answeredAt ?? '' }],
    )
  return answers.length === 0 ? {} : { answers }
}

function submissionFile(context: EngineContext, { period, check, earlier }: Standing, revisionReason: string): PackageInput['submission'] {
  const { manifest, digest } = context.pack()
  const unit = unitOf(context)
  const [superseded] = earlier
  return {
    packageId: context.ports.newId(),
    unit: { id: unit.id, name: unit.name, gbCode: unit.gbCode ?? null },
    receiver: { ...(addresseeOf(manifest, unit.id) ?? manifest.receiver) },
    pack: { id: manifest.id, version: manifest.version, title: manifest.title, digest },
    period,
    revision: (superseded?.revision ?? 0) + 1,
    revisionReason: superseded ? revisionReason : '',
    supersedes: superseded ? { packageId: superseded.packageId, sha256: superseded.sha256 } : null,
    sealedAt: context.ports.clock.now().toISOString(),
    checkDate: check.checkDate,
    program: { name: 'tanbao', version: programVersion },
    audit: context.store().auditHead(),
    ...answersOf(context, period),
  }
}

/** Months before that the check could look at, each with the package that holds it as it is now. */
function earlierMonths(context: EngineContext, period: string): NonNullable<ValidationFile['earlier']> {
  const { reports, submissions } = context.store()
  const forms = context.pack().manifest.forms.map(({ id }) => id)
  const newest = new Map(
    submissions
      .list()
      .sort((a, b) => a.revision - b.revision)
      .map((summary) => [summary.period, summary.packageId]),
  )
  return reports
    .periods()
    .filter((candidate) => candidate < period)
    .sort()
    .flatMap((candidate) => {
      const begun = forms.flatMap((form) => reports.summary(form, candidate) ?? [])
      if (begun.length === 0) return []
      return [{ period: candidate, packageId: begun.every(({ sealed }) => sealed) ? (newest.get(candidate) ?? null) : null }]
    })
}

function validationFile(context: EngineContext, { period, check }: Standing): PackageInput['validation'] {
  const { manifest, digest, rules } = context.pack()
  const outcomes = context.checker.outcomes(period)
  const levels = new Map(rules.map((rule) => [rule.id, rule]))
  return {
    checkDate: check.checkDate,
    pack: { id: manifest.id, version: manifest.version, digest },
    counts: check.counts,
    rules: [...outcomes].flatMap(([id, counts]) => {
      const rule = levels.get(id)
      return rule === undefined ? [] : [{ id, level: rule.level, clause: rule.clause, counts }]
    }),
    // The waiver stands beside the findings, as the city signed it.
    findings: check.findings.map(({ waiver: _, ...finding }) => finding),
    waivers: waiversOf(context, period),
    earlier: earlierMonths(context, period),
  }
}

/** A package that its own verifier would refuse is never sealed. */
async function provenPackage(input: PackageInput): Promise<BuiltPackage> {
  const built = await buildPackage(input)
  const { problems } = await verifyPackage(built.bytes)
  const [first] = problems
  if (first !== undefined) throw new Error(`the package does not verify: ${first.kind} ${first.file} ${first.message}`)
  return built
}

/** A form sent back, or signed anew, while its package was being made is not sealed. Throws STALE, SUBMISSION_BLOCKED. */
function requireSameSignatures(
  context: EngineContext,
  period: string,
  reports: readonly Report[],
  written: ReturnType<typeof signaturesFor>,
): void {
  const now = signaturesFor(context, period, reports)
  if (isDeepStrictEqual(now, written)) return
  const [first] = reports
  throw new AppError('STALE', { form: first?.form ?? '', period, version: first?.version ?? 0 })
}

/** A file that came or went while the package was being made is not lost unseen. Throws STALE. */
function requireSameFiles(context: EngineContext, period: string, reports: readonly Report[], listed: readonly AttachedFile[]): void {
  const now = reports.flatMap((report) => attachedFiles(context, report))
  if (isDeepStrictEqual(now, listed)) return
  const [first] = reports
  throw new AppError('STALE', { form: first?.form ?? '', period, version: first?.version ?? 0 })
}

async function create(
  context: EngineContext,
  period: string,
  givenReason: string | undefined,
  watch: JobWatch,
): Promise<SubmissionSummary> {
  if (context.store().profile.get()?.demo === true) refuse(undefined, submissionText.reasons.demo)
  const pack = context.pack()
  const ready = (): { standing: Standing; reason: string; reports: readonly Report[] } => {
    const standing = gather(context, period)
    const given = givenReason ?? standing.reports.find((report) => report.header.revisionReason !== '')?.header.revisionReason ?? ''
    const reason = given.trim()
    const decided = decide(pack, unitOf(context), standing, reason)
    if (standing.earlier.length > 0 && givenReason !== undefined) requireRevisionReason(reason)
    return { standing, reason, reports: decided }
  }
  const first = ready()
  // Only now that nothing stands in the way: a refusal changes nothing.
  // Signed reports hold their names already; a word more would not be what was signed.
  const { standing, reason, reports } = !isReviewed(context.store()) && writeNames(context, pack.forms.keys(), period) ? ready() : first
  const signatures = signaturesFor(context, period, reports)
  const validation = validationFile(context, standing)
  const submission = { ...submissionFile(context, standing, reason), ...(signatures.length === 0 ? {} : { signatures }) }
  const audit = context.store().auditLinks.of(
    period,
    reports.map(({ form }) => form),
    submission.audit.seq,
    mostAuditBytes,
  )
  const listed = reports.flatMap((report) => attachedFiles(context, report))
  const attachments = listed.map((file) => ({ ...file, content: evidenceContent(context.store(), file) }))
  const forms = await sealedForms(pack, reports, watch)
  const signer = await ownSigner(context)
  const { fileName, sha256, bytes } = await provenPackage({ submission, forms, validation, attachments, audit, signer })
  watch.signal.throwIfAborted()
  requireSameFiles(context, period, reports, listed)
  requireSameSignatures(context, period, reports, signatures)
  const summary: SubmissionSummary = {
    packageId: submission.packageId,
    period,
    revision: submission.revision,
    sealedAt: submission.sealedAt,
    fileName,
    sha256,
    bytes: bytes.length,
    state: 'sealed',
    forms: reports.map((report) => report.form),
  }
  // Throws STALE when a report was changed while its package was being made.
  context.store().submissions.seal(
    summary,
    bytes,
    reports.map(({ form, version }) => ({ form, period, version })),
    whoOf(context),
  )
  for (const { form, version } of reports) announce(context, form, period, version)
  context.ports.emit({ name: 'outbox.changed', payload: {} })
  return summary
}

/** Opens the sealed reports of a period again and notes in each which revision this will be and why. Throws REVISION_REASON_REFUSED. */
function revise(context: EngineContext, period: string, reason: string): { revision: number } {
  const [newest] = earlierOf(context, period)
  if (newest === undefined) throw new AppError('SUBMISSION_UNKNOWN', { packageId: period })
  // What the city counted is opened by the city alone.
  if (kindOf(context.store(), newest) === 'accepted') throw new AppError('REOPEN_NEEDED', { period })
  requireRevisionReason(reason)
  const revision = newest.revision + 1
  const store = context.store()
  const who = whoOf(context)
  const header = { revisionNo: revision - 1, revisionReason: reason }
  const step = { source: 'asked', who, why: reason, origin: 'typed', undoable: false } as const
  // A month that is open again without the reason in its header must not exist, not even after a power cut.
  store.together(() => {
    const at = context.ports.clock.now().toISOString()
    store.submissions.unlock(period, who, reason, at)
    for (const form of newest.forms) {
      // Before the head is written: nobody has changed a figure, and who reads why it counts no longer is told so.
      store.review.void(form, period, { at, who, why: reviewText.voidedByRevision })
      store.reports.apply(form, period, undefined, [{ kind: 'header', header }], step)
    }
  })
  for (const form of newest.forms) announce(context, form, period, store.reports.summary(form, period)?.version ?? 0)
  return { revision }
}

export function createSubmissionService(context: EngineContext): Service<SubmissionMethods> {
  return {
    'submission.create': ({ period, revisionReason, job }) =>
      context.jobs.run(job, (watch) => create(context, period, revisionReason, watch)),
    'submission.revise': ({ period, reason }) => revise(context, period, reason),
    'submission.list'() {
      const store = context.store()
      return store.submissions.list().map((summary) => ({ ...summary, state: stateOfPackage(store, summary) }))
    },
    'submission.bytes'({ packageId }) {
      const store = context.store()
      const summary = store.submissions.list().find((candidate) => candidate.packageId === packageId)
      if (summary === undefined) throw new AppError('SUBMISSION_UNKNOWN', { packageId })
      return { fileName: summary.fileName, bytes: sealedBytes(store, summary) }
    },
    'submission.verify': ({ bytes }) => verifyPackage(bytes),
  }
}
