/** The file of an import with everything that is wrong in it shown where it is; the data folder is not touched. */
import { extname } from 'node:path'
import type { ImportPreview } from '../../../shared/contract/index.ts'
import { cellAddress } from '../../../shared/forms/columns.ts'
import type { FormTemplate } from '../../../shared/forms/form-schema.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { blocksSubmission, needsExplanation } from '../../../shared/model/level.ts'
import { checkReports } from '../../../shared/rules/check.ts'
import { findingDetail } from '../../../shared/rules/detail/detail.ts'
import type { Finding } from '../../../shared/rules/finding.ts'
import type { CheckInput } from '../../../shared/rules/input.ts'
import { errorSentence } from '../../../shared/text/errors.ts'
import { markText } from '../../../shared/text/marks.ts'
import type { EngineContext, JobWatch } from '../context.ts'
import { resultWorkbook } from '../excel/patcher/marks/result-workbook.ts'
import type { CellPlace, MarkAccount, MarkOrder, ResultLine } from '../excel/patcher/orders.ts'
import type { ImportPlan } from '../excel/preview/plan-import.ts'
import type { Recognition } from '../excel/recognise/recognise.ts'
import type { StoredReport, StoredRow } from '../store/types.ts'
import { checkInputWith } from './check-input.ts'
import { templateOf } from './common.ts'
import { problemsOf } from './import-understand.ts'

export interface MarkedImport {
  readonly fileName: string
  readonly bytes: Uint8Array
  /** False when only a list was possible: `bytes` is then a workbook of its own. */
  readonly inPlace: boolean
  /** Cells that were coloured and commented. */
  readonly marks: number
  /** Problems that no cell of the file shows. */
  readonly unmarkable: string[]
  /** What a person must know about the file. */
  readonly notes: string[]
}
export interface ReadImport {
  readonly file: { readonly fileName: string; readonly bytes: Uint8Array }
  readonly isXlsx: boolean
  readonly recognition: Recognition
  readonly plan: ImportPlan
  readonly report: StoredReport
}

/** More comments than anybody reads; a file with them would take long to open. */
const mostCells = 3000
/** Links of one sheet: Excel takes 65,530. */
const mostLines = 50_000
/** Trying repairs takes a while for each finding. */
const mostRepairs = 60
/** The file stays as it is and a list is given instead. */
const unmarkableFiles = new Set(['WORKBOOK_NOT_PATCHABLE', 'WORKBOOK_SIGNED', 'PATCH_UNPROVEN'])

interface Line extends ResultLine {
  readonly message: string
  /** Row and field in words, for what no cell of the file shows. */
  readonly words?: readonly [row: string | null, field: string | undefined]
}

/** Throws WORKBOOK_… when the file cannot be read any more, CANCELLED. */
export async function markImport(context: EngineContext, read: ReadImport, watch: JobWatch): Promise<MarkedImport> {
  watch.progress(markText.marking, 0, 2)
  const found = findingLines(context, read, watch)
  const lines = gravestFirst([...questionLines(read), ...problemLines(read, found), ...oncePerMessage(found)])
  watch.signal.throwIfAborted()
  watch.progress(markText.marking, 1, 2)
  const unmarkable = lines.flatMap(({ target, message }) => (target === undefined ? [message] : []))
  const { marks, cells, all } = marksOf(lines)
  const { fileName } = read.file
  const ending = extname(fileName)
  const base = fileName.slice(0, fileName.length - ending.length)
  const asList = async (note: string): Promise<MarkedImport> => {
    const bytes = await resultWorkbook(resultSheet(lines.map(inWords)))
    return { fileName: markText.listFile(base), bytes, inPlace: false, marks: 0, unmarkable, notes: [note] }
  }
  if (!read.isXlsx) return asList(markText.onlyXlsx)
  try {
    const patched = await context.ports.parser.patch(
      read.file,
      { rowBlocks: [], cells: [], marks, results: resultSheet(lines) },
      { signal: watch.signal },
    )
    watch.progress(markText.marking, 2, 2)
    const notes = [...(all > cells ? [markText.tooManyCells(cells, all)] : []), ...toldAccount(patched.account.marks)]
    return { fileName: markText.markedFile(base, ending), bytes: patched.bytes, inPlace: true, marks: cells, unmarkable, notes }
  } catch (error) {
    if (!(error instanceof AppError) || !unmarkableFiles.has(error.code)) throw error
    return asList(markText.insteadList(errorSentence(error.code, error.details)))
  }
}

