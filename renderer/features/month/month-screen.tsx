import { Alert, Button, Progress, Spin, Tag } from 'antd'
import { useEffect } from 'react'
import type { MonthTasks } from '../../../shared/contract/index.ts'
import { handsUp } from '../../../shared/forms/superior.ts'
import { levels, needsExplanation } from '../../../shared/model/level.ts'
import { cityScreenText } from '../../../shared/text/ui-city.ts'
import { commonText } from '../../../shared/text/ui-common.ts'
import { monthText } from '../../../shared/text/ui-month.ts'
import { useModel, useMonth } from '../../app/app-model.ts'
import { goTo } from '../../app/use-place.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { LevelTag } from '../../ui/level-tag.tsx'
import { moveAlong } from '../../ui/move-along.ts'
import { StateTag } from '../../ui/state-tag.tsx'
import { MonthWarnings } from '../progress/month-warnings.tsx'
import { HandInMonth } from '../review/hand-in-month.tsx'
import { ReviewActions } from '../review/review-actions.tsx'
import { SignMonth } from '../review/sign-month.tsx'
import { useReview } from '../review/use-review.ts'
import { DemoBanner } from './demo-banner.tsx'
import { SummaryButton } from './summary-button.tsx'
import './month.css'

type Task = MonthTasks['tasks'][number]

/** What another window or the command line does shows here, too: a check counts what it found. */
const monthChanges: ReadonlySet<string> = new Set(['report.changed', 'check.changed', 'review.changed', 'profile.changed'])

const isReady = (task: Task) => task.state === '可上报' || task.state === '已上报' || task.state === '已接收'

function Findings({ task }: { readonly task: Task }) {
  if (task.findings === null) return <span className="month-quiet">{task.state === '未填' ? '' : monthText.notChecked}</span>
  const failing = levels.filter((level) => (task.findings?.[level] ?? 0) > 0)
  if (failing.length === 0) return <span className="month-quiet">{monthText.clean}</span>
  return (
    <span className="month-findings">
      {failing.map((level) => (
        <LevelTag key={level} level={level} count={task.findings?.[level] ?? 0} />
      ))}
      {task.unexplained > 0 && <span className="month-quiet">{monthText.unexplained(task.unexplained)}</span>}
      {task.unexplained === 0 && failing.some(needsExplanation) && <span className="month-quiet">{monthText.explained}</span>}
    </span>
  )
}

/** This month's forms, how long there is, and the next step of each. */
export function MonthScreen() {
  const { month, platform, ready } = useModel()
  const period = useMonth((state) => state.period)
  const tasks = useMonth((state) => state.tasks)
  const error = useMonth((state) => state.error)
  const review = useReview(period)
  useEffect(() => {
    void month.show()
    return platform.onEvent((event) => {
      if (monthChanges.has(event.name)) void month.show()
    })
  }, [month, platform])

  // A form that is not owed counts once somebody has begun it; what is owed comes first.
  const due = tasks?.tasks.filter((task) => task.required || task.state !== '未填') ?? []
  const done = due.filter(isReady).length
  const all = due.length
  const ordered = tasks?.tasks.toSorted((one, other) => Number(other.required) - Number(one.required)) ?? []
  const urgent = tasks !== null && tasks.daysLeft <= 3
  // Who has nobody above owes these forms to nobody.
  const owes = handsUp(ready.pack.manifest, ready.profile)

  return (
    <section className="month" aria-labelledby="month-title">
      <header className="month-head">
        <div>
          <h1 id="month-title">{monthText.period(period)}</h1>
          {tasks && owes && (
            <p>
              {monthText.due(tasks.dueDate)}{' '}
              <strong className={urgent ? 'month-urgent' : undefined}>{monthText.daysLeft(tasks.daysLeft)}</strong>
            </p>
          )}
          {!owes && <p>{cityScreenText.atTheTop.forms}</p>}
        </div>
        {tasks && (
          <div className="month-progress">
            {owes && (
              <>
                <Progress
                  percent={all === 0 ? 0 : Math.round((done / all) * 100)}
                  size="small"
                  showInfo={false}
                  aria-label={monthText.ready(done, all)}
                />
                <span>{monthText.ready(done, all)}</span>
              </>
            )}
            <HandInMonth review={review} tasks={tasks} />
            <SignMonth review={review} tasks={tasks} />
            <Button onClick={() => goTo({ screen: 'import-book' }, period)}>{monthText.importBook}</Button>
            <SummaryButton period={period} />
            {owes && (
              <Button type={done === all && all > 0 ? 'primary' : 'default'} onClick={() => goTo({ screen: 'submit' }, period)}>
                {monthText.submit}
              </Button>
            )}
          </div>
        )}
      </header>
      {ready.profile.demo && <DemoBanner />}
      {tasks?.holidayNote && <Alert type="warning" showIcon title={tasks.holidayNote} />}
      <MonthWarnings period={period} />
      <ErrorAlert error={error} onRetry={() => void month.show()} />
      {!tasks && !error && <Spin description={commonText.loading} />}
      {tasks && (
        <table className="month-forms" onKeyDown={(event) => moveAlong(event, 'td:first-child a', 'vertical')}>
          <thead>
            <tr>
              <th scope="col">{monthText.form}</th>
              <th scope="col">{monthText.state}</th>
              <th scope="col">{monthText.rows}</th>
              <th scope="col">{monthText.findings}</th>
              <th scope="col">
                <span className="visually-hidden">{monthText.act}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {ordered.map((task) => (
              <tr key={task.form}>
                <td>
                  <a href={`#/report/${task.form}/${period}`}>
                    {task.form} {task.title}
                  </a>{' '}
                  {owes && <Tag color={task.required ? 'blue' : 'default'}>{task.required ? monthText.required : monthText.optional}</Tag>}
                </td>
                <td>
                  <StateTag state={task.state} />{' '}
                  {task.state === '已退回' ? (
                    <a className="month-returned" href={`#/report/${task.form}/${period}`}>
                      {review.of(task.form)?.refusal?.text ?? monthText.nextStep(task.state)}
                    </a>
                  ) : (
                    <span className="month-quiet">{monthText.nextStep(task.state)}</span>
                  )}
                </td>
                <td>{monthText.rowCount(task.rows, task.zeroReport)}</td>
                <td>
                  <Findings task={task} />
                </td>
                <td>
                  <div className="row">
                    <Button type="primary" onClick={() => goTo({ screen: 'report', form: task.form }, period)}>
                      {monthText.fill}
                    </Button>
                    <Button onClick={() => goTo({ screen: 'import', form: task.form }, period)}>{monthText.import}</Button>
                    <ReviewActions form={task.form} state={task.state} period={period} review={review} />
                  </div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
