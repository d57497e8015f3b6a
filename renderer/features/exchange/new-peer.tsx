import { Alert, Button, Input } from 'antd'
import { useState } from 'react'
import type { Output } from '../../../shared/contract/index.ts'
import { commonText } from '../../../shared/text/ui-common.ts'
import { exchangeScreenText } from '../../../shared/text/ui-exchange.ts'
import { useModel } from '../../app/app-model.ts'
import type { OpenedFile } from '../../platform/platform.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { FileDrop } from '../../ui/file-drop.tsx'
import { localTime } from '../../ui/local-time.ts'
import { useTask } from '../../ui/use-task.ts'

const { keys: text, receipts } = exchangeScreenText
type Status = Output<'keys.status'>
type Announced = Extract<Output<'exchange.take'>, { kind: 'unitFile' }>['announced']
interface Candidate {
  readonly file: OpenedFile
  /** Null for a file that is something else, which took effect already. */
  readonly announced: Announced | null
}

/** A key of the other side: the file first, then the words that were read out. The words are never shown from the file. */
export function NewPeer({ onAdded }: { readonly onAdded: (status: Status) => void }) {
  const { platform } = useModel()
  const [words, setWords] = useState('')
  const [isDone, setDone] = useState(false)
  const look = useTask<Candidate | null>()
  const trust = useTask<null>()
  const choose = (open: () => Promise<OpenedFile | null>): void => {
    setDone(false)
    setWords('')
    void look.run(async () => {
      const file = await open()
      if (file === null) return null
      const taken = await platform.call('exchange.take', { fileName: file.name, bytes: file.bytes })
      return { file, announced: taken.kind === 'unitFile' ? taken.announced : null }
    })
  }
  const candidate = isDone ? null : look.result
  const add = (bytes: Uint8Array): void =>
    void trust.run(async () => {
      onAdded(await platform.call('keys.add', { bytes, words }))
      setDone(true)
      return null
    })
  return (
    <>
      <FileDrop accept={['.json']} title={text.add} hint={text.addHint} busy={look.running} onChoose={choose} />
      <ErrorAlert error={look.error} />
      {isDone && <Alert type="success" showIcon title={text.trusted} role="status" />}
      {candidate && candidate.announced === null && <Alert type="info" showIcon title={receipts.taken.receipt} />}
      {candidate?.announced && (
        <form
          className="exchange-candidate"
          aria-label={text.trust}
          onSubmit={(event) => {
            event.preventDefault()
            add(candidate.file.bytes)
          }}
        >
          <b>{text.announced(candidate.announced.name, localTime(candidate.announced.createdAt).slice(0, 10))}</b>
          {candidate.announced.known ? (
            <p>{candidate.announced.renewed ? text.renewed : text.known}</p>
          ) : (
            <>
              {candidate.announced.replaces !== null && <p>{text.replaces(candidate.announced.name)}</p>}
              <p>{text.ask}</p>
              <label htmlFor="exchange-typed">{text.typed}</label>
              <Input id="exchange-typed" value={words} maxLength={200} autoFocus onChange={(event) => setWords(event.target.value)} />
              <ErrorAlert error={trust.error} />
              <div className="exchange-code">
                <Button type="primary" htmlType="submit" loading={trust.running} disabled={words.trim() === ''}>
                  {text.trust}
                </Button>
                <Button onClick={() => setDone(true)}>{commonText.cancel}</Button>
              </div>
            </>
          )}
        </form>
      )}
    </>
  )
}