const gravity: Readonly<Record<MarkOrder['tone'], number>> = { error: 0, warning: 1, notice: 2 }
const gravestFirst = (lines: readonly Line[]): Line[] => lines.toSorted((a, b) => gravity[a.tone] - gravity[b.tone])

const spelt = ({ sheet, cell }: CellPlace): string => `${sheet}!${cell}`

const marksOf = (lines: readonly Line[]) => {
  const marks: MarkOrder[] = []
  const all = new Set<string>()
  const marked = new Set<string>()
  for (const { target, tone, message, texts } of lines) {
    if (target === undefined) continue
    const place = spelt(target)
    all.add(place)
    if (!marked.has(place) && marked.size >= mostCells) continue
    marked.add(place)
    marks.push({ ...target, tone, label: texts[0] ?? '', message })
  }
  return { marks, cells: marked.size, all: all.size }
}

const resultSheet = (lines: readonly ResultLine[]) => {
  const shown = lines.slice(0, mostLines)
  if (shown.length < lines.length)
    shown.push({ tone: 'notice', texts: [markText.tones.notice, markText.linesLeftOut(lines.length - shown.length), ''] })
  if (shown.length === 0) shown.push({ tone: 'notice', texts: [markText.tones.notice, markText.noProblems, ''] })
  return { replaces: true, name: markText.sheet, heads: markText.heads, lines: shown }
}

const inWords = ({ target, ...line }: ResultLine): ResultLine => (target === undefined ? line : { ...line, place: spelt(target) })

const questionLines = ({ recognition }: ReadImport): Line[] =>
  recognition.questions.map(({ message }) => ({
    tone: 'warning',
    message,
    texts: [markText.question, message, markText.mendQuestion],
  }))

const problemTones: Readonly<Partial<Record<ImportPreview['problems'][number]['code'], MarkOrder['tone']>>> = {
  readOnly: 'notice',
  doubtful: 'warning',
  formulaWithoutValue: 'warning',
}

/** What the rules say just the same, and with a level. */
const saidByRules = new Set(['unreadable', 'unknownCode'])

const problemLines = ({ recognition, plan }: ReadImport, found: readonly Line[]): Line[] => {
  const grave = new Set(found.flatMap(({ target, tone }) => (target !== undefined && tone === 'error' ? [spelt(target)] : [])))
  return problemsOf({ recognition, plan }).flatMap(({ cell, code, message }) => {
    const split = cell.lastIndexOf('!')
    const target = { sheet: split < 0 ? recognition.sheet : cell.slice(0, split), cell: cell.slice(split + 1) }
    if (saidByRules.has(code) && grave.has(spelt(target))) return []
    return [{ target, tone: problemTones[code] ?? 'error', message, texts: [markText.reading, message, markText.mendReading] }]
  })
}

/** What the rules say of the report as it would stand after the import. */
const findingLines = (context: EngineContext, read: ReadImport, watch: JobWatch): Line[] => {
  const { report, recognition } = read
  const template = templateOf(context.pack(), report.form)
  const { rows, origins } = rowsAfter(read)
  // Object.entries forgets its keys; these are fields of the head.
  const signed = Object.entries(recognition.signatures).filter(([field]) => report.header[field as keyof Recognition['signatures']] === '')
  const input = checkInputWith(context, { ...report, rows, header: { ...report.header, ...Object.fromEntries(signed) } })
  const explanations = context.store().explanations.all(report.period)
  const findings = checkReports(context.rules(), input).findings.filter(
    ({ id, form, basis }) => form === report.form && explanations.get(id)?.basis !== basis,
  )
  return findings.map((finding, at) => {
    watch.signal.throwIfAborted()
    const target = placeOf(finding, origins, recognition)
    const advice = adviceFor(context, input, finding, at < mostRepairs)
    const line = { tone: toneOf(finding), message: finding.message, texts: [finding.level, finding.message, advice] } as const
    if (target !== undefined) return { ...line, target }
    return { ...line, words: [finding.rowLabel, labelOf(template, finding)] as const }
  })
}

