/**
 * The pack format: what a folder of YAML files may say. A pack is data for people who do not program;
 * everything a plan asks for is written here and nothing of it in code. `docs/pack-authors.md` is the
 * guide; this file is the law. Every object is closed: a misspelt key is an error, never ignored.
 */
import * as z from 'zod'
import { Level } from '../model/level.ts'

export const Key = z.string().regex(/^[a-zA-Z][a-zA-Z0-9_]{0,63}$/)
export const PackId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/)
export const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)
const DateOrMonth = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])(-\d{2})?$/)
const Label = z.string().min(1).max(200)
/** Passages of a plan that a part of the pack carries, by their number in our reading of it (see docs/coverage.json). */
const Facts = z.array(z.string().regex(/^[A-Z]\d{3}$/)).optional()
const Cel = z.string().min(1).max(4000)
/** Written with or without quotes in YAML: `12.5`, `"12.5"`, `true` = 是. Kept as text, so nothing is rounded. */
const Text = z
  .union([z.string(), z.number(), z.boolean()])
  .transform((value) => (typeof value === 'boolean' ? (value ? '是' : '否') : String(value)))

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

const unitKinds = ['district', 'county', 'board', 'department'] as const

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

export const Outcome = z.enum(['pass', 'fail', 'notApplicable', 'error'])
export type Outcome = z.infer<typeof Outcome>

const RegionCode = z
  .union([z.string(), z.number()])
  .transform(String)
  .pipe(z.string().regex(/^\d{6}$/))
/** A situation a rule is tried on: values as a clerk would type them; absent = blank. */
const Values = z.record(z.string(), Text)
export const RuleExample = z.strictObject({
  outcome: Outcome,
  /** For a threshold: which side of it this example stands on. */
  boundary: z.enum(['below', 'exact', 'above']).optional(),
  note: z.string().max(200).optional(),
  /** Field scope: the field (of the first form of the rule) and its text. */
  field: Key.optional(),
  value: Text.optional(),
  row: Values.optional(),
  /** The same row one period earlier. */
  prev: Values.optional(),
  /** Further rows of the form (rows and form scope; the row itself not repeated). */
  rows: z.array(Values).optional(),
  /** All rows of the form one period earlier. */
  prevRows: z.array(Values).optional(),
  /** Rows of other forms of the same period, by form id. */
  forms: z.record(Key, z.array(Values)).optional(),
  /** Rows of this form in any earlier period, by period. */
  earlier: z.record(Month, z.array(Values)).optional(),
  /** Rows of other forms in earlier periods, by form id and period. */
  earlierForms: z.record(Key, z.record(Month, z.array(Values))).optional(),
  report: Values.optional(),
  /** The unit that reports, where it matters: its codes and name. */
  unit: z.strictObject({ name: Label.optional(), gbCode: RegionCode.optional(), regionCodes: z.array(RegionCode).optional() }).optional(),
  plan: z.record(Key, z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])).optional(),
  /** Targets of the unit that reports (`target("key", "year")`), instead of those of the pack. */
  targets: z.array(z.strictObject({ indicator: Key, year: z.int().optional(), value: Text })).optional(),
})
export type RuleExample = z.infer<typeof RuleExample>

export const RuleScope = z.enum(['field', 'row', 'rows', 'form', 'forms', 'periods', 'plan'])
export const Rule = z.strictObject({
  id: z.string().regex(/^[A-Z][A-Z0-9]*(-[A-Z0-9]+)+$/),
  /** Form ids; `['*']` for every form. A rule that names a form the pack does not carry is not loaded. */
  forms: z.array(z.union([Key, z.literal('*')])).min(1),
  /** Forms its expression reads besides its own. */
  reads: z.array(Key).default([]),
  level: Level,
  scope: RuleScope,
  /** CEL; when it does not hold the rule is 不适用. */
  when: Cel.optional(),
  /** CEL; true = pass. */
  expr: Cel,
  /**
   * What a blank does. `skip`: an expression whose truth hangs on a blank is 不适用 (three-valued logic:
   * `blank && false` is false, `blank || true` is true). `zero`: the fields named in `zeroFields` count as 0.
   */
  blank: z.enum(['skip', 'zero']).default('skip'),
  zeroFields: z.array(Key).default([]),
  /** Available to the expression as `tolerance`. */
  tolerance: Text.optional(),
  /** Chinese sentence; `{…}` holds a CEL expression or a field key, shown with the actual value. */
  message: z.string().min(1).max(400),
  /** Fields whose cells are marked. */
  cells: z.array(Key).default([]),
  clause: z.string().min(1).max(200),
  facts: Facts,
  origin: z.enum(['plan', 'standard', 'practice']),
  validFrom: DateOrMonth.optional(),
  validTo: DateOrMonth.optional(),
  /** A rule on trial only informs, whatever its level. */
  stage: z.enum(['trial', 'inForce']).default('inForce'),
  note: z.string().max(400).optional(),
  examples: z.array(RuleExample).min(2),
})
export type Rule = z.infer<typeof Rule>
export const RuleFile = z.strictObject({ rules: z.array(Rule) })

