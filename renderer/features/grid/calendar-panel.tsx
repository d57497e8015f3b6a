import { useLayoutEffect, useRef } from 'react'
import { gridText } from '../../../shared/text/ui-grid.ts'
import { columnOf, weeksOf } from './calendar.ts'

export const calendarId = 'grid-calendar'
export const dayId = (date: string): string => `grid-day-${date}`

interface CalendarPanelProps {
  /** The day that Enter takes, `YYYY-MM-DD`. */
  readonly day: string
  readonly today: string
  readonly left: number
  readonly top: number
  readonly above: boolean
  /** Width of the view; the panel stays within it. */
  readonly room: number
  readonly onMonths: (months: number) => void
  readonly onPick: (date: string) => void
}

/** The month under a date cell. Like the list, it never takes the focus: the editor keeps it and moves the day. */
export function CalendarPanel({ day, today, left, top, above, room, onMonths, onPick }: CalendarPanelProps) {
  const panel = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (panel.current) panel.current.style.left = `${Math.max(0, Math.min(left, room - panel.current.offsetWidth - 4))}px`
  })
  const month = day.slice(0, 7)
  const text = gridText.calendar
  const turn = (months: number, label: string, sign: string) => (
    <button type="button" tabIndex={-1} aria-label={label} title={label} onClick={() => onMonths(months)}>
      {sign}
    </button>
  )
  return (
    <div
      ref={panel}
      className={above ? 'grid-calendar grid-choices-above' : 'grid-calendar'}
      style={{ left, top }}
      onPointerDown={(event) => {
        event.preventDefault()
        event.stopPropagation()
      }}
    >
      <div className="grid-calendar-head">
        {turn(-12, text.previousYear, '«')}
        {turn(-1, text.previousMonth, '‹')}
        <strong>{text.month(month)}</strong>
        {turn(1, text.nextMonth, '›')}
        {turn(12, text.nextYear, '»')}
      </div>
      <div id={calendarId} role="grid" aria-label={text.month(month)}>
        <div role="row" className="grid-calendar-week">
          {text.weekdays.map((name) => (
            <span key={name} role="columnheader">
              {name}
            </span>
          ))}
        </div>
        {weeksOf(month).map((week) => (
          <div key={week[0]} role="row" className="grid-calendar-week">
            {week.map((date) => (
              <span
                key={date}
                id={dayId(date)}
                role="gridcell"
                tabIndex={-1}
                aria-selected={date === day}
                aria-current={date === today ? 'date' : undefined}
                className="grid-day"
                style={{ gridColumn: columnOf(date) + 1 }}
                onPointerDown={() => onPick(date)}
              >
                {Number(date.slice(8))}
              </span>
            ))}
          </div>
        ))}
      </div>
      <small className="muted">{text.help}</small>
    </div>
  )
}
