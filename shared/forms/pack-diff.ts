/** Two versions of a pack (or two plans) compared, in words that the people of a bureau read. Pure. */
import { packDiffText as words } from '../text/pack-diff.ts'
import type { CodeList, Field, FormTemplate } from './form-schema.ts'
import type { Indicator, UnitTarget } from './indicator-schema.ts'
import type { FormDuty, Parameter, ReportingUnit } from './manifest-schema.ts'
import type { PackMapping } from './mapping-schema.ts'
import type { Pack } from './pack-types.ts'
import type { Rule } from './rule-schema.ts'

/** What changed in one part of the pack, a sentence a line. */
export interface DiffGroup {
  readonly title: string
  readonly lines: readonly string[]
}

/** Things that both have, and those only one has, by key. */
const pair = <T>(before: ReadonlyMap<string, T>, after: ReadonlyMap<string, T>) => ({
  added: [...after].filter(([key]) => !before.has(key)),
  removed: [...before].filter(([key]) => !after.has(key)),
  both: [...before].flatMap(([key, old]) => {
    const now = after.get(key)
    return now === undefined ? [] : [[key, old, now] as const]
  }),
})
const by = <T>(items: readonly T[], key: (item: T) => string): Map<string, T> => new Map(items.map((item) => [key(item), item]))
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
const change = (what: string, before: string | undefined, after: string | undefined): string[] =>
  (before ?? '') === (after ?? '') ? [] : [words.changed(what, before ?? '', after ?? '')]

/** Everything that differs, grouped in the order people ask; empty when the two say the same. */
export const diffPacks = (before: Pack, after: Pack): DiffGroup[] => {
  const forms = pair(before.forms, after.forms)
  const groups: DiffGroup[] = [
    { title: words.titles.plan, lines: planLines(before, after) },
    { title: words.titles.calendar, lines: dutyLines(before, after) },
    { title: words.titles.units, lines: unitLines(before.manifest.units, after.manifest.units) },
    {
      title: words.titles.forms,
      lines: [
        ...forms.added.map(([id, form]) => words.formAdded(id, form.title, form.fields.length)),
        ...forms.removed.map(([id, form]) => words.formRemoved(id, form.title)),
      ],
    },
    ...forms.both.map(([id, old, now]) => ({ title: words.titles.form(id, now.title), lines: formLines(old, now) })),
    ...codeGroups(before.codes, after.codes),
    { title: words.titles.parameters, lines: parameterLines(before.manifest.parameters, after.manifest.parameters) },
    { title: words.titles.rules, lines: ruleLines(before, after) },
    { title: words.titles.indicators, lines: indicatorLines(before.indicators, after.indicators) },
    { title: words.titles.targets, lines: targetLines(before, after) },
    { title: words.titles.mappings, lines: mappingLines(before.mappings ?? [], after.mappings ?? []) },
  ]
  const told = groups.filter(({ lines }) => lines.length > 0)
  // What is not worth a sentence of its own (examples, help, widths) is not kept secret either.
  return told.length > 0 || before.digest === after.digest ? told : [{ title: words.titles.rest, lines: [words.rest] }]
}

const planLines = ({ manifest: old }: Pack, { manifest: now }: Pack): string[] => [
  ...change(words.plan.id, old.id, now.id),
  ...change(words.plan.version, old.version, now.version),
  ...change(words.plan.title, old.title, now.title),
  ...change(words.plan.life, words.span(old.validFrom, old.validTo), words.span(now.validFrom, now.validTo)),
  ...change(words.plan.draft, words.draft(old.draft), words.draft(now.draft)),
  ...(same(old.calendar.holidays, now.calendar.holidays) ? [] : [words.holidays]),
  ...change(words.plan.receiver, old.receiver.name, now.receiver.name),
  ...change(words.plan.superior, old.superior?.name ?? words.nobody, now.superior?.name ?? words.nobody),
]

const dutyLines = ({ manifest: old }: Pack, { manifest: now }: Pack): string[] => {
  const duties = pair(
    by(old.forms, (duty) => duty.id),
    by(now.forms, (duty) => duty.id),
  )
  const told = (duty: FormDuty): string => words.duty(duty)
  return [
    ...change(words.plan.due, words.calendar(old.calendar), words.calendar(now.calendar)),
    ...duties.both.flatMap(([id, was, is]) => change(words.dutyOf(id), told(was), told(is))),
  ]
}

const unitLines = (old: readonly ReportingUnit[], now: readonly ReportingUnit[]): string[] => {
  const units = pair(
    by(old, (unit) => unit.id),
    by(now, (unit) => unit.id),
  )
  return [
    ...units.added.map(([id, unit]) => words.unitAdded(unit.name, id)),
    ...units.removed.map(([id, unit]) => words.unitRemoved(unit.name, id)),
    ...units.both.flatMap(([, was, is]) => [
      ...change(words.unitName, was.name, is.name),
      ...change(words.unitRegions(is.name), was.regionCodes.join('、'), is.regionCodes.join('、')),
    ]),
  ]
}

