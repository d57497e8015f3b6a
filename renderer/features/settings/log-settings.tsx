import { logText } from '../../../shared/text/ui-log.ts'
import { useMonth } from '../../app/app-model.ts'
import { formatPlace } from '../../app/route.ts'

/** The way to everything that was done. */
export function LogSettings() {
  const period = useMonth((state) => state.period)
  return (
    <section aria-label={logText.title}>
      <h2>{logText.title}</h2>
      <p>{logText.settingsHint}</p>
      <a href={formatPlace({ screen: 'log' }, period)}>{logText.open}</a>
    </section>
  )
}