/** A column that the file lacks fails in every row: once is enough for what is said of each in the same words. */
const oncePerMessage = (lines: readonly Line[]): Line[] =>
  [
    ...Map.groupBy(lines, ({ target, texts, message }) => (target === undefined ? [...texts.slice(0, 1), message].join() : spelt(target))),
  ].flatMap(([, group]) => {
    const [first] = group
    if (first?.words === undefined) return group
    const place = markText.place(...first.words, group.length)
    return [place === '' ? first : { ...first, place }]
  })

const toneOf = ({ level }: Finding): MarkOrder['tone'] =>
  blocksSubmission(level) ? 'error' : needsExplanation(level) ? 'warning' : 'notice'

const labelOf = (template: FormTemplate, { fields }: Finding): string | undefined =>
  template.fields.find(({ key }) => key === fields[0])?.label

const adviceFor = (context: EngineContext, input: CheckInput, finding: Finding, mayTry: boolean): string => {
  const repair = mayTry && finding.outcome === 'fail' ? findingDetail(context.rules(), input, finding).repair : null
  const must = blocksSubmission(finding.level)
    ? markText.mustMend
    : needsExplanation(finding.level)
      ? markText.mendOrExplain
      : markText.mayLook
  return repair === null || repair.form !== finding.form ? must : `${markText.repair(repair)}${must}`
}

/** First of a finding's cells that the file has. */
const placeOf = ({ rowId, fields }: Finding, origins: ReadonlyMap<string, Recognition['rows'][number]>, { parts }: Recognition) => {
  const origin = rowId === null ? undefined : origins.get(rowId)
  const part = origin && parts[origin.part]
  if (origin === undefined || part === undefined) return undefined
  const column = fields.map((field) => part.columns.get(field)).find((candidate) => candidate !== undefined)
  return column === undefined ? undefined : { sheet: part.sheet, cell: cellAddress(origin.row - 1, column) }
}

/** The rows of the report as the plan would leave them, and the row of the file that each comes from. */
const rowsAfter = ({ plan, recognition, report }: ReadImport) => {
  const idOf = (insert: number): string => `insert-${insert}`
  const deleted = new Set(plan.deletes)
  const updates = new Map(plan.updates.map(({ id, cells }) => [id, cells]))
  const kept = report.rows.filter(({ id }) => !deleted.has(id)).map((row) => withCells(row, updates.get(row.id) ?? {}))
  const rows: StoredRow[] = [...kept, ...plan.inserts.map((values, at) => ({ id: idOf(at), origin: 'imported' as const, values }))]
  const origins = new Map<string, Recognition['rows'][number]>()
  for (const [at, row] of recognition.rows.entries()) {
    const target = plan.targets[at]
    if (target !== undefined) origins.set(typeof target === 'number' ? idOf(target) : target, row)
  }
  return { rows, origins }
}

const withCells = (row: StoredRow, cells: Readonly<Record<string, string | null>>): StoredRow => {
  const values: Record<string, string> = { ...row.values }
  for (const [field, value] of Object.entries(cells)) {
    if (value === null) delete values[field]
    else values[field] = value
  }
  return { ...row, values }
}

const toldAccount = (account: MarkAccount | undefined): string[] => {
  if (account === undefined) return []
  return [
    ...(account.uncommented.length === 0 ? [] : [markText.uncommented(account.uncommented.map(spelt))]),
    ...(account.uncoloured.length === 0 ? [] : [markText.uncoloured(account.uncoloured.length)]),
    ...(account.structureLocked === true ? [markText.structureLocked] : []),
  ]
}
