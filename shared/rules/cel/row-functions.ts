/**
 * Functions that look for rows. They take the names of fields as texts written out in the expression, which the
 * compiler turns into positions, and use indexes, so that comparing every row with all others stays linear.
 */
import { Decimal, zero } from '../../model/decimal.ts'
import { RowView, type Run, type Sheet, tupleText } from '../sheet.ts'
import { historyFunctions } from './history-functions.ts'
import { blank, isDecimal, isList, lookupText, type RowValue, type Value } from './value.ts'

/** First argument: a row, or a list of rows. Then field names (fixed number, or one to six), then values. */
export interface RowFunction {
  readonly signatures: readonly string[]
  readonly takes: 'row' | 'list'
  /** Arguments from this position on that are field names; `'rest'` = all after the first. */
  readonly fieldArguments: readonly number[] | 'rest'
  /** It looks at earlier reports of the form: at those alone, or at the row's own cell too. */
  readonly history?: 'before' | 'own'
  readonly run: (target: Value, fields: readonly number[], values: readonly Value[], run: Run) => Value
}

const someFields = (name: string, result: string): string[] =>
  Array.from(
    { length: 6 },
    (_, count) =>
      `${name}(T, ${Array(count + 1)
        .fill('string')
        .join(', ')}): ${result}`,
  )

const alike = (row: RowView, fields: readonly number[], run: Run): readonly RowValue[] | undefined => {
  const text = tupleText(row, fields)
  return text === undefined ? undefined : (run.index(row.sheet.rows, fields).get(text) ?? [])
}
const found = (list: Value, fields: readonly number[], value: Value | undefined, run: Run): readonly RowValue[] => {
  const text = value === undefined ? undefined : lookupText(value)
  return text === undefined || !isList(list) ? [] : (run.index(list, fields).get(text) ?? [])
}
const smallCounts = Array.from({ length: 10 }, (_, value) => new Decimal(value))
const count = (value: number): Decimal => smallCounts[value] ?? new Decimal(value)

/** Text of all cells of a row, to find rows that were entered twice. */
const separator = '\u0001'
const wholeText = (row: RowView): string => row.sheet.form.fields.map((field) => row.text(field.index) ?? '').join(separator)

/** Position of the first other row with the same cells; `none`, or `empty` for a row without any. */
const none = -1
const empty = -2
const twins = (sheet: Sheet): Int32Array =>
  sheet.fact('twins', () => {
    const others = new Int32Array(sheet.rows.length).fill(none)
    for (const rows of nameSharing(sheet)) {
      const byText = Map.groupBy(rows, wholeText)
      for (const [text, alike] of byText) {
        const [first, second] = alike
        const isEmpty = text.replaceAll(separator, '') === ''
        for (const row of alike) others[row.index] = isEmpty ? empty : ((row === first ? second : first)?.index ?? none)
      }
    }
    return others
  })

/**
 * Rows that may be alike: those with the same stored cells in the fields that name a row, and all without a name. Of
 * a hundred thousand rows with different names none needs to be written out.
 */
const nameSharing = ({ form, rows }: Sheet): Iterable<readonly RowView[]> => {
  const fields = form.fields.filter(({ formula, field }) => formula === undefined && form.keyFields.includes(field.key))
  const firsts = new Map<string, RowView>()
  const shared = new Map<string, RowView[]>()
  for (const row of rows) {
    const name = fields.map(({ index }) => row.text(index) ?? '').join('')
    const group = shared.get(name)
    const first = firsts.get(name)
    if (group !== undefined) group.push(row)
    else if (name === '') shared.set(name, [row])
    else if (first === undefined) firsts.set(name, row)
    else shared.set(name, [first, row])
  }
  return shared.values()
}

