/** Which row of the template each row of the report is written into. */
import type { FillOptions, Report } from '../../../../shared/contract/index.ts'
import type { CodeList, FormTemplate } from '../../../../shared/forms/form-schema.ts'
import { isCoded, isNumeric, showValue } from '../../../../shared/model/value.ts'
import { fillText } from '../../../../shared/text/fill.ts'
import { words } from '../recognise/words.ts'
import type { BoundTable, PrintedRow, Question } from './fill-types.ts'

type Row = Report['rows'][number]
export interface RowPlan {
  /** Row of the template as it stands in the file, or beyond the block for rows that are put in. */
  readonly targets: readonly { readonly row: number; readonly source: Row }[]
  /** Rows to be put in behind the block. */
  readonly inserted: number
  /** First row of the block that a sum over the report's rows may begin with; rows above it are kept, or none of the report's. */
  readonly countedFrom: number
  /** Rows that no sum over the block may leave out; those that a template prints are summed as its author meant it. */
  readonly counted: readonly number[]
  readonly capacity: number
  readonly questions: readonly Question[]
  /** Names of rows that the template does not print. */
  readonly added: readonly string[]
}

export function planRows(
  table: BoundTable,
  template: FormTemplate,
  codes: ReadonlyMap<string, CodeList>,
  rows: readonly Row[],
  options: FillOptions,
  summedFrom: number | undefined,
): RowPlan {
  return template.structure.kind === 'fixed' && table.printed.length > 0
    ? printedPlan(table, template, codes, rows, options)
    : blankPlan(table, rows, options, summedFrom)
}

/** From the first row on; what is there already is asked about. Where no sum counts what is there, none of the report's rows takes its place. */
const blankPlan = (table: BoundTable, rows: readonly Row[], options: FillOptions, summedFrom: number | undefined): RowPlan => {
  const { first, last, printed } = table
  const lastPrinted = printed.at(-1)?.row
  const isAsked = lastPrinted !== undefined && options.existing === undefined
  const start = lastPrinted !== undefined && options.existing === 'below' ? lastPrinted + 1 : (summedFrom ?? first)
  const capacity = Math.max(0, last - start + 1)
  const question: Question = {
    id: 'existing',
    kind: 'existing',
    message: fillText.existing(printed[0]?.row ?? first, lastPrinted ?? first),
    target: '',
    choices: [
      { value: 'replace', label: fillText.existingReplace },
      { value: 'below', label: fillText.existingBelow },
    ],
  }
  return {
    targets: rows.map((source, index) => ({ row: start + index, source })),
    capacity,
    inserted: Math.max(0, rows.length - capacity),
    countedFrom: start > last ? first : start,
    counted: rows.map((_, index) => start + index),
    questions: isAsked ? [question] : [],
    added: [],
  }
}

/** What a field of a row shows, as people read it. */
const shownIn =
  (template: FormTemplate, codes: ReadonlyMap<string, CodeList>) =>
  (row: Row, key: string): string => {
    const field = template.fields.find((one) => one.key === key)
    const value = row.values[key] ?? row.computed[key] ?? ''
    return field !== undefined && isCoded(field.type) ? showValue(field, value, codes.get(field.codes ?? '')) : value
  }

/** The printed lines that bear the name of a row. */
export const rowFinder = (
  template: FormTemplate,
  codes: ReadonlyMap<string, CodeList>,
  printed: readonly PrintedRow[],
): ((row: Row) => readonly PrintedRow[]) => {
  const shown = shownIn(template, codes)
  const same = (row: Row, line: PrintedRow, key: string): boolean => {
    const theirs = line.values.get(key)
    return theirs !== undefined && [shown(row, key), row.values[key] ?? ''].some((own) => own !== '' && words(own) === words(theirs))
  }
  /** Key fields when the template prints them, else the names of the row, else whatever words it prints. */
  const fieldSets = [template.naturalKey, template.rowLabel, template.fields.filter(({ type }) => !isNumeric(type)).map(({ key }) => key)]
  return (row) => {
    for (const keys of fieldSets) {
      const printedKeys = keys.filter((key) => printed.some(({ values }) => values.has(key)))
      if (printedKeys.length === 0) continue
      const found = printed.filter((line) => {
        const own = printedKeys.filter((key) => line.values.has(key) && shown(row, key) !== '')
        return own.length > 0 && own.every((key) => same(row, line, key))
      })
      if (found.length > 0) return found
    }
    return []
  }
}

const printedPlan = (
  table: BoundTable,
  template: FormTemplate,
  codes: ReadonlyMap<string, CodeList>,
  rows: readonly Row[],
  options: FillOptions,
): RowPlan => {
  const { first, last, printed } = table
  const taken = new Set<number>()
  const targets: { row: number; source: Row }[] = []
  const questions: Question[] = []
  const left: Row[] = []
  const shown = shownIn(template, codes)
  const find = rowFinder(template, codes, printed)
  for (const row of rows) {
    const name = nameOf(row, template, shown)
    const chosen = options.rows !== undefined && Object.hasOwn(options.rows, row.key) ? options.rows[row.key] : undefined
    if (chosen === null) continue
    const found = chosen === undefined ? find(row) : printed.filter((line) => line.row === chosen)
    const free = found.filter((line) => !taken.has(line.row))
    const [only] = free
    if (only !== undefined && found.length === 1) {
      taken.add(only.row)
      targets.push({ row: only.row, source: row })
    } else if (found.length === 0 && (row.origin !== 'fixed' || isEmpty(row, template))) left.push(row)
    else
      questions.push({
        id: `row:${row.key}`,
        kind: 'row',
        message: fillText.whichRow(name),
        target: row.key,
        choices: [
          ...printed
            .filter((line) => !taken.has(line.row))
            .map((line) => ({ value: String(line.row), label: fillText.rowChoice(line.row, line.text) })),
          { value: '', label: fillText.leaveOut },
        ],
      })
  }
  // Rows of the pack that nobody filled in need no place of their own.
  const extra = left.filter((row) => row.origin !== 'fixed')
  const lastPrinted = printed.at(-1)?.row ?? first - 1
  const capacity = Math.max(0, last - lastPrinted)
  for (const [index, source] of extra.entries()) targets.push({ row: lastPrinted + 1 + index, source })
  return {
    targets,
    capacity: printed.length + capacity,
    inserted: Math.max(0, extra.length - capacity),
    countedFrom: first,
    counted: extra.map((_, index) => lastPrinted + 1 + index),
    questions,
    added: extra.map((row) => nameOf(row, template, shown)),
  }
}

/** Holds nothing but what the pack itself gives the row. */
export const isEmpty = (row: Row, { structure, naturalKey }: FormTemplate): boolean => {
  const given =
    structure.kind === 'fixed' ? structure.rows.find(({ values }) => naturalKey.every((key) => values[key] === row.values[key])) : undefined
  return Object.entries(row.values).every(([key, value]) => given?.values[key] === value)
}

const nameOf = (row: Row, template: FormTemplate, shown: (row: Row, key: string) => string): string => {
  const keys = template.rowLabel.length > 0 ? template.rowLabel : template.naturalKey
  return (
    keys
      .map((key) => shown(row, key))
      .join(' ')
      .trim() || row.key
  )
}
