/** The variables of expressions: what each name gives in a given place. */

import { daysLeft, deadlineOf, lateDays } from '../forms/deadline.ts'
import type { Field } from '../forms/form-schema.ts'
import type { Pack } from '../forms/pack-types.ts'
import { unitTargetOf } from '../forms/targets.ts'
import { Decimal } from '../model/decimal.ts'
import { periodMonth, periodYear, shiftPeriod } from '../model/period.ts'
import { isUsable } from '../model/value.ts'
import { calendarReading } from '../text/calendar.ts'
import { packText } from '../text/pack.ts'
import { constant } from './cel/constants.ts'
import { fieldVariables, type ReportField } from './cel/environment.ts'
import type { Part } from './cel/scope.ts'
import { blank, type Frame, lookupText, type Program, type Struct, type Value } from './cel/value.ts'
import { type FieldModel, valueOfText } from './model.ts'
import { RowView, type Run, type Sheet } from './sheet.ts'

const text = (value: string | undefined): Value => (value === undefined || value === '' ? blank : value)
const number = (value: number): Value => new Decimal(value)

/** Facts about the report; an example may give some of them outright (`given`). */
const reportStruct = (sheet: Sheet, pack: Pack): Struct => {
  const { input } = sheet.run
  const { calendar } = pack.manifest
  const { template } = sheet.form
  const header = sheet.data?.header
  const deadline = deadlineOf(calendar, sheet.period)
  const facts: Readonly<Record<ReportField, Value>> = {
    period: sheet.period,
    year: number(periodYear(sheet.period)),
    month: number(periodMonth(sheet.period)),
    previousPeriod: shiftPeriod(sheet.period, -sheet.form.everyMonths),
    checkDate: input.checkDate,
    dueDate: deadline.dueDate,
    dueHoliday: text(deadline.holiday),
    daysLeft: number(daysLeft(calendar, deadline, input.checkDate)),
    lateDays: number(lateDays(calendar, deadline, input.checkDate)),
    form: template.id,
    formTitle: template.title,
    formVersion: number(template.version),
    state: text(sheet.data?.state),
    rowCount: number(sheet.rows.length),
    hasPrevious: sheet.previous !== undefined,
    isFirstPeriod: sheet.period === pack.manifest.validFrom,
    unitId: input.unit.id,
    unitName: text(input.unit.name),
    regionCode: text(input.unit.gbCode),
    preparer: text(header?.preparer),
    preparerPhone: text(header?.preparerPhone),
    auditor: text(header?.auditor),
    leader: text(header?.leader),
    fillDate: text(header?.fillDate),
    dataSource: text(header?.dataSource),
    revisionNo: number(header?.revisionNo ?? 0),
    revisionReason: text(header?.revisionReason),
    zeroReport: header?.zeroReport ?? false,
    zeroReason: text(header?.zeroReason),
  }
  return new Map<string, Value>([...Object.entries(facts), ...sheet.run.givenReport])
}

/** The plan's own facts and parameters. */
const planStruct = (pack: Pack, given: ReadonlyMap<string, Value>): Struct => {
  const { manifest } = pack
  const facts: [string, Value][] = [
    ['id', manifest.id],
    ['title', manifest.title],
    ['version', manifest.version],
    ['validFrom', manifest.validFrom],
    ['validTo', manifest.validTo],
    ['receiver', manifest.receiver.name],
    ['allIndicators', pack.indicators.filter(({ reportedBy }) => reportedBy === 'county').map(({ key }) => key)],
    ['monthlyIndicators', pack.indicators.filter(({ monthly }) => monthly).map(({ key }) => key)],
  ]
  const parameters = Object.entries(manifest.parameters).map(([key, { value }]): [string, Value] => [key, parameterValue(value)])
  const indicators = pack.indicators.map(({ key, value }): [string, Value] => [key, decimalOrBlank(value)])
  return new Map([...facts, ...parameters, ...indicators, ...given])
}

/** Figures of a pack may be written with zeros at the end, as in `130.50`. */
const decimalOrBlank = (value: string | undefined): Value =>
  value !== undefined && /^-?\d+(\.\d+)?$/.test(value) ? new Decimal(value) : blank

/** The reporting unit's own targets, by indicator and year. */
const targetStruct = (pack: Pack, run: Run): Struct => {
  const own = run.givenTargets ?? pack.targets.filter(({ unit }) => unit === run.input.unit.id)
  const wanted = new Set(own.map(({ indicator }) => indicator))
  const years = [...new Set(own.flatMap(({ year }) => (year === undefined ? [] : [year])))]
  return new Map(
    pack.indicators
      .filter(({ key }) => wanted.has(key))
      .flatMap((indicator) =>
        [...new Set([...years, indicator.dueYear])].map((year): [string, Value] => [
          `${indicator.key} ${year}`,
          decimalOrBlank(unitTargetOf(own, indicator, year)),
        ]),
      ),
  )
}

/** The parts `target.<key>`, so that a misspelt key is noticed when the pack is loaded. */
export const targetParts = (pack: Pack): [string, Part][] =>
  pack.indicators.map(({ key }) => [`target.${key}`, { run: constant(key), names: new Set(['unit']), cells: [] }])

export const parameterValue = (value: string | number | boolean | readonly string[]): Value =>
  typeof value === 'number' ? new Decimal(String(value)) : value

/**
 * The parts `reading.<key>`: in words, how the plan's text is read under the value the parameter has now. Only
 * parameters with `readings` have one.
 */
