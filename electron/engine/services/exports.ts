import { AppError } from '../../../shared/model/errors.ts'
import { exportText } from '../../../shared/text/export.ts'
import type { EngineContext, Service } from '../context.ts'
import { writeReportWorkbook } from '../excel/writer/report-workbook.ts'
import { templateOf, unitOf } from './common.ts'
import { readingContext } from './kept-packs.ts'
import { refuseUnmoved } from './pack-upgrade.ts'
import { viewReport } from './report-view.ts'

export function createExportService(context: EngineContext): Service<'export.workbook'> {
  return {
    'export.workbook': ({ form, period, template: ownTemplate, job }) =>
      context.jobs.run(job, async (watch) => {
        // Filling in somebody's own file must not lose anything in it; until that is certain it is refused.
        if (ownTemplate !== undefined) throw new AppError('TEMPLATE_UNSUPPORTED', { reason: exportText.ownTemplate })
        const reading = readingContext(context, form, period)
        const pack = reading.pack()
        if (reading === context) refuseUnmoved(context, form, period)
        const template = templateOf(pack, form)
        const report = viewReport(context, form, period)
        const bytes = await writeReportWorkbook(report, template, pack, {
          deterministic: false,
          signal: watch.signal,
          onProgress: (done, total) => watch.progress(exportText.writing, done, total),
        })
        return { fileName: exportText.fileName(form, template.title, unitOf(reading).name, period), bytes }
      }),
  }
}