/** The parts of a field that matter to those who fill it in, each as text. */
const fieldParts = (field: Field): readonly (readonly [what: string, value: string | undefined])[] => [
  [words.field.label, field.label],
  [words.field.type, words.fieldType(field.type)],
  [words.field.unit, field.unit],
  [words.field.decimals, field.decimals === undefined ? undefined : String(field.decimals)],
  [words.field.required, words.required(field.required)],
  [words.field.codes, field.codes],
  [words.field.computed, field.computed],
  [words.field.min, field.min],
  [words.field.max, field.max],
  [words.field.initial, field.initial],
  [words.field.group, words.groupName(field.group)],
]

const formLines = (old: FormTemplate, now: FormTemplate): string[] => {
  const fields = pair(
    by(old.fields, (field) => field.key),
    by(now.fields, (field) => field.key),
  )
  const heirs = fields.added.flatMap(([, field]) => {
    const from = fields.removed.find(([key]) => field.renamedFrom?.includes(key) === true)
    return from === undefined ? [] : [{ field, from: from[1] }]
  })
  const inherited = new Set(heirs.flatMap(({ field, from }) => [field.key, from.key]))
  const differences = (was: Field, is: Field): string[] => {
    const parts = fieldParts(was)
    return fieldParts(is).flatMap(([what, value], index) => change(words.fieldPart(is.label, what), parts[index]?.[1], value))
  }
  const rows = (form: FormTemplate): string =>
    form.structure.kind === 'fixed' ? words.fixedRows(form.structure.rows.length) : words.structure(form.structure.kind)
  return [
    ...change(words.form.title, old.title, now.title),
    ...change(words.form.version, String(old.version), String(now.version)),
    ...change(words.form.rows, rows(old), rows(now)),
    ...change(words.form.key, old.naturalKey.join('、'), now.naturalKey.join('、')),
    ...change(words.form.carry, words.carry(old.carryForward.mode), words.carry(now.carryForward.mode)),
    ...change(words.form.zero, words.yes(old.zeroReport), words.yes(now.zeroReport)),
    ...fields.added
      .filter(([key]) => !inherited.has(key))
      .map(([key, field]) => words.fieldAdded(field.label, key, words.fieldType(field.type))),
    ...fields.removed.filter(([key]) => !inherited.has(key)).map(([key, field]) => words.fieldRemoved(field.label, key)),
    ...heirs.flatMap(({ field, from }) => [words.fieldRenamed(from.label, from.key, field.label, field.key), ...differences(from, field)]),
    ...fields.both.flatMap(([, was, is]) => differences(was, is)),
    ...(same(old.totals, now.totals) ? [] : [words.totals]),
    ...(same(old.header, now.header) && old.fields.length === now.fields.length ? [] : headerLine(old, now)),
  ]
}
/** The printed header is told apart only where it is not simply the fields that came and went. */
const headerLine = (old: FormTemplate, now: FormTemplate): string[] => {
  const order = (form: FormTemplate, other: FormTemplate): string[] =>
    form.fields.map((field) => field.key).filter((key) => other.fields.some((field) => field.key === key))
  return same(order(old, now), order(now, old)) ? [] : [words.order]
}

const codeGroups = (old: ReadonlyMap<string, CodeList>, now: ReadonlyMap<string, CodeList>): DiffGroup[] => {
  const lists = pair(old, now)
  const lines = [
    ...lists.added.map(([id, list]) => words.codesAdded(list.title, id, list.items.length)),
    ...lists.removed.map(([id, list]) => words.codesRemoved(list.title, id)),
    ...lists.both.flatMap(([, was, is]) => {
      const items = pair(
        by(was.items, (item) => item.code),
        by(is.items, (item) => item.code),
      )
      return [
        ...items.added.map(([code, item]) => words.codeAdded(is.title, code, item.label)),
        ...items.removed.map(([code, item]) => words.codeRemoved(is.title, code, item.label)),
        ...items.both.flatMap(([code, a, b]) => [
          ...change(words.codeLabel(is.title, code), a.label, b.label),
          ...(b.replacedBy !== undefined && a.replacedBy !== b.replacedBy ? [words.codeReplaced(is.title, code, b.replacedBy)] : []),
        ]),
      ]
    }),
  ]
  return [{ title: words.titles.codes, lines }]
}

const valueText = ({ value, unit = '' }: Parameter): string =>
  `${typeof value === 'boolean' ? words.yes(value) : Array.isArray(value) ? value.join('、') : String(value)}${unit}`

const parameterLines = (old: Readonly<Record<string, Parameter>>, now: Readonly<Record<string, Parameter>>): string[] => {
  const parameters = pair(new Map(Object.entries(old)), new Map(Object.entries(now)))
  return [
    ...parameters.added.map(([, parameter]) => words.parameterAdded(parameter.title, valueText(parameter))),
    ...parameters.removed.map(([, parameter]) => words.parameterRemoved(parameter.title, valueText(parameter))),
    ...parameters.both.flatMap(([, was, is]) => [
      ...change(words.parameter(is.title), valueText(was), valueText(is)),
      ...change(words.clauseOf(is.title), was.clause, is.clause),
    ]),
  ]
}

