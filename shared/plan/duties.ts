/** Which forms a unit owes for a period: the plan's menu, narrowed to the kind of unit and to the months a form is due. */
import { frequencyMonths } from '../forms/frequency.ts'
import { givesOthersOnly } from '../forms/given-rows.ts'
import type { FormDuty, ReportingUnit } from '../forms/manifest-schema.ts'
import type { Pack } from '../forms/pack-types.ts'
import { periodMonth } from '../model/period.ts'

/** Whether a form of this frequency is due for the period (`YYYY-MM`): a quarter is reported with its last month. */
export const isDueIn = (duty: FormDuty, period: string): boolean => periodMonth(period) % frequencyMonths[duty.frequency] === 0

/**
 * Whether this unit must hand the form up for this period: not where all rows that the form gives are other units'.
 * A form it does not owe may still be filled in and goes along.
 */
export const isOwed = (
  { forms }: Pick<Pack, 'forms'>,
  duty: FormDuty,
  unit: Pick<ReportingUnit, 'id' | 'kind'>,
  period: string,
): boolean => {
  const template = forms.get(duty.id)
  return (
    duty.required &&
    (duty.kinds === undefined || duty.kinds.includes(unit.kind)) &&
    isDueIn(duty, period) &&
    !(template !== undefined && givesOthersOnly(template, unit))
  )
}
