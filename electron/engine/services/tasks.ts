import type { MonthTasks } from '../../../shared/contract/index.ts'
import { taskDeadline } from '../../../shared/plan/calendar.ts'
import { isOwed } from '../../../shared/plan/duties.ts'
import type { EngineContext, Service } from '../context.ts'
import { dayOf, requirePeriod, templateOf, unitOf } from './common.ts'
import { formState } from './form-state.ts'
import { stateOfSealed } from './receipt-state.ts'
import { isReviewed, stageOf } from './review-stage.ts'
import { voidChanged } from './review-void.ts'

function task(context: EngineContext, form: string, required: boolean, period: string): MonthTasks['tasks'][number] {
  const store = context.store()
  const stored = store.reports.summary(form, period)
  const counted = store.checks.get(form, period)
  const check = counted && counted.version === stored?.version ? counted : undefined
  const rows = stored?.rowCount ?? 0
  const zeroReport = stored?.header.zeroReport ?? false
  return {
    form,
    title: templateOf(context.pack(), form).title,
    required,
    state: formState({
      sealed: stored?.sealed ? (stateOfSealed(store, form, period) ?? 'sealed') : undefined,
      rows,
      zeroReport,
      check,
      stage: stageOf(store, form, period),
    }),
    rows,
    zeroReport,
    findings: check ? { ...check.byLevel } : null,
    unexplained: check?.unexplained ?? 0,
  }
}

/** A state never says more than the signatures that still count. The list stays readable when that cannot be written down. */
function settleSignatures(context: EngineContext, period: string): void {
  if (!isReviewed(context.store())) return
  try {
    voidChanged(context, period)
  } catch (error) {
    context.ports.log.error('signatures could not be looked at', error)
  }
}

export function createTaskService(context: EngineContext): Service<'tasks.list'> {
  return {
    'tasks.list'({ period }) {
      const pack = context.pack()
      const { manifest } = pack
      const unit = unitOf(context)
      requirePeriod(pack, period)
      settleSignatures(context, period)
      const { dueDate, daysLeft, holidayNote } = taskDeadline(manifest.calendar, period, dayOf(context.ports.clock))
      return {
        period,
        dueDate,
        daysLeft,
        holidayNote,
        tasks: manifest.forms.map((duty) => task(context, duty.id, isOwed(pack, duty, unit, period), period)),
        periods: context.store().reports.periods(),
      }
    },
  }
}
