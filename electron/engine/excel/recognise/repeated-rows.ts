/**
 * The same rows more than once: another year's or month's figures further below, or on another sheet. Of a form whose rows
 * are given only one of them can be stored, and of a ledger mostly one is meant; which one nobody but the clerk knows.
 */
import type { ImportOptions, ImportPreview } from '../../../../shared/contract/index.ts'
import type { FormTemplate } from '../../../../shared/forms/form-schema.ts'
import { naturalKey } from '../../../../shared/model/natural-key.ts'
import { importText } from '../../../../shared/text/import.ts'
import { periodWord } from '../../../../shared/text/import-words.ts'
import type { FieldIndex } from './field-index.ts'
import { findHeaders } from './header-search.ts'
import type { ReadRow } from './read-rows.ts'
import type { TableReading } from './read-table.ts'
import { cellText, readable } from './words.ts'

type Question = ImportPreview['questions'][number]
type Table = NonNullable<ImportOptions['parts']>[number]

/** Rows of one table among which none comes twice. */
interface Stretch {
  readonly reading: TableReading
  readonly keys: Map<string, ReadRow>
  first: number
  last: number
  /** Last row of the stretch above it in the same table; undefined for the first one. */
  readonly after: number | undefined
}

/** Share of the smaller stretch that must come again in a ledger, whose rows may be typed twice by mistake. */
const repeatedShare = 0.8
const fewestRepeated = 2

/** Asks which rows are meant where the same ones come again in one table or in several; no more than one question. */
export function repeatedRows(readings: readonly TableReading[], template: FormTemplate, index: FieldIndex): readonly Question[] {
  const stretches = readings.flatMap((reading) => stretchesOf(reading, template))
  const isLedger = template.structure.kind === 'ledger'
  const rivals = rivalsAmong(stretches, isLedger)
  if (rivals.size === 0) return []
  const hasSheets = new Set(readings.map(({ part }) => part.sheet)).size > 1
  const byReading = Map.groupBy(stretches, ({ reading }) => reading)
  const tableOf = (stretch: Stretch): Table => partOf(stretch, index, (byReading.get(stretch.reading) ?? []).length > 1)
  const others = restOf(stretches, rivals, tableOf)
  const listed = stretches.filter((stretch) => rivals.has(stretch)).slice(0, mostChoices)
  const choices = listed.map((stretch) => ({
    value: JSON.stringify({ parts: [tableOf(stretch), ...others] } satisfies ImportOptions),
    label: labelOf(stretch, hasSheets),
  }))
  if (isLedger)
    choices.push({ value: JSON.stringify({ parts: readings.flatMap(wholeOf) } satisfies ImportOptions), label: importText.everyPart })
  const message = [
    importText.repeatedRows,
    ...(listed.length < rivals.size ? [importText.manyParts(rivals.size, listed.length)] : []),
    ...(areMostlySingle([...rivals]) ? [importText.singleRows] : []),
  ].join('')
  return [{ id: 'part', kind: 'part', message, column: null, choices }]
}

/** Several periods below each name: 化工 3月, 化工 4月, 钢铁 3月, 钢铁 4月. */
const areMostlySingle = (rivals: readonly Stretch[]): boolean =>
  rivals.length > fewestRepeated && rivals.filter(({ keys }) => keys.size === 1).length * 2 > rivals.length

/** Nobody reads through more; the message says how many there are. */
const mostChoices = 50

/** What comes nowhere else: neighbouring stretches of a table as one part, because the parts of an import are limited. */
function restOf(stretches: readonly Stretch[], rivals: ReadonlySet<Stretch>, tableOf: (stretch: Stretch) => Table): Table[] {
  const rest: Table[] = []
  let before: Stretch | undefined
  for (const stretch of stretches) {
    if (!rivals.has(stretch)) {
      const [table, last] = [tableOf(stretch), rest.at(-1)]
      const goesOn = before?.reading === stretch.reading && String(last?.headerRows) === String(table.headerRows)
      if (goesOn && last?.only !== undefined && table.only !== undefined)
        rest[rest.length - 1] = { ...last, only: [last.only[0], table.only[1]] }
      else rest.push(table)
    }
    before = rivals.has(stretch) ? undefined : stretch
  }
  return rest
}

