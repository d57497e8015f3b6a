/** A report in ten thousands (万元、万吨) whose printed totals still are the sums of what is printed above them (舍位平衡). */
import type { Report, ReportRow } from '../../../../shared/contract/index.ts'
import type { Field, FormTemplate } from '../../../../shared/forms/form-schema.ts'
import { balancedRounding } from '../../../../shared/model/balanced-rounding.ts'
import { Decimal, decimalText, parseDecimal, zero } from '../../../../shared/model/decimal.ts'
import { isNumeric } from '../../../../shared/model/value.ts'
import { exportText } from '../../../../shared/text/export.ts'
import { tenThousandDigits, tenThousandUnit } from '../../../../shared/text/scaled-units.ts'

export interface ScaledReport {
  readonly template: FormTemplate
  readonly report: Report
}

const tenThousand = new Decimal(10).pow(tenThousandDigits)

/**
 * Only columns that the form adds up are amounts (度 is electricity here and an angle there); of these, units without ten
 * thousands and cells that hold no number stay as they are.
 *
 * @param members for each total line the positions of the rows it counts, those of the year's earlier periods behind the
 *   report's own: they are not printed, but totals of the year must add up among themselves
 * @param digits after the point, not negative
 */
export function scaleReport(template: FormTemplate, report: Report, members: readonly (readonly number[])[], digits: number): ScaledReport {
  const summed = new Set(template.totals.flatMap(({ fields }) => fields))
  const scaled = template.fields.flatMap((field) => {
    const unit = summed.has(field.key) && isNumeric(field.type) && field.unit !== undefined ? tenThousandUnit(field.unit) : undefined
    return unit === undefined ? [] : [{ field, unit }]
  })
  const rows = report.rows.map((row) => ({ ...row, values: { ...row.values }, computed: { ...row.computed } }))
  const totals = report.totals.map((total) => ({ ...total, values: { ...total.values } }))
  for (const { field } of scaled)
    scaleColumn(field.key, [...rows.map(cellOf(field.key)), ...report.yearRows.map(hiddenCellOf(field.key))], totals, members, digits)
  const units = new Map(scaled.map(({ field, unit }) => [field.key, unit]))
  const fields = template.fields.map((field): Field => {
    const unit = units.get(field.key)
    return unit === undefined ? field : { ...field, unit, type: field.type === 'integer' ? 'decimal' : field.type, decimals: digits }
  })
  const notes = scaled.length === 0 ? template.notes : [...template.notes, exportText.inTenThousands(digits)]
  return { template: { ...template, fields, notes }, report: { ...report, rows, totals } }
}

interface Cell {
  readonly shown: string | undefined
  put(shown: string): void
}

const cellOf =
  (key: string) =>
  ({ values, computed }: ReportRow): Cell => {
    const holder = values[key] === undefined || values[key] === null ? computed : values
    return {
      shown: holder[key] ?? undefined,
      put(shown) {
        holder[key] = shown
      },
    }
  }

const hiddenCellOf =
  (key: string) =>
  (values: Report['yearRows'][number]): Cell => ({ shown: values[key], put() {} })

const scaleColumn = (
  key: string,
  cells: readonly Cell[],
  totals: Report['totals'],
  members: readonly (readonly number[])[],
  digits: number,
): void => {
  const numbers = cells.map(({ shown }) => parseDecimal(shown ?? '')?.div(tenThousand))
  const { parts, sums } = balancedRounding(
    numbers.map((number) => number ?? zero),
    members,
    digits,
  )
  for (const [index, cell] of cells.entries()) if (numbers[index] !== undefined) cell.put(decimalText(parts[index] ?? zero))
  for (const [index, { values }] of totals.entries())
    if (parseDecimal(values[key] ?? '') !== undefined) values[key] = decimalText(sums[index] ?? zero)
}
