/**
 * The reports of one check as expressions see them. Rows read a cell once and keep the value; formulas are
 * worked out when something asks for them; indexes over a list are built once per check, so that looking for
 * another row costs the same for ten rows and for a hundred thousand.
 */
import type { UnitTarget } from '../forms/indicator-schema.ts'
import { previousPeriod, shiftPeriod } from '../model/period.ts'
import { blank, lookupText, type RowValue, type Value } from './cel/value.ts'
import type { CheckInput, FormData, RowData } from './input.ts'
import { type FormModel, fitComputed, textOfValue, valueOfText } from './model.ts'

export class RowView implements RowValue {
  readonly sheet: Sheet
  readonly index: number
  readonly data: RowData
  #slots: (Value | undefined)[] | undefined
  #previous: RowView | null | undefined

  constructor(sheet: Sheet, index: number, data: RowData, previous?: RowView) {
    this.sheet = sheet
    this.index = index
    this.data = data
    this.#previous = previous
  }

  get(field: number): Value {
    this.#slots ??= new Array<Value | undefined>(this.sheet.form.fields.length)
    const known = this.#slots[field]
    if (known !== undefined) return known
    const value = this.#read(field)
    this.#slots[field] = value
    return value
  }

  /** Does what reads of the row in passing: values that were not kept before are not kept behind it. */
  inPassing<T>(read: () => T): T {
    const isHeld = this.#slots !== undefined
    const result = read()
    if (!isHeld) this.#slots = undefined
    return result
  }

  /** Forgets the values read so far, so that a check of very many rows does not hold them all. */
  release(): void {
    this.#slots = undefined
  }

  has(field: number): boolean {
    const model = this.sheet.form.fields[field]
    if (model === undefined) return false
    if (model.formula !== undefined && !this.#isTyped(field)) return this.get(field) !== blank
    return (this.data.values[model.field.key] ?? '') !== ''
  }

  /** The text a person sees in the cell: what was typed, or the computed value. */
  text(field: number): string | undefined {
    const model = this.sheet.form.fields[field]
    if (model === undefined) return undefined
    if (model.formula !== undefined && !this.#isTyped(field)) return textOfValue(this.get(field))
    const text = this.data.values[model.field.key]
    return text === '' ? undefined : text
  }

  /** The same row one period earlier. */
  get previous(): RowView | undefined {
    if (this.#previous === undefined) this.#previous = this.sheet.previous?.byKey(this.data.key) ?? null
    return this.#previous ?? undefined
  }

  /** Computed cells hold what was typed over them, where that is allowed or the values are given whole. */
  #isTyped(field: number): boolean {
    const model = this.sheet.form.fields[field]
    return model !== undefined && (model.field.overridable || this.sheet.given) && Object.hasOwn(this.data.values, model.field.key)
  }

  #read(field: number): Value {
    const model = this.sheet.form.fields[field]
    if (model === undefined) return blank
    if (model.formula === undefined || this.#isTyped(field)) {
      this.sheet.run.onRead?.(this, field)
      return valueOfText(model, this.data.values[model.field.key])
    }
    try {
      return fitComputed(model, model.formula({ sheet: this.sheet, row: this, locals: [] }))
    } catch {
      // A formula that cannot be worked out (division by zero) leaves its cell blank; rules about it do not apply.
      return blank
    }
  }
}

let sheetsMade = 0

/** One form of one period. */
export class Sheet {
  /** No other sheet has the same. */
  readonly number = sheetsMade++
  readonly run: Run
  readonly form: FormModel
  readonly period: string
  /** Undefined for earlier periods, of which only rows are known. */
  readonly data: FormData | undefined
  /** True when computed values are among the given ones and are not worked out again. */
  readonly given: boolean
  readonly rows: readonly RowView[]
  #byKey: ReadonlyMap<string, RowView> | undefined
  #previous: Sheet | null | undefined
  readonly #facts = new Map<string, unknown>()

