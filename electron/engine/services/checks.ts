import type { CheckResult } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { blocksSubmission, needsExplanation } from '../../../shared/model/level.ts'
import { checkReports } from '../../../shared/rules/check.ts'
import { findingDetail } from '../../../shared/rules/detail/detail.ts'
import { refuseExplanation, saysTheSame } from '../../../shared/rules/explanation.ts'
import type { Explanation, Finding, FindingDetail } from '../../../shared/rules/finding.ts'
import type { Waiver } from '../../../shared/submission/signed-files.ts'
import { waiverOf } from '../../../shared/submission/waived.ts'
import { checkText } from '../../../shared/text/check.ts'
import { explanationFault } from '../../../shared/text/explanation.ts'
import { repairReason } from '../../../shared/text/repair.ts'
import { reviewText } from '../../../shared/text/review.ts'
import type { Checker, EngineContext, JobWatch, Service } from '../context.ts'
import type { Store } from '../store/types.ts'
import { checkInput } from './check-input.ts'
import { dayOf, requirePeriod, templateOf, whoOf } from './common.ts'
import { earlierExplanation } from './earlier-explanation.ts'
import { waiversOf } from './exchange.ts'
import { edit } from './reports.ts'

type RawCheck = ReturnType<typeof checkReports>

/** An explanation of other values than today's does not count. */
function explain(finding: Finding, explanations: ReadonlyMap<string, Explanation & { readonly basis: string }>): Finding {
  const found = explanations.get(finding.id)
  if (found?.basis !== finding.basis) return finding
  return { ...finding, explanation: { text: found.text, by: found.by, at: found.at } }
}

/** A rule that the city has waived need not hold. */
function waived(finding: Finding, waivers: readonly Waiver[]): Finding {
  const found = finding.outcome === 'fail' ? waiverOf(finding, waivers) : undefined
  if (found === undefined) return finding
  const { id, reason, by, at } = found
  return { ...finding, waiver: { id, reason, by, at } }
}

const isUnexplained = ({ outcome, level, explanation, waiver }: Finding): boolean =>
  outcome === 'fail' && waiver === undefined && needsExplanation(level) && explanation === null

function countByLevel(findings: readonly Finding[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { outcome, level, waiver } of findings)
    if (outcome === 'fail' && waiver === undefined) counts[level] = (counts[level] ?? 0) + 1
  return counts
}

function versionText(store: Store, form: string, period: string): string {
  const report = store.reports.summary(form, period)
  return report ? `${report.version}${report.sealed ? ' sealed' : ''}` : '-'
}

/** Everything that a check of a period may rest on: same text, same findings. */
function standing(store: Store, forms: readonly string[], period: string, checkDate: string, digest: string): string {
  const versions = store.reports
    .periods()
    .filter((candidate) => candidate <= period)
    .flatMap((candidate) => forms.map((form) => `${form} ${candidate} ${versionText(store, form, candidate)}`))
  return JSON.stringify([period, checkDate, digest, store.profile.get(), versions])
}

export function createChecker(context: () => EngineContext): Checker {
  // Findings of the last check, so that explaining twenty of them does not check the month twenty times.
  // A restored store starts its versions over: what was found in the one before says nothing of it.
  let last: { readonly store: Store; readonly standing: string; readonly result: RawCheck } | undefined
  const rawCheck = (period: string, form: string | undefined, watch?: JobWatch): RawCheck => {
    const pack = context().pack()
    const date = dayOf(context().ports.clock)
    const store = context().store()
    const now = `${form ?? '*'} ${standing(store, [...pack.forms.keys()], period, date, pack.digest)}`
    if (last?.store !== store || last.standing !== now) {
      const input = checkInput(context(), period, form)
      const tell = (done: number, total: number): void => {
        watch?.progress(checkText.checking, done, total)
        watch?.checkpoint()
      }
      last = { store, standing: now, result: checkReports(context().rules(), input, tell) }
    }
    return last.result
  }
  return {
    outcomes: (period) => rawCheck(period, undefined).byRule,
    run(period, form, watch) {
      const pack = context().pack()
      requirePeriod(pack, period)
      if (form !== undefined) templateOf(pack, form)
      const store = context().store()
      const { findings: raw, counts } = rawCheck(period, form, watch)
      const explanations = store.explanations.all(period)
      const waivers = waiversOf(context(), period)
      const findings = raw.map((finding) => waived(explain(finding, explanations), waivers))
      const forms = form === undefined ? [...pack.forms.keys()] : [form]
      const isNews = forms.map((id) => remember(store, id, period, findings)).includes(true)
      if (isNews) context().ports.emit({ name: 'check.changed', payload: { period } })
      return {
        period,
        checkDate: dayOf(context().ports.clock),
        forms,
        counts,
        findings,
        blocked: findings.some(({ outcome, level, waiver }) => outcome === 'fail' && waiver === undefined && blocksSubmission(level)),
        unexplained: findings.filter(isUnexplained).length,
      }
    },
  }
}

