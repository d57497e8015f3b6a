/** 报送情况 (T3) and 催报 (T5): how units reported, and who is to be reminded. */
import { addDays, daysBetween } from '../model/dates.ts'
import type { BoardUnit } from './board.ts'
import type { PeriodStanding } from './standing.ts'

export interface ReportingLine {
  readonly unit: string
  readonly unitName: string
  /** Months that were due by now. */
  readonly due: number
  readonly reported: number
  readonly late: number
  readonly lateDays: number
  readonly missing: number
  readonly accepted: number
  /** Returned and not yet handed up again. */
  readonly returnedOpen: number
  readonly timesReturned: number
  readonly revisions: number
  /** Remarks of the city on returned packages. */
  readonly remarks: number
  /** Findings the county explained. */
  readonly explained: number
}

const sum = (periods: BoardUnit['periods'], count: (standing: PeriodStanding) => number): number =>
  periods.reduce((total, standing) => total + count(standing), 0)

/** One line a unit. @param remarksOf remarks of the city on a unit's packages of the periods */
export const reportingLines = (board: readonly BoardUnit[], remarksOf: (unit: string) => number): ReportingLine[] =>
  board.map(({ unit, periods }) => {
    const due = periods.filter(({ state }) => state !== 'due')
    const reported = due.filter(({ packages }) => packages.some(({ status }) => status !== 'refused'))
    const late = reported.filter(({ daysLate }) => daysLate > 0)
    return {
      unit: unit.id,
      unitName: unit.name,
      due: due.length,
      reported: reported.length,
      late: late.length,
      lateDays: sum(late, ({ daysLate }) => daysLate),
      missing: due.filter(({ state }) => state === 'missing').length,
      accepted: due.filter(({ state }) => state === 'accepted').length,
      returnedOpen: due.filter(({ state }) => state === 'returned').length,
      timesReturned: sum(due, ({ timesReturned }) => timesReturned),
      revisions: sum(due, ({ newest }) => (newest === null ? 0 : newest.revision - 1)),
      remarks: remarksOf(unit.id),
      explained: sum(due, ({ newest }) => newest?.explained ?? 0),
    }
  })

/** `soon`: due within the days before. `today`: the last day. `late`: past it. `returned`: to be corrected. */
export type ReminderKind = 'soon' | 'today' | 'late' | 'returned'
export interface Reminder {
  readonly unit: string
  readonly unitName: string
  readonly period: string
  readonly kind: ReminderKind
  /** Last day, or the day by which a correction is wanted. */
  readonly dueDate: string
  /** Days past it; negative before it. */
  readonly days: number
  /** Forms that are owed. */
  readonly forms: readonly string[]
  /** Who filled in the newest package of the unit; empty while it never sent one. */
  readonly contact: { readonly preparer: string; readonly phone: string; readonly leader: string }
}

const nobody: Reminder['contact'] = { preparer: '', phone: '', leader: '' }

/**
 * Who is to be reminded today.
 * @param ahead days before the last day from which a reminder goes out
 * @param contactOf contact of a unit from its newest package
 */
export function reminders(
  board: readonly BoardUnit[],
  today: string,
  ahead: number,
  contactOf: (unit: string) => Reminder['contact'] | undefined,
): Reminder[] {
  return board.flatMap(({ unit, periods }) =>
    periods.flatMap((standing): Reminder[] => {
      const kind = kindOf(standing, today, ahead)
      if (kind === undefined) return []
      const dueDate = standing.state === 'returned' ? (standing.resubmitBy ?? standing.dueDate) : standing.dueDate
      const forms = standing.forms.map(({ form }) => form)
      const contact = contactOf(unit.id) ?? nobody
      return [
        { unit: unit.id, unitName: unit.name, period: standing.period, kind, dueDate, days: daysBetween(dueDate, today), forms, contact },
      ]
    }),
  )
}

function kindOf({ state, dueDate }: PeriodStanding, today: string, ahead: number): ReminderKind | undefined {
  if (state === 'returned') return 'returned'
  if (state === 'missing') return 'late'
  if (state !== 'due') return undefined
  if (today === dueDate) return 'today'
  return today >= addDays(dueDate, -ahead) ? 'soon' : undefined
}
