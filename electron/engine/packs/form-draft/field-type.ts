/** What a column of a blank form holds, from everything the file says about it. Every guess says on what it rests. */
import type { FieldType } from '../../../../shared/forms/form-schema.ts'
import { formDraftText } from '../../../../shared/text/form-draft.ts'
import { countingUnit, moneyUnit, noWord, typeWords, yesOrNo, yesWord } from '../../../../shared/text/form-draft-words.ts'
import { isDateFormat } from '../../excel/reader/number-format.ts'
import type { ParsedCell } from '../../ports.ts'

export interface ColumnSigns {
  readonly label: string
  readonly unit: string | undefined
  /** What its drop-down offers. */
  readonly items: readonly string[] | undefined
  /** Kind of the data validation. */
  readonly rule: string | undefined
  /** Number format of the cells to be filled in. */
  readonly format: string | undefined
  /** What is filled in already. */
  readonly samples: readonly ParsedCell[]
}
export interface GuessedType {
  readonly type: FieldType
  readonly decimals?: number
  readonly allowNegative?: true
  /** Undefined when there is no doubt. */
  readonly remark: string | undefined
}

type FormatSays =
  | { readonly kind: 'none' | 'text' | 'date' }
  | { readonly kind: 'number' | 'percent'; readonly decimals: number | undefined }

const readFormat = (format: string | undefined): FormatSays => {
  if (format === undefined || /^general$/i.test(format)) return { kind: 'none' }
  if (format === '@') return { kind: 'text' }
  if (isDateFormat(format)) return { kind: 'date' }
  const first = format.split(';', 1)[0] ?? ''
  const point = /[0#?]\.([0#?]+)/.exec(first)?.[1]
  if (!/[0#?]/.test(first)) return { kind: 'none' }
  return { kind: first.includes('%') ? 'percent' : 'number', decimals: point?.length ?? 0 }
}

const isYesNo = (items: readonly string[]): boolean =>
  items.length === 2 && items.some((item) => yesWord.test(item)) && items.some((item) => noWord.test(item))

const placeTypes: readonly string[] = ['region', 'town']
const textTypes: readonly string[] = ['text', 'longText', 'uscc', 'yesNo', 'attachment', 'month', 'region', 'town']
const longText = 40

export const guessType = (signs: ColumnSigns): GuessedType => {
  const { label, unit, items, rule } = signs
  const said = typeWords.find(({ words }) => words.test(label))?.type
  const format = readFormat(signs.format)
  const decimals = format.kind === 'number' || format.kind === 'percent' ? format.decimals : undefined
  const digits = decimals === undefined || decimals === 0 ? {} : { decimals }
  if (said === 'uscc') return { type: 'uscc', remark: undefined }
  if (items !== undefined) {
    if (isYesNo(items)) return { type: 'yesNo', remark: undefined }
    return { type: said === 'region' || said === 'town' ? said : 'code', remark: undefined }
  }
  if (rule === 'date' || format.kind === 'date')
    return said === 'month' ? { type: 'month', remark: formDraftText.typeByLabel } : { type: 'date', remark: undefined }
  if (unit === '%' || format.kind === 'percent') return percent(said, digits, unit === '%' ? undefined : formDraftText.typeByFormat)
  if (unit !== undefined) {
    const remark = format.kind === 'text' ? formDraftText.textWithUnit : format.kind === 'number' ? undefined : formDraftText.typeByUnit
    if (moneyUnit.test(unit)) return { type: 'money', ...digits, remark }
    if (rule === 'whole' || (countingUnit.test(unit) && (decimals ?? 0) === 0)) return { type: 'integer', remark }
    return { type: 'decimal', ...digits, remark }
  }
  if (rule === 'whole') return { type: 'integer', remark: undefined }
  if (format.kind === 'number' || rule === 'decimal') return plainNumber(said, decimals, digits)
  if (said !== undefined && (format.kind !== 'text' || textTypes.includes(said))) return byLabel(said)
  if (format.kind === 'text') return { type: 'text', remark: undefined }
  return bySamples(signs.samples)
}

const percent = (said: string | undefined, digits: { readonly decimals?: number }, remark: string | undefined): GuessedType =>
  said === 'growth'
    ? { type: 'decimal', ...digits, allowNegative: true, remark: formDraftText.typeByLabel }
    : { type: 'percent', ...digits, remark }

const plainNumber = (said: string | undefined, decimals: number | undefined, digits: { readonly decimals?: number }): GuessedType => {
  if (said === 'percent' || said === 'growth') return percent(said, digits, formDraftText.typeByLabel)
  if (said === 'money') return { type: 'money', ...digits, remark: formDraftText.typeByLabel }
  if (decimals === 0) return { type: 'integer', remark: formDraftText.typeByFormat }
  return { type: 'decimal', ...digits, remark: undefined }
}

const byLabel = (said: string): GuessedType => {
  const remark = formDraftText.typeByLabel
  if (said === 'growth') return { type: 'decimal', allowNegative: true, remark }
  const type = typesByWord[said]
  return type === undefined
    ? { type: 'text', remark: formDraftText.typeGuessed }
    : { type, remark: placeTypes.includes(said) ? undefined : remark }
}
const typesByWord: Readonly<Record<string, FieldType>> = {
  town: 'town',
  region: 'region',
  yesNo: 'yesNo',
  attachment: 'attachment',
  date: 'date',
  month: 'month',
  longText: 'longText',
  text: 'text',
  percent: 'percent',
  integer: 'integer',
  decimal: 'decimal',
  money: 'money',
}

const bySamples = (samples: readonly ParsedCell[]): GuessedType => {
  const remark = samples.length === 0 ? formDraftText.typeGuessed : formDraftText.typeBySamples
  const all = (test: (cell: ParsedCell) => boolean): boolean => samples.length > 0 && samples.every(test)
  if (all(({ kind }) => kind === 'date')) return { type: 'date', remark }
  if (all(({ value }) => isYesNoText(value))) return { type: 'yesNo', remark }
  if (all(({ kind, value }) => kind === 'number' && Number.isInteger(value))) return { type: 'integer', remark }
  if (all(({ kind }) => kind === 'number')) return { type: 'decimal', remark }
  if (samples.some(({ value }) => typeof value === 'string' && value.length > longText)) return { type: 'longText', remark }
  return { type: 'text', remark }
}
const isYesNoText = (value: ParsedCell['value']): boolean => typeof value === 'string' && yesOrNo.test(value.trim())