export const readingParts = (pack: Pack): [string, Part][] => [...calendarReadings(pack), ...parameterReadings(pack)]

/** The calendar's own switches: `dueDay` (is the day itself in time) and `dueHoliday` (does a holiday move it). */
const calendarReadings = ({ manifest: { calendar } }: Pack): [string, Part][] => [
  ['reading.dueDay', { run: constant(calendarReading.dueDay(calendar.day, calendar.inclusive)), names: new Set(), cells: [] }],
  ['reading.dueHoliday', { run: constant(calendarReading.dueHoliday[calendar.holidayShift]), names: new Set(), cells: [] }],
]

const parameterReadings = (pack: Pack): [string, Part][] =>
  Object.entries(pack.manifest.parameters).flatMap(([key, { readings }]) => {
    if (readings === undefined) return []
    const run: Program = ({ sheet }) => {
      const value = sheet.run.fact('plan', () => planStruct(pack, sheet.run.givenPlan)).get(key)
      const name = value === undefined ? undefined : readingKey(value)
      return name === undefined ? blank : text(readings[name])
    }
    return [[`reading.${key}`, { run, names: new Set(['plan']), cells: [] }]]
  })

/** Under which key of `readings` a value stands: `true` and `false` for yes and no, else the value as written. */
const readingKey = (value: Value): string | undefined => (typeof value === 'boolean' ? String(value) : lookupText(value))

const unitStruct = (run: Run): Struct => {
  const { unit } = run.input
  const regionCodes = [...(unit.gbCode === undefined ? [] : [unit.gbCode]), ...unit.regionCodes]
  return new Map<string, Value>([
    ['id', unit.id],
    ['name', unit.name],
    ['kind', unit.kind],
    ['gbCode', text(unit.gbCode)],
    ['regionCodes', regionCodes],
  ])
}

/** Variables of every expression. */
export const sheetVariables = (pack: Pack): Map<string, Program> =>
  new Map<string, Program>([
    ['report', ({ sheet }) => sheet.fact('report', () => reportStruct(sheet, pack))],
    ['plan', ({ sheet }) => sheet.run.fact('plan', () => planStruct(pack, sheet.run.givenPlan))],
    ['unit', ({ sheet }) => sheet.run.fact('unit', () => unitStruct(sheet.run))],
    // Read by the function `target`; expressions have no such name.
    ['targets', ({ sheet }) => sheet.run.fact('targets', () => targetStruct(pack, sheet.run))],
  ])

/** Variables that see other rows and forms: rules have them, formulas do not. */
export const listVariables = new Map<string, Program>([
  ['rows', ({ sheet }) => sheet.rows],
  ['prevRows', ({ sheet }) => sheet.previous?.rows ?? blank],
  ['earlier', ({ sheet }) => sheet.run.earlier(sheet.form.template.id)],
  // What these give is read part by part (`forms.F5`).
  ['forms', () => blank],
  ['prevForms', () => blank],
  ['earlierForms', () => blank],
])

/** Variables that see the row. */
export const rowVariables = new Map<string, Program>([
  ['row', (frame) => frame.row ?? blank],
  ['prev', (frame) => frame.row?.previous ?? blank],
  ['hasPrev', (frame) => frame.row?.previous !== undefined],
])

const fieldStruct = ({ field }: FieldModel): Struct =>
  new Map<string, Value>([
    ['key', field.key],
    ['label', field.label],
    ['type', field.type],
    ['unit', text(field.unit)],
    ['decimals', field.type === 'integer' ? number(0) : optionalNumber(field.decimals)],
    ['maxLength', optionalNumber(field.maxLength)],
    ['codes', text(field.codes)],
    ['min', limit(field, field.min)],
    ['max', limit(field, field.max)],
    ['share', field.share],
    ['allowNegative', field.allowNegative],
    ['computed', field.computed !== undefined],
    ['overridable', field.overridable],
    ['group', field.group],
  ])
const optionalNumber = (value: number | undefined): Value => (value === undefined ? blank : number(value))
const limit = (field: Field, value: string | undefined): Value =>
  value === undefined || field.type === 'date' ? blank : new Decimal(value)

/** Variables of a rule about one field. */
export const fieldScopeVariables = (model: FieldModel): Map<string, Program> => {
  const struct = fieldStruct(model)
  const typed = (frame: Frame): string | undefined => (frame.row instanceof RowView ? frame.row.text(model.index) : undefined)
  const numeric = model.celType === 'Decimal'
  return new Map<string, Program>([
    ['field', constant(struct)],
    ['value', (frame) => text(typed(frame))],
    ['blank', (frame) => typed(frame) === undefined],
    ['number', numeric ? (frame) => frame.row?.get(model.index) ?? blank : constant(blank)],
    ['previous', numeric ? (frame) => frame.row?.previous?.get(model.index) ?? blank : constant(blank)],
    [
      'readable',
      (frame) => {
        const value = typed(frame)
        return value === undefined ? blank : isUsable(model.field.type, value, model.codes) && valueOfText(model, value) !== blank
      },
    ],
  ])
}

/** Why a name is not available, for the messages to pack authors. */
export const refusedFieldNames: ReadonlyMap<string, string> = new Map(
  Object.keys(fieldVariables).map((name) => [name, packText.fieldNotHere]),
)
export const refusedRowNames = (scope: string): ReadonlyMap<string, string> =>
  new Map([...rowVariables.keys()].map((name) => [name, packText.rowNotHere(scope)]))
