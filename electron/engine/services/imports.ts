/** Import of outside workbooks: a dry run that can be corrected as often as needed, then one undoable step. */
import type { ImportMode, ImportOptions, ImportPreview } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { importText } from '../../../shared/text/import.ts'
import type { EngineContext, JobWatch, Service } from '../context.ts'
import { importComments } from '../excel/preview/import-comments.ts'
import { importEdits } from '../excel/preview/import-edits.ts'
import { drawn, type Recognition } from '../excel/recognise/recognise.ts'
import { surveyWorkbook } from '../excel/recognise/survey-workbook.ts'
import type { StoreEdit } from '../store/types.ts'
import { announce, requirePeriod, whoOf } from './common.ts'
import { markImport } from './import-marks.ts'
import { createImportSessions, type ImportFile, type ImportSession } from './import-sessions.ts'
import { isPreviousChanged, openReport, openVersion, problemsOf, understand } from './import-understand.ts'
import { rememberedMappings } from './remembered-mappings.ts'

type ImportMethods =
  | 'import.survey'
  | 'import.previewSurveyed'
  | 'import.preview'
  | 'import.revise'
  | 'import.picture'
  | 'import.changes'
  | 'import.removals'
  | 'import.marked'
  | 'import.apply'
  | 'import.remembered'
  | 'import.discard'

export function createImportService(context: EngineContext): Service<ImportMethods> {
  const sessions = createImportSessions(context.store)
  return {
    'import.survey': ({ period, fileName, bytes, job }) =>
      context.jobs.run(job, async (watch) => {
        requirePeriod(context.pack(), period)
        const file = await read(context, fileName, bytes, watch)
        const id = context.ports.newId()
        try {
          const sheets = surveyWorkbook({
            workbook: file.workbook,
            pack: context.pack(),
            period,
            onSheet: (done, total) => {
              watch.checkpoint()
              watch.progress(importText.surveying, done, total)
            },
          })
          sessions.addSurvey(id, file)
          return { id, fileName, sheets: [...sheets] }
        } catch (error) {
          file.workbook.close?.()
          throw error
        }
      }),
    'import.previewSurveyed': ({ survey, form, period, options, job }) =>
      context.jobs.run(job, async (watch) => {
        const file = sessions.surveyed(survey)
        const session = newSession(context, { form, period, file, survey, options })
        const preview = describe(context, session, options, watch)
        await letMessagesIn()
        watch.checkpoint()
        // The survey may have been let go meanwhile, with its rows.
        sessions.surveyed(survey)
        sessions.add(session)
        return preview
      }),
    'import.preview': ({ form, period, fileName, bytes, options, job }) =>
      context.jobs.run(job, async (watch) => {
        openReport(context, form, period)
        const file = await read(context, fileName, bytes, watch)
        const session = newSession(context, { form, period, file, survey: undefined, options })
        try {
          const preview = describe(context, session, options, watch)
          sessions.add(session)
          return preview
        } catch (error) {
          file.workbook.close?.()
          throw error
        }
      }),
    'import.picture'({ id, sheet: name, from }) {
      const { sheets } = sessions.file(id).workbook
      const sheet = sheets.find((one) => one.name === name)
      if (sheet === undefined) throw new AppError('SHEET_UNKNOWN', { sheet: name })
      const start = sheet.rows.findIndex(({ row }) => row >= from)
      const end = start + rowsOfPicture
      return start < 0 ? { rows: [], more: false } : { rows: drawn(sheet.rows.slice(start, end)), more: end < sheet.rows.length }
    },
    'import.changes'({ id, from, limit }) {
      const session = sessions.get(id)
      const { changes } = (session.understood ?? understand(context, session, session.options)).plan
      return { changes: changes.page(from, limit), count: changes.count }
    },
    'import.removals'({ id, from, limit }) {
      const session = sessions.get(id)
      const { removals } = (session.understood ?? understand(context, session, session.options)).plan
      return { removals: removals.page(from, limit), count: removals.count }
    },
    'import.revise': ({ id, options, job }) =>
      context.jobs.run(job, async (watch) => {
        await letMessagesIn()
        return describe(context, sessions.get(id), options, watch)
      }),
    'import.marked': ({ id, job }) =>
      context.jobs.run(job, (watch) => {
        const session = sessions.get(id)
        // The report may have been worked on since the preview was shown.
        const understood = understand(context, session, session.options)
        return markImport(context, { file: session.file, isXlsx: session.file.workbook.format === 'xlsx', ...understood }, watch)
      }),
    'import.apply': ({ id, mode, remember, job }) =>
      context.jobs.run(job, async (watch) => {
        watch.progress(importText.comparing, 0, 1)
        await letMessagesIn()
        // Not before: other data may be put in the place of those it was compared with while messages come in.
        const session = sessions.get(id)
        const applied = apply(context, session, mode, remember, watch)
        sessions.forget(id)
        return applied
      }),
    'import.remembered': ({ form }) => rememberedMappings(context, form),
    'import.discard'({ id }) {
      sessions.forget(id)
      return null
    },
  }
}

