/** Reports as they were, told again from the audit. */
import type { Differing, Moment, MomentName, PastReport, Report } from '../../../shared/contract/index.ts'
import type { FormTemplate } from '../../../shared/forms/form-schema.ts'
import type { Pack } from '../../../shared/forms/pack-types.ts'
import { AppError } from '../../../shared/model/errors.ts'
import { naturalKey } from '../../../shared/model/natural-key.ts'
import { isCoded, showValue } from '../../../shared/model/value.ts'
import type { RecordsFile } from '../../../shared/submission/content.ts'
import { recordsOf } from '../../../shared/submission/table.ts'
import { headerLabels } from '../../../shared/text/report-header.ts'
import type { EngineContext, Service } from '../context.ts'
import type { StoredMoment } from '../store/past-store.ts'
import { difference, type PastChange, type PastContent, replay } from '../store/replay.ts'
import type { StoredReport, StoredRow } from '../store/types.ts'
import { calculate } from './calculator.ts'
import { requirePeriod, templateOf, unitOf } from './common.ts'
import { fieldNames, packInVersion } from './kept-packs.ts'
import { versionsOver } from './pack-upgrade.ts'
import { sealedRecords } from './prints.ts'
import { withGivenRows } from './report-load.ts'

type PastMethods = 'report.moments' | 'report.at' | 'report.difference'

function toldMoment(context: EngineContext, stored: StoredMoment): Moment {
  const { seq, at, who, source, why, cells, inserted, removed, header, packageId, unlocked } = stored
  const summary =
    packageId === null
      ? undefined
      : context
          .store()
          .submissions.list()
          .find((one) => one.packageId === packageId)
  return {
    seq,
    at,
    who,
    source,
    why,
    changed: cells,
    added: inserted,
    removed,
    header,
    submission: packageId === null ? null : { packageId, revision: summary?.revision ?? 0 },
    reopened: unlocked === 1,
  }
}

/** The moment a name means; undefined when the report did not exist yet. Throws SUBMISSION_UNKNOWN. */
function momentOf(context: EngineContext, form: string, period: string, name: MomentName): StoredMoment | undefined {
  const { past } = context.store()
  if ('seq' in name) return past.momentOf(form, period, name.seq)
  if ('at' in name) return past.momentAt(form, period, new Date(name.at).toISOString())
  const found = past.sealing(form, period, name.submission)
  if (found === undefined) throw new AppError('SUBMISSION_UNKNOWN', { packageId: name.submission })
  return found
}

interface Past {
  readonly stored: StoredMoment | undefined
  readonly content: PastContent
  /** Reading with the pack of then. */
  readonly reading: EngineContext
  readonly pack: Pack
  readonly template: FormTemplate
  readonly brokenAt: number | null
}

function past(context: EngineContext, form: string, period: string, name: MomentName): Past {
  const store = context.store()
  const stored = momentOf(context, form, period, name)
  const content = replay(store.past.entries(form, period, stored?.seq ?? 0))
  const now = store.reports.summary(form, period)?.packVersion
  const version = now === undefined || stored === undefined ? now : versionsOver(store, now, stored.at)
  const pack = (version === undefined ? undefined : packInVersion(context, version)) ?? context.pack()
  requirePeriod(pack, period)
  const chain = store.past.firstBad()
  const brokenAt = chain === null || content.brokenAt === null ? (chain ?? content.brokenAt) : Math.min(chain, content.brokenAt)
  return { stored, content, reading: { ...context, pack: () => pack }, pack, template: templateOf(pack, form), brokenAt }
}

/** Computed cells and totals as the package has them. */
function withRecords(report: Report, records: RecordsFile): Report {
  const columns = records.columns
  const rows = new Map(records.rows.map((cells) => [cells[0] ?? '', cells]))
  return {
    ...report,
    rows: report.rows.map((row) => {
      const cells = rows.get(row.id) ?? []
      const computed = columns.slice(1).flatMap((key, at) => {
        const value = cells[at + 1] ?? null
        return value === null || row.values[key] !== undefined ? [] : [[key, value] as const]
      })
      return { ...row, computed: Object.fromEntries(computed) }
    }),
    totals: records.totals.map((total) => ({ ...total })),
  }
}

