/**
 * Figures whose unit stands in each row (`unitField`), brought into the unit of the row they go into. A row keeps the unit
 * that the plan or the report gives it; a file can neither change nor erase it. What cannot be converted is asked about
 * where a heading or a line leaves it open, and is otherwise left out and reported at its cell.
 */
import type { ImportMode, ImportPreview } from '../../../../shared/contract/index.ts'
import { cellAddress } from '../../../../shared/forms/columns.ts'
import type { CodeList, Field, FormTemplate } from '../../../../shared/forms/form-schema.ts'
import { canonicalNumber } from '../../../../shared/model/decimal.ts'
import { naturalKey } from '../../../../shared/model/natural-key.ts'
import { isCoded, readValue, showValue } from '../../../../shared/model/value.ts'
import { importText } from '../../../../shared/text/import.ts'
import type { StoredRow } from '../../store/types.ts'
import { unitQuestion } from '../recognise/column-unit.ts'
import type { ImportedRow, Recognition } from '../recognise/recognise.ts'
import { readRowUnit, type StatedUnits, type UnitReading } from '../recognise/row-unit.ts'
import type { RowUnitColumn, RowUnitStatements } from '../recognise/row-unit-statements.ts'
import { unitOfCell } from '../recognise/unit-row.ts'
import type { Scale } from '../recognise/unit-scales.ts'
import { applyFactor, convert } from '../recognise/units.ts'
import { keyed } from './plan-import.ts'

type Values = Readonly<Record<string, string>>
type Problem = ImportPreview['problems'][number]

export interface RowUnitsInput {
  readonly template: FormTemplate
  readonly codes: ReadonlyMap<string, CodeList>
  readonly mode: ImportMode
  /** Rows of the report as shown, given ones included. */
  readonly current: readonly StoredRow[]
  /** What the program works out for a row: its unit may be among that. */
  readonly computed: (values: Values) => Values
}

/** The recognition with every figure in the unit of its row, and with what had to be told or asked. */
export function inRowUnits(recognition: Recognition, input: RowUnitsInput): Recognition {
  if (recognition.parts.every(({ rowUnits }) => rowUnits === undefined)) return recognition
  return new RowUnits(recognition, input).result()
}

interface OpenColumn {
  readonly column: RowUnitColumn
  readonly units: Set<string>
  readonly owns: Set<string>
  /** The ways to read it that fit every such cell. */
  scales: readonly Scale[]
}

interface Figure {
  readonly field: Field
  readonly position: number
  readonly column: RowUnitColumn
}

class RowUnits {
  readonly #from: Recognition
  readonly #input: RowUnitsInput
  readonly #positions: ReadonlyMap<string, number>
  readonly #holders: readonly Field[]
  readonly #targets: (row: ImportedRow) => StoredRow | undefined
  readonly #problems: Problem[] = []
  readonly #figures = new Map<RowUnitStatements, Map<string, readonly Figure[]>>()
  readonly #open = new Map<string, OpenColumn>()
  /** Units taken from headings into rows that have none, by field that holds units. */
  readonly #adopted = new Set<Field>()

