/** 操作日志: who did what, when and why, over all forms and beside them. */
import * as z from 'zod'
import { type LogEntry, type LogFilter, type LogKind, Profile } from '../../../shared/contract/index.ts'
import type { FormTemplate } from '../../../shared/forms/form-schema.ts'
import { isCoded, showValue } from '../../../shared/model/value.ts'
import { exchangeText } from '../../../shared/text/exchange.ts'
import { shownFingerprintWords } from '../../../shared/text/fingerprint-words.ts'
import { formatYesNo } from '../../../shared/text/format.ts'
import { historyText } from '../../../shared/text/ui-history.ts'
import { logText } from '../../../shared/text/ui-log.ts'
import { notesText } from '../../../shared/text/ui-notes.ts'
import { reportText } from '../../../shared/text/ui-report.ts'
import type { EngineContext, JobWatch, Service } from '../context.ts'
import { writeListWorkbook } from '../excel/writer/list-workbook.ts'
import type { LoggedEntry, LogQuery } from '../store/audit.ts'
import { dayOf } from './common.ts'
import { fieldNames } from './kept-packs.ts'
import { labelOfOther } from './reports.ts'

/** What is stored, by what people ask for. */
const whatsOf: Readonly<Record<LogKind, readonly string[]>> = {
  edit: ['cell', 'cells', 'insertRow', 'deleteRow', 'header', 'reason'],
  explain: ['explain'],
  review: ['handIn', 'pass', 'sign', 'refuse', 'void'],
  note: ['note', 'noteResolved', 'noteReopened', 'evidenceAdded', 'evidenceRemoved'],
  submit: ['submit', 'unlock', 'receipt', 'answer', 'waiver'],
  settings: ['profile', 'document', 'password', 'keys'],
}
/** More lines than this nobody reads, and a workbook of them opens slowly. */
const mostExported = 50_000
const exportPage = 1000
/** Only changes of figures came by some way. */
const edits: ReadonlySet<string> = new Set(['cell', 'insertRow', 'deleteRow', 'header'])

/** Midnight at the beginning of a day, `YYYY-MM-DD` on this computer's calendar, so many days later, as ISO time. */
function midnight(day: string, later: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date + later).toISOString()
}

const queryOf = ({ form, period, who, kind, from, to }: LogFilter): Omit<LogQuery, 'before' | 'limit'> => ({
  form: form ?? null,
  period: period ?? null,
  who: who ?? null,
  whats: kind === undefined ? null : whatsOf[kind],
  from: from === undefined ? null : midnight(from, 0),
  until: to === undefined ? null : midnight(to, 1),
})

type Told = Pick<LogEntry, 'label' | 'before' | 'after'>

/** A profile as far as people know it; empty for what cannot be read. */
function profileParts(json: string | null): Readonly<Record<string, string>> {
  try {
    const { people, role, unitName, packVersion, review } = Profile.extend({ review: z.boolean().optional() }).parse(JSON.parse(json ?? ''))
    return { unitName, role, packVersion, ...people, review: review === true ? logText.reviewOn : logText.reviewOff }
  } catch {
    return {}
  }
}

/** One line for each thing of the profile that is otherwise. */
function toldProfile(before: string | null, after: string | null): Told[] {
  const [was, is] = [profileParts(before), profileParts(after)]
  if (before === null) return [{ label: logText.created, before: null, after: is.unitName ?? null }]
  const labels = new Map<string, string>(Object.entries(logText.profile))
  return [...labels]
    .filter(([key]) => was[key] !== is[key])
    .map(([key, label]) => ({ label, before: was[key] || null, after: is[key] || null }))
}

const noteKinds = new Map<string, string>(Object.entries(notesText.kinds))

