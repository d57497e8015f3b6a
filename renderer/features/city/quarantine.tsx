import { App, Button, Input } from 'antd'
import { useCallback, useEffect, useState } from 'react'
import type { Output } from '../../../shared/contract/index.ts'
import { cityScreenText } from '../../../shared/text/ui-city.ts'
import { commonText } from '../../../shared/text/ui-common.ts'
import { useModel } from '../../app/app-model.ts'
import { localTime } from '../../ui/local-time.ts'
import { useAction } from '../../ui/use-action.ts'

const text = cityScreenText.quarantine
type Kept = Output<'city.quarantine'>[number]

/** Files that were not taken in, each with what to do. `count` rises when another one came. */
export function Quarantine({ count, onChange }: { readonly count: number; readonly onChange: () => void }) {
  const { platform } = useModel()
  const act = useAction()
  const [files, setFiles] = useState<readonly Kept[]>([])
  const read = useCallback(() => act(async () => setFiles(await platform.call('city.quarantine', {}))), [act, platform])
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again when another file came
  useEffect(() => void read(), [read, count])
  if (files.length === 0) return null
  const done = async (): Promise<void> => {
    await read()
    onChange()
  }
  return (
    <section aria-label={text.title(files.length)}>
      <h2>{text.title(files.length)}</h2>
      <p className="muted">{text.hint}</p>
      <ul className="city-list">
        {files.map((file) => (
          <QuarantinedFile key={file.sha256} file={file} onDone={() => void done()} />
        ))}
      </ul>
    </section>
  )
}

function QuarantinedFile({ file, onDone }: { readonly file: Kept; readonly onDone: () => void }) {
  const { platform } = useModel()
  const { message } = App.useApp()
  const act = useAction()
  const [why, setWhy] = useState<string | null>(null)
  const { sha256, fileName, at, sentence, unit, period, reason } = file
  const retry = (): Promise<boolean> =>
    act(async () => {
      const answer = await platform.call('city.retry', { sha256, ...(why === null ? {} : { why }) })
      setWhy(null)
      if (answer.outcome === 'quarantined') void message.warning(`${text.stillApart}${answer.sentence}`, 8)
      else void message.success(answer.sentence)
      onDone()
    })
  return (
    <li>
      <b>{fileName}</b> <span className="muted">{localTime(at)}</span>
      <p>{sentence}</p>
      <p className="muted">{text.from(unit, period)}</p>
      {why === null ? (
        <>
          <Button size="small" onClick={() => void retry()}>
            {text.retry}
          </Button>{' '}
          {reason === 'unsigned' && (
            <Button size="small" onClick={() => setWhy('')}>
              {text.admit}
            </Button>
          )}
        </>
      ) : (
        <form
          className="city-inline"
          onSubmit={(event) => {
            event.preventDefault()
            void retry()
          }}
        >
          <Input aria-label={text.why} placeholder={text.whyHint} value={why} autoFocus onChange={(event) => setWhy(event.target.value)} />
          <Button type="primary" htmlType="submit" disabled={why.trim() === ''}>
            {text.admit}
          </Button>
          <Button onClick={() => setWhy(null)}>{commonText.cancel}</Button>
        </form>
      )}
    </li>
  )
}
