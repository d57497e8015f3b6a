import { type CarryAnswer, mostCarryNamed, type Parsed } from '../../../shared/contract/index.ts'
import { frequencyMonths } from '../../../shared/forms/frequency.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { naturalKey } from '../../../shared/model/natural-key.ts'
import { shiftPeriod } from '../../../shared/model/period.ts'
import { causeOf } from '../../../shared/model/reason-cause.ts'
import { headerLabels } from '../../../shared/text/report-header.ts'
import { reviewText } from '../../../shared/text/review.ts'
import type { EngineContext, Service } from '../context.ts'
import type { LoggedEntry } from '../store/audit.ts'
import type { StoreEdit } from '../store/types.ts'
import { announce, requirePeriod, templateOf, whoOf } from './common.ts'
import { fieldNames, readingContext } from './kept-packs.ts'
import { requireHeaderReasons } from './reasons.ts'
import { findRow, prepareEdits } from './report-edits.ts'
import { readableRows } from './report-load.ts'
import { viewReport, viewWith } from './report-view.ts'

type ReportMethods =
  | 'report.open'
  | 'report.edit'
  | 'report.set'
  | 'report.carryForward'
  | 'report.undo'
  | 'report.redo'
  | 'report.history'
  | 'report.giveReason'
  | 'report.packVersion'
  | 'report.previous'

type EditRequest = Pick<Parsed<'report.edit'>, 'form' | 'period' | 'baseVersion' | 'edits' | 'source' | 'why'>

/**
 * Canonical edits, one step.
 * Throws STALE, PERIOD_CLOSED, ROW_UNKNOWN, FIELD_UNKNOWN, FIELD_READ_ONLY, REVISION_REASON_REFUSED, ZERO_REASON_REFUSED.
 */
export function edit(
  context: EngineContext,
  { form, period, baseVersion, edits, source, why }: EditRequest,
): { version: number; step: number } {
  const pack = context.pack()
  const template = templateOf(pack, form)
  requirePeriod(pack, period)
  for (const change of edits) if (change.kind === 'header') requireHeaderReasons(change.header)
  const { reports } = context.store()
  const prepared = prepareEdits(pack, template, edits, (id) => reports.row(form, period, id))
  const done = reports.apply(form, period, baseVersion, prepared, {
    source,
    who: whoOf(context),
    origin: 'typed',
    ...(why === undefined ? {} : { why }),
  })
  if (done.step !== 0) announce(context, form, period, done.version)
  return done
}

/** The ledger of the newest earlier period that holds any, as new rows of this one, and what is to be said about it. */
function carriedRows(context: EngineContext, form: string, period: string): { edits: StoreEdit[]; answer: CarryAnswer } {
  const template = templateOf(context.pack(), form)
  const { reports } = context.store()
  const { carryForward } = template
  const source = reports.periods(form).find((candidate) => candidate < period && (reports.summary(form, candidate)?.rowCount ?? 0) > 0)
  if (carryForward.mode === 'none' || source === undefined) {
    return { edits: [], answer: { from: null, rows: 0, taken: [], emptied: [], kept: 0, keptRows: [] } }
  }
  const here = reports.load(form, period)?.rows ?? []
  const ids = new Set(here.map((row) => row.id))
  const keys = new Map(here.map((row) => [naturalKey(template.naturalKey, row.values), row.id]))
  const stored = reports.load(form, source)
  const earlier = stored === undefined ? [] : readableRows(context, stored)
  const leftOut = new Set([
    ...carryForward.clear,
    ...template.fields.filter((field) => field.computed !== undefined && !field.overridable).map((field) => field.key),
  ])
  const hereAlready = (row: (typeof earlier)[number]): string | undefined => {
    const key = naturalKey(template.naturalKey, row.values)
    return ids.has(row.id) ? row.id : key === '' ? undefined : keys.get(key)
  }
  const taken = earlier.filter((row) => hereAlready(row) === undefined)
  const kept = earlier.flatMap((row) => hereAlready(row) ?? [])
  const edits = taken.map(
    (row, index): StoreEdit => ({
      kind: 'insertRow',
      row: row.id,
      at: index,
      values: Object.fromEntries(Object.entries(row.values).filter(([field]) => !leftOut.has(field))),
      // A row that the pack gives stays one; what was written in it goes on.
      origin: row.origin === 'fixed' ? 'fixed' : 'carried',
    }),
  )
  const answer = {
    from: source,
    rows: taken.length,
    taken: taken.slice(0, mostCarryNamed).map(({ id }) => id),
    emptied: carryForward.clear.filter((field) => taken.some(({ values }) => Object.hasOwn(values, field))),
    kept: kept.length,
    keptRows: kept.slice(0, mostCarryNamed),
  }
  return { edits, answer }
}

