/** A form of one record whose fields stand each at a place of its own instead of side by side under a header. */
import type { FillOptions } from '../../../../shared/contract/index.ts'
import { columnLetters } from '../../../../shared/forms/columns.ts'
import type { Field } from '../../../../shared/forms/form-schema.ts'
import { isNumeric } from '../../../../shared/model/value.ts'
import { fillText } from '../../../../shared/text/fill.ts'
import type { ParsedSheet } from '../../ports.ts'
import type { CellOrder } from '../patcher/orders.ts'
import { isPercentFormat } from '../reader/number-format.ts'
import { certain, fieldIndex } from '../recognise/field-index.ts'
import { parseHeading } from '../recognise/headings.ts'
import { sheetView } from '../recognise/sheet-view.ts'
import { type Conversion, convert } from '../recognise/units.ts'
import { cellText } from '../recognise/words.ts'
import { columnOf } from './bind-table.ts'
import type { FillInput } from './fill-types.ts'
import { findFixedCells } from './fixed-cells.ts'
import type { Marks } from './marks.ts'
import type { FillPlan } from './plan-fill.ts'
import { factorForPrinted, shownIn } from './printed-units.ts'
import { unitOfRow } from './row-units.ts'
import { listAt, writeValue } from './write-value.ts'

interface RecordCell {
  readonly sheet: string
  readonly row: number
  /** 0-based. */
  readonly column: number
  readonly field: Field
  /** As the template prints it. */
  readonly unit: string | undefined
}

/** Undefined when the template says nothing of single places: it may have a header then. */
export function planRecord(input: FillInput, marks: Marks, options: FillOptions, fingerprint: string): FillPlan | undefined {
  const { template, report, workbook, layout } = input
  if (template.structure.kind !== 'single') return undefined
  const places = placesOf(input, marks, options)
  const sheet = workbook.sheets.find(({ name }) => name === places[0]?.sheet)
  if (sheet === undefined) return undefined
  const [record] = report.rows
  const own = layout.sheets.find(({ name }) => name === sheet.name)
  const taken = new Set(places.map(({ row, column }) => `${row}:${column}`))
  const found = findFixedCells(sheet, own, input.values, report.period, () => false)
  const assigned = Object.entries(options.cells ?? {}).flatMap(([cell, item]) =>
    item === null ? [] : [{ sheet: sheet.name, cell, item, text: input.values[item] }],
  )
  const fixed = [...marks.cells, ...found.cells.filter(({ cell }) => !Object.hasOwn(options.cells ?? {}, cell)), ...assigned]
  const notes = [...found.notes]
  const cells: CellOrder[] = fixed.map(({ cell, sheet: name, text }) => ({ sheet: name, cell, value: { kind: 'text', text } }))
  for (const { sheet: name, row, column, field, unit: beside } of places) {
    const cell = columnLetters(column) + row
    const isFormula = own?.cells.some((one) => one.row === row && one.column === column && one.formula !== undefined) === true
    if (isFormula) continue
    const value = record?.values[field.key] ?? record?.computed[field.key]
    const ownUnit = field.unitField === undefined ? field.unit : (unitOfRow(input, field, record) ?? '')
    const format = own?.cells.find((one) => one.row === row && one.column === column)?.format
    const shown = isNumeric(field.type) ? shownIn(format) : undefined
    // What the cell prints behind its figure counts before a unit beside it.
    const unit = shown?.unit ?? beside
    const printed = ownUnit === undefined ? undefined : factorForPrinted(shown, ownUnit)
    const conversion: Conversion =
      printed !== undefined
        ? { kind: 'exact', factor: printed }
        : isNumeric(field.type) && ownUnit !== undefined && unit !== undefined
          ? convert(ownUnit, unit)
          : { kind: 'same' }
    if (value === undefined || (conversion.kind !== 'same' && conversion.kind !== 'exact')) {
      if (value !== undefined) notes.push(fillText.unitLeftOut(cell, field.label, unit ?? ''))
      cells.push({ sheet: name, cell, value: { kind: 'blank' } })
      continue
    }
    const share = field.type === 'percent' && format !== undefined && isPercentFormat(format) ? '0.01' : '1'
    const factor = conversion.kind === 'exact' ? conversion.factor : share
    const list = listAt({ row, column }, own, layout, workbook)
    const written = writeValue(value, { field, codes: input.codes.get(field.codes ?? ''), factor, list, format })
    cells.push({ sheet: name, cell, value: written.value })
    if (written.note !== undefined) notes.push(written.note(cell))
  }
  const present = new Set(places.map(({ field }) => field.key))
  const absent = template.fields.filter(({ key }) => !present.has(key) && record?.values[key] !== undefined).map(({ label }) => label)
  if (absent.length > 0) notes.unshift(fillText.absent(absent.join('、')))
  return {
    preview: {
      sheet: sheet.name,
      headerRows: null,
      block: null,
      columns: [],
      cells: [
        ...fixed.filter(({ cell }) => !taken.has(cell)).map(({ cell, item, text }) => ({ cell, item, text })),
        ...places.map(({ row, column, field }) => ({
          cell: columnLetters(column) + row,
          item: field.key,
          text: record?.values[field.key] ?? record?.computed[field.key] ?? '',
        })),
      ],
      counts: { rows: record === undefined ? 0 : 1, capacity: 1, inserted: 0 },
      absent,
      notes,
      questions: [...marks.questions],
      fingerprint,
    },
    orders: { rowBlocks: [], cells, marks: [] },
  }
}

