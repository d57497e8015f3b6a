/** By what the form's figures are multiplied to become the template's. */
import type { FillOptions } from '../../../../shared/contract/index.ts'
import { columnLetters } from '../../../../shared/forms/columns.ts'
import type { FormTemplate } from '../../../../shared/forms/form-schema.ts'
import { isNumeric } from '../../../../shared/model/value.ts'
import { fillText } from '../../../../shared/text/fill.ts'
import type { SheetLayout } from '../../ports.ts'
import { isPercentFormat } from '../reader/number-format.ts'
import type { SheetView } from '../recognise/sheet-view.ts'
import { linesIn, type UnitLines } from '../recognise/unit-lines.ts'
import { doubtfulScales, factorOf } from '../recognise/unit-scales.ts'
import { type Conversion, convert, inverse } from '../recognise/units.ts'
import type { BoundColumn, Question } from './fill-types.ts'
import { factorForPrinted, shownIn } from './printed-units.ts'

/** First row of data and of the header. */
interface TablePlace {
  readonly first: number
  readonly headerTop: number
}
interface ColumnUnits {
  readonly factors: readonly string[]
  readonly shown: readonly (string | undefined)[]
  readonly questions: readonly Question[]
}

export function columnUnits(
  columns: readonly Omit<BoundColumn, 'factor'>[],
  view: SheetView,
  layout: SheetLayout | undefined,
  place: TablePlace,
  template: FormTemplate,
  options: FillOptions,
): ColumnUnits {
  const questions: Question[] = []
  const formats = new Map((layout?.cells ?? []).flatMap(({ row, column, format }) => (row === place.first ? [[column, format]] : [])))
  const { above, below } = linesOfTemplate(view, place, template)
  const shown: (string | undefined)[] = []
  const factors = columns.map(({ column, path, unit: heading, field }, at): string => {
    shown[at] = heading
    if (field === undefined || !isNumeric(field.type)) return '1'
    const letter = columnLetters(column)
    const given = options.factors !== undefined && Object.hasOwn(options.factors, letter) ? options.factors[letter] : undefined
    if (given !== undefined) return given
    const format = formats.get(column) ?? ''
    // A cell shown in percent holds a hundredth of what people see.
    if (field.type === 'percent') return isPercentFormat(format) ? '0.01' : '1'
    const ask = (message: string, choices: Question['choices']) =>
      questions.push({ id: `unit:${letter}`, kind: 'unit', message, target: letter, choices })
    const label = path.join(' · ')
    const { unit: own } = field
    const shownHere = shownIn(format)
    const printed = own === undefined ? undefined : factorForPrinted(shownHere, own)
    const stored = { value: '1', label: fillText.scaledStored }
    const inPrinted = (factor: string) => ({ value: factor, label: fillText.inUnit(shownHere?.unit ?? '', factor) })
    if (shownHere?.factor !== undefined && printed !== '1')
      ask(fillText.scaled(letter, label), printed === undefined ? [stored] : [stored, inPrinted(printed)])
    const line = own === undefined ? undefined : fromLine(above, own)
    // What a cell prints behind its figure says more of it than the heading or a line.
    const unit = (shownHere?.factor === undefined || printed !== undefined ? shownHere?.unit : undefined) ?? heading
    shown[at] = unit ?? line
    if (own === undefined) return '1'
    if (printed !== undefined) {
      if (shownHere?.factor !== undefined && printed !== '1') return '1'
      if (heading === undefined || factorOf(heading, unit ?? '') === '1') return printed
      // Heading and cells contradict each other.
      const byHeading = factorOf(heading, own)
      const inHeading = byHeading === undefined ? [] : [{ value: inverse(byHeading), label: fillText.inUnit(heading, inverse(byHeading)) }]
      ask(fillText.whichUnit(letter, label, `${heading}、${unit ?? ''}`, own), [inPrinted(printed), ...inHeading])
      return '1'
    }
    // 万吨 over a column of 吨标准煤, or two units of one measure: perhaps meant, perhaps not.
    const scales = unit === undefined ? doubtfulScales(above, below, own) : []
    const theirs = scales.length > 0 ? undefined : (unit ?? line)
    if (scales.length > 0)
      ask(fillText.whichUnit(letter, label, scales.map((scale) => scale.unit).join('、'), own), [
        ...scales.map((scale) => ({ value: inverse(scale.factor), label: fillText.inUnit(scale.unit, inverse(scale.factor)) })),
        { value: '1', label: fillText.asItIs },
      ])
    if (theirs === undefined) return '1'
    const conversion = convert(own, theirs)
    if (factorOf(theirs, own) === '1') return '1'
    if (conversion.kind === 'exact') return conversion.factor
    const asItIs = { value: '1', label: fillText.asItIs }
    const back = convert(theirs, own)
    const meant =
      conversion.kind === 'convention' || back.kind === 'convention'
        ? conventionChoice(conversion, back)
        : doubtfulScales([theirs], [], own).map(({ unit, factor }) => ({
            value: inverse(factor),
            label: fillText.inUnit(unit, inverse(factor)),
          }))
    ask(fillText.whichUnit(letter, label, theirs, own), [...meant, asItIs])
    return '1'
  })
  return { factors, shown, questions }
}

const conventionChoice = (there: Conversion, back: Conversion): Question['choices'] => {
  if (there.kind === 'convention') return [{ value: there.factor, label: fillText.convention(there.text) }]
  return back.kind === 'convention' ? [{ value: inverse(back.factor), label: fillText.convention(back.text) }] : []
}

/** What a template says of units beside its table. */
export const linesOfTemplate = (view: SheetView, { first, headerTop }: TablePlace, template: FormTemplate): UnitLines =>
  linesIn(
    view.sheet.rows.filter(({ row }) => row < headerTop),
    view.sheet.rows.filter(({ row }) => row > first),
    template,
  )

/** Such a line speaks of a column only when exactly one of its units measures the same thing. */
const fromLine = (units: readonly string[], own: string): string | undefined => {
  const fitting = units.filter((unit) => ['same', 'exact'].includes(convert(own, unit).kind))
  return fitting.length === 1 ? fitting[0] : undefined
}
