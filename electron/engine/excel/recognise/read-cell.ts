/** One cell of a workbook as the value of a field. What is in doubt is kept as typed and reported, never guessed. */
import type { ImportPreview } from '../../../../shared/contract/index.ts'
import type { CodeList, Field } from '../../../../shared/forms/form-schema.ts'
import { canonicalNumber, Decimal, decimalText } from '../../../../shared/model/decimal.ts'
import { isCoded, isNumeric, longestText, readValue } from '../../../../shared/model/value.ts'
import { firstUnits } from '../../../../shared/model/well-formed.ts'
import { importText } from '../../../../shared/text/import.ts'
import { sizeInHeading } from '../../../../shared/text/import-units.ts'
import { dash, ditto } from '../../../../shared/text/import-words.ts'
import type { ParsedCell } from '../../ports.ts'
import { isPercentFormat } from '../reader/number-format.ts'
import { serialToIso } from '../reader/serial-date.ts'
import { isCodeField, plainCode } from './code-text.ts'
import { isForeign, printedFactor, type ShownAs, shownAs } from './printed-unit.ts'
import type { RowFactor } from './row-factors.ts'
import { applyFactor, convert, plainUnit, wantedUnit } from './units.ts'
import { cellText } from './words.ts'

export type ProblemCode = ImportPreview['problems'][number]['code']
export interface CellReading {
  /** Canonical where it could be read, else as typed. */
  readonly value: string | null
  readonly problem?: { readonly code: ProblemCode; readonly message: string }
  /** The text only points at the cell above. */
  readonly isDitto?: true
}
export interface ColumnReading {
  readonly field: Field
  readonly codes: CodeList | undefined
  /** Decimal text or `a/b`; only for numeric fields. */
  readonly factor: string
  readonly date1904: boolean
  readonly printed?: PrintedColumn | undefined
}
/** What the number formats of a column say of its figures. */
export interface PrintedColumn {
  /** Printed in every cell, and asked about where it is not certain what it means: the factor of the column is for it. */
  readonly unit: string | undefined
  /** The heading says another one: it was asked which counts. */
  readonly isContradicted: boolean
  /** Some figures are shown smaller than they are, and it was asked which one counts. */
  readonly scaling:
    | {
        readonly shown: ShownAs
        /** Factor of the column where the figures shown count. */
        readonly answer: string
        /** Factor of the other cells; undefined where nobody knows. */
        readonly others: string | undefined
      }
    | undefined
}

/** Integers beyond this have lost digits when a spreadsheet kept them as numbers. */
const mostDigits = 1e15

const blank: CellReading = { value: null }
const doubtful = (value: string | null, message: string): CellReading => ({ value, problem: { code: 'doubtful', message } })

/** @param parent value of the field a cascading code hangs on */
export function readCell(cell: ParsedCell | undefined, column: ColumnReading, parent: string | null): CellReading {
  if (cell === undefined) return blank
  const { field } = column
  if (cell.kind === 'formulaWithoutValue')
    return { value: null, problem: { code: 'formulaWithoutValue', message: importText.formulaWithoutValue } }
  if (cell.kind === 'error')
    return { value: String(cell.value), problem: { code: 'errorCell', message: importText.errorCell(String(cell.value)) } }
  if (isNumeric(field.type)) return readNumeric(cell, column)
  if (field.type === 'date' || field.type === 'month') return readDateCell(cell, column)
  if (cell.kind === 'date') return doubtful(String(cell.value), importText.dateInText(String(cell.value)))
  if (cell.kind === 'number') return readNumberAsText(cell, column, parent)
  return readText(cell.kind === 'boolean' ? (cell.value === true ? '是' : '否') : String(cell.value), column, parent)
}

/** A figure whose row says its unit; one that the unit leaves in doubt is not taken. */
export function readInRow(
  cell: ParsedCell | undefined,
  column: ColumnReading,
  parent: string | null,
  { unit, wanted, factor }: RowFactor,
): CellReading {
  const asIs = readCell(cell, { ...column, factor: '1' }, parent)
  if (factor === undefined)
    return asIs.value === null || !canonicalNumber.test(asIs.value) ? asIs : doubtful(null, importText.rowUnitRefused(unit, wanted))
  const result = readCell(cell, { ...column, factor }, parent)
  if (result.problem !== undefined || result.value === null || result.value === asIs.value) return result
  return doubtful(result.value, importText.statedUnitConverted(cellText(cell), unit, wanted, result.value))
}

