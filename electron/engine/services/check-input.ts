import type { FormTemplate } from '../../../shared/forms/form-schema.ts'
import type { Pack } from '../../../shared/forms/pack-types.ts'
import { naturalKey } from '../../../shared/model/natural-key.ts'
import { previousPeriod } from '../../../shared/model/period.ts'
import { isOwed } from '../../../shared/plan/duties.ts'
import { formsNamed } from '../../../shared/rules/forms.ts'
import type { CheckInput, EarlierRows, FormData, RowData } from '../../../shared/rules/input.ts'
import type { EngineContext } from '../context.ts'
import type { StoredReport, StoredRow } from '../store/types.ts'
import { dayOf, templateOf, unitOf } from './common.ts'
import { formState, hasContent, stateOf } from './form-state.ts'
import { loadReport, readableRows } from './report-load.ts'

const rowData = (template: FormTemplate, rows: readonly StoredRow[]): RowData[] =>
  rows.map(({ id, values }) => ({ id, key: naturalKey(template.naturalKey, values), values }))

/** A report as rules see it. */
function formData(context: EngineContext, template: FormTemplate, report: StoredReport): FormData {
  return { header: report.header, state: stateOf(context.store(), report), rows: rowData(template, report.rows) }
}

/** Rows of all earlier periods of a form, each form read once and only when it is asked for. */
function earlierRows(context: EngineContext, pack: Pack, period: string): CheckInput['earlier'] {
  const { reports } = context.store()
  const read = new Map<string, readonly EarlierRows[]>()
  return (form) => {
    const template = pack.forms.get(form)
    const known = read.get(form)
    if (known || !template) return known ?? []
    const found = reports
      .periods(form)
      .filter((candidate) => candidate < period)
      .map((candidate) => {
        const stored = reports.load(form, candidate)
        return { period: candidate, rows: rowData(template, stored === undefined ? [] : readableRows(context, stored)) }
      })
    read.set(form, found)
    return found
  }
}

const reportsOf = (context: EngineContext, templates: readonly FormTemplate[], period: string): Map<string, FormData> =>
  new Map(templates.map((template) => [template.id, formData(context, template, loadReport(context, template, period))]))

/** Reports of a period that somebody has begun. */
function begunReports(context: EngineContext, templates: readonly FormTemplate[], period: string): Map<string, FormData> {
  const { reports } = context.store()
  const begun = templates.filter((template) => reports.summary(template.id, period) !== undefined)
  return reportsOf(context, begun, period)
}

/**
 * What has something in it, and what must be handed up although it has not: a form left out is a finding, not a silence.
 * An optional one that was begun and emptied again is as if nobody had touched it.
 */
function dueReports(context: EngineContext, pack: Pack, period: string): Map<string, FormData> {
  const { reports } = context.store()
  const unit = unitOf(context)
  const owed = new Set(pack.manifest.forms.filter((duty) => isOwed(pack, duty, unit, period)).map((duty) => duty.id))
  const due = [...pack.forms.values()].filter(({ id }) => owed.has(id) || hasContent(reports.summary(id, period)))
  return reportsOf(context, due, period)
}

/** Everything a check of a period may look at. */
export function checkInput(context: EngineContext, period: string, only?: string): CheckInput {
  const pack = context.pack()
  return {
    checkDate: dayOf(context.ports.clock),
    period,
    unit: unitOf(context),
    only,
    current: dueReports(context, pack, period),
    previous: begunReports(context, [...pack.forms.values()], previousPeriod(period)),
    earlier: earlierRows(context, pack, period),
  }
}

/** The same as it would be if a report were stored as given. */
export function checkInputWith(context: EngineContext, report: StoredReport): CheckInput {
  const template = templateOf(context.pack(), report.form)
  const input = checkInput(context, report.period, report.form)
  const { header, rows } = report
  const state = formState({ sealed: undefined, rows: rows.length, zeroReport: header.zeroReport, check: undefined })
  return { ...input, current: new Map([...input.current, [report.form, { header, state, rows: rowData(template, rows) }]]) }
}

/** What the formulas of one report may look at: the report itself, its own past, and the forms they name. */
export function computeInput(context: EngineContext, template: FormTemplate, report: StoredReport): CheckInput {
  const pack = context.pack()
  const others = begunReports(context, formsNamed(pack, template), report.period)
  return {
    checkDate: dayOf(context.ports.clock),
    period: report.period,
    unit: unitOf(context),
    only: template.id,
    current: new Map([...others, [template.id, formData(context, template, report)]]),
    previous: begunReports(context, [template], previousPeriod(report.period)),
    earlier: earlierRows(context, pack, report.period),
  }
}
