/** A pack as a handbook: chapters of tables, ready to be written as a page or a workbook. Pure. */
import { packDiffText } from '../text/pack-diff.ts'
import { packHandbookText as words } from '../text/pack-handbook.ts'
import { fieldTypeNames, unitKindNames } from '../text/pack-words.ts'
import { headerGrid } from './columns.ts'
import type { CodeList, Field, FormTemplate } from './form-schema.ts'
import type { ClauseSource, Parameter } from './manifest-schema.ts'
import type { Pack } from './pack-types.ts'
import type { Rule } from './rule-schema.ts'

export interface HandbookTable {
  readonly kind: 'table'
  readonly title?: string
  /** Sentences above it. */
  readonly notes: readonly string[]
  readonly head: readonly string[]
  /** Share of the width of each column. */
  readonly widths: readonly number[]
  readonly rows: readonly (readonly string[])[]
}
/** Many short items, set in columns. */
export interface HandbookList {
  readonly kind: 'list'
  readonly title: string
  readonly notes: readonly string[]
  readonly items: readonly string[]
}
export interface HandbookChapter {
  /** Short, for tabs and anchors. */
  readonly name: string
  readonly title: string
  readonly parts: readonly (HandbookTable | HandbookList)[]
}
export interface Handbook {
  readonly title: string
  readonly subtitle: string
  readonly chapters: readonly HandbookChapter[]
}

/** Lists longer than this are set in columns, code and label alone. */
const longList = 60

const table = (
  head: readonly (readonly [heading: string, width: number])[],
  rows: readonly (readonly string[])[],
  rest: { readonly title?: string; readonly notes?: readonly string[] } = {},
): HandbookTable => ({
  kind: 'table',
  notes: rest.notes ?? [],
  ...(rest.title === undefined ? {} : { title: rest.title }),
  head: head.map(([heading]) => heading),
  widths: head.map(([, width]) => width),
  rows,
})

/** Everything a pack asks for, in the order of its menu. `sources` are the documents its clauses refer to. */
export const packHandbook = (pack: Pack, sources: readonly ClauseSource[]): Handbook => {
  const { manifest } = pack
  return {
    title: words.title(manifest.title),
    subtitle: words.subtitle(manifest.id, manifest.version, manifest.draft),
    chapters: [
      planChapter(pack),
      unitChapter(pack),
      ...[...pack.forms.values()].map((form) => formChapter(pack, form)),
      codeChapter(pack),
      ruleChapter(pack),
      parameterChapter(pack),
      indicatorChapter(pack),
      sourceChapter(pack, sources),
    ].filter(({ parts }) => parts.length > 0),
  }
}

const planChapter = ({ manifest, forms, rules, indicators }: Pack): HandbookChapter => ({
  name: words.names.plan,
  title: words.chapters.plan,
  parts: [
    table(words.heads.facts, [
      [words.plan.id, `${manifest.id} ${manifest.version}`],
      [words.plan.title, manifest.title],
      [words.plan.life, words.span(manifest.validFrom, manifest.validTo)],
      [words.plan.receiver, manifest.receiver.name],
      [words.plan.due, packDiffText.calendar(manifest.calendar)],
      [words.plan.size, words.size(forms.size, rules.length, indicators.length)],
    ]),
    table(
      words.heads.duties,
      manifest.forms.map((duty) => {
        const form = forms.get(duty.id)
        return [duty.id, form?.number ?? '', form?.title ?? '', packDiffText.duty(duty), duty.clause ?? '']
      }),
      { title: words.duties },
    ),
  ],
})

const unitChapter = ({ manifest }: Pack): HandbookChapter => ({
  name: words.names.units,
  title: words.chapters.units,
  parts: [
    table(
      words.heads.units,
      manifest.units.map((unit) => [
        unit.id,
        unit.name,
        unitKindNames[unit.kind],
        unit.gbCode ?? words.noCode,
        unit.regionCodes.join('、'),
      ]),
    ),
  ],
})

