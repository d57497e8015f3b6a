/** Import of outside workbooks: a dry run that can be corrected as often as needed, then one undoable step. */
import type { ImportMode, ImportOptions, ImportPreview } from '../../../shared/contract/index.ts'
import type { FormTemplate } from '../../../shared/forms/form-schema.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { naturalKey } from '../../../shared/model/natural-key.ts'
import { previousPeriod } from '../../../shared/model/period.ts'
import { compileTemplate } from '../../../shared/rules/compute.ts'
import { importText } from '../../../shared/text/import.ts'
import type { EngineContext, JobWatch, Service } from '../context.ts'
import { importEdits } from '../excel/preview/import-edits.ts'
import { type ImportPlan, planImport } from '../excel/preview/plan-import.ts'
import { joinedMapping, packMapping } from '../excel/recognise/pack-mapping.ts'
import { type RecogniseInput, type Recognition, recognise } from '../excel/recognise/recognise.ts'
import type { ParsedWorkbook } from '../ports.ts'
import type { Store, StoredReport, StoreEdit } from '../store/types.ts'
import { announce, requirePeriod, templateOf, unitOf, whoOf } from './common.ts'
import { markImport } from './import-marks.ts'
import { readMapping, rememberedMappings } from './remembered-mappings.ts'
import { loadReport } from './report-load.ts'
import { viewWith } from './report-view.ts'

type ImportMethods =
  | 'import.preview'
  | 'import.revise'
  | 'import.changes'
  | 'import.marked'
  | 'import.apply'
  | 'import.remembered'
  | 'import.discard'

interface Session {
  readonly id: string
  readonly form: string
  readonly period: string
  readonly fileName: string
  /** The file itself, for giving it back with its problems marked. */
  readonly bytes: Uint8Array
  readonly workbook: ParsedWorkbook
  /** The store it was compared with: after a restore there is another one, with versions of its own. */
  readonly store: Store
  options: ImportOptions
  /** What was shown last; it is applied as it stands while report and decisions are still the same. */
  understood: Understood | undefined
}

/** Parsed workbooks are large; a clerk looks at one at a time. */
const sessionsKept = 3

export function createImportService(context: EngineContext): Service<ImportMethods> {
  const sessions = new Map<string, Session>()
  const sessionOf = (id: string): Session => {
    const session = sessions.get(id)
    if (session?.store !== context.store()) throw new AppError('IMPORT_UNKNOWN')
    return session
  }
  const forget = (id: string): void => {
    sessions.get(id)?.workbook.close?.()
    sessions.delete(id)
  }
  return {
    'import.preview': ({ form, period, fileName, bytes, options, job }) =>
      context.jobs.run(job, async (watch) => {
        openReport(context, form, period)
        watch.progress(importText.reading, 0, 1)
        const workbook = await context.ports.parser.parse(
          { fileName, bytes },
          { signal: watch.signal, onProgress: (done, total) => watch.progress(importText.reading, done, total) },
        )
        await letMessagesIn()
        const id = context.ports.newId()
        const session: Session = { id, form, period, fileName, bytes, workbook, store: context.store(), options, understood: undefined }
        try {
          const preview = describe(context, session, options, watch)
          sessions.set(session.id, session)
          for (const oldest of [...sessions.keys()].slice(0, -sessionsKept)) forget(oldest)
          return preview
        } catch (error) {
          workbook.close?.()
          throw error
        }
      }),
    'import.changes'({ id, from, limit }) {
      const session = sessionOf(id)
      const { changes } = (session.understood ?? understand(context, session, session.options)).plan
      return { changes: changes.page(from, limit), count: changes.count }
    },
    'import.revise': ({ id, options }) => describe(context, sessionOf(id), options),
    'import.marked': ({ id, job }) =>
      context.jobs.run(job, (watch) => {
        const session = sessionOf(id)
        const { fileName, bytes, workbook } = session
        // The report may have been worked on since the preview was shown.
        const understood = understand(context, session, session.options)
        return markImport(context, { file: { fileName, bytes }, isXlsx: workbook.format === 'xlsx', ...understood }, watch)
      }),
    'import.apply': ({ id, mode, remember, job }) =>
      context.jobs.run(job, async (watch) => {
        const session = sessionOf(id)
        watch.progress(importText.comparing, 0, 1)
        await letMessagesIn()
        const applied = apply(context, session, mode, remember, watch)
        forget(id)
        return applied
      }),
    'import.remembered': ({ form }) => rememberedMappings(context, form),
    'import.discard'({ id }) {
      forget(id)
      return null
    },
  }
}

/** Changes sent along with a preview; the others are fetched by page. */
const changesShown = 5000

/** A cancellation that has been asked for is heard here. */
const letMessagesIn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Throws FORM_UNKNOWN, PERIOD_OUTSIDE_PLAN, PERIOD_CLOSED. */
const openReport = (
  context: EngineContext,
  form: string,
  period: string,
): { readonly template: FormTemplate; readonly report: StoredReport } => {
  const pack = context.pack()
  const template = templateOf(pack, form)
  requirePeriod(pack, period)
  const report = loadReport(context, template, period)
  if (report.sealed) throw new AppError('PERIOD_CLOSED', { period })
  return { template, report }
}

type Values = Readonly<Record<string, string>>

/** Rows of the period before, by natural key: without them a cumulative figure of the file cannot be judged. */
const previousRows = (context: EngineContext, template: FormTemplate, period: string): ((values: Values) => { previous?: Values }) => {
  const before = previousPeriod(period)
  const isKnown = before >= context.pack().manifest.validFrom && context.store().reports.summary(template.id, before) !== undefined
  if (!isKnown) return () => ({})
  const rows = new Map(viewWith(context, template.id, before).rows.map((row) => [row.key, { ...row.values, ...row.computed }]))
  return (values) => {
    const previous = rows.get(naturalKey(template.naturalKey, values))
    return previous === undefined ? {} : { previous }
  }
}