async function reportAt(context: EngineContext, form: string, period: string, name: MomentName): Promise<PastReport> {
  const { stored, content, reading, pack, template, brokenAt } = past(context, form, period, name)
  const store = context.store()
  const moment = stored === undefined ? null : toldMoment(context, stored)
  const isSealed = stored !== undefined && stored.packageId !== null
  const then: StoredReport = {
    form,
    period,
    version: content.version,
    packVersion: pack.manifest.version,
    header: content.header,
    sealed: isSealed,
    rows: withGivenRows(template, content.rows, unitOf(reading)),
    canUndo: false,
    canRedo: false,
  }
  const { computed, totals, yearRows } = calculate(reading, template, then)
  const report: Report = {
    form,
    period,
    unit: store.profile.get()?.unit ?? '',
    packId: pack.manifest.id,
    packVersion: pack.manifest.version,
    version: content.version,
    state: isSealed ? '已上报' : content.version === 0 ? '未填' : '填报中',
    open: false,
    header: content.header,
    rows: then.rows.map(({ id, origin, values }) => ({
      id,
      key: naturalKey(template.naturalKey, values),
      origin,
      values: { ...values },
      computed: { ...computed.get(id) },
    })),
    totals,
    yearRows,
    canUndo: false,
    canRedo: false,
  }
  const packageId = stored?.packageId ?? null
  const summary = packageId === null ? undefined : store.submissions.list().find((one) => one.packageId === packageId)
  const bytes = packageId === null ? undefined : store.submissions.bytes(packageId)
  const records = summary && bytes && (await sealedRecords(bytes, summary)).get(form)
  if (!records) return { moment, report, computed: 'again', agrees: packageId === null ? null : false, brokenAt }
  const sealed = withRecords(report, records)
  const agrees = JSON.stringify(recordsOf(template, sealed)) === JSON.stringify(records)
  return { moment, report: sealed, computed: 'sealed', agrees, brokenAt }
}

/** Changes with the names that people know rows, columns and codes by. */
function tell(context: EngineContext, { template, pack }: Pick<Past, 'template' | 'pack'>, changes: readonly PastChange[]): Differing[] {
  const fields = new Map(template.fields.map((field) => [field.key, field]))
  const otherNames = fieldNames(context, template.id)
  const rowName = (row: StoredRow): string => {
    const shown = template.rowLabel.flatMap((key) => row.values[key] ?? [])
    return shown.length > 0 ? shown.join(' ') : naturalKey(template.naturalKey, row.values) || row.id
  }
  const value = (key: string, text: string | null): string | null => {
    const field = fields.get(key)
    if (text === null || field === undefined || !isCoded(field.type) || field.codes === undefined) return text
    return showValue(field, text, pack.codes.get(field.codes))
  }
  return changes.map((change): Differing => {
    if (change.kind === 'header') {
      const { kind, field, before, after } = change
      return { kind, row: null, rowName: '', field, label: headerLabels[field], before, after }
    }
    const common = { kind: change.kind, row: change.row.id, rowName: rowName(change.row) }
    if (!('field' in change)) return { ...common, field: null, label: null, before: null, after: null }
    const { field, before, after } = change
    return {
      ...common,
      field,
      label: fields.get(field)?.label ?? otherNames(field) ?? field,
      before: value(field, before),
      after: value(field, after),
    }
  })
}

/** Any moment of a report, and what differs between two of them. */
export function createPastService(context: EngineContext): Service<PastMethods> {
  return {
    'report.moments'({ form, period, before = Number.MAX_SAFE_INTEGER, limit }) {
      const { past: store } = context.store()
      requirePeriod(context.pack(), period)
      const found = store.moments(form, period, before, limit + 1)
      return {
        moments: found.slice(0, limit).map((moment) => toldMoment(context, moment)),
        more: found.length > limit,
        brokenAt: store.firstBad(),
      }
    },
    'report.at': ({ form, period, moment }) => reportAt(context, form, period, moment),
    'report.difference'({ form, period, earlier, later, from, limit }) {
      const [first, second] = [past(context, form, period, earlier), past(context, form, period, later)]
      const changes = difference(first.content, second.content)
      const counts: Record<string, number> = {}
      for (const { kind } of changes) counts[kind] = (counts[kind] ?? 0) + 1
      return {
        changes: tell(context, second, changes.slice(from, from + limit)),
        counts,
        count: changes.length,
        brokenAt: second.brokenAt ?? first.brokenAt,
      }
    },
  }
}