  constructor(
    run: Run,
    form: FormModel,
    period: string,
    rows: readonly RowData[],
    options: { readonly data?: FormData; readonly given?: boolean; readonly previousOfFirst?: RowView } = {},
  ) {
    this.run = run
    this.form = form
    this.period = period
    this.data = options.data
    this.given = options.given ?? false
    this.rows = rows.map((row, index) => new RowView(this, index, row, index === 0 ? options.previousOfFirst : undefined))
  }

  get previous(): Sheet | undefined {
    if (this.#previous === undefined) this.#previous = this.run.sheetBefore(this.form.template.id, this.period) ?? null
    return this.#previous ?? undefined
  }

  /** Whether any of its rows may have one before it. */
  get hasPrevious(): boolean {
    return this.previous !== undefined || this.rows[0]?.previous !== undefined
  }

  /** Something worked out once for this sheet. The caller keeps names and types apart. */
  fact<T>(name: string, make: () => T): T {
    return keptIn(this.#facts, name, make)
  }

  /** The first row with this natural key. */
  byKey(key: string): RowView | undefined {
    if (key === '') return undefined
    this.#byKey ??= new Map(this.rows.toReversed().map((row) => [row.data.key, row]))
    return this.#byKey.get(key)
  }
}

const keptIn = <T>(facts: Map<string, unknown>, name: string, make: () => T): T => {
  const known = facts.get(name)
  if (known !== undefined || facts.has(name)) return known as T // set under the same name by the same caller
  const made = make()
  facts.set(name, made)
  return made
}

/** Rows by the text of some fields. */
export type RowIndex = ReadonlyMap<string, readonly RowValue[]>

type GivenTarget = Pick<UnitTarget, 'indicator' | 'year' | 'value'>

/** Everything one check may look at. */
export class Run {
  readonly input: CheckInput
  readonly forms: ReadonlyMap<string, FormModel>
  /** Facts of the report and the plan that an example of a rule gives outright. */
  readonly givenReport: ReadonlyMap<string, Value>
  readonly givenPlan: ReadonlyMap<string, Value>
  /** Targets of the unit that an example gives; undefined: those of the pack. */
  readonly givenTargets: readonly GivenTarget[] | undefined
  /** Told of each stored cell when it is first read. */
  onRead: ((row: RowView, field: number) => void) | undefined
  readonly #sheets = new Map<string, Sheet | undefined>()
  readonly #indexes = new WeakMap<readonly Value[], Map<string | readonly number[], RowIndex>>()
  readonly #facts = new Map<string, unknown>()

  constructor(
    forms: ReadonlyMap<string, FormModel>,
    input: CheckInput,
    given: {
      readonly report?: ReadonlyMap<string, Value>
      readonly plan?: ReadonlyMap<string, Value>
      readonly targets?: readonly GivenTarget[]
    } = {},
  ) {
    this.forms = forms
    this.input = input
    this.givenReport = given.report ?? new Map()
    this.givenPlan = given.plan ?? new Map()
    this.givenTargets = given.targets
  }

  /** The form's report of this period; undefined when nobody has begun it. */
  sheet(form: string): Sheet | undefined {
    return this.#kept(`${form} ${this.input.period}`, () => {
      const model = this.forms.get(form)
      const data = this.input.current.get(form)
      return model === undefined || data === undefined ? undefined : new Sheet(this, model, this.input.period, data.rows, { data })
    })
  }

  /** The form's report before that of `period`: a month earlier, or, of a quarterly form, the newest of three months. */
  sheetBefore(form: string, period: string): Sheet | undefined {
    const months = this.forms.get(form)?.everyMonths ?? 1
    for (let back = 1; back <= months; back += 1) {
      const sheet = this.sheetAt(form, shiftPeriod(period, -back))
      if (sheet !== undefined) return sheet
    }
    return undefined
  }