const readNumeric = (cell: ParsedCell, column: ColumnReading): CellReading => {
  const { field } = column
  if (cell.kind === 'date' || cell.kind === 'boolean') {
    const text = String(cell.value)
    return { value: text, problem: { code: 'unreadable', message: importText.notANumber(text) } }
  }
  if (cell.kind === 'number') {
    const value = Number(cell.value)
    const { format } = cell
    if (format === undefined) return readFigure(decimalOf(value, 1), column)
    if (isPercentFormat(format)) return readPercentCell(value, field)
    const shown = shownAs(format, value)
    return shown === undefined ? readFigure(decimalOf(value, 1), column) : readShown(decimalOf(value, 1), shown, column)
  }
  const text = String(cell.value).trim()
  if (dash.test(text)) return doubtful(null, importText.dashAsBlank(text))
  const own = withOwnUnit(text, column)
  if (own !== undefined) return own
  const result = readValue(field, text)
  if (result.ok) return result.value === null ? blank : readFigure(result.value, column)
  // 1.5 万户 is a whole number of households, though 1.5 alone is none.
  const loose = readValue({ ...field, type: 'decimal' }, text)
  if (loose.ok && loose.value !== null && column.factor !== '1') return readFigure(loose.value, column)
  return unreadable(text, importText.notANumber(text))
}

/** A figure that says no more than itself. Where others of its column are shown smaller than they are, the answer is for them. */
const readFigure = (value: string, { factor, field, printed }: ColumnReading): CellReading => {
  const scaling = printed?.scaling
  if (scaling === undefined || !(factor === '1' || factor === scaling.answer)) return scaled(value, factor, field)
  const reading = scaled(value, scaling.others ?? '1', field)
  if (reading.problem !== undefined || (factor === '1' && scaling.others !== undefined)) return reading
  return doubtful(reading.value, importText.notShownSmaller(value, scaling.others ?? '1'))
}

/** A figure whose format prints a unit beside it, or shows it smaller than it is. */
const readShown = (value: string, shown: ShownAs, column: ColumnReading): CellReading => {
  const { field, printed } = column
  const wanted = wantedUnit(field)
  const { unit } = shown
  const asked = printed?.unit
  const isAsked =
    unit !== undefined && asked !== undefined && shown.factor === undefined && (unit === asked || plainUnit(unit) === plainUnit(asked))
  const own = isAsked && printed?.isContradicted === true ? undefined : printedFactor(shown, wanted)
  if (own !== undefined) return scaled(value, own, field)
  if (unit !== undefined && !isAsked && isInDoubt(shown, unit, field)) return unreadable(value + unit, importText.strangeUnit(unit, wanted))
  if (shown.factor !== undefined && printed?.scaling !== undefined && shown !== printed.scaling.shown) {
    const { shown: first } = printed.scaling
    if (shown.factor !== first.factor || shown.unit !== first.unit) return readFigure(value, column)
  }
  return shown.factor !== undefined || isAsked ? scaled(value, column.factor, field) : readFigure(value, column)
}

/** A figure without a unit may well be shown with one: 3台. Not with a size, though. */
const isInDoubt = (shown: ShownAs, unit: string, field: Field): boolean => {
  const wanted = wantedUnit(field)
  if (shown.factor !== undefined) return isForeign(shown, wanted)
  return wanted !== undefined || field.unitField !== undefined || sizeInHeading.test(unit)
}

/** Numbers of ordinary size are their own decimal text. */
const decimalOf = (value: number, factor: 1 | 100): string => {
  const text = String(value)
  return factor === 1 && !text.includes('e') ? text : decimalText(new Decimal(text).times(factor))
}

/** A cell that names its unit is converted from that one, whatever the heading says. */
const withOwnUnit = (text: string, { field }: ColumnReading): CellReading | undefined => {
  const match = /^([^\p{L}%°]*\d[\d,. ]*)\s*([\p{L}%°].*)$/u.exec(text.normalize('NFKC'))
  if (match?.[1] === undefined || match[2] === undefined) return undefined
  // The letter of 1e3 is no unit.
  if (readValue(bareNumber, text).ok) return undefined
  const number = readValue(bareNumber, match[1])
  if (!number.ok || number.value === null) return undefined
  const unit = wantedUnit(field)
  return inUnit(number.value, match[2], field) ?? unreadable(text, importText.strangeUnit(match[2].trim(), unit))
}

/** A cell shown in percent holds a hundredth of what people see; in a field of another unit nobody can say what it means. */
const readPercentCell = (stored: number, field: Field): CellReading => {
  const percent = decimalOf(stored, 100)
  const message = importText.percentCell(`${percent}%`, decimalOf(stored, 1), wantedUnit(field))
  return inUnit(percent, '%', field) ?? unreadable(`${percent}%`, message)
}

const bareNumber = { type: 'decimal' } as const

/** A figure that names its unit in that of the field; undefined where there is no way from one to the other. */
const inUnit = (value: string, from: string, field: Field): CellReading | undefined => {
  const unit = wantedUnit(field)
  const conversion = unit === undefined ? undefined : convert(from, unit)
  if (conversion?.kind === 'same') return scaled(value, '1', field)
  return conversion?.kind === 'exact' ? scaled(value, conversion.factor, field) : undefined
}

const scaled = (value: string, factor: string, field: Field): CellReading => {
  if (factor === '1') return whole(value, field)
  const product = applyFactor(value, factor)
  if (product === undefined) return unreadable(value, importText.notANumber(value))
  return product.exact ? whole(product.value, field) : doubtful(product.value, importText.rounded(value, product.value))
}

const whole = (value: string, field: Field): CellReading =>
  field.type === 'integer' && value.includes('.') ? unreadable(value, importText.notAnInteger(value)) : { value }

