/**
 * What an import would do to a report: rows matched by their natural key, everything else added, kept or taken out as
 * the mode says. Pure; nothing is changed here.
 *
 * | mode    | row in both          | only in the file | only in the report     |
 * |---------|----------------------|------------------|------------------------|
 * | replace | takes the file's cells | added          | taken out              |
 * | merge   | takes the file's filled cells | added   | kept                   |
 * | append  | added again          | added            | kept                   |
 *
 * A file in which no row of data was found takes nothing out. Fields that the file has no column for keep what they hold, whatever the mode.
 */
import type { ImportMode, ImportPreview } from '../../../../shared/contract/index.ts'
import { cellAddress } from '../../../../shared/forms/columns.ts'
import type { Field, FormTemplate } from '../../../../shared/forms/form-schema.ts'
import { naturalKey } from '../../../../shared/model/natural-key.ts'
import { importText } from '../../../../shared/text/import.ts'
import type { StoredRow } from '../../store/types.ts'
import { isCodeField, looseCode, plainCode } from '../recognise/code-text.ts'
import type { ImportedRow, RecognisedPart } from '../recognise/recognise.ts'

type Values = Readonly<Record<string, string>>
type Problem = ImportPreview['problems'][number]

export interface PlanInput {
  readonly template: FormTemplate
  readonly mode: ImportMode
  readonly fields: readonly { readonly field: Field; readonly column: number }[]
  readonly rows: readonly ImportedRow[]
  /** Rows of the report as shown, given ones included. */
  readonly current: readonly StoredRow[]
  /** 1-based last row of the header: where problems of the whole table are shown. */
  readonly headerRow: number
  /** The file's tables, where there are several: a field may stand in another column of each. */
  readonly parts?: readonly Pick<RecognisedPart, 'sheet' | 'columns'>[]
  /** True when addresses must say of which sheet they are. */
  readonly hasSheets?: boolean
  /** The filled cells of a row without those that the program would work out just the same; absent when it works out none. */
  readonly settle?: (values: Values, row: number) => Values
  /** Told every so many rows; may throw. */
  readonly onRows?: (done: number, total: number) => void
}
export interface RowUpdate {
  readonly id: string
  /** Changed fields only; null = blank. */
  readonly cells: Readonly<Record<string, string | null>>
}
export interface ImportPlan {
  readonly inserts: readonly Values[]
  readonly updates: readonly RowUpdate[]
  readonly deletes: readonly string[]
  readonly counts: ImportPreview['counts']
  /** Changes of existing cells, worked out as they are asked for: a county's year may have a million of them. */
  readonly changes: { readonly count: number; page(from: number, limit: number): ImportPreview['changes'] }
  /** Rows that are taken out, by name. */
  readonly removals: { readonly count: number; page(from: number, limit: number): NonNullable<ImportPreview['removals']> }
  readonly problems: readonly Problem[]
  /** By position in `rows`: the row of the report that takes it, or its position in `inserts`; undefined when it is left out. */
  readonly targets: readonly (string | number | undefined)[]
  /** Addresses in the file of the cells of rows that are left out: what reading them found is beside the point. */
  readonly untaken: ReadonlySet<string>
}

const rowsBetweenReports = 1000
const longestName = 400