  /** The form's report of a period before that of the check; undefined when none is stored. */
  sheetAt(form: string, period: string): Sheet | undefined {
    if (period >= this.input.period) return undefined
    return this.#kept(`${form} ${period}`, () => {
      const model = this.forms.get(form)
      if (model === undefined) return undefined
      const data = period === previousPeriod(this.input.period) ? this.input.previous.get(form) : undefined
      const rows = data?.rows ?? this.input.earlier(form).find((entry) => entry.period === period)?.rows
      return rows === undefined ? undefined : new Sheet(this, model, period, rows, { given: true, ...(data === undefined ? {} : { data }) })
    })
  }

  /** The same row in all earlier reports of its form, newest first. */
  rowBefore(row: RowView): readonly RowView[] {
    const form = row.sheet.form.template.id
    const periods = this.fact(`periods ${form}`, () => {
      const stored = this.input.earlier(form).map(({ period }) => period)
      const last = this.input.previous.has(form) ? [previousPeriod(this.input.period)] : []
      return [...new Set([...stored, ...last])].sort().reverse()
    })
    return periods.flatMap((period) => (period < row.sheet.period ? (this.sheetAt(form, period)?.byKey(row.data.key) ?? []) : []))
  }

  /** Rows of all earlier periods, newest first. */
  earlier(form: string): readonly RowView[] {
    return this.fact(`earlier ${form}`, () => {
      const periods = this.input
        .earlier(form)
        .filter((entry) => entry.period < this.input.period)
        .toSorted((a, b) => (a.period < b.period ? 1 : -1))
      return periods.flatMap(({ period, rows }) => {
        const model = this.forms.get(form)
        const sheet = this.#kept(`${form} ${period}`, () =>
          model === undefined ? undefined : new Sheet(this, model, period, rows, { given: true }),
        )
        return sheet?.rows ?? []
      })
    })
  }

  /** Puts a sheet in place of the one that would be made from the input. */
  place(sheet: Sheet): void {
    this.#sheets.set(`${sheet.form.template.id} ${sheet.period}`, sheet)
  }

  /** Something worked out once per check. The caller keeps names and types apart. */
  fact<T>(name: string, make: () => T): T {
    return keptIn(this.#facts, name, make)
  }

  /** Rows of a list by the text of `fields` (positions); rows with a blank among them are left out. */
  index(list: readonly Value[], fields: readonly number[]): RowIndex {
    let indexes = this.#indexes.get(list)
    if (indexes === undefined) {
      indexes = new Map()
      this.#indexes.set(list, indexes)
    }
    // A compiled expression asks with the same array each time; others may ask for the same fields.
    const known = indexes.get(fields)
    if (known !== undefined) return known
    const name = fields.join(',')
    const index = indexes.get(name) ?? buildIndex(list, fields)
    indexes.set(name, index)
    indexes.set(fields, index)
    return index
  }

  #kept(name: string, make: () => Sheet | undefined): Sheet | undefined {
    if (!this.#sheets.has(name)) this.#sheets.set(name, make())
    return this.#sheets.get(name)
  }
}

const buildIndex = (list: readonly Value[], fields: readonly number[]): RowIndex => {
  const index = new Map<string, RowValue[]>()
  for (const row of list) {
    if (!(row instanceof RowView)) continue
    // The values of all rows at once would be more than the index.
    const text = row.inPassing(() => tupleText(row, fields))
    if (text === undefined) continue
    const rows = index.get(text)
    if (rows === undefined) index.set(text, [row])
    else rows.push(row)
  }
  return index
}

/** Text of several fields of a row together; undefined when one is blank. */
export const tupleText = (row: RowValue, fields: readonly number[]): string | undefined => {
  const parts: string[] = []
  for (const field of fields) {
    const text = lookupText(row.get(field))
    if (text === undefined) return undefined
    parts.push(text)
  }
  return parts.join('\u0001')
}