/** Entries in the words that people know forms, columns and codes by. */
function teller(context: EngineContext): (entry: LoggedEntry) => Told[] {
  const { forms, codes } = context.pack()
  const names = new Map<string, (key: string) => string | null>()
  const otherName = (form: string, key: string): string | null => {
    const known = names.get(form) ?? fieldNames(context, form)
    names.set(form, known)
    return known(key)
  }
  const words = (template: FormTemplate | undefined, key: string, value: string | null): string | null => {
    const field = template?.fields.find((one) => one.key === key)
    if (value === null || field === undefined || !isCoded(field.type) || field.codes === undefined) return value
    return showValue(field, value, codes.get(field.codes))
  }
  return (entry) => {
    const { what, form, field, before, after } = entry
    if (what === 'profile') return toldProfile(before, after)
    const { password } = logText
    if (what === 'password') {
      const said = (state: string | null): string => (state === null ? password.none : password.set)
      return [{ label: null, before: said(before), after: said(after) }]
    }
    if (what === 'keys') {
      const said = (fingerprint: string | null): string | null => fingerprint && shownFingerprintWords(fingerprint)
      return [{ label: null, before: said(before), after: said(after) }]
    }
    if (what === 'receipt') return [{ label: null, before: null, after: exchangeText.receiptKind(after ?? '') }]
    if (what === 'document') {
      // The name of the file is told; its digest stands before it.
      const name = (stored: string | null): string | null => stored?.replace(/^[0-9a-f]{64} /, '') ?? null
      return [{ label: null, before: name(before), after: name(after) }]
    }
    if (what === 'note' || what === 'noteResolved' || what === 'noteReopened')
      return [{ label: noteKinds.get(before ?? '') ?? null, before: null, after }]
    if (what === 'header' && field === 'zeroReport') {
      const said = (stored: string | null): string => formatYesNo(stored === 'true')
      return [{ label: labelOfOther(entry) ?? null, before: said(before), after: said(after) }]
    }
    if (what === 'insertRow' || what === 'deleteRow') return [{ label: null, before: null, after: null }]
    const template = form === null ? undefined : forms.get(form)
    const label = field === null ? null : (labelOfOther(entry) ?? template?.fields.find(({ key }) => key === field)?.label ?? null)
    if (what === 'cell' && field !== null) {
      return [
        {
          label: label ?? otherName(form ?? '', field) ?? field,
          before: words(template, field, before),
          after: words(template, field, after),
        },
      ]
    }
    // Version and digest of what was signed are for the package, not for reading.
    const isSigning = what === 'handIn' || what === 'pass' || what === 'sign' || what === 'refuse'
    if (isSigning) return [{ label, before: null, after: null }]
    if (what === 'void') return [{ label, before, after: null }]
    return [{ label, before, after }]
  }
}

/** Rows are known by their keys; those made from an indicator by what it is called. */
function rowNames(context: EngineContext): (key: string | null) => string | null {
  const titles = new Map(context.pack().indicators.map(({ key, title }) => [key, title]))
  return (key) => (key === null ? null : (titles.get(key) ?? key))
}

function page(context: EngineContext, filter: LogFilter, before: number, limit: number): { entries: LogEntry[]; next: number | null } {
  const { past } = context.store()
  const broken = past.firstBad()
  const { forms } = context.pack()
  const tell = teller(context)
  const nameOf = rowNames(context)
  const { entries, next } = past.log({ ...queryOf(filter), before, limit })
  return {
    next,
    entries: entries.flatMap((entry): LogEntry[] => {
      const { seq, at, who, source, what, form, period, rowKey, why } = entry
      const template = form === null ? undefined : forms.get(form)
      const title = template === undefined ? form : reportText.title(template.number, template.title)
      const doubtful = broken !== null && seq >= broken
      const row = nameOf(rowKey)
      return tell(entry).map((told) => ({ seq, at, who, source, what, form, title, period, rowKey: row, why, doubtful, ...told }))
    }),
  }
}

/** Day and time on this computer's clock, to the second. */
const localTime = (instant: string): string => {
  const at = new Date(instant)
  return Number.isNaN(at.getTime()) ? instant : `${dayOf({ now: () => at })} ${at.toTimeString().slice(0, 8)}`
}

const sheetLine = ({ seq, at, who, title, period, what, source, rowKey, label, before, after, why, doubtful }: LogEntry): string[] => [
  String(seq),
  localTime(at),
  who,
  title ?? '',
  period ?? '',
  logText.what[what],
  edits.has(what) ? historyText.source[source] : '',
  rowKey ?? '',
  label ?? '',
  before ?? '',
  after ?? '',
  why ?? '',
  doubtful ? logText.doubtfulMark : logText.sound,
]

async function exported(context: EngineContext, filter: LogFilter, watch: JobWatch): Promise<{ fileName: string; bytes: Uint8Array }> {
  const rows: string[][] = []
  let before: number | null = Number.MAX_SAFE_INTEGER
  while (before !== null && rows.length < mostExported) {
    watch.progress(logText.exporting, rows.length, mostExported)
    watch.checkpoint()
    const { entries, next } = page(context, filter, before, exportPage)
    rows.push(...entries.map(sheetLine))
    before = next
  }
  const unit = context.store().profile.get()?.unitName ?? ''
  const broken = context.store().past.firstBad()
  const notes = [...(broken === null ? [] : [logText.broken(broken)]), ...(before === null ? [] : [logText.tooMany(rows.length)])]
  const bytes = await writeListWorkbook({
    sheet: logText.sheet,
    title: logText.sheetTitle(unit),
    notes,
    head: logText.sheetColumns,
    widths: [8, 19, 10, 26, 9, 12, 8, 22, 20, 20, 20, 24, 9],
    rows,
  })
  return { fileName: logText.fileName(unit, dayOf(context.ports.clock)), bytes }
}

export function createLogService(context: EngineContext): Service<'log.list' | 'log.export'> {
  return {
    'log.list': ({ filter, before = Number.MAX_SAFE_INTEGER, limit }) => ({
      ...page(context, filter, before, limit),
      brokenAt: context.store().past.firstBad(),
    }),
    'log.export': ({ filter, job }) => context.jobs.run(job, (watch) => exported(context, filter, watch)),
  }
}