const formChapter = (pack: Pack, form: FormTemplate): HandbookChapter => {
  const labels = new Map(form.fields.map((field) => [field.key, field.label]))
  const named = (keys: readonly string[]): string => keys.map((key) => labels.get(key) ?? key).join('、')
  const notes = [
    words.structure(form.structure.kind, form.structure.kind === 'fixed' ? form.structure.rows.length : 0),
    ...(form.naturalKey.length === 0 ? [] : [words.naturalKey(named(form.naturalKey))]),
    form.carryForward.mode === 'none' ? words.noCarry : words.carry(named(form.carryForward.clear)),
    form.zeroReport ? words.zero : words.noZero,
    ...totalNotes(form, named),
    ...form.notes,
  ]
  const rows = headerGrid(form).columns.map((field, index) => [
    String(index + 1),
    field.label,
    field.key,
    typeText(pack, field),
    field.unit ?? '',
    requiredText(field, labels),
    fieldRemarks(field, labels),
  ])
  return {
    name: form.id,
    title: words.formTitle(form.id, form.number, form.title),
    parts: [table(words.heads.fields, rows, { notes })],
  }
}

/** Total rows that add up the same fields are told together. */
const totalNotes = (form: FormTemplate, named: (keys: readonly string[]) => string): string[] => {
  const groups = new Map<string, string[]>()
  for (const total of form.totals) {
    const fields = named(total.fields)
    groups.set(fields, [...(groups.get(fields) ?? []), total.label])
  }
  return [...groups].map(([fields, labels]) => words.total(labels.join('”“'), fields))
}

const typeText = (pack: Pack, field: Field): string => {
  const list = field.codes === undefined ? undefined : pack.codes.get(field.codes)
  const digits = field.decimals === undefined ? '' : words.decimals(field.decimals)
  return `${fieldTypeNames[field.type]}${list === undefined ? '' : words.ofList(list.title)}${digits}`
}
/** Keys in an expression as the labels people know. */
const readable = (expression: string, labels: ReadonlyMap<string, string>): string =>
  expression.replaceAll(/\brow\.(\w+)/g, (whole, key: string) => labels.get(key) ?? whole)

const requiredText = ({ required }: Field, labels: ReadonlyMap<string, string>): string =>
  typeof required === 'boolean' ? (required ? words.required : '') : words.requiredWhen(readable(required, labels))

const fieldRemarks = (field: Field, labels: ReadonlyMap<string, string>): string =>
  [
    ...(field.computed === undefined ? [] : [words.computed(readable(field.computed, labels), field.overridable)]),
    ...(field.min === undefined && field.max === undefined ? [] : [words.range(field.min, field.max)]),
    ...(field.share ? [words.share] : []),
    ...(field.allowNegative ? [words.negative] : []),
    ...(field.initial === undefined ? [] : [words.initial(field.initial)]),
    ...(field.help === undefined ? [] : [field.help]),
    ...(field.clause === undefined ? [] : [words.clause(field.clause)]),
  ].join('；')

const codeChapter = ({ codes }: Pack): HandbookChapter => ({
  name: words.names.codes,
  title: words.chapters.codes,
  parts: [...codes.values()].map(codePart),
})
const codePart = (list: CodeList): HandbookTable | HandbookList => {
  const title = words.listTitle(list.title, list.id)
  const notes = list.source === undefined ? [] : [words.source(list.source)]
  const shown = ({ code, label }: CodeList['items'][number]): string => (code === label ? label : `${code} ${label}`)
  if (list.items.length > longList) return { kind: 'list', title, notes, items: list.items.map(shown) }
  return table(
    words.heads.codes,
    list.items.map((item) => [
      item.code,
      item.label,
      item.parent ?? '',
      item.synonyms.join('、'),
      item.replacedBy === undefined ? '' : words.replacedBy(item.replacedBy),
    ]),
    { title, notes },
  )
}

const valueText = ({ value, unit = '' }: Parameter): string =>
  `${typeof value === 'boolean' ? packDiffText.yes(value) : Array.isArray(value) ? value.join('、') : String(value)}${unit}`

