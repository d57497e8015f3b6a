/** Beside the check itself: what was said before, and the findings as a list to take along. */
import type { CheckResult } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { levels } from '../../../shared/model/level.ts'
import { checkText } from '../../../shared/text/check.ts'
import type { EngineContext, Service } from '../context.ts'
import { writeListWorkbook } from '../excel/writer/list-workbook.ts'
import { templateOf, unitOf } from './common.ts'
import { acceptedExplanation } from './earlier-explanation.ts'

const text = checkText.list

/** Gravest first, as people work them off; within a level as the check has them. */
function lines(context: EngineContext, { findings }: CheckResult): string[][] {
  const pack = context.pack()
  const sorted = levels.flatMap((level) => findings.filter((finding) => finding.level === level))
  return sorted.map((finding, at) => {
    const template = pack.forms.get(finding.form)
    const labels = finding.fields.map((key) => template?.fields.find((field) => field.key === key)?.label ?? key)
    const { explanation, waiver } = finding
    return [
      String(at + 1),
      finding.level,
      template === undefined ? finding.form : text.form(template.id, template.title),
      finding.rowLabel ?? finding.rowKey ?? (finding.rowId === null ? text.wholeForm : ''),
      labels.join('、'),
      finding.cell ?? '',
      finding.outcome === 'error' ? text.trouble : finding.message,
      finding.clause,
      finding.ruleId,
      explanation?.text ?? (waiver ? checkText.waived(waiver.by, waiver.reason) : ''),
      explanation?.by ?? '',
    ]
  })
}

export function createFindingListService(context: EngineContext): Service<'finding.earlier' | 'finding.export'> {
  return {
    'finding.earlier'({ period, form, finding: id }) {
      const finding = context.checker.run(period, form).findings.find((candidate) => candidate.id === id)
      if (!finding) throw new AppError('FINDING_UNKNOWN', { finding: id })
      return acceptedExplanation(context, period, finding)
    },
    'finding.export': ({ period, form, job }) =>
      context.jobs.run(job, async (watch) => {
        const result = context.checker.run(period, form, watch)
        const unit = unitOf(context).name
        const title = form === undefined ? null : templateOf(context.pack(), form).title
        const rows = lines(context, result)
        const bytes = await writeListWorkbook({
          sheet: text.sheet,
          title: text.title(unit, period, title),
          notes: [rows.length === 0 ? text.none(result.checkDate) : text.note(rows.length, result.checkDate)],
          head: text.head,
          widths: [6, 8, 24, 22, 20, 10, 60, 30, 10, 40, 10],
          rows,
        })
        return { fileName: text.fileName(unit, period, title), bytes }
      }),
  }
}
