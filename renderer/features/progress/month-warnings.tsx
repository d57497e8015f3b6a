import { progressText } from '../../../shared/text/ui-progress.ts'
import { useMonth } from '../../app/app-model.ts'
import { formatPlace } from '../../app/route.ts'
import { type Standing, standings } from './progress-view.ts'
import { useProgress } from './use-progress.ts'

/** The early warnings of a month in one line; nothing before there is a number to judge. */
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
  return (
    <p className="month-warnings">
      {text.label}
      <a href={formatPlace({ screen: 'progress', sheet: null, indicator: null }, period)}>
        {parts.length > 0 ? text.list(parts) : text.calm(count(({ grade }) => grade !== 'none'))}
      </a>
    </p>
  )
}
