import { App, Button } from 'antd'
import { useCallback, useState } from 'react'
import type { Output } from '../../../shared/contract/index.ts'
import { cityScreenText } from '../../../shared/text/ui-city.ts'
import { commonText } from '../../../shared/text/ui-common.ts'
import { useModel } from '../../app/app-model.ts'
import { newsOf, useRead } from '../../app/use-read.ts'
import type { OpenedFile, Platform } from '../../platform/platform.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { errorText } from '../../ui/error-text.ts'
import { FileDrop } from '../../ui/file-drop.tsx'
import { SyncButton } from '../exchange/sync-button.tsx'
import { Board } from './board.tsx'
import { Quarantine } from './quarantine.tsx'
import { Reminders } from './reminders.tsx'
import './city.css'

const text = cityScreenText.inbox
/** What the sweep takes in unattended is shown at once. */
const isNews = newsOf('outbox.changed', 'exchange.changed')
type Answer = Output<'city.receive'>
interface Taken {
  readonly id: number
  readonly fileName: string
  readonly answer: Answer | null
  readonly error: unknown
}

/** What came, what did not, and whom to ask: the city's first screen. */
export function InboxScreen({ period }: { readonly period: string }) {
  const { platform, ready } = useModel()
  const { validFrom, validTo } = ready.pack.manifest
  const year = period.slice(0, 4)
  const from = `${year}-01` < validFrom ? validFrom : `${year}-01`
  const to = `${year}-12` > validTo ? validTo : `${year}-12`
  const [taken, setTaken] = useState<readonly Taken[]>([])
  const [busy, setBusy] = useState(0)
  const ask = useCallback(({ call }: Platform) => call('city.board', { from, to }), [from, to])
  const { value: board, error, again: read } = useRead(ask, isNews)

  const receive = async (choose: () => Promise<OpenedFile | null>): Promise<void> => {
    setBusy((count) => count + 1)
    let fileName = ''
    try {
      const file = await choose()
      if (file === null) return
      fileName = file.name
      const answer = await platform.call('city.receive', { fileName, bytes: file.bytes })
      setTaken((known) => [{ id: known.length, fileName, answer, error: null }, ...known])
      await read()
    } catch (thrown) {
      setTaken((known) => [{ id: known.length, fileName, answer: null, error: thrown }, ...known])
    } finally {
      setBusy((count) => count - 1)
    }
  }
  return (
    <div className="page city on-paper">
      <h1>{text.title(from, to)}</h1>
      <section aria-label={text.drop}>
        <FileDrop
          accept={['.zip', '.age']}
          title={text.drop}
          hint={busy > 0 ? text.receiving : `${text.hint}${text.dropHint}`}
          busy={false}
          onChoose={(choose) => void receive(choose)}
        />
        <SyncButton onDone={() => void read()} />
        {taken.length > 0 && <TakenList taken={taken} onClear={() => setTaken([])} />}
      </section>
      <ErrorAlert error={error} onRetry={() => void read()} />
      {board && <Board board={board} period={period} />}
      <Quarantine count={board?.quarantined ?? 0} onChange={() => void read()} />
      <Reminders board={board} />
    </div>
  )
}

function TakenList({ taken, onClear }: { readonly taken: readonly Taken[]; readonly onClear: () => void }) {
  return (
    <div className="city-taken" role="status">
      <h2>{text.received}</h2>
      <ul>
        {taken.map(({ id, fileName, answer, error }) => (
          <li key={id} className={answer?.outcome === 'taken' || answer?.outcome === 'duplicate' ? undefined : 'city-not-taken'}>
            <b>{fileName}</b>
            <span>{answer?.sentence ?? errorText(error)}</span>
            {answer && answer.receipts.length > 0 && <SaveFiles files={answer.receipts} label={text.receipts(answer.receipts.length)} />}
          </li>
        ))}
      </ul>
      <Button size="small" type="text" onClick={onClear}>
        {text.clear}
      </Button>
    </div>
  )
}

/** Hands files over one after the other, as the browser or the desktop does it. */
export function SaveFiles({ files, label }: { readonly files: Answer['receipts']; readonly label: string }) {
  const { platform } = useModel()
  const { message } = App.useApp()
  const save = async (): Promise<void> => {
    let saved = 0
    for (const { fileName, bytes } of files) if (await platform.saveFile(fileName, bytes)) saved++
    if (saved > 0) void message.success(platform.kind === 'desktop' ? commonText.fileSaved : commonText.downloaded)
  }
  return (
    <Button size="small" onClick={() => void save()}>
      {label}
    </Button>
  )
}