interface Understood {
  readonly mode: ImportMode
  readonly recognition: Recognition
  readonly plan: ImportPlan
  readonly report: StoredReport
}

const understand = (context: EngineContext, session: Session, options: ImportOptions, watch?: JobWatch): Understood => {
  const { template, report } = openReport(context, session.form, session.period)
  const mode = options.mode ?? 'replace'
  watch?.checkpoint()
  const recognition = attended(session.workbook, watch, {
    workbook: session.workbook,
    template,
    codes: context.pack().codes,
    period: session.period,
    options: { ...options, mode },
    pack: context.pack(),
    saved: (fingerprint, keys) =>
      joinedMapping(readMapping(context, session.form, fingerprint), packMapping(context.pack(), session.form, keys)),
  })
  const canCompute = recognition.fields.some(({ field }) => field.computed !== undefined)
  const computing = { period: session.period, unit: unitOf(context), header: report.header }
  const compiled = canCompute ? compileTemplate(context.pack(), template) : undefined
  const previousOf = canCompute ? previousRows(context, template, session.period) : () => ({})
  const plan = planImport({
    template,
    mode,
    fields: recognition.fields,
    rows: recognition.rows,
    current: report.rows,
    headerRow: recognition.headerRows[1],
    parts: recognition.parts,
    hasSheets: recognition.hasSheets,
    onRows: (done, total) => {
      watch?.checkpoint()
      watch?.progress(importText.comparing, done, total)
    },
    ...(compiled === undefined ? {} : { compute: (values) => compiled.computeRow(values, { ...computing, ...previousOf(values) }) }),
  })
  return { mode, recognition, plan, report }
}

/** Recognition of a large sheet takes seconds: it says how far it is and heeds a cancellation each time it fetches rows. */
const attended = (workbook: ParsedWorkbook, watch: JobWatch | undefined, input: RecogniseInput): Recognition => {
  const work = () => recognise(input)
  if (watch === undefined || workbook.attended === undefined) return work()
  const rows = workbook.sheets.reduce((sum, sheet) => sum + sheet.rows.length, 0)
  let fetched = 0
  watch.progress(importText.recognising, 0, rows)
  return workbook.attended((count) => {
    watch.checkpoint()
    fetched += count
    // Rows are looked at more than once, how often depends on the sheet.
    watch.progress(importText.recognising, Math.min(fetched / timesFetched, rows), rows)
  }, work)
}
const timesFetched = 3

const describe = (context: EngineContext, session: Session, options: ImportOptions, watch?: JobWatch): ImportPreview => {
  const understood = understand(context, session, options, watch)
  const { mode, recognition, plan } = understood
  session.options = options
  session.understood = understood
  const { sheets, sheet, headerRows, parts, columns, skipped, questions, picture } = recognition
  return {
    id: session.id,
    fileName: session.fileName,
    form: session.form,
    period: session.period,
    mode,
    sheets,
    sheet,
    headerRows,
    parts: parts.map(({ sheet: name, headerRows: rows, range, rows: count }) => ({
      sheet: name,
      headerRows: rows,
      ...(range === undefined ? {} : { columns: range }),
      rows: count,
    })),
    columns,
    skipped,
    problems: [...recognition.problems, ...plan.problems],
    questions,
    counts: plan.counts,
    changes: plan.changes.page(0, changesShown),
    changeCount: plan.changes.count,
    picture,
  }
}

const apply = (context: EngineContext, session: Session, mode: ImportMode | undefined, remember: boolean, watch: JobWatch) => {
  watch.checkpoint()
  const shown = session.understood
  const { version } = openReport(context, session.form, session.period).report
  if (shown !== undefined && shown.report.version !== version) throw new AppError('STALE')
  const isShown = shown !== undefined && (mode === undefined || mode === shown.mode)
  const { recognition, plan, report } = isShown
    ? shown
    : understand(context, session, { ...session.options, ...(mode === undefined ? {} : { mode }) }, watch)
  const [first] = recognition.questions
  if (first !== undefined) throw new AppError('IMPORT_UNDECIDED', { count: recognition.questions.length, first: first.message })
  watch.checkpoint()
  watch.progress(importText.saving, 0, 1)
  const { reports, mappings } = context.store()
  const stored = new Set(reports.load(session.form, session.period)?.rows.map((row) => row.id))
  // Object.entries forgets its keys; these are fields of the head.
  // Names of the file fill only what nobody has filled yet.
  const signed = Object.entries(recognition.signatures).filter(([field]) => report.header[field as keyof Recognition['signatures']] === '')
  const edits: StoreEdit[] = importEdits(plan, report.rows, stored, context.ports.newId)
  if (signed.length > 0) edits.push({ kind: 'header', header: Object.fromEntries(signed) })
  const done = reports.apply(session.form, session.period, report.version, edits, {
    source: 'import',
    who: whoOf(context),
    origin: 'imported',
    why: session.fileName,
    onProgress: (written, total) => {
      watch.checkpoint()
      watch.progress(importText.saving, written, total)
    },
  })
  if (remember)
    for (const { fingerprint, decided } of recognition.memories) mappings.put(session.form, fingerprint, JSON.stringify(decided))
  if (done.step !== 0) announce(context, session.form, session.period, done.version)
  watch.progress(importText.saving, 1, 1)
  const { added, changed, removed, unchanged } = plan.counts
  return { ...done, added, changed, removed, unchanged }
}
