import { App, Button, Input } from 'antd'
import { useState } from 'react'
import { handOverText as text } from '../../../shared/text/hand-over.ts'
import { useModel } from '../../app/app-model.ts'
import { useAction } from '../../ui/use-action.ts'

/** The file for a successor. */
export function HandOverSettings() {
  const { platform } = useModel()
  const { message } = App.useApp()
  const act = useAction()
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)
  const make = async () => {
    setBusy(true)
    await act(async () => {
      const { fileName, bytes } = await platform.call('handOver.create', { note: note.trim() })
      if (await platform.saveFile(fileName, bytes)) void message.success(text.made, 8)
    })
    setBusy(false)
  }
  return (
    <section aria-label={text.title} id="hand-over">
      <h2>{text.title}</h2>
      <p>{text.hint}</p>
      <p>{text.readable}</p>
      <Input.TextArea
        aria-label={text.note}
        placeholder={text.notePlaceholder}
        value={note}
        maxLength={4000}
        rows={4}
        onChange={({ target }) => setNote(target.value)}
      />
      <p>
        <Button loading={busy} onClick={() => void make()}>
          {text.make}
        </Button>
      </p>
    </section>
  )
}
