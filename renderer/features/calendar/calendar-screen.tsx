import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { Spin } from 'antd'
import { useEffect, useState } from 'react'
import { periodsBetween } from '../../../shared/model/period.ts'
import { calendarText as text } from '../../../shared/text/ui-calendar.ts'
import { commonText } from '../../../shared/text/ui-common.ts'
import { useModel } from '../../app/app-model.ts'
import { formatPlace } from '../../app/route.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { HeadRow } from '../../ui/head-row.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { type Due, dueOf, weeksOf } from './due-dates.ts'
import './calendar.css'

const markOf = ({ done, daysLeft }: Due): { readonly kind: 'good' | 'wrong' | 'doing'; readonly words: string } => {
  if (done) return { kind: 'good', words: text.marks.done }
  return daysLeft < 0 ? { kind: 'wrong', words: text.marks.late(-daysLeft) } : { kind: 'doing', words: text.marks.left(daysLeft) }
}

/** When each month of a year is due, as a list and on the days themselves. */
export function CalendarScreen({ period }: { readonly period: string }) {
  const { platform, ready } = useModel()
  const { validFrom, validTo } = ready.pack.manifest
  const [year, setYear] = useState(() => Number(period.slice(0, 4)))
  const [dues, setDues] = useState<readonly Due[] | null>(null)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    let current = true
    setDues(null)
    setError(null)
    const months = periodsBetween(validFrom, validTo).filter((month) => month.startsWith(`${year}-`))
    Promise.all(months.map((month) => platform.call('tasks.list', { period: month }))).then(
      (lists) => current && setDues(lists.map(dueOf)),
      (thrown: unknown) => current && setError(thrown),
    )
    return () => {
      current = false
    }
  }, [platform, validFrom, validTo, year])
  const months = [...new Set((dues ?? []).map(({ dueDate }) => dueDate.slice(0, 7)))]
  return (
    <div className="page">
      <header className="page-head">
        <h1>{text.title}</h1>
        <span className="row">
          <IconButton
            label={text.previous}
            icon={<LeftOutlined aria-hidden />}
            disabled={year <= Number(validFrom.slice(0, 4))}
            onClick={() => setYear(year - 1)}
          />
          <b>{text.year(year)}</b>
          <IconButton
            label={text.next}
            icon={<RightOutlined aria-hidden />}
            disabled={year >= Number(validTo.slice(0, 4))}
            onClick={() => setYear(year + 1)}
          />
        </span>
      </header>
      <p className="muted">{text.hint}</p>
      <ErrorAlert error={error} />
      {!dues && error === null && <Spin description={commonText.loading} />}
      {dues && (
        <>
          <table className="calendar-list">
            <HeadRow labels={Object.values(text.columns)} />
            <tbody>
              {dues.map((due) => (
                <tr key={due.period}>
                  <td>
                    <a href={formatPlace({ screen: 'month' }, due.period)}>{text.month(due.period)}</a>
                  </td>
                  <td>{text.dueOn(due.dueDate)}</td>
                  <td>
                    <span className={`state state-${markOf(due).kind}`}>{markOf(due).words}</span>
                  </td>
                  <td>{due.note}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <div className="calendar-months">
            {months.map((month) => (
              <Month key={month} month={month} today={ready.info.today} dues={dues} />
            ))}
          </div>
        </>
      )}
    </div>
  )
}

function Month({ month, today, dues }: { readonly month: string; readonly today: string; readonly dues: readonly Due[] }) {
  return (
    <table className="calendar-month">
      <caption>{text.month(month)}</caption>
      <HeadRow labels={text.weekdays} />
      <tbody>
        {weeksOf(month).map((week) => (
          <tr key={week.find((day) => day !== null)}>
            {week.map((day, index) => {
              const due = dues.find(({ dueDate }) => dueDate === day)
              return (
                <td
                  key={day ?? `blank ${index}`}
                  className={due ? `calendar-due calendar-${markOf(due).kind}` : undefined}
                  aria-current={day === today ? 'date' : undefined}
                >
                  {day === null ? '' : Number(day.slice(8))}
                  {due && (
                    <span className="visually-hidden">
                      {text.due(due.period)} {markOf(due).words}
                    </span>
                  )}
                  {day === today && <small>{text.today}</small>}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