export function planImport(input: PlanInput): ImportPlan {
  const { template, mode, current } = input
  const problems: Problem[] = []
  const byKey = keyed(template, current)
  const addressOf = addresses(input)
  const keyField = input.fields.find(({ field }) => template.naturalKey.includes(field.key))?.field.key ?? ''
  const problemAt = (row: ImportedRow, code: Problem['code'], message: string, raw = '') =>
    problems.push({ cell: addressOf(row, keyField), field: null, raw, code, message })

  const inserts: Values[] = []
  const updates: RowUpdate[] = []
  const changed: Changed[] = []
  const targets: (string | number | undefined)[] = []
  const matched = new Set<string>()
  const untaken = new Set<string>()
  const unknown: { readonly row: ImportedRow; readonly key: string }[] = []
  const isOpen = isInsertable(template)
  const seen = new Map<string, ImportedRow>()
  const nameless = namelessRows(template, current)
  const filledCells = filledCellsOf(input)
  const initials = initialValues(input)
  const hasInitials = Object.keys(initials).length > 0
  let unchanged = 0

  for (const [at, row] of input.rows.entries()) {
    if (at % rowsBetweenReports === 0) input.onRows?.(at, input.rows.length)
    const values = valuesOf(row, at, input, filledCells)
    const key = naturalKey(template.naturalKey, values)
    const earlier = key === '' ? undefined : seen.get(key)
    if (earlier !== undefined) {
      const isElsewhere = input.parts?.[earlier.part]?.sheet !== input.parts?.[row.part]?.sheet
      const place = isElsewhere ? addressOf(earlier, keyField) : earlier.row
      problemAt(row, 'duplicateKey', isOpen ? importText.duplicateKey(place) : importText.repeatedRow(place))
    } else if (key !== '') seen.set(key, row)
    const target = template.structure.kind === 'single' ? current[0] : key === '' ? nameless.take(values) : byKey.get(key)
    if (target !== undefined && mode === 'append' && template.structure.kind === 'ledger')
      problemAt(row, 'duplicateKey', importText.existingKey)
    const isMatch = target !== undefined && !matched.has(target.id) && (mode !== 'append' || template.structure.kind !== 'ledger')
    if (!isMatch) {
      targets.push(isOpen ? inserts.length : undefined)
      if (isOpen && key !== '' && target === undefined && current.length > 0) unknown.push({ row, key })
      if (isOpen) inserts.push(hasInitials ? { ...initials, ...values } : values)
      else {
        for (const { field } of input.fields) untaken.add(addressOf(row, field.key))
        // A given row that comes again is told above.
        if (earlier === undefined) problemAt(row, 'doubtful', outsideText(template, key), key.slice(0, longestName))
      }
      continue
    }
    matched.add(target.id)
    targets.push(target.id)
    const cells = changedCells(target.values, row, values, input, mode)
    if (Object.keys(cells).length === 0) {
      unchanged++
      continue
    }
    updates.push({ id: target.id, cells })
    changed.push({ row, key, before: target.values, cells })
  }

  // A new row that differs from one of the report by a hyphen may well be that one.
  if (unknown.length > 0) {
    const loose = looseKeys(template, current, matched)
    for (const { row, key } of unknown) {
      const like = loose.get(looseCode(key))
      if (like !== undefined) problemAt(row, 'doubtful', importText.almostTheSameKey(like))
    }
  }
  const removed: StoredRow[] = []
  const header: ImportedRow = { row: input.headerRow, part: 0, values: [] }
  // A file in which no row was found says nothing of those that are there.
  if (mode === 'replace' && input.rows.length > 0)
    for (const row of current) {
      if (matched.has(row.id)) continue
      if (row.origin === 'carried') problemAt(header, 'doubtful', importText.permanentRow(rowName(template, row)))
      else if (row.origin !== 'fixed') removed.push(row)
    }
  const deletes = removed.map(({ id }) => id)
  const kept = current.length - matched.size - deletes.length
  const counts = { rows: input.rows.length, added: inserts.length, changed: updates.length, unchanged, removed: deletes.length, kept }
  const removals: ImportPlan['removals'] = {
    count: removed.length,
    page: (from, limit) =>
      removed
        .slice(from, from + limit)
        .map((row) => ({ rowKey: naturalKey(template.naturalKey, row.values), name: rowName(template, row) })),
  }
  return { inserts, updates, deletes, counts, changes: pagesOf(changed, addressOf), removals, problems, targets, untaken }
}

interface Changed {
  readonly row: ImportedRow
  readonly key: string
  readonly before: Values
  readonly cells: RowUpdate['cells']
}

const pagesOf = (changed: readonly Changed[], addressOf: (row: ImportedRow, field: string) => string): ImportPlan['changes'] => ({
  count: changed.reduce((sum, { cells }) => sum + Object.keys(cells).length, 0),
  page(from, limit) {
    const page: ImportPreview['changes'] = []
    let at = 0
    for (const { row, key, before, cells } of changed) {
      const fields = Object.entries(cells)
      if (at + fields.length > from)
        for (const [field, after] of fields.slice(Math.max(0, from - at))) {
          if (page.length >= limit) return page
          page.push({ rowKey: key, field, before: before[field] ?? null, after, cell: addressOf(row, field) })
        }
      at += fields.length
    }
    return page
  },
})

/** Where a field of a row stands in the file. */
const addresses = ({ fields, parts, hasSheets }: PlanInput): ((row: ImportedRow, field: string) => string) => {
  const columns = new Map(fields.map(({ field, column }) => [field.key, column]))
  return (row, field) => {
    const part = parts?.[row.part]
    const address = cellAddress(row.row - 1, (part?.columns ?? columns).get(field) ?? 0)
    return hasSheets === true && part !== undefined ? `${part.sheet}!${address}` : address
  }
}

const isInsertable = ({ structure }: FormTemplate): boolean =>
  structure.kind === 'ledger' || (structure.kind === 'fixed' && structure.extra)

const outsideText = ({ structure }: FormTemplate, key: string): string =>
  structure.kind === 'single' ? importText.secondRecord : importText.notInFixedRows(key)

