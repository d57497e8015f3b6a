/** Which forms a unit owes for a period: the plan's menu, narrowed to the kind of unit and to the months a form is due. */
import { frequencyMonths } from '../forms/frequency.ts'
import type { FormDuty, ReportingUnit } from '../forms/schema.ts'
import { periodMonth } from '../model/period.ts'

/** Whether a form of this frequency is due for the period (`YYYY-MM`): a quarter is reported with its last month. */
export const isDueIn = (duty: FormDuty, period: string): boolean => periodMonth(period) % frequencyMonths[duty.frequency] === 0

/** Whether this unit must hand the form up for this period. A form it does not owe may still be filled in and goes along. */
export const isOwed = (duty: FormDuty, unit: Pick<ReportingUnit, 'kind'>, period: string): boolean =>
  duty.required && (duty.kinds === undefined || duty.kinds.includes(unit.kind)) && isDueIn(duty, period)