/** Stretches of one table with the same rows and figures: what repeats the first of them repeats them all. */
interface Alike {
  readonly first: Stretch
  readonly at: number
  /** Those of which nothing came again so far. */
  unmatched: Stretch[]
}

/**
 * The stretches that come again. Thousands of rows may all be the same, or all have one name: each kind is compared once, and
 * only with those that share a row's name.
 */
function rivalsAmong(stretches: readonly Stretch[], isLedger: boolean): ReadonlySet<Stretch> {
  const rivals = new Set<Stretch>()
  // A ledger with one code in all of its rows has as many stretches as rows.
  const long = isLedger ? stretches.filter(({ keys }) => keys.size >= fewestRepeated) : stretches
  if (long.length < 2) return rivals
  const byContent = new Map<string, Alike>()
  const byKey = new Map<string, { readonly all: Alike[]; readonly unmatched: Set<Alike> }>()
  for (const [at, stretch] of long.entries()) {
    for (const key of stretch.keys.keys()) if (!byKey.has(key)) byKey.set(key, { all: [], unmatched: new Set() })
    const near = [...stretch.keys.keys()].flatMap((key) => byKey.get(key) ?? [])
    const compared = new Map<Alike, boolean>()
    const isRepeated = (one: Alike): boolean => {
      const answer = compared.get(one) ?? isRepetition(one.first, stretch, isLedger)
      compared.set(one, answer)
      return answer
    }
    const [earliest] = near.flatMap(({ all }) => all.find(isRepeated) ?? []).sort((one, other) => one.at - other.at)

    const content = contentOf(stretch)
    const alike = byContent.get(content) ?? { first: stretch, at, unmatched: [] }
    if (alike.first === stretch) for (const { all } of near) all.push(alike)
    byContent.set(content, alike)
    if (earliest === undefined) {
      alike.unmatched.push(stretch)
      for (const { unmatched } of near) unmatched.add(alike)
      continue
    }
    rivals.add(earliest.first).add(stretch)
    // Of the others only those count that nothing came again of so far.
    const others = [...new Set(near.flatMap(({ unmatched }) => [...unmatched]))].filter(isRepeated)
    for (const one of others) {
      for (const other of one.unmatched) rivals.add(other)
      one.unmatched = []
      for (const key of one.first.keys.keys()) byKey.get(key)?.unmatched.delete(one)
    }
  }
  return rivals
}

const contentOf = ({ reading, keys }: Stretch): string => {
  const { sheet, headerRows, range, only } = reading.part
  return JSON.stringify([sheet, headerRows, range, only, [...keys].map(([key, { values }]) => [key, values])])
}

const isRepetition = (earlier: Stretch, later: Stretch, isLedger: boolean): boolean => {
  if (earlier.reading.part.only !== undefined && later.reading.part.only !== undefined) return false
  const again = [...later.keys].flatMap(([key, row]) => {
    const before = earlier.keys.get(key)
    return before === undefined ? [] : [isSame(earlier, before, later, row)]
  })
  // Whichever of two rows with the same figures is taken, it is the same.
  if (!again.includes(false)) return false
  const smaller = Math.min(earlier.keys.size, later.keys.size)
  if (isLedger) return again.length >= fewestRepeated && again.length >= smaller * repeatedShare
  return again.length * 2 > smaller || later.reading !== earlier.reading || headingOf(later) !== ''
}

const isSame = (earlier: Stretch, one: ReadRow, later: Stretch, other: ReadRow): boolean =>
  later.reading.imported.every(({ field }, at) => {
    const position = earlier.reading.imported.findIndex((own) => own.field.key === field.key)
    return position < 0 || (one.values[position] ?? null) === (other.values[at] ?? null)
  })

