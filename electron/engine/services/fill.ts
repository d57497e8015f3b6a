/** Filling in a bureau's own workbook with a report. */
import { FillOptions } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { fillText } from '../../../shared/text/fill.ts'
import { formatDate, formatPeriod } from '../../../shared/text/format.ts'
import type { EngineContext, JobWatch, Service } from '../context.ts'
import type { HeaderValues } from '../excel/fill/fill-types.ts'
import { type FillPlan, planFill } from '../excel/fill/plan-fill.ts'
import type { OutsideFile } from '../ports.ts'
import { templateOf, unitOf } from './common.ts'
import { readingContext } from './kept-packs.ts'
import { refuseUnmoved } from './pack-upgrade.ts'
import { viewReport } from './report-view.ts'

interface Template extends OutsideFile {
  readonly form: string
  readonly period: string
  readonly options: FillOptions
}

export function createFillService(context: EngineContext): Service<'export.template' | 'export.filled'> {
  return {
    'export.template': (template) => context.jobs.run(template.job, async (watch) => (await planned(context, template, watch)).preview),
    'export.filled': (template) =>
      context.jobs.run(template.job, async (watch) => {
        const { preview, orders } = await planned(context, template, watch)
        const [first] = preview.questions
        if (first !== undefined) throw new AppError('TEMPLATE_UNDECIDED', { count: preview.questions.length, first: first.message })
        watch.signal.throwIfAborted()
        watch.progress(fillText.writing, 2, 3)
        const { form, period, fileName, bytes, options } = template
        const filled = await context.ports.parser.patch({ fileName, bytes }, orders, { signal: watch.signal })
        if (template.remember && Object.keys(options).length > 0) {
          const { mappings } = context.store()
          mappings.put(form, memory(preview.fingerprint), JSON.stringify({ ...remembered(context, form, preview.fingerprint), ...options }))
        }
        const uncomputed = filled.account.uncomputed.map(({ sheet, cell }) => `${sheet}!${cell}`)
        const unit = unitOf(readingContext(context, form, period)).name
        return {
          fileName: fillText.fileName(fileName.replace(/\.[^.]*$/, ''), unit, formatPeriod(period)),
          bytes: filled.bytes,
          notes: [
            ...preview.notes,
            // Rows that were put in are copies: only those of the template itself are named.
            ...filled.account.shownRows.map(({ rows }) => fillText.shownRows(rows.filter((row) => row <= (preview.block?.[1] ?? row)))),
            ...(uncomputed.length === 0 ? [] : [fillText.uncomputed(uncomputed)]),
          ],
          uncomputed,
        }
      }),
  }
}

/** Beside the mappings of imports, which are known by the fingerprint alone. */
const memory = (fingerprint: string): string => `fill:${fingerprint}`

const remembered = (context: EngineContext, form: string, fingerprint: string): FillOptions | undefined => {
  const json = context.store().mappings.get(form, memory(fingerprint))
  return json === undefined ? undefined : FillOptions.parse(JSON.parse(json))
}

/** A refusal speaks of filling: the template is read as an import reads, but nothing was to be imported. Throws as `plan`. */
async function planned(context: EngineContext, template: Template, watch: JobWatch): Promise<FillPlan> {
  try {
    return await plan(context, template, watch)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    throw new AppError(error.code, { ...error.details, purpose: 'patch' }, { cause: error })
  }
}

/** Throws FORM_UNKNOWN, PERIOD_OUTSIDE_PLAN, PACK_UPGRADE_PENDING, WORKBOOK_…, TEMPLATE_UNSUPPORTED, HEADER_NOT_FOUND, RECORD_ON_TWO_LINES. */
async function plan(context: EngineContext, { form, period, fileName, bytes, options }: Template, watch: JobWatch): Promise<FillPlan> {
  const reading = readingContext(context, form, period)
  if (reading === context) refuseUnmoved(context, form, period)
  const pack = reading.pack()
  const template = templateOf(pack, form)
  const report = viewReport(context, form, period)
  watch.progress(fillText.reading, 0, 3)
  const workbook = await context.ports.parser.parse({ fileName, bytes }, { signal: watch.signal })
  if (workbook.format !== 'xlsx') throw new AppError('WORKBOOK_NOT_PATCHABLE', { file: fileName })
  watch.progress(fillText.reading, 1, 3)
  const layout = await context.ports.parser.readLayout({ fileName, bytes }, { signal: watch.signal })
  // Said when the file is chosen, not after its doubts are answered.
  if (layout.obstacle !== undefined) throw new AppError(layout.obstacle, { file: fileName })
  if (layout.hasMacros) throw new AppError('TEMPLATE_UNSUPPORTED', { reason: fillText.macros, help: fillText.macrosHelp })
  const { leader, preparer, auditor, preparerPhone, fillDate } = report.header
  const values: HeaderValues = {
    unit: unitOf(reading).name,
    period: formatPeriod(period),
    leader,
    preparer,
    auditor,
    preparerPhone,
    fillDate: fillDate === '' ? '' : formatDate(fillDate),
  }
  return planFill({
    workbook,
    layout,
    template,
    codes: pack.codes,
    mappings: pack.mappings ?? [],
    report,
    values,
    options,
    saved: (fingerprint) => remembered(context, form, fingerprint),
  })
}
