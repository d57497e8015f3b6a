/**
 * The pack format: what a folder of YAML files may say, here about forms and code lists. A pack is data for people
 * who do not program; everything a plan asks for is written there and nothing of it in code. `docs/pack-authors.md`
 * is the guide; the schemas of this folder are the law. Every object is closed: a misspelt key is an error.
 */
import * as z from 'zod'
import { Cel, Key, Label, Month, Text, unitKinds } from './primitives.ts'

export const fieldTypes = [
  'text',
  'longText',
  'integer',
  'decimal',
  'percent',
  'money',
  'date',
  'month',
  'yesNo',
  'code',
  'region',
  'town',
  'uscc',
  'attachment',
] as const
export const FieldType = z.enum(fieldTypes)
export type FieldType = z.infer<typeof FieldType>

/** One column of a form. */
export const Field = z.strictObject({
  key: Key,
  label: Label,
  type: FieldType,
  /** As printed, e.g. 吨标准煤. Percent fields hold 0–100, not 0–1. */
  unit: z.string().max(40).optional(),
  /** Where the unit stands in each row: the field that holds it. Such a figure has no `unit` of its own. */
  unitField: Key.optional(),
  /** Digits after the point that may be entered and that are shown. */
  decimals: z.int().min(0).max(12).optional(),
  maxLength: z.int().min(1).max(4000).optional(),
  /** `true`, or a CEL condition over `row`: required when it holds. */
  required: z.union([z.boolean(), Cel]).default(false),
  /** Id of the code list of a `code` field. */
  codes: Key.optional(),
  /** Cascading code: only items whose `parent` is the value of this field. */
  parent: Key.optional(),
  /** CEL over `row`, `prev`, `plan`, `report`; such a cell cannot be typed. */
  computed: Cel.optional(),
  /** The clerk may type over the computed value (自动/手填). */
  overridable: z.boolean().default(false),
  /** Value of a new row. */
  initial: Text.optional(),
  allowNegative: z.boolean().default(false),
  /** A share of a whole: must lie in 0–100. */
  share: z.boolean().default(false),
  min: Text.optional(),
  max: Text.optional(),
  /** Width on screen and paper in characters. */
  width: z.int().min(2).max(80).default(12),
  group: z.enum(['core', 'extended']).default('core'),
  /** Other names under which a workbook may carry this column. */
  synonyms: z.array(Label).default([]),
  help: z.string().max(400).optional(),
  clause: z.string().max(200).optional(),
  /** Keys this field had in earlier versions of the pack: an upgrade moves their values here. */
  renamedFrom: z.array(Key).min(1).optional(),
  /** Registered on purpose without any rule, formula or total that uses it (see `tanbao pack check`). */
  recordOnly: z.literal(true).optional(),
})
export type Field = z.infer<typeof Field>

/** The printed header: a leaf names a field, a branch has a label and children. */
export type HeaderNode = string | { readonly label: string; readonly children: readonly HeaderNode[] }
export const HeaderNode: z.ZodType<HeaderNode> = z.lazy(() =>
  z.union([Key, z.strictObject({ label: Label, children: z.array(HeaderNode).min(1) })]),
)

/** Part of the row's id, so that a new version of the pack that moves the row keeps what was typed in it. */
export const FixedRow = z.strictObject({
  key: z.string().regex(/^[A-Za-z0-9_-]{1,57}$/),
  values: z.record(Key, Text),
  /** Who has the row: units of these kinds, and these units by id. Everybody when neither is given. */
  kinds: z.array(z.enum(unitKinds)).min(1).optional(),
  units: z
    .array(z.string().regex(/^[A-Za-z0-9-]{2,32}$/))
    .min(1)
    .optional(),
})
/** Rows made from the pack's indicators: which of them, and what of each goes into which field. */
export const IndicatorRows = z.strictObject({
  /** `monthly` takes only the indicators that the plan wants forecast every month. */
  which: z.enum(['all', 'monthly']).default('all'),
  values: z.record(
    Key,
    z.enum([
      'key',
      'title',
      'unit',
      'pace',
      'direction',
      'baseYear',
      'baseValue',
      'dueYear',
      'value',
      'binding',
      'scope',
      'responsible',
      'clause',
    ]),
  ),
})
export type IndicatorRows = z.infer<typeof IndicatorRows>
export const Structure = z.discriminatedUnion('kind', [
  /** Rows come and go (事件表 or 台账). */
  z.strictObject({ kind: z.literal('ledger') }),
  /** Rows are given by the pack; `extra` lets the clerk add more below. */
  z.strictObject({
    kind: z.literal('fixed'),
    rows: z.array(FixedRow).default([]),
    /** Rows behind `rows`, one for each indicator; the loader puts them among `rows`. */
    indicators: IndicatorRows.optional(),
    extra: z.boolean().default(false),
  }),
  /** One record. */
  z.strictObject({ kind: z.literal('single') }),
])

export const CarryForward = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('none') }),
  /** The whole ledger is copied from the period before; rows never disappear. `clear` fields start blank. */
  z.strictObject({ mode: z.literal('snapshot'), clear: z.array(Key).default([]) }),
])