/** A message with the names of the fields and the plan's numbers where values will stand. */
const messageText = (pack: Pack, rule: Rule): string => {
  const labels = new Map(rule.forms.flatMap((id) => pack.forms.get(id)?.fields.map((field) => [field.key, field.label] as const) ?? []))
  return rule.message.replaceAll(/\{([^{}]*)\}/g, (_, inner: string) => {
    const [, plan, key = ''] = /^\s*(?:(plan\.)|row\.|prev\.)?(\w+)\s*$/.exec(inner) ?? []
    const parameter = plan === undefined ? undefined : pack.manifest.parameters[key]
    return parameter === undefined ? words.slot(labels.get(key)) : valueText(parameter)
  })
}

const ruleChapter = (pack: Pack): HandbookChapter => {
  const groups = new Map<string, Rule[]>()
  for (const rule of pack.rules) {
    const forms = rule.forms.join('、')
    groups.set(forms, [...(groups.get(forms) ?? []), rule])
  }
  const measures = ({ expr, when = '' }: Rule): string =>
    [...new Set([...`${expr} ${when}`.matchAll(/\bplan\.(\w+)/g)].map(([, key = '']) => key))]
      .flatMap((key) => {
        const parameter = pack.manifest.parameters[key]
        return parameter === undefined ? [] : [words.measure(parameter.title, valueText(parameter))]
      })
      .join('；')
  return {
    name: words.names.rules,
    title: words.chapters.rules,
    parts: [...groups].map(([forms, rules]) =>
      table(
        words.heads.rules,
        rules.map((rule) => [
          rule.id,
          rule.stage === 'trial' ? words.trial(rule.level) : rule.level,
          messageText(pack, rule),
          measures(rule),
          rule.clause,
          words.origins[rule.origin],
          rule.blank === 'zero' ? words.blankZero : words.blankSkip,
        ]),
        { title: forms === '*' ? words.everyForm : words.ofForms(forms), notes: [] },
      ),
    ),
  }
}

const parameterChapter = ({ manifest }: Pack): HandbookChapter => {
  const rows = Object.values(manifest.parameters).map((parameter) => [
    parameter.title,
    valueText(parameter),
    parameter.readings?.[String(parameter.value)] ?? '',
    parameter.clause,
  ])
  return {
    name: words.names.parameters,
    title: words.chapters.parameters,
    parts: rows.length === 0 ? [] : [table(words.heads.parameters, rows)],
  }
}

const indicatorChapter = ({ indicators }: Pack): HandbookChapter => {
  const rows = indicators.map((indicator) => [
    indicator.title,
    packDiffText.target(indicator.operator, indicator.value, indicator.unit ?? '', indicator.dueYear),
    packDiffText.base(indicator.baseYear, indicator.baseValue),
    indicator.scope ?? '',
    indicator.binding ?? '',
    indicator.responsible.join('、'),
    indicator.clause,
  ])
  return {
    name: words.names.indicators,
    title: words.chapters.indicators,
    parts: rows.length === 0 ? [] : [table(words.heads.indicators, rows)],
  }
}

/** Only documents that this pack names, with the passages it names. */
const sourceChapter = (pack: Pack, sources: readonly ClauseSource[]): HandbookChapter => {
  const clauses = [
    ...pack.rules.map((rule) => rule.clause),
    ...pack.indicators.map((indicator) => indicator.clause),
    ...Object.values(pack.manifest.parameters).map((parameter) => parameter.clause),
  ]
  const used = sources.filter((source) => clauses.some((clause) => clause.includes(source.name)))
  const rows = used.flatMap((source) => [
    [source.name, '', source.title],
    ...(source.clauses ?? [])
      .filter(({ number }) => clauses.some((clause) => clause.includes(`${source.name}${number}`)))
      .map(({ number, title }) => ['', number, title]),
  ])
  return { name: words.names.sources, title: words.chapters.sources, parts: rows.length === 0 ? [] : [table(words.heads.sources, rows)] }
}