const fewestLabels = 2

/** Places by marks and names, by the pack's mapping, or behind labels that are exactly those of fields. */
const placesOf = ({ template, workbook, mappings }: FillInput, marks: Marks, options: FillOptions): readonly RecordCell[] => {
  const marked = marks.columns.flatMap(({ sheet, row, column, field }): RecordCell[] =>
    field === undefined ? [] : [{ sheet, row, column, field, unit: undefined }],
  )
  if (marked.length > 0) return marked
  for (const { form, template: binding } of mappings) {
    if (form !== template.id || binding === undefined || !workbook.sheets.some(({ name }) => name === binding.sheet)) continue
    const mapped = binding.cells.flatMap(({ cell, field: key }): RecordCell[] => {
      const field = template.fields.find((one) => one.key === key)
      const [, letters = '', row = ''] = /^([A-Z]+)(\d+)$/.exec(cell) ?? []
      return field === undefined ? [] : [{ sheet: binding.sheet, row: Number(row), column: columnOf(letters), field, unit: undefined }]
    })
    if (mapped.length > 0) return mapped
  }
  const visible = workbook.sheets.filter(({ name, hidden }) => (options.sheet === undefined ? !hidden : name === options.sheet))
  const labelled = visible.map((sheet) => labelledPlaces(sheet, template)).toSorted((a, b) => b.length - a.length)[0] ?? []
  return labelled.length >= fewestLabels ? labelled : []
}

/** The blank cell to the right of a label; none when another label stands there, as in a header. */
const labelledPlaces = (sheet: ParsedSheet, template: FillInput['template']): RecordCell[] => {
  const view = sheetView(sheet)
  const index = fieldIndex(template)
  const places: RecordCell[] = []
  const seen = new Set<string>()
  for (const { row, cells } of sheet.rows.slice(0, 300))
    for (const [column, cell] of cells.slice(0, 60).entries()) {
      const text = cell?.kind === 'text' ? cellText(cell) : ''
      if (text === '' || text.length > 60) continue
      const heading = parseHeading(text.replace(/[:：]\s*$/, ''), index.units)
      const [best, ...more] = index.exact([heading.label]).filter(({ score }) => score >= certain)
      const next = (view.merge(row, column)?.right ?? column) + 1
      if (best === undefined || more.length > 0 || seen.has(best.field.key) || cellText(view.cell(row, next)) !== '') continue
      seen.add(best.field.key)
      // A unit may stand behind the place: 面积 | ____ | 万平方米.
      const behind = cellText(view.cell(row, (view.merge(row, next)?.right ?? next) + 1))
      const unit = heading.unit ?? parseHeading(`${heading.label}（${behind}）`, index.units).unit
      places.push({ sheet: sheet.name, row, column: next, field: best.field, unit })
    }
  return places
}