  constructor(recognition: Recognition, input: RowUnitsInput) {
    const { fields } = input.template
    const holders = new Set(fields.flatMap(({ unitField }) => (unitField === undefined ? [] : [unitField])))
    this.#from = recognition
    this.#input = input
    this.#holders = fields.filter(({ key }) => holders.has(key))
    // Behind the file's own columns there is room for units that only its headings say.
    const keys = [...recognition.fields.map(({ field }) => field.key)]
    for (const { key } of this.#holders) if (!keys.includes(key)) keys.push(key)
    this.#positions = new Map(keys.map((key, at) => [key, at]))
    this.#targets = matching(input, (row) => this.#valuesOf(row))
  }

  result(): Recognition {
    const counted = this.#from.parts.map(() => 0)
    const rows = this.#from.rows.map((row): ImportedRow => {
      const at = counted[row.part] ?? 0
      counted[row.part] = at + 1
      const statements = this.#from.parts[row.part]?.rowUnits
      if (statements === undefined) return row
      const values = this.#inOwnUnits(row, at, statements)
      return values === row.values ? row : { ...row, values }
    })
    const { fields, questions, problems } = this.#from
    const added = this.#holders.filter(({ key }) => !fields.some(({ field }) => field.key === key))
    const isAdded = added.some((field) => this.#adopted.has(field))
    const width = fields.length + added.length
    return {
      ...this.#from,
      fields: isAdded ? [...fields, ...added.map((field) => ({ field, column: 0 }))] : fields,
      rows: isAdded
        ? rows.map((row) => ({ ...row, values: Array.from({ length: width }, (_, at) => row.values[at]) }))
        : rows.map((row) => (row.values.length > fields.length ? { ...row, values: row.values.slice(0, fields.length) } : row)),
      problems: [...problems, ...this.#problems],
      questions: [...questions, ...this.#questions(questions)],
    }
  }

  #valuesOf({ values }: ImportedRow): Values {
    const { fields } = this.#from
    return Object.fromEntries(fields.flatMap(({ field }, at) => (typeof values[at] === 'string' ? [[field.key, values[at]]] : [])))
  }

  #inOwnUnits(row: ImportedRow, at: number, statements: RowUnitStatements): ImportedRow['values'] {
    const values = [...row.values]
    const target = this.#targets(row)
    const filled = this.#valuesOf(row)
    for (const holder of this.#holders) {
      const figures = this.#figuresOf(holder, statements)
      if (figures.length === 0 && holder.computed !== undefined) continue
      const cell = this.#cellOf(row, at, holder, statements)
      let own = this.#ownUnit(holder, target, filled, figures, cell)
      const isKept = own !== undefined && holder.computed === undefined
      own ??= holder.computed === undefined ? cell : undefined
      for (const { field, position, column } of figures) {
        const value = values[position]
        if (typeof value !== 'string' || !canonicalNumber.test(value)) continue
        const stated = statedFor(row.row, field.key, cell, column.heading, statements)
        if (own === undefined && stated.heading !== undefined && this.#adopt(holder, stated.heading, values)) own = stated.heading
        values[position] = this.#figure(row, field, column, value, stated, own)
      }
      if (isKept && own !== undefined) this.#keepUnit(row, holder, own, cell, values, this.#heldUnit(holder, target))
    }
    return values.some((value, place) => value !== row.values[place]) ? values : row.values
  }

  #figuresOf(holder: Field, statements: RowUnitStatements): readonly Figure[] {
    const known = this.#figures.get(statements) ?? new Map<string, readonly Figure[]>()
    this.#figures.set(statements, known)
    let figures = known.get(holder.key)
    if (figures === undefined) {
      figures = this.#from.fields.flatMap(({ field }, position) => {
        const column = statements.columns.get(field.key)
        return field.unitField === holder.key && column !== undefined ? [{ field, position, column }] : []
      })
      known.set(holder.key, figures)
    }
    return figures
  }

  /** What the file's own column says of the row's unit. */
  #cellOf(row: ImportedRow, at: number, holder: Field, statements: RowUnitStatements): string | undefined {
    const position = this.#positions.get(holder.key) ?? 0
    const value = statements.otherCells.get(holder.key)?.[at] ?? row.values[position]
    return (typeof value === 'string' ? unitOfCell(this.#shown(holder, value)) : undefined) ?? statements.named.get(row.row)
  }

  #shown(holder: Field, value: string): string {
    return isCoded(holder.type) ? showValue(holder, value, this.#input.codes.get(holder.codes ?? '')) : value
  }

  /** The unit that the row has whatever the file says; undefined for a row that has none yet, or takes the file's. */
  #ownUnit(
    holder: Field,
    target: StoredRow | undefined,
    filled: Values,
    figures: readonly { readonly field: Field }[],
    cell: string | undefined,
  ): string | undefined {
    const { template, computed, mode } = this.#input
    if (holder.computed !== undefined) {
      const worked = target?.values[holder.key] ?? computed({ ...target?.values, ...filled })[holder.key]
      return worked === undefined || worked === '' ? undefined : this.#shown(holder, worked)
    }
    if (target === undefined) return undefined
    const given = givenUnit(template, target.values, holder.key)
    const held = this.#heldUnit(holder, target)
    if (held === undefined || held === '') return undefined
    const own = this.#shown(holder, held)
    if (given !== undefined || cell === undefined || factorKnown(cell, own)) return own
    // A clerk corrects the unit of a row of the clerk's own: right as long as all its figures come from the file as well.
    const inFile = new Set(figures.map(({ field }) => field.key))
    const stays = template.fields.some(
      ({ key, unitField }) =>
        unitField === holder.key &&
        target.values[key] !== undefined &&
        (!inFile.has(key) || (mode !== 'replace' && filled[key] === undefined)),
    )
    return stays ? own : undefined
  }

  /** A row without a unit takes that of the heading, where its field can hold it. */
  #adopt(holder: Field, unit: string, values: (string | null | undefined)[]): boolean {
    if (holder.computed !== undefined) return false
    const read = readValue(holder, unit, this.#input.codes.get(holder.codes ?? ''))
    if (!read.ok || read.value === null) return false
    values[this.#positions.get(holder.key) ?? values.length] = read.value
    this.#adopted.add(holder)
    return true
  }

  /** The figure in the row's unit; undefined where it is not taken. */
  #figure(
    row: ImportedRow,
    field: Field,
    column: RowUnitColumn,
    value: string,
    stated: StatedUnits,
    own: string | undefined,
  ): string | undefined {
    const said = stated.cell ?? stated.heading
    const reading: UnitReading =
      own !== undefined ? readRowUnit(stated, own) : said === undefined ? { kind: 'none' } : { kind: 'contradiction', unit: said }
    const factor = this.#factor(reading, column, own)
    const report = (message: string) =>
      this.#problems.push({ cell: this.#address(row, field.key), field: field.key, raw: value, code: 'doubtful', message })
    const unit = reading.kind === 'none' ? importText.unknownUnit : reading.unit
    const wanted = own ?? importText.unknownUnit
    const scaled = factor === undefined ? undefined : applyFactor(value, factor)
    if (scaled === undefined || (field.type === 'integer' && scaled.value.includes('.'))) {
      report(importText.rowUnitRefused(unit, wanted))
      return undefined
    }
    if (reading.kind === 'known' && reading.factor !== '1') report(importText.rowUnitConverted(value, unit, wanted, scaled.value))
    if (!scaled.exact) report(importText.rounded(value, scaled.value))
    return scaled.value
  }

  /** undefined where the figure is not to be taken. A factor somebody gave speaks where the file says nothing or leaves it open. */
  #factor(reading: UnitReading, column: RowUnitColumn, own: string | undefined): string | undefined {
    const { given, stale, isRemembered, isScaled } = column
    switch (reading.kind) {
      case 'contradiction':
        return undefined
      case 'none':
        if (given === undefined && stale !== undefined)
          this.#ask(column, { unit: importText.unstatedUnit, scales: [{ unit: importText.lastTime, factor: stale }] }, own ?? '')
        return given ?? '1'
      case 'open':
        // The line of the earlier file may have said something else.
        if (given !== undefined && !(reading.isLine && isRemembered)) return given
        this.#ask(column, reading, own ?? '')
        return '1'
      case 'known':
        if (isScaled) return reading.factor === '1' ? (given ?? '1') : undefined
        return given === undefined || given === '1' || given === reading.factor ? reading.factor : undefined
    }
  }

  #ask(column: RowUnitColumn, { unit, scales }: Pick<Extract<UnitReading, { kind: 'open' }>, 'unit' | 'scales'>, own: string): void {
    const known = this.#open.get(column.letter) ?? { column, units: new Set(), owns: new Set(), scales }
    known.units.add(unit)
    known.owns.add(own)
    known.scales = known.scales.filter((one) => scales.some(({ unit: name, factor }) => name === one.unit && factor === one.factor))
    this.#open.set(column.letter, known)
  }

  #questions(asked: Recognition['questions']): Recognition['questions'] {
    return [...this.#open.values()].flatMap(({ column: { letter, label }, units, owns, scales }) => {
      if (asked.some(({ id }) => id === `unit:${letter}`)) return []
      const choices = [
        ...scales.map(({ unit, factor }) => ({ value: factor, label: importText.inUnit(unit, importText.multiplied(factor)) })),
        { value: '1', label: importText.asItIs },
      ]
      return [unitQuestion(letter, importText.whichUnit(letter, label, [...units].join('、'), [...owns].join('、')), choices)]
    })
  }

  /** The unit as the row holds it; the plan's, where an earlier file took it away. */
  #heldUnit(holder: Field, target: StoredRow | undefined): string | undefined {
    if (target === undefined) return undefined
    return target.values[holder.key] ?? givenUnit(this.#input.template, target.values, holder.key)
  }

  /** Neither another unit nor a blank goes into a row that has its unit. */
  #keepUnit(
    row: ImportedRow,
    holder: Field,
    own: string,
    cell: string | undefined,
    values: (string | null | undefined)[],
    held: string | undefined,
  ): void {
    const position = this.#positions.get(holder.key) ?? 0
    if (position >= row.values.length) return
    values[position] = held
    if (cell === undefined || convert(cell, own).kind === 'same') return
    this.#problems.push({
      cell: this.#address(row, holder.key),
      field: holder.key,
      raw: cell,
      code: 'doubtful',
      message: importText.rowUnitKept(cell, own),
    })
  }

  #address(row: ImportedRow, field: string): string {
    const part = this.#from.parts[row.part]
    const address = cellAddress(row.row - 1, part?.columns.get(field) ?? 0)
    return this.#from.hasSheets && part !== undefined ? `${part.sheet}!${address}` : address
  }
}