/** One printed total row: exact sums of the fields over the rows for which `where` (CEL over `row`) holds. */
export const Total = z.strictObject({
  label: Label,
  /** May be empty where only rows are counted. */
  fields: z.array(Key),
  where: Cel.optional(),
  /** Prints how many rows were counted, e.g. 3台, in the column of `field`. */
  count: z.strictObject({ field: Key, unit: z.string().min(1).max(10) }).optional(),
  /** Sub-totals: one line for each value of this field that occurs, in the order of its code list. */
  by: Key.optional(),
  /** `year` counts the rows of the year's earlier periods too: for forms of events, not for ledgers that carry their past. */
  over: z.enum(['period', 'year']).optional(),
  /** Percent fields that show one of the sums as a share of another, e.g. 完工率. */
  rates: z.array(z.strictObject({ field: Key, of: Key, to: Key })).optional(),
})
export type Total = z.infer<typeof Total>

export const FormTemplate = z.strictObject({
  id: Key,
  /** 表号, e.g. JT-01. */
  number: Label,
  title: Label,
  version: z.int().min(1),
  /** 制定机关 */
  issuer: Label.optional(),
  unitLine: z.string().max(200).optional(),
  structure: Structure,
  /** A row is known by these fields; empty only for `single`. */
  naturalKey: z.array(Key),
  /** The name shown for a row in findings and lists. */
  rowLabel: z.array(Key).default([]),
  carryForward: CarryForward.default({ mode: 'none' }),
  zeroReport: z.boolean().default(true),
  fields: z.array(Field).min(1).max(400),
  header: z.array(HeaderNode).min(1),
  /** Columns frozen on screen and paper, from the left. */
  frozen: z.int().min(0).max(6).default(1),
  totals: z.array(Total).default([]),
  footer: z.array(Label).default(['单位负责人', '填表人', '审核人', '联系电话', '报出日期']),
  notes: z.array(z.string().max(400)).default([]),
  excel: z
    .strictObject({
      sheet: z.string().min(1).max(31).optional(),
      paper: z.enum(['A3', 'A4']).default('A3'),
      /** Other titles and sheet names under which a workbook may carry this form. */
      synonyms: z.array(Label).default([]),
    })
    .default({ paper: 'A3', synonyms: [] }),
})
export type FormTemplate = z.infer<typeof FormTemplate>

/**
 * A form of a pack made from a form of the library: `extends` names it, `set` changes parts of fields, `add`
 * puts a field behind another (in the printed header too), `remove` takes fields out; any other key
 * (title, version, totals, …) replaces the library's. The result must be a complete `FormTemplate`.
 */
export const FormOverlay = z.looseObject({
  extends: Key,
  set: z.record(Key, z.record(z.string(), z.unknown())).default({}),
  add: z.array(z.strictObject({ after: Key, field: z.record(z.string(), z.unknown()) })).default([]),
  remove: z.array(Key).default([]),
})
export type FormOverlay = z.infer<typeof FormOverlay>

/** Figures that go with a code for some time, e.g. the coefficient of a fuel: read by `codeNumber` and `codeText`. */
export const CodeFigures = z.strictObject({
  from: Month,
  /** Last month; open when absent. */
  to: Month.optional(),
  source: z.string().min(1).max(200),
  values: z.record(Key, Text),
})
export const CodeItem = z.strictObject({
  code: z.union([z.string(), z.number()]).transform(String).pipe(z.string().min(1).max(40)),
  label: Label,
  parent: z.union([z.string(), z.number()]).transform(String).pipe(z.string().max(40)).optional(),
  /** Initials for typing, made by the loader when absent. */
  pinyin: z.string().max(40).optional(),
  synonyms: z.array(Label).default([]),
  /** A code that history still uses but that may not be entered any more. */
  replacedBy: z.string().max(40).optional(),
  /** First period in which the new code counts; before it the old one is right. Absent: the new one always counts. */
  replacedFrom: Month.optional(),
  figures: z.array(CodeFigures).min(1).optional(),
})
export const CodeList = z.strictObject({
  id: Key,
  /** In a pack: the items of this file take the place of the library's items of the same codes, the others stay. */
  adds: z.literal(true).optional(),
  title: Label,
  /** Of a list with figures: which edition of them this is. */
  version: z.string().max(40).optional(),
  source: z.string().max(200).optional(),
  /** A bare text stands for an item whose code is its label. */
  items: z
    .array(z.preprocess((item) => (typeof item === 'string' ? { code: item, label: item } : item), CodeItem))
    .min(1)
    .max(5000),
})
export type CodeList = z.infer<typeof CodeList>
/** A file of `codes/` holds one list or several. */
export const CodeListFile = z.strictObject({ lists: z.array(CodeList).min(1) })
/** The lists that `region` and `town` fields use; towns name their region as parent. */
export const regionList = 'REGIONS'
export const townList = 'TOWNS'
/** The pack's indicators as a list, made by the loader: code = key, label = title. */
export const indicatorList = 'INDICATORS'
