/** `{{…}}` in cells and names given to cells: the template itself says what belongs where. */
import type { FillOptions } from '../../../../shared/contract/index.ts'
import { columnLetters } from '../../../../shared/forms/columns.ts'
import type { Field, FormTemplate } from '../../../../shared/forms/form-schema.ts'
import { fillText, headerNames, headerValueOf, indexMark, mark } from '../../../../shared/text/fill.ts'
import type { ParsedWorkbook } from '../../ports.ts'
import { rectangleOf } from '../calc/grid-area.ts'
import { readPrefix, tokenize } from '../calc/tokens.ts'
import { fieldIndex } from '../recognise/field-index.ts'
import { words } from '../recognise/words.ts'
import type { FillInput, FixedCell, HeaderValue, HeaderValues, Question } from './fill-types.ts'

export interface MarkedColumn {
  readonly sheet: string
  readonly row: number
  /** Last row of a named area. */
  readonly lastRow: number
  /** 0-based. */
  readonly column: number
  readonly field: Field | undefined
}
export interface Marks {
  readonly cells: readonly FixedCell[]
  readonly columns: readonly MarkedColumn[]
  readonly questions: readonly Question[]
}

/** Nobody writes marks into longer texts. */
const longestText = 500

/** What the marks of a workbook say. A mark nobody knows is asked about. */
export function readMarks({ workbook, layout, template, values }: FillInput, options: FillOptions): Marks {
  const cells: FixedCell[] = []
  const columns: MarkedColumn[] = []
  const questions: Question[] = []
  for (const sheet of workbook.sheets)
    for (const { row, cells: own } of sheet.rows)
      for (const [column, cell] of own.entries()) {
        const text = cell?.kind === 'text' ? String(cell.value) : ''
        if (text.length > longestText || !text.includes('{{')) continue
        const address = columnLetters(column) + row
        const whole = new RegExp(`^\\s*${mark.source}\\s*$`, 'u').exec(text)?.[1]
        const field = whole === undefined ? undefined : fieldOf(template, whole)
        if (field !== undefined || (whole !== undefined && indexMark.test(whole))) {
          columns.push({ sheet: sheet.name, row, lastRow: row, column, field })
          continue
        }
        let item: HeaderValue | undefined
        const filled = text.replace(mark, (_, name: string) => {
          const known = itemOf(name, options, address)
          if (known === undefined) questions.push(markQuestion(address, text))
          item ??= known ?? undefined
          return known === undefined || known === null ? '' : values[known]
        })
        cells.push({ sheet: sheet.name, cell: address, item: item ?? 'unit', text: filled })
      }
  return named(layout.names, workbook, template, values, { cells, columns, questions })
}

const itemOf = (name: string, options: FillOptions, address: string): HeaderValue | null | undefined => {
  const chosen = options.cells?.[address]
  if (chosen !== undefined) return chosen
  return headerValueOf(name) ?? (Object.hasOwn(headerNames, name) ? (name as HeaderValue) : undefined) // its own keys only
}

const fieldOf = (template: FormTemplate, name: string): Field | undefined => {
  const byKey = template.fields.find(({ key }) => key === name)
  if (byKey !== undefined) return byKey
  const exact = template.fields.filter(({ label }) => words(label) === words(name))
  if (exact.length === 1) return exact[0]
  const found = fieldIndex(template).exact([name])
  return found.length === 1 && (found[0]?.score ?? 0) >= 0.9 ? found[0]?.field : undefined
}

const markQuestion = (cell: string, text: string): Question => ({
  id: `cell:${cell}`,
  kind: 'cell',
  message: fillText.whichMark(cell, text),
  target: cell,
  choices: [...Object.entries(headerNames).map(([value, label]) => ({ value, label })), { value: '', label: fillText.blankMark }],
})

/** Names of cells count like marks when they are called like a field or a part of the head, and the cell is blank. */
const named = (
  names: FillInput['layout']['names'],
  workbook: ParsedWorkbook,
  template: FormTemplate,
  values: HeaderValues,
  marks: Marks,
): Marks => {
  const cells = [...marks.cells]
  const columns = [...marks.columns]
  for (const { name, formula } of names) {
    const [token, ...more] = tokenize(formula)
    if (token?.kind !== 'reference' || more.length > 0 || token.prefix === '') continue
    const { sheet: sheetName } = readPrefix(token.prefix)
    const sheet = workbook.sheets.find((one) => one.name === sheetName)
    const { top, left, bottom, right } = rectangleOf(token.area)
    if (sheet === undefined || left !== right || bottom - top > 2000) continue
    const isBlank = sheet.rows.every(({ row, cells: own }) => row < top || row > bottom || own[left - 1] === undefined)
    if (!isBlank) continue
    const field = fieldOf(template, name)
    const item = headerValueOf(name)
    if (field !== undefined) columns.push({ sheet: sheet.name, row: top, lastRow: bottom, column: left - 1, field })
    else if (item !== undefined && top === bottom && values[item] !== '')
      cells.push({ sheet: sheet.name, cell: columnLetters(left - 1) + top, item, text: values[item] })
  }
  return { ...marks, cells, columns }
}