/** A form of one record has no key: all its rows are the same one. */
const theRecord = 'record'

function stretchesOf(reading: TableReading, { structure, naturalKey: fields }: FormTemplate): Stretch[] {
  const positions = fields.map((key) => reading.imported.findIndex(({ field }) => field.key === key))
  const keyOf = ({ values }: ReadRow): string =>
    structure.kind === 'single'
      ? theRecord
      : naturalKey(fields, Object.fromEntries(fields.map((key, at) => [key, values[positions[at] ?? -1] ?? ''])))
  const stretches: Stretch[] = []
  let current: Stretch | undefined
  for (const row of reading.rows) {
    const key = keyOf(row)
    // A single text among data is a heading that nobody recognised as one.
    if (key === '' || row.values.filter((value) => value !== null).length < Math.min(2, reading.imported.length)) continue
    if (current === undefined || (reading.part.only === undefined && current.keys.has(key))) {
      const moved = current === undefined ? [] : belowLastGap(current, key, row.row)
      const after = stretches.at(-1)?.last
      current = { reading, keys: new Map(moved), first: moved[0]?.[1].row ?? row.row, last: row.row, after }
      stretches.push(current)
    }
    current.keys.set(key, row)
    current.last = row.row
  }
  return stretches
}

/** What stands below the last gap between the row that comes again and where it came first belongs to the new stretch. */
const belowLastGap = (current: Stretch, key: string, row: number): [string, ReadRow][] => {
  const earlier = current.keys.get(key)?.row ?? 0
  const below = [...current.keys].filter((entry) => entry[1].row > earlier)
  const rows = [...below.map((entry) => entry[1].row), row]
  const gap = rows.findLastIndex((one, at) => one - (rows[at - 1] ?? earlier) > 1)
  // Directly below the last row the new stretch begins with the row itself.
  const moved = gap < 0 ? [] : below.slice(gap)
  for (const [name] of moved) current.keys.delete(name)
  current.last = Math.max(earlier, ...[...current.keys.values()].map((one) => one.row))
  return moved
}

/** The header right above a stretch, where the header is printed again. */
const headerOf = ({ reading: { table }, first, after }: Stretch, index: FieldIndex): [number, number] => {
  const again = after === undefined ? undefined : findHeaders(table.view, index).find(({ top, bottom }) => top > after && bottom < first)
  const { top, bottom } = again ?? table.block
  return [top, bottom]
}

const partOf = (stretch: Stretch, index: FieldIndex, isSplit: boolean): Table => {
  const { sheet, range } = stretch.reading.part
  return {
    sheet,
    headerRows: headerOf(stretch, index),
    ...(range === undefined ? {} : { columns: range }),
    ...(isSplit ? { only: [stretch.first, stretch.last] as [number, number] } : {}),
  }
}

/** All rows of a table, the same ones as often as they come. */
const wholeOf = ({ part: { sheet, headerRows, range }, rows }: TableReading): Table[] => {
  const [first, last] = [rows[0], rows.at(-1)]
  if (first === undefined || last === undefined) return []
  return [{ sheet, headerRows, ...(range === undefined ? {} : { columns: range }), only: [first.row, last.row] }]
}

const labelOf = (stretch: Stretch, hasSheets: boolean): string => {
  const { sheet, range } = stretch.reading.part
  return importText.partOfRows(hasSheets ? sheet : undefined, range, [stretch.first, stretch.last], headingOf(stretch))
}

/** What stands over a stretch: the last line that names a year or a month, else the last short one. */
const headingOf = ({ reading: { table }, first, after = 0 }: Stretch): string => {
  const { view, block } = table
  let nearest = ''
  for (let row = first - 1; row > after; row--) {
    if (row >= block.top && row <= block.bottom) continue
    const [text = '', ...others] = (view.row(row)?.cells ?? []).map((cell) => readable(cellText(cell))).filter((one) => one !== '')
    if (text === '' || others.length > 0) continue
    if (periodWord.test(text)) return text
    if (nearest === '') nearest = text
  }
  return nearest
}