const read = async (context: EngineContext, fileName: string, bytes: Uint8Array, watch: JobWatch): Promise<ImportFile> => {
  watch.progress(importText.reading, 0, 1)
  const workbook = await context.ports.parser.parse(
    { fileName, bytes },
    { signal: watch.signal, onProgress: (done, total) => watch.progress(importText.reading, done, total) },
  )
  await letMessagesIn()
  return { fileName, bytes, workbook }
}

const newSession = (context: EngineContext, of: Pick<ImportSession, 'form' | 'period' | 'file' | 'survey' | 'options'>): ImportSession => ({
  ...of,
  id: context.ports.newId(),
  store: context.store(),
  understood: undefined,
})

const rowsOfPicture = 40

/** Changes and removals sent along with a preview; the others are fetched by page. */
const changesShown = 5000

/** A cancellation that has been asked for is heard here. */
const letMessagesIn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

const describe = (context: EngineContext, session: ImportSession, options: ImportOptions, watch?: JobWatch): ImportPreview => {
  const understood = understand(context, session, options, watch)
  const { mode, recognition, plan } = understood
  session.options = options
  session.understood = understood
  const { sheets, sheet, headerRows, parts, columns, skipped, questions, picture } = recognition
  return {
    id: session.id,
    fileName: session.file.fileName,
    form: session.form,
    period: session.period,
    mode,
    sheets,
    sheet,
    headerRows,
    parts: parts.map(({ sheet: name, headerRows: rows, range, only, rows: count }) => ({
      sheet: name,
      headerRows: rows,
      ...(range === undefined ? {} : { columns: range }),
      ...(only === undefined ? {} : { only }),
      rows: count,
    })),
    columns,
    skipped,
    problems: [...problemsOf(understood)],
    comments: importComments(session.file.workbook, recognition),
    questions,
    counts: plan.counts,
    changes: plan.changes.page(0, changesShown),
    changeCount: plan.changes.count,
    removals: plan.removals.page(0, changesShown),
    picture,
  }
}

const apply = (context: EngineContext, session: ImportSession, mode: ImportMode | undefined, remember: boolean, watch: JobWatch) => {
  watch.checkpoint()
  const shown = session.understood
  const version = openVersion(context, session.form, session.period)
  if (shown !== undefined && shown.report.version !== version) throw new AppError('STALE')
  const isShown = shown !== undefined && (mode === undefined || mode === shown.mode) && !isPreviousChanged(context, session, shown)
  const { recognition, plan, report } = isShown
    ? shown
    : understand(context, session, { ...session.options, ...(mode === undefined ? {} : { mode }) }, watch)
  const [first] = recognition.questions
  if (first !== undefined) throw new AppError('IMPORT_UNDECIDED', { count: recognition.questions.length, first: first.message })
  watch.checkpoint()
  watch.progress(importText.saving, 0, 1)
  const { reports, mappings } = context.store()
  const stored = new Set(reports.rowIds(session.form, session.period))
  // Object.entries forgets its keys; these are fields of the head.
  // Names of the file fill only what nobody has filled yet.
  const signed = Object.entries(recognition.signatures).filter(([field]) => report.header[field as keyof Recognition['signatures']] === '')
  const edits: StoreEdit[] = importEdits(plan, report.rows, stored, context.ports.newId)
  if (signed.length > 0) edits.push({ kind: 'header', header: Object.fromEntries(signed) })
  const done = reports.apply(session.form, session.period, report.version, edits, {
    source: 'import',
    who: whoOf(context),
    origin: 'imported',
    why: session.file.fileName,
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