export const rowFunctions: Readonly<Record<string, RowFunction>> = {
  ...historyFunctions,
  /** How many rows of the form, this one included, have the same values in these fields. */
  keyCount: {
    signatures: someFields('keyCount', 'Decimal'),
    takes: 'row',
    fieldArguments: 'rest',
    run: (row, fields, _values, run) => {
      if (!(row instanceof RowView)) return blank
      const rows = alike(row, fields, run)
      return rows === undefined ? blank : count(rows.length)
    },
  },
  /** Another row of the form with the same values in these fields; blank when there is none. */
  otherRow: {
    signatures: someFields('otherRow', 'T'),
    takes: 'row',
    fieldArguments: 'rest',
    run: (row, fields, _values, run) =>
      row instanceof RowView ? (alike(row, fields, run)?.find((other) => other !== row) ?? blank) : blank,
  },
  /** The latest earlier period that reported a row with the same values in these fields; '' when none did. */
  reportedBefore: {
    signatures: someFields('reportedBefore', 'string'),
    takes: 'row',
    fieldArguments: 'rest',
    run: (row, fields, _values, run) => {
      if (!(row instanceof RowView)) return blank
      const text = tupleText(row, fields)
      if (text === undefined) return blank
      return run.index(run.earlier(row.sheet.form.template.id), fields).get(text)?.[0]?.sheet.period ?? ''
    },
  },
  /** Number (from 1) of another row with exactly the same cells; 0 when there is none, blank for an empty row. */
  twinRow: {
    signatures: ['twinRow(T): Decimal'],
    takes: 'row',
    fieldArguments: [],
    run: (row) => {
      const other = row instanceof RowView ? (twins(row.sheet)[row.index] ?? empty) : empty
      return other === empty ? blank : other === none ? zero : count(other + 1)
    },
  },
  /** Number of the row in the form, from 1. */
  rowNumber: {
    signatures: ['rowNumber(T): Decimal'],
    takes: 'row',
    fieldArguments: [],
    run: (row) => (row instanceof RowView ? count(row.index + 1) : blank),
  },
  /** The period whose report the row stands in, e.g. `2020-05`. */
  periodOf: {
    signatures: ['periodOf(T): string'],
    takes: 'row',
    fieldArguments: [],
    run: (row) => (row instanceof RowView ? row.sheet.period : blank),
  },
  /** The same row in the report of an earlier period, e.g. of the same month last year; blank when there is none. */
  rowAt: {
    signatures: ['rowAt(T, string): T'],
    takes: 'row',
    fieldArguments: [],
    run: (row, _fields, [period], run) =>
      row instanceof RowView && typeof period === 'string'
        ? (run.sheetAt(row.sheet.form.template.id, period)?.byKey(row.data.key) ?? blank)
        : blank,
  },
  /** `sumOf(rows, "field")`: exact sum, blanks left out. */
  sumOf: {
    signatures: ['sumOf(list<T>, string): Decimal'],
    takes: 'list',
    fieldArguments: [1],
    run: (list, [field = 0]) => {
      if (!isList(list)) return blank
      let sum = zero
      for (const row of list) {
        const value = row instanceof RowView ? row.get(field) : blank
        if (isDecimal(value)) sum = sum.plus(value)
      }
      return sum
    },
  },
  /** `texts(rows, "field")`: the values of a text or code field, blanks left out. */
  texts: {
    signatures: ['texts(list<T>, string): list<string>'],
    takes: 'list',
    fieldArguments: [1],
    run: (list, [field = 0]) =>
      isList(list)
        ? list.map((row) => (row instanceof RowView ? row.get(field) : blank)).filter((value) => typeof value === 'string')
        : blank,
  },
  /** `rowsWhere(rows, "field", value)`: the rows whose field equals the value. */
  rowsWhere: {
    signatures: ['rowsWhere(list<T>, string, dyn): list<T>'],
    takes: 'list',
    fieldArguments: [1],
    run: (list, fields, [value], run) => found(list, fields, value, run),
  },
  countOf: {
    signatures: ['countOf(list<T>, string, dyn): Decimal'],
    takes: 'list',
    fieldArguments: [1],
    run: (list, fields, [value], run) => count(found(list, fields, value, run).length),
  },
  hasRow: {
    signatures: ['hasRow(list<T>, string, dyn): bool'],
    takes: 'list',
    fieldArguments: [1],
    run: (list, fields, [value], run) => found(list, fields, value, run).length > 0,
  },
  /** The first row whose field equals the value; blank when there is none. */
  lookup: {
    signatures: ['lookup(list<T>, string, dyn): T'],
    takes: 'list',
    fieldArguments: [1],
    run: (list, fields, [value], run) => found(list, fields, value, run)[0] ?? blank,
  },
}