/** Keeps the counts of a report for the task list; true when they are others than before. */
function remember(store: Store, form: string, period: string, findings: CheckResult['findings']): boolean {
  const report = store.reports.summary(form, period)
  if (!report || report.sealed) return false
  const own = findings.filter((finding) => finding.form === form)
  const byLevel = countByLevel(own)
  const unexplained = own.filter(isUnexplained).length
  const known = store.checks.get(form, period)
  const isSame =
    known?.version === report.version && known.unexplained === unexplained && JSON.stringify(known.byLevel) === JSON.stringify(byLevel)
  if (!isSame) store.checks.put(form, period, report.version, byLevel, unexplained)
  return !isSame
}

type CheckMethods = 'check.run' | 'finding.explain' | 'finding.detail' | 'finding.repair'

export function createCheckService(context: EngineContext): Service<CheckMethods> {
  /** The finding as the check of this moment has it. Throws FINDING_UNKNOWN. */
  const findingOf = (period: string, form: string | undefined, id: string): Finding => {
    const finding = context.checker.run(period, form).findings.find((candidate) => candidate.id === id)
    if (!finding) throw new AppError('FINDING_UNKNOWN', { finding: id })
    return finding
  }
  const detailOf = (period: string, finding: Finding): FindingDetail => findingDetail(context.rules(), checkInput(context, period), finding)
  return {
    'check.run': ({ period, form, job }) =>
      context.jobs.run(job, async (watch) => {
        watch.progress(checkText.checking, 0, 1)
        watch.checkpoint()
        const result = context.checker.run(period, form, watch)
        watch.progress(checkText.checking, 1, 1)
        return result
      }),
    'finding.explain'({ period, finding: id, text }) {
      const finding = findingOf(period, undefined, id)
      const reason = blocksSubmission(finding.level) ? explanationFault.mustFix : refuseExplanation(text)
      if (reason !== undefined) throw new AppError('EXPLANATION_REFUSED', { reason })
      const earlier = earlierExplanation(context, period, finding)
      if (earlier !== null && saysTheSame(earlier.text, text))
        throw new AppError('EXPLANATION_REFUSED', { reason: explanationFault.unchanged })
      const explanation: Explanation = { text: text.trim(), by: whoOf(context), at: context.ports.clock.now().toISOString() }
      const store = context.store()
      const frame = { at: explanation.at, who: explanation.by, why: reviewText.voidedByExplanation }
      store.together(() => {
        store.explanations.put(period, finding.form, id, finding.basis, explanation)
        // Who signed has read what was said about the figures, too.
        store.review.void(finding.form, period, frame)
      })
      context.checker.run(period)
      return { ...finding, explanation }
    },
    'finding.detail': ({ period, form, finding }) => detailOf(period, findingOf(period, form, finding)),
    'finding.repair'({ period, form, finding: id, choice }) {
      const finding = findingOf(period, form, id)
      const { repair: first, alternatives } = detailOf(period, finding)
      const offered = first === null ? alternatives : [first, ...alternatives]
      // What the person saw must still be on offer: the data may have changed since.
      const repair =
        choice === undefined
          ? first
          : offered.find(({ row, field, to }) => row === choice.row && field === choice.field && to === choice.to)
      if (!repair) throw new AppError('REPAIR_UNKNOWN', { finding: id })
      const done = edit(context, {
        form: repair.form,
        period,
        baseVersion: undefined,
        edits: [{ kind: 'cell', row: repair.row, field: repair.field, value: repair.to }],
        source: 'repair',
        why: repairReason(finding.ruleId, repair.why),
      })
      return { ...done, repair }
    },
  }
}
