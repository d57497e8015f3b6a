import { progressText } from '../../../shared/text/ui-progress.ts'
import { useMonth } from '../../app/app-model.ts'
import { formatPlace } from '../../app/route.ts'
import { nextMonthOf, type Standing, standings, warned } from './progress-view.ts'
import { useProgress } from './use-progress.ts'

/** So many are named. */
const mostNamed = 3

/** The early warnings of a month: counted, and the worst with what would turn them; nothing before there is a number to judge. */
export function MonthWarnings({ period }: { readonly period: string }) {
  // The tasks are read anew whenever a report changes.
  const tasks = useMonth((state) => state.tasks)
  const { progress } = useProgress(period, tasks)
  const all = standings(progress?.indicators ?? [])
  if (all.length === 0) return null
  const text = progressText.month
  const count = (test: (one: Standing) => boolean): number => all.filter(test).length
  const parts = [
    ...text.warned(
      count(({ warning }) => warning === 'talk'),
      count(({ warning }) => warning === 'letter'),
      count(({ warning }) => warning === 'remind'),
    ),
    ...text.graded(
      count(({ grade }) => grade === 'red'),
      count(({ grade }) => grade === 'yellow'),
    ),
  ]
  const whole = formatPlace({ screen: 'progress', sheet: null, indicator: null }, period)
  const named = warned(all)
  return (
    <div className="month-warnings">
      <p>
        {text.label}
        <a href={whole}>{parts.length > 0 ? text.list(parts) : text.calm(count(({ grade }) => grade !== 'none'))}</a>
      </p>
      {named.length > 0 && (
        <ul>
          {named.slice(0, mostNamed).map((standing) => (
            <Named key={standing.one.indicator} standing={standing} period={period} />
          ))}
          {named.length > mostNamed && (
            <li>
              <a href={whole}>{text.more(named.length - mostNamed)}</a>
            </li>
          )}
        </ul>
      )}
    </div>
  )
}

/** A target by name, how it stands, and what next month must come to. */
function Named({ standing: { one, grade, warning }, period }: { readonly standing: Standing; readonly period: string }) {
  const { line, isLate, before, after } = nextMonthOf(one, period)
  return (
    <li>
      <a href={formatPlace({ screen: 'progress', sheet: one.form, indicator: one.indicator }, period)}>{one.title}</a>
      {progressText.month.state([progressText.grade[grade], progressText.action(warning)])}
      {line && (
        <>
          {before}
          <b>{progressText.withUnit(line.shown, one.unit)}</b>
          {after}
        </>
      )}
      {isLate && progressText.tooLate}
    </li>
  )
}