/**
 * A document that clauses refer to: a plan with its numbered passages, a standard, a practice. `name` is how a clause
 * begins (柳州方案, GB/T 2589-2020); where `clauses` is given, the clause must go on with one of its numbers.
 */
export const ClauseSource = z.strictObject({
  name: Label,
  title: Label,
  clauses: z.array(z.strictObject({ number: z.string().min(1).max(40), title: Label })).optional(),
})
export type ClauseSource = z.infer<typeof ClauseSource>
/** `clauses.yaml` of a pack, and the files of the library's `clauses/`. */
export const ClauseFile = z.strictObject({ sources: z.array(ClauseSource).min(1) })

export const UnitKind = z.enum(unitKinds)
export type UnitKind = z.infer<typeof UnitKind>
export const ReportingUnit = z.strictObject({
  /** The unit's own id; boards have one although they have no GB/T 2260 code. */
  id: z
    .union([z.string(), z.number()])
    .transform(String)
    .pipe(z.string().regex(/^[A-Za-z0-9-]{2,32}$/)),
  name: Label,
  gbCode: RegionCode.optional(),
  kind: UnitKind,
  /** Codes accepted in 所在县区 besides the unit's own (a board cuts across counties). */
  regionCodes: z.array(RegionCode).default([]),
})
export type ReportingUnit = z.infer<typeof ReportingUnit>

const Day = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)
/** Days off and working days of one year; replaces what the program knows of that year. */
export const HolidayYear = z.strictObject({
  year: z.int().min(2000).max(2100),
  /** The notice it comes from. */
  source: Label.optional(),
  off: z.array(z.strictObject({ name: Label, from: Day, to: Day })).min(1),
  workdays: z.array(Day).default([]),
})
/** `holidays.yaml` of a pack or of the library. */
export const HolidayFile = z.strictObject({ years: z.array(HolidayYear).min(1) })

export const Calendar = z.strictObject({
  periodKind: z.enum(['month']),
  /** Due on `day` of the month `monthsAfter` the period. */
  monthsAfter: z.int().min(0).max(12),
  day: z.int().min(1).max(31),
  /** Whether the due day itself is still in time. */
  inclusive: z.boolean(),
  holidayShift: z.enum(['none', 'statutory', 'workday']),
  /** From `holidays.yaml` of the library and of the pack, which wins; the loader puts them here. */
  holidays: z.array(HolidayYear).optional(),
  facts: Facts,
})

export type Calendar = z.infer<typeof Calendar>

export const Parameter = z.strictObject({
  value: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]),
  title: Label,
  unit: z.string().max(40).optional(),
  clause: z.string().max(200),
  facts: Facts,
  /** For a switch between two readings of the plan: how each value reads, for messages (`reading("key")`). */
  readings: z.record(z.string(), z.string().min(1).max(200)).optional(),
})
export type Parameter = z.infer<typeof Parameter>
/** A file of the library's `parameters/`: values that hold wherever a plan does not give its own. */
export const ParameterFile = z.strictObject({ parameters: z.record(Key, Parameter) })

/** In which months a form is due: the last of each quarter, half-year or year. */
export const Frequency = z.enum(['month', 'quarter', 'halfYear', 'year'])
/** A form of the menu: whether, by whom and how often it must be handed up. */
export const FormDuty = z.strictObject({
  id: Key,
  required: z.boolean().default(true),
  /** Kinds of units that owe it; all when absent. Other units may still fill it in. */
  kinds: z.array(UnitKind).min(1).optional(),
  frequency: Frequency.default('month'),
  clause: z.string().max(200).optional(),
  facts: Facts,
})
export type FormDuty = z.infer<typeof FormDuty>

