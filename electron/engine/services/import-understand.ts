/** Understands a file for a form and a month, and what taking it in would change. */
import type { ImportMode, ImportOptions, ImportPreview } from '../../../shared/contract/index.ts'
import type { FormTemplate } from '../../../shared/forms/form-schema.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { previousPeriod } from '../../../shared/model/period.ts'
import { importText } from '../../../shared/text/import.ts'
import type { EngineContext, JobWatch } from '../context.ts'
import { type ImportPlan, planImport } from '../excel/preview/plan-import.ts'
import { inRowUnits } from '../excel/preview/row-units.ts'
import { joinedMapping, packMapping } from '../excel/recognise/pack-mapping.ts'
import { type RecogniseInput, type Recognition, recognise } from '../excel/recognise/recognise.ts'
import { isRoundedSheet } from '../excel/recognise/survey-workbook.ts'
import type { ParsedWorkbook } from '../ports.ts'
import type { StoredReport } from '../store/types.ts'
import { requirePeriod, templateOf, unitOf } from './common.ts'
import type { ImportSession } from './import-sessions.ts'
import { readMapping } from './remembered-mappings.ts'
import { loadReport } from './report-load.ts'
import { rowComputer, settledRows } from './settled-rows.ts'

/** Throws FORM_UNKNOWN, PERIOD_OUTSIDE_PLAN, PERIOD_CLOSED. */
export const openReport = (
  context: EngineContext,
  form: string,
  period: string,
): { readonly template: FormTemplate; readonly report: StoredReport } => {
  const template = templateOf(context.pack(), form)
  openVersion(context, form, period)
  return { template, report: loadReport(context, template, period) }
}

/** The version of a report that may be changed, without its rows; 0 while nothing is stored. Throws as `openReport`. */
export const openVersion = (context: EngineContext, form: string, period: string): number => {
  const pack = context.pack()
  templateOf(pack, form)
  requirePeriod(pack, period)
  const stored = context.store().reports.summary(form, period)
  if (stored?.sealed === true) throw new AppError('PERIOD_CLOSED', { period })
  return stored?.version ?? 0
}

export interface Understood {
  readonly mode: ImportMode
  readonly recognition: Recognition
  readonly plan: ImportPlan
  readonly report: StoredReport
  /** Version of the month before, where figures were judged by it. */
  readonly previousVersion: number | undefined
}

/** Everything that is wrong in the file. Of a row that is left out only that is said, and why: nothing of it came in as it stands. */
export const problemsOf = ({ recognition, plan }: Pick<Understood, 'recognition' | 'plan'>): Recognition['problems'] => [
  ...recognition.problems.filter(({ cell }) => !plan.untaken.has(cell)),
  ...plan.problems,
]

const previousVersion = (context: EngineContext, form: string, period: string): number | undefined =>
  context.store().reports.summary(form, previousPeriod(period))?.version

/** Whether the month before, on which cumulative figures rest, is another one than when it was understood. */
export const isPreviousChanged = (context: EngineContext, session: ImportSession, { previousVersion: known }: Understood): boolean =>
  known !== previousVersion(context, session.form, session.period)

/** @throws AppError FORM_UNKNOWN, PERIOD_OUTSIDE_PLAN, PERIOD_CLOSED, SHEET_UNKNOWN, HEADER_NOT_FOUND, RECORD_ON_TWO_LINES, FIELD_UNKNOWN, IMPORT_ROUNDED */
export const understand = (context: EngineContext, session: ImportSession, options: ImportOptions, watch?: JobWatch): Understood => {
  const { template, report } = openReport(context, session.form, session.period)
  const mode = options.mode ?? 'replace'
  const { workbook } = session.file
  watch?.checkpoint()
  const recognised = attended(workbook, watch, {
    workbook,
    template,
    codes: context.pack().codes,
    period: session.period,
    options: { ...options, mode },
    pack: context.pack(),
    // The name of a book of many months says nothing about one report.
    fileName: session.survey === undefined ? session.file.fileName : undefined,
    unit: { own: unitOf(context), units: context.pack().manifest.units },
    saved: (fingerprint, keys) =>
      joinedMapping(readMapping(context, session.form, fingerprint), packMapping(context.pack(), session.form, keys)),
  })
  const recognition = inRowUnits(recognised, {
    template,
    codes: context.pack().codes,
    mode,
    current: report.rows,
    computed: rowComputer(context, template, report),
  })
  const rounded = workbook.sheets.find((sheet) => recognition.parts.some((part) => part.sheet === sheet.name) && isRoundedSheet(sheet))
  if (rounded !== undefined) throw new AppError('IMPORT_ROUNDED', { sheet: rounded.name })
  const settle = settledRows(context, template, report, recognition)
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
    ...(settle === undefined ? {} : { settle }),
  })
  const question = keylessReplace(template, mode, options, recognition, plan)
  const questions = question === undefined ? recognition.questions : [...recognition.questions, question]
  return {
    mode,
    recognition: { ...recognition, questions },
    plan,
    report,
    previousVersion: previousVersion(context, session.form, session.period),
  }
}

/** Without the column by which rows are known none of them is found again: all would go, and new ones come in their place. */
const keylessReplace = (
  template: FormTemplate,
  mode: ImportMode,
  options: ImportOptions,
  { fields, questions }: Recognition,
  plan: ImportPlan,
): ImportPreview['questions'][number] | undefined => {
  if (mode !== 'replace' || template.structure.kind !== 'ledger' || options.withoutKey === true || plan.deletes.length === 0)
    return undefined
  // An answer about a column may bring the key.
  if (questions.length > 0) return undefined
  const missing = template.fields.filter(({ key }) => template.naturalKey.includes(key) && !fields.some(({ field }) => field.key === key))
  if (missing.length === 0) return undefined
  const labels = missing.map(({ label }) => label)
  const choices = [
    { value: JSON.stringify({ mode: 'append' } satisfies ImportOptions), label: importText.appendInstead },
    {
      value: JSON.stringify({ withoutKey: true } satisfies ImportOptions),
      label: importText.replaceAnyway(plan.deletes.length, plan.inserts.length),
    },
  ]
  return { id: 'replace', kind: 'replace', message: importText.keylessReplace(labels, plan.deletes.length), column: null, choices }
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
