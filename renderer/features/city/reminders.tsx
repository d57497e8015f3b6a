import { App, Button } from 'antd'
import { useEffect, useState } from 'react'
import type { Output } from '../../../shared/contract/index.ts'
import { cityScreenText } from '../../../shared/text/ui-city.ts'
import { useModel } from '../../app/app-model.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'

const text = cityScreenText.reminders

/** Who is to be asked, with words to be read out or pasted; read again whenever the board was. */
export function Reminders({ board }: { readonly board: Output<'city.board'> | null }) {
  const { platform } = useModel()
  const { message } = App.useApp()
  const [reminders, setReminders] = useState<Output<'city.reminders'> | null>(null)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    if (board === null) return
    platform.call('city.reminders', {}).then(setReminders, setError)
  }, [platform, board])
  const copy = async (words: string): Promise<void> => {
    await navigator.clipboard.writeText(words)
    void message.success(text.copied)
  }
  if (reminders === null) return <ErrorAlert error={error} />
  return (
    <section aria-label={text.title(reminders.length)}>
      <div className="city-board-head">
        <h2>{text.title(reminders.length)}</h2>
        {reminders.length > 1 && (
          <Button size="small" onClick={() => void copy(reminders.map((reminder) => reminder.text).join('\n'))}>
            {text.copyAll}
          </Button>
        )}
      </div>
      {reminders.length === 0 && <p className="muted">{text.none}</p>}
      <ul className="city-list">
        {reminders.map((reminder) => (
          <li key={`${reminder.unit} ${reminder.period} ${reminder.kind}`}>
            <p>{reminder.text}</p>
            <span className="muted">
              {reminder.contact.preparer === '' ? text.noContact : text.contact(reminder.contact.preparer, reminder.contact.phone)}
            </span>{' '}
            <Button size="small" onClick={() => void copy(reminder.text)}>
              {text.copy}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