/** The rows of a report by their natural keys; those without one are left out. */
export const keyed = (template: FormTemplate, rows: readonly StoredRow[]): ReadonlyMap<string, StoredRow> => {
  const byKey = new Map<string, StoredRow>()
  for (const row of rows) {
    const key = naturalKey(template.naturalKey, row.values)
    // Of two rows with one key the first is meant; the second has its own finding.
    if (key !== '' && !byKey.has(key)) byKey.set(key, row)
  }
  // Codes that were stored as somebody wrote them, before those of files were read as what they mean.
  const codes = template.fields.filter((field) => isCodeField(field) && template.naturalKey.includes(field.key))
  for (const row of codes.length === 0 ? [] : rows) {
    const plain = codes.flatMap(({ key }) => {
      const code = plainCode(row.values[key] ?? '')
      return code === undefined ? [] : [[key, code] as const]
    })
    if (plain.length === 0) continue
    const key = naturalKey(template.naturalKey, { ...row.values, ...Object.fromEntries(plain) })
    if (key !== '' && !byKey.has(key)) byKey.set(key, row)
  }
  return byKey
}

/** Keys of rows that nothing in the file is, by what they have in common with other writings of the same key. */
const looseKeys = (template: FormTemplate, rows: readonly StoredRow[], matched: ReadonlySet<string>): ReadonlyMap<string, string> =>
  new Map(
    rows.flatMap((row) => {
      const key = matched.has(row.id) ? '' : naturalKey(template.naturalKey, row.values)
      return key === '' ? [] : [[looseCode(key), key] as const]
    }),
  )

/** Rows without a key are the same only when everything in them is. */
const namelessRows = (template: FormTemplate, rows: readonly StoredRow[]) => {
  const spelt = (values: Values) => JSON.stringify(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)))
  const nameless = rows.filter(({ values }) => naturalKey(template.naturalKey, values) === '')
  const left = new Map([...Map.groupBy(nameless, ({ values }) => spelt(values))].map(([text, same]) => [text, same.values()]))
  return { take: (values: Values): StoredRow | undefined => left.get(spelt(values))?.next().value }
}

/** The row's filled cells. A figure that the program would compute just the same stays computed. */
const valuesOf = (row: ImportedRow, at: number, { settle }: PlanInput, filledCells: (row: ImportedRow) => Values): Values => {
  const values = filledCells(row)
  return settle === undefined ? values : settle(values, at)
}

interface Shape {
  filled?: Shape
  blank?: Shape
  /** An object with just the fields of this shape. */
  pattern?: Values
}

/**
 * The filled cells of rows. Rows in which the same columns are filled are copies of one object: an object that grows by
 * one computed name after the other ends up as a hash table, which takes five times the room and is slow to copy.
 */
const filledCellsOf = ({ fields }: PlanInput): ((row: ImportedRow) => Values) => {
  const keys = fields.map(({ field }) => field.key)
  const root: Shape = {}
  const shapeOf = ({ values }: ImportedRow): Shape => {
    let shape = root
    for (let at = 0; at < keys.length; at++) {
      const next = ((values[at] ?? null) === null ? shape.blank : shape.filled) ?? {}
      if ((values[at] ?? null) === null) shape.blank = next
      else shape.filled = next
      shape = next
    }
    return shape
  }
  return (row) => {
    const shape = shapeOf(row)
    // Only the reader of JSON makes an object of many named fields that is none.
    shape.pattern ??= JSON.parse(
      JSON.stringify(Object.fromEntries(keys.filter((_, at) => (row.values[at] ?? null) !== null).map((key) => [key, '']))),
    ) as Values // texts, as written
    const cells: Record<string, string> = { ...shape.pattern }
    for (let at = 0; at < keys.length; at++) {
      const value = row.values[at] ?? null
      if (value !== null) cells[keys[at] ?? ''] = value
    }
    return cells
  }
}

/** What a new row holds in fields the file has no column for. */
const initialValues = ({ template, fields }: PlanInput): Values => {
  const present = new Set(fields.map(({ field }) => field.key))
  return Object.fromEntries(
    template.fields.flatMap((field) => (field.initial === undefined || present.has(field.key) ? [] : [[field.key, field.initial]])),
  )
}

const changedCells = (
  before: Values,
  row: ImportedRow,
  after: Values,
  { fields }: PlanInput,
  mode: ImportMode,
): Record<string, string | null> => {
  const cells: Record<string, string | null> = {}
  for (const [at, { field }] of fields.entries()) {
    // The row's own table has no such column; another one of the file has.
    if (row.values[at] === undefined && at < row.values.length) continue
    const value = after[field.key] ?? null
    // A blank of the file says nothing when merging.
    if (value === null && mode !== 'replace') continue
    if ((before[field.key] ?? null) !== value) cells[field.key] = value
  }
  return cells
}

const rowName = (template: FormTemplate, row: StoredRow): string => {
  const fields = template.rowLabel.length > 0 ? template.rowLabel : template.naturalKey
  return (
    fields
      .map((key) => row.values[key] ?? '')
      .join(' ')
      .trim() || row.id
  )
}