const unreadable = (text: string, message: string): CellReading => ({
  value: firstUnits(text, longestText),
  problem: { code: 'unreadable', message },
})

const readDateCell = (cell: ParsedCell, { field, date1904 }: ColumnReading): CellReading => {
  const text = String(cell.value)
  if (cell.kind === 'date') {
    const day = text.slice(0, 10)
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return ambiguous(text)
    if (field.type === 'month') return { value: day.slice(0, 7) }
    // A format that shows no day means that nobody typed one; the program that saved the file made it up.
    return cell.format !== undefined && !showsDay(cell.format) ? { ...ambiguous(day.slice(0, 7)), value: day.slice(0, 7) } : { value: day }
  }
  if (cell.kind === 'number') {
    const number = Number(cell.value)
    const serial = number >= 20_000 && number < 80_000 ? serialToIso(Math.floor(number), date1904) : undefined
    if (serial !== undefined && field.type === 'date') return { value: serial }
    const result = serial === undefined ? readValue(field, text) : ({ ok: false } as const)
    return result.ok ? { value: result.value } : ambiguous(serial ?? text)
  }
  if (cell.kind === 'boolean') return ambiguous(text)
  if (dash.test(text.trim())) return doubtful(null, importText.dashAsBlank(text.trim()))
  // Five digits as text could count from either epoch.
  const result = date1904 && /^\s*\d{5}\s*$/.test(text) ? ({ ok: false } as const) : readValue(field, text)
  return result.ok ? { value: result.value } : ambiguous(text.trim())
}

const ambiguous = (text: string): CellReading => ({
  value: firstUnits(text, longestText),
  problem: { code: 'ambiguousDate', message: importText.ambiguousDate(text) },
})

/** Asked of one cell of a column after the other, which have one format. */
const lastKept = (say: (text: string) => boolean): ((text: string) => boolean) => {
  let last: { readonly text: string; readonly said: boolean } | undefined
  return (text) => {
    if (last?.text !== text) last = { text, said: say(text) }
    return last.said
  }
}
const showsDay = lastKept((format) => /d/i.test(format.replace(/"[^"]*"|\\./g, '')) || format.includes('日'))

const readNumberAsText = (cell: ParsedCell, column: ColumnReading, parent: string | null): CellReading => {
  const number = Number(cell.value)
  const plain = new Decimal(String(cell.value)).toFixed()
  if (Math.abs(number) >= mostDigits) return doubtful(plain, importText.digitsLost(plain))
  // A number shown as 007 was meant to be 007.
  const zeros = /^0{2,}$/.exec(cell.format ?? '')?.[0].length ?? 0
  const text = zeros > plain.length && /^\d+$/.test(plain) ? plain.padStart(zeros, '0') : plain
  const reading = readText(text, column, parent)
  if (reading.problem?.code !== 'unknownCode') return reading
  const restored = withLeadingZeros(text, column)
  return restored === undefined ? reading : doubtful(restored, importText.zerosRestored(text, restored))
}

/** Codes of one length that lost their zeros in a spreadsheet. */
const withLeadingZeros = (text: string, { codes }: ColumnReading): string | undefined => {
  const lengths = new Set((codes?.items ?? []).map((item) => item.code.length))
  const [length] = lengths
  if (lengths.size !== 1 || length === undefined || text.length >= length || !/^\d+$/.test(text)) return undefined
  const padded = text.padStart(length, '0')
  return codes?.items.some((item) => item.code === padded) === true ? padded : undefined
}

/** How a spreadsheet shows a long number: its digits are gone from the text. A mere 3E-01 may well be a code. */
const powerOfTen = /^[+-]?\d(?:\.\d+E[+-]|E\+)\d{2,3}$/i

const readText = (text: string, { field, codes }: ColumnReading, parent: string | null): CellReading => {
  const bare = text.trim()
  // A stroke in a cell says "nothing here", in a column of words as in one of numbers.
  if (dash.test(bare)) return doubtful(null, importText.dashInText(bare))
  if (ditto.test(bare)) return { ...doubtful(bare, importText.dittoAlone(bare)), isDitto: true }
  if (powerOfTen.test(bare)) return doubtful(bare, importText.powerOfTen(bare))
  const result = readValue(field, text, codes, parent ?? undefined)
  const value = result.ok ? result.value : firstUnits(bare, longestText)
  if (!result.ok) {
    const code = isCoded(field.type) ? 'unknownCode' : 'unreadable'
    return {
      value,
      problem: { code, message: isCoded(field.type) ? importText.unknownCode(bare) : importText.unreadable(bare) },
    }
  }
  const most = Math.min(field.maxLength ?? longestText, longestText)
  const code = value !== null && isCodeField(field) ? plainCode(value) : undefined
  if (code !== undefined && code.length <= most) return doubtful(code, importText.codeTidied(bare, code))
  if (value === null || value.length <= most) return { value }
  return { value: firstUnits(value, longestText), problem: { code: 'tooLong', message: importText.tooLong(value.length, most) } }
}