export const PackManifest = z.strictObject({
  id: PackId,
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  title: Label,
  validFrom: Month,
  validTo: Month,
  draft: z.boolean().default(false),
  /** The folder holds all it needs, nothing comes from the library. Says nothing of the plan: the assembled pack does not show it. */
  standalone: z.boolean().optional(),
  receiver: z.strictObject({ id: z.string().min(1).max(40), name: Label }),
  calendar: Calendar,
  units: z.array(ReportingUnit).min(1),
  /** Form ids in the order of the menu, with whether they must be handed up. */
  forms: z.array(FormDuty).min(1),
  /** Rule ids of the common library that this plan switches off, each with the reason. */
  withoutRules: z.record(z.string(), z.string().min(1)).default({}),
  /** Numbers of the plan, used by rules as `plan.<key>`. */
  parameters: z.record(Key, Parameter).default({}),
  /** Passages with a figure, ban, date or duty that no form of a county can carry, each with the reason. */
  notCarried: z
    .array(z.strictObject({ fact: z.string().regex(/^[A-Z]\d{3}$/), clause: z.string().max(200), reason: z.string().min(1).max(400) }))
    .default([]),
})
export type PackManifest = z.infer<typeof PackManifest>

/**
 * How progress towards a target is measured (口径): `flow` adds up over the year, `point` is a state at a time,
 * `intensityYear` a fall against last year, `intensityCumulative` a fall since the base year (yearly falls multiply),
 * `standing` must hold at any time.
 */
export const Pace = z.enum(['flow', 'point', 'intensityYear', 'intensityCumulative', 'standing'])
export type Pace = z.infer<typeof Pace>
export const Indicator = z.strictObject({
  key: Key,
  title: Label,
  /** What a reader of the target should know: a reading, a figure still to be set. */
  note: z.string().max(200).optional(),
  /** Other names under which a workbook may carry it. */
  synonyms: z.array(Label).optional(),
  unit: z.string().max(40).optional(),
  /** `up`: more is better. A fall that is counted as a positive number goes up. */
  direction: z.enum(['up', 'down']),
  pace: Pace.default('point'),
  baseYear: z.int().optional(),
  baseValue: Text.optional(),
  dueYear: z.int(),
  /** Where the plan gives a day within that year. */
  dueDate: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional(),
  operator: z.enum(['>=', '<=', '>', '<', '=']),
  /** Absent where the plan leaves the figure to a higher level or to the city (`targets.yaml`). */
  value: Text.optional(),
  /** Targets of single years, where the plan or the city has set them. */
  years: z.record(z.string().regex(/^\d{4}$/), Text).optional(),
  /** Wanted in the monthly forecast. */
  monthly: z.boolean().default(false),
  scope: Label.optional(),
  /** `above`: only the bureau above has the figure; the target binds, but is no row of a county's forms. */
  reportedBy: z.enum(['county', 'above']).default('county'),
  binding: Label.optional(),
  responsible: z.array(Label).default([]),
  clause: z.string().min(1).max(200),
  facts: Facts,
})
export const IndicatorFile = z.strictObject({ indicators: z.array(Indicator) })
export type Indicator = z.infer<typeof Indicator>

/** A target the city has set for one reporting unit; without a year it is the one for the indicator's due year. */
export const UnitTarget = z.strictObject({
  unit: z
    .union([z.string(), z.number()])
    .transform(String)
    .pipe(z.string().regex(/^[A-Za-z0-9-]{2,32}$/)),
  indicator: Key,
  year: z.int().min(2000).max(2099).optional(),
  value: z
    .union([z.string(), z.number()])
    .transform(String)
    .pipe(z.string().regex(/^-?\d+(\.\d+)?$/)),
  clause: z.string().max(200).optional(),
})
export type UnitTarget = z.infer<typeof UnitTarget>
/** `targets.yaml`: how the city shares the plan's targets out among the units. Not part of the plan; may be absent. */
export const TargetFile = z.strictObject({ targets: z.array(UnitTarget).max(20_000) })

/** A pack as the program uses it: library merged in, every reference resolved. */
export interface Pack {
  readonly manifest: PackManifest
  readonly forms: ReadonlyMap<string, FormTemplate>
  readonly codes: ReadonlyMap<string, CodeList>
  readonly rules: readonly Rule[]
  readonly indicators: readonly Indicator[]
  readonly targets: readonly UnitTarget[]
  /** SHA-256 over everything the pack says (comments and layout of its files aside), hex: what a submission is bound to. */
  readonly digest: string
}

/** The same, as plain data that crosses the boundary. */
export interface PackData {
  readonly manifest: PackManifest
  readonly forms: readonly FormTemplate[]
  readonly codes: readonly CodeList[]
  readonly rules: readonly Rule[]
  readonly indicators: readonly Indicator[]
  readonly targets: readonly UnitTarget[]
  readonly digest: string
}
