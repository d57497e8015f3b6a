/** Forms as the rules see them: fields by position, each knowing how its text becomes a value. */

import type { CodeList, Field, FormTemplate } from '../forms/form-schema.ts'
import { frequencyMonths } from '../forms/frequency.ts'
import type { Pack } from '../forms/pack-types.ts'
import { Decimal, decimalText, parseDecimal, roundDecimal } from '../model/decimal.ts'
import { isNumeric, isUsable } from '../model/value.ts'
import { blank, isDecimal, type Program, type Value } from './cel/value.ts'

export interface FieldModel {
  readonly field: Field
  readonly index: number
  readonly codes: CodeList | undefined
  /** Type in expressions. */
  readonly celType: 'Decimal' | 'string' | 'bool'
  /** Set once the formulas of the form are compiled. */
  formula: Program | undefined
}
export interface FormModel {
  readonly template: FormTemplate
  readonly fields: readonly FieldModel[]
  readonly byKey: ReadonlyMap<string, FieldModel>
  readonly keyFields: readonly string[]
  /** Months between two reports: the report before is looked for that far back. */
  readonly everyMonths: number
}

const celTypeOf = (field: Field): FieldModel['celType'] => (isNumeric(field.type) ? 'Decimal' : field.type === 'yesNo' ? 'bool' : 'string')

export const formModel = (pack: Pack, template: FormTemplate): FormModel => {
  const fields = template.fields.map((field, index) => ({
    field,
    index,
    codes: field.codes === undefined ? undefined : pack.codes.get(field.codes),
    celType: celTypeOf(field),
    formula: undefined,
  }))
  const duty = pack.manifest.forms.find((form) => form.id === template.id)
  const everyMonths = frequencyMonths[duty?.frequency ?? 'month']
  return { template, fields, byKey: new Map(fields.map((field) => [field.field.key, field])), keyFields: template.naturalKey, everyMonths }
}

/** The value of stored text; what cannot be used counts as blank. */
export const valueOfText = (model: FieldModel, text: string | undefined): Value => {
  if (text === undefined || text === '') return blank
  if (model.celType === 'Decimal') return model.field.type === 'integer' && text.includes('.') ? blank : (parseDecimal(text) ?? blank)
  if (model.celType === 'bool') return text === '是' ? true : text === '否' ? false : blank
  return isUsable(model.field.type, text, model.codes) ? text : blank
}

/** Canonical text of a value; undefined for a blank. */
export const textOfValue = (value: Value): string | undefined => {
  if (typeof value === 'string') return value === '' ? undefined : value
  if (typeof value === 'boolean') return value ? '是' : '否'
  return isDecimal(value) ? decimalText(value) : undefined
}

/** The result of a formula as its field holds it: rounded to the field's decimals, a code only if it is one. */
export const fitComputed = (model: FieldModel, value: Value): Value => {
  if (isDecimal(value)) {
    const digits = model.field.type === 'integer' ? 0 : model.field.decimals
    return digits === undefined ? value : new Decimal(roundDecimal(value, digits))
  }
  return typeof value === 'string' ? valueOfText(model, value) : value
}