/** The name of a part of the report's head, or of the signature that counts no longer, for entries about it. */
export function labelOfOther({ what, field }: Pick<LoggedEntry, 'what' | 'field'>): string | undefined {
  if (field === null) return undefined
  if (what === 'void') return new Map<string, string>(Object.entries(reviewText.acts)).get(field)
  return what === 'header' ? new Map<string, string>(Object.entries(headerLabels)).get(field) : undefined
}

export function createReportService(context: EngineContext): Service<ReportMethods> {
  const check = (form: string, period: string): void => {
    const pack = context.pack()
    templateOf(pack, form)
    requirePeriod(pack, period)
  }
  const travel = (direction: 'undo' | 'redo', { form, period, baseVersion }: Parsed<'report.undo'>) => {
    check(form, period)
    // Nothing else comes between looking and doing: the engine is the only one at its store.
    const version = context.store().reports.summary(form, period)?.version ?? 0
    if (baseVersion !== undefined && baseVersion !== version) throw new AppError('STALE', { form, period, version })
    const done = context.store().reports[direction](form, period, whoOf(context))
    announce(context, form, period, done.version)
    const after = context.store().reports.summary(form, period)
    return { ...done, canUndo: after?.canUndo === true, canRedo: after?.canRedo === true }
  }
  return {
    'report.open': ({ form, period }) => viewReport(context, form, period),
    'report.edit': (request) => edit(context, request),
    'report.set'({ form, period, row: name, field, value, why }) {
      const report = viewReport(context, form, period)
      const row = findRow(report.rows, name)
      const before = row.values[field] ?? null
      const edits = [{ kind: 'cell' as const, row: row.id, field, value }]
      const cause = causeOf(report, { edits, before: [before] })
      // What a revision is for was said when it was begun.
      const reason = why?.trim() || (cause === 'revised' ? report.header.revisionReason.trim() : '') || undefined
      const done = edit(context, { form, period, baseVersion: undefined, edits, source: 'command', why: reason })
      const saved = context.store().reports.row(form, period, row.id)
      const reasonOwed = done.step !== 0 && reason === undefined ? cause : null
      return { ...done, row: row.key || row.id, before, after: saved?.values[field] ?? null, reasonOwed }
    },
    'report.carryForward'({ form, period, baseVersion, preview }) {
      check(form, period)
      const { edits, answer } = carriedRows(context, form, period)
      if (preview) return { version: baseVersion, step: 0, ...answer }
      const step = { source: 'carry', who: whoOf(context), origin: 'carried' } as const
      const done = context.store().reports.apply(form, period, baseVersion, edits, step)
      if (done.step !== 0) announce(context, form, period, done.version)
      return { ...done, ...answer }
    },
    'report.undo': (request) => travel('undo', request),
    'report.redo': (request) => travel('redo', request),
    'report.giveReason'({ form, period, why }) {
      check(form, period)
      context.store().reports.giveReason(form, period, whoOf(context), why)
      return null
    },
    'report.history'({ form, period, before, limit, filter }) {
      const reading = readingContext(context, form, period)
      const template = templateOf(reading.pack(), form)
      requirePeriod(reading.pack(), period)
      const labels = new Map(template.fields.map((field) => [field.key, field.label]))
      const earlier = fieldNames(context, form)
      const entries = context.store().reports.history(form, period, before, limit, filter)
      // A value may have been typed into a column that a later version renamed or no longer has.
      const broken = context.store().past.firstBad()
      return entries.map((entry) => ({
        ...entry,
        ...(broken !== null && entry.seq >= broken ? { doubtful: true as const } : {}),
        label: entry.field === null ? null : (labelOfOther(entry) ?? labels.get(entry.field) ?? earlier(entry.field)),
      }))
    },
    'report.packVersion': ({ form, period }) => ({ version: readingContext(context, form, period).pack().manifest.version }),
    'report.previous'({ form, period }) {
      const reading = readingContext(context, form, period)
      const { manifest } = reading.pack()
      templateOf(reading.pack(), form)
      requirePeriod(reading.pack(), period)
      const months = frequencyMonths[manifest.forms.find(({ id }) => id === form)?.frequency ?? 'month']
      const earlier = Array.from({ length: months }, (_, back) => shiftPeriod(period, -1 - back)).find(
        (candidate) => candidate >= manifest.validFrom && context.store().reports.summary(form, candidate) !== undefined,
      )
      // Compared column by column, so in the columns of the report that it stands beside.
      return earlier === undefined ? null : viewWith(reading, form, earlier)
    },
  }
}