/** Parameters by which a rule measures. */
const measures = ({ expr, when = '' }: Rule): string[] => [
  ...new Set([...`${expr} ${when}`.matchAll(/\bplan\.(\w+)/g)].map(([, key = '']) => key)),
]

const ruleLines = (before: Pack, after: Pack): string[] => {
  const rules = pair(
    by(before.rules, (rule) => rule.id),
    by(after.rules, (rule) => rule.id),
  )
  const shown = (rule: Rule): string => words.ruleSays(rule.message)
  return [
    ...rules.added.map(([id, rule]) => words.ruleAdded(id, rule.level, shown(rule), rule.clause)),
    ...rules.removed.map(([id, rule]) => words.ruleRemoved(id, rule.level, shown(rule))),
    ...rules.both.flatMap(([id, was, is]) => [
      ...change(words.rulePart(id, words.rule.level), was.level, is.level),
      ...change(words.rulePart(id, words.rule.stage), words.stage(was.stage), words.stage(is.stage)),
      ...change(words.rulePart(id, words.rule.forms), was.forms.join('、'), is.forms.join('、')),
      ...change(words.rulePart(id, words.rule.when), was.when, is.when),
      ...change(words.rulePart(id, words.rule.expr), was.expr, is.expr),
      ...change(words.rulePart(id, words.rule.tolerance), was.tolerance, is.tolerance),
      ...change(words.rulePart(id, words.rule.message), was.message, is.message),
      ...change(words.rulePart(id, words.rule.clause), was.clause, is.clause),
      ...change(words.rulePart(id, words.rule.life), words.span(was.validFrom, was.validTo), words.span(is.validFrom, is.validTo)),
      ...measures(is).flatMap((key) => {
        const [old, now] = [before.manifest.parameters[key], after.manifest.parameters[key]]
        return old === undefined || now === undefined || same(old.value, now.value)
          ? []
          : [words.ruleMeasure(id, now.title, valueText(old), valueText(now))]
      }),
    ]),
  ]
}

const targetLines = (before: Pack, after: Pack): string[] => {
  const name = ({ manifest, indicators }: Pack, { unit, indicator, year }: UnitTarget): string =>
    words.unitTarget(
      manifest.units.find(({ id }) => id === unit)?.name ?? unit,
      indicators.find(({ key }) => key === indicator)?.title ?? indicator,
      year,
    )
  const of = (pack: Pack): Map<string, string> => new Map(pack.targets.map((set) => [name(pack, set), set.value]))
  const targets = pair(of(before), of(after))
  return [
    ...targets.added.flatMap(([what, value]) => change(what, undefined, value)),
    ...targets.removed.flatMap(([what, value]) => change(what, value, undefined)),
    ...targets.both.flatMap(([what, was, is]) => change(what, was, is)),
  ]
}

const mappingLines = (old: readonly PackMapping[], now: readonly PackMapping[]): string[] => {
  const mappings = pair(
    by(old, ({ name }) => name),
    by(now, ({ name }) => name),
  )
  const columns = ({ columns: own }: PackMapping): string => words.mappingColumns(own.length)
  return [
    ...mappings.added.flatMap(([name, is]) => change(words.mapping(name, is.form), undefined, columns(is))),
    ...mappings.removed.flatMap(([name, was]) => change(words.mapping(name, was.form), columns(was), undefined)),
    ...mappings.both.flatMap(([name, was, is]) => (same(was, is) ? [] : [words.mappingChanged(name, is.form)])),
  ]
}

const target = ({ operator, value, unit = '', dueYear }: Indicator): string => words.target(operator, value, unit, dueYear)
const indicatorLines = (old: readonly Indicator[], now: readonly Indicator[]): string[] => {
  // One key may have targets for several years or areas; where it has one on each side, a new year is a change of it.
  const isAlone = (key: string): boolean => [old, now].every((list) => list.filter((indicator) => indicator.key === key).length === 1)
  const name = ({ key, dueYear, scope = '' }: Indicator): string => (isAlone(key) ? key : `${key} ${dueYear} ${scope}`)
  const indicators = pair(by(old, name), by(now, name))
  return [
    ...indicators.added.map(([, indicator]) => words.indicatorAdded(indicator.title, target(indicator), indicator.clause)),
    ...indicators.removed.map(([, indicator]) => words.indicatorRemoved(indicator.title, target(indicator))),
    ...indicators.both.flatMap(([, was, is]) => [
      ...change(words.indicator(is.title), target(was), target(is)),
      ...change(words.indicatorBase(is.title), words.base(was.baseYear, was.baseValue), words.base(is.baseYear, is.baseValue)),
      ...change(words.indicatorBinding(is.title), was.binding, is.binding),
    ]),
  ]
}
