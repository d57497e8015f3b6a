import type { Parsed, Report } from '../../../shared/contract/index.ts'
import type { FormTemplate } from '../../../shared/forms/form-schema.ts'
import { isOwed } from '../../../shared/plan/duties.ts'
import { compileTemplate } from '../../../shared/rules/compute.ts'
import { exportText } from '../../../shared/text/export.ts'
import type { EngineContext, Service } from '../context.ts'
import { writeReportWorkbook } from '../excel/writer/report-workbook.ts'
import { scaleReport } from '../excel/writer/scale-report.ts'
import { type SummarySource, writeSummaryWorkbook } from '../excel/writer/summary-workbook.ts'
import { requirePeriod, templateOf, unitOf } from './common.ts'
import { readingContext } from './kept-packs.ts'
import { refuseUnmoved } from './pack-upgrade.ts'
import { viewReport } from './report-view.ts'

type Scale = Parsed<'export.workbook'>['scale']

export function createExportService(context: EngineContext): Service<'export.workbook' | 'export.summary'> {
  return {
    'export.workbook': ({ form, period, scale, job }) =>
      context.jobs.run(job, async (watch) => {
        const { report, template, pack } = source(context, form, period, scale)
        const bytes = await writeReportWorkbook(report, template, pack, {
          deterministic: false,
          signal: watch.signal,
          onProgress: (done, total) => watch.progress(exportText.writing, done, total),
        })
        return { fileName: exportText.fileName(form, template.title, unitOf(readingContext(context, form, period)).name, period), bytes }
      }),
    'export.summary': ({ period, scale, job }) =>
      context.jobs.run(job, async (watch) => {
        const current = context.pack()
        requirePeriod(current, period)
        const unit = unitOf(context)
        const sources = current.manifest.forms
          .map((duty) => ({ duty, ...source(context, duty.id, period, scale) }))
          .filter(({ duty, report }) => report.rows.length > 0 || report.header.zeroReport || isOwed(current, duty, unit, period))
        const missing = sources.filter(({ report }) => report.state === '未填').map(({ template }) => template.title)
        const notes = [
          ...(missing.length === 0 ? [] : [exportText.notFilled(missing)]),
          ...(scale === undefined ? [] : [exportText.inTenThousands(scale.digits)]),
        ]
        const bytes = await writeSummaryWorkbook({ title: exportText.summaryTitle(unit.name, period), notes }, sources, {
          deterministic: false,
          signal: watch.signal,
          onProgress: (done, total) => watch.progress(exportText.writing, done, total),
        })
        return { fileName: exportText.summaryFile(unit.name, period), bytes }
      }),
  }
}

/** The report as it is to be printed, with the form it is printed in. */
const source = (context: EngineContext, form: string, period: string, scale: Scale): SummarySource => {
  const reading = readingContext(context, form, period)
  if (reading === context) refuseUnmoved(context, form, period)
  const pack = reading.pack()
  const template = templateOf(pack, form)
  const report = viewReport(context, form, period)
  if (scale === undefined) return { report, template, pack }
  return { ...scaleReport(template, report, membersOf(reading, template, report), scale.digits), pack }
}

const membersOf = (context: EngineContext, template: FormTemplate, report: Report) =>
  compileTemplate(context.pack(), template).totalMembers(
    report.rows.map(({ values, computed }) => ({ ...values, ...computed })),
    report.yearRows,
    report.period,
  )