const factorKnown = (from: string, to: string): boolean => ['same', 'exact'].includes(convert(from, to).kind)

/** What is stated last above a row holds for it. */
const statedFor = (
  row: number,
  field: string,
  cell: string | undefined,
  heading: string | undefined,
  { above, below, between, named }: RowUnitStatements,
): StatedUnits => {
  const before = between.filter((one) => one.row < row)
  const units = before.findLast((one) => one.units.length > 0)?.units
  return {
    cell,
    // A unit behind the name that differs from the one in the row contradicts it.
    heading: before.findLast(({ headings }) => headings.has(field))?.headings.get(field) ?? heading ?? named.get(row),
    above: units ?? above,
    below: units === undefined ? below : [],
  }
}

/** The unit that the plan itself gives the row. */
const givenUnit = ({ structure, naturalKey: keys }: FormTemplate, values: Values, holder: string): string | undefined =>
  structure.kind === 'fixed'
    ? structure.rows.find((row) => keys.length > 0 && keys.every((key) => row.values[key] === values[key]))?.values[holder]
    : undefined

/** The row of the report that takes a row of the file, as the plan of the import will find it. */
const matching = (
  { template, current, mode }: RowUnitsInput,
  valuesOf: (row: ImportedRow) => Values,
): ((row: ImportedRow) => StoredRow | undefined) => {
  const { structure, naturalKey: keys } = template
  const byKey = keyed(template, current)
  const taken = new Set<string>()
  return (row) => {
    if (mode === 'append' && structure.kind === 'ledger') return undefined
    const target = structure.kind === 'single' ? current[0] : byKey.get(naturalKey(keys, valuesOf(row)))
    if (target === undefined || taken.has(target.id)) return undefined
    taken.add(target.id)
    return target
  }
}
