/** A report in ten thousands (万元、万吨) whose printed totals still are the sums of what is printed above them (舍位平衡). */
import type { Report, ReportRow } from '../../../../shared/contract/index.ts'
import type { Field, FormTemplate } from '../../../../shared/forms/form-schema.ts'
import { balancedRounding } from '../../../../shared/model/balanced-rounding.ts'
import { Decimal, decimalText, parseDecimal, roundDecimal } from '../../../../shared/model/decimal.ts'
import { isNumeric } from '../../../../shared/model/value.ts'
import { tenThousandDigits, tenThousandUnit } from '../../../../shared/text/scaled-units.ts'

export interface ScaledReport {
  readonly template: FormTemplate
  readonly report: Report
}

const tenThousand = new Decimal(10).pow(tenThousandDigits)

/**
 * Columns whose unit has no ten thousands, and cells that hold no number, stay as they are.
 *
 * @param members for each total line the positions of the rows it counts, undefined where rows of other periods count too:
 *   such a line is rounded by itself
 * @param digits after the point, not negative
 */
export function scaleReport(
  template: FormTemplate,
  report: Report,
  members: readonly (readonly number[] | undefined)[],
  digits: number,
): ScaledReport {
  const scaled = template.fields.flatMap((field) => {
    const unit = isNumeric(field.type) && field.unit !== undefined ? tenThousandUnit(field.unit) : undefined
    return unit === undefined ? [] : [{ field, unit }]
  })
  const rows = report.rows.map((row) => ({ ...row, values: { ...row.values }, computed: { ...row.computed } }))
  const totals = report.totals.map((total) => ({ ...total, values: { ...total.values } }))
  for (const { field } of scaled) scaleColumn(field.key, rows, totals, members, digits)
  const units = new Map(scaled.map(({ field, unit }) => [field.key, unit]))
  const fields = template.fields.map((field): Field => {
    const unit = units.get(field.key)
    return unit === undefined ? field : { ...field, unit, type: field.type === 'integer' ? 'decimal' : field.type, decimals: digits }
  })
  return { template: { ...template, fields }, report: { ...report, rows, totals } }
}

const scaleColumn = (
  key: string,
  rows: readonly ReportRow[],
  totals: Report['totals'],
  members: readonly (readonly number[] | undefined)[],
  digits: number,
): void => {
  const cells = rows.flatMap((row, position) => {
    const value = parseDecimal(row.values[key] ?? row.computed[key] ?? '')
    return value === undefined ? [] : [{ row, position, value: value.div(tenThousand) }]
  })
  const lines = totals.flatMap((total, index) => {
    const value = parseDecimal(total.values[key] ?? '')
    return value === undefined ? [] : [{ total, value: value.div(tenThousand), members: members[index] }]
  })
  const put = (row: ReportRow, value: Decimal): void => {
    const shown = decimalText(value)
    if (row.values[key] === undefined) row.computed[key] = shown
    else row.values[key] = shown
  }
  if (lines.length === 0) {
    for (const { row, value } of cells) put(row, roundDecimal(value, digits))
    return
  }
  const cellOf = new Map(cells.map(({ position }, index) => [position, index]))
  const groups = lines.map((line) => (line.members ?? []).flatMap((position) => cellOf.get(position) ?? []))
  const values = cells.map(({ value }) => value)
  const balanced = balancedRounding(values, groups, digits)
  for (const [index, { row }] of cells.entries()) put(row, balanced.parts[index] ?? new Decimal(0))
  for (const [index, { total, value, members: own }] of lines.entries())
    total.values[key] = decimalText(own === undefined ? roundDecimal(value, digits) : (balanced.sums[index] ?? roundDecimal(value, digits)))
}
