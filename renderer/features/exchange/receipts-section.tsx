import { Alert, Button, Empty, Input } from 'antd'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Output, SubmissionSummary } from '../../../shared/contract/index.ts'
import { exchangeText } from '../../../shared/text/exchange.ts'
import { exchangeScreenText } from '../../../shared/text/ui-exchange.ts'
import { useModel } from '../../app/app-model.ts'
import { newsOf, useRead } from '../../app/use-read.ts'
import type { OpenedFile, Platform } from '../../platform/platform.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { FileDrop } from '../../ui/file-drop.tsx'
import { localTime } from '../../ui/local-time.ts'
import { useTask } from '../../ui/use-task.ts'
import { ReturnedComments } from './returned-comments.tsx'
import './exchange.css'

const text = exchangeScreenText.receipts
type Receipt = Output<'receipts.list'>[number]
/** The courier works unattended: what it brought is shown at once. */
const isNews = newsOf('exchange.changed')
const nothing: { readonly receipts: readonly Receipt[]; readonly waivers: Output<'waivers.list'> } = { receipts: [], waivers: [] }
type Taken = Output<'exchange.take'>

interface ReceiptsSectionProps {
  readonly period: string
  readonly submissions: readonly SubmissionSummary[]
  /** Something came that changes where the month stands. */
  readonly onChange: () => void
  /** The city has waived something: the check of the month says something else now. */
  readonly onWaived: () => void
}

/** What the city said of this month's packages, and the way to take in what it sends. */
export function ReceiptsSection({ period, submissions, onChange, onWaived }: ReceiptsSectionProps) {
  const { platform } = useModel()
  const take = useTask<Taken | null>()
  const ask = useCallback(
    async ({ call }: Platform) => {
      const [receipts, waivers] = await Promise.all([call('receipts.list', { period }), call('waivers.list', { period })])
      return { receipts, waivers }
    },
    [period],
  )
  const { value, error, again: read } = useRead(ask, isNews)
  const { receipts, waivers } = value ?? nothing
  const known = useRef<number>(undefined)
  const count = value?.waivers.length
  useEffect(() => {
    if (known.current !== undefined && count !== known.current) onWaived()
    known.current = count
  }, [count, onWaived])
  useEffect(() => platform.onEvent((event) => void (isNews(event) && onChange())), [platform, onChange])
  const choose = (open: () => Promise<OpenedFile | null>): void =>
    void take.run(async () => {
      const file = await open()
      if (file === null) return null
      const taken = await platform.call('exchange.take', { fileName: file.name, bytes: file.bytes })
      await read()
      onChange()
      return taken
    })
  const newest = submissions.filter((one) => one.period === period).toSorted((a, b) => b.revision - a.revision)[0]
  return (
    <section className="exchange" aria-label={text.title}>
      <h2>{text.title}</h2>
      <ErrorAlert error={error} onRetry={() => void read()} />
      {receipts.length === 0 ? (
        newest && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={text.none} />
      ) : (
        <ul className="exchange-list">
          {receipts.map((receipt) => (
            <ReceiptLine key={receipt.id} receipt={receipt} />
          ))}
        </ul>
      )}
      <ReturnedComments period={period} onChange={onChange} />
      {waivers.length > 0 && (
        <>
          <h3>{text.waivers}</h3>
          <ul className="exchange-list">
            {waivers.map(({ id, rule, rowKey, reason }) => (
              <li key={id}>{text.waiver(rule, rowKey, reason)}</li>
            ))}
          </ul>
        </>
      )}
      {newest && <ReceiptCode packageId={newest.packageId} onTaken={() => void read().then(onChange)} />}
      <ErrorAlert error={take.error} />
      {take.result && (
        <Alert type={take.result.kind === 'unitFile' ? 'info' : 'success'} showIcon title={takenSentence(take.result)} role="status" />
      )}
      <FileDrop accept={['.json', '.age']} title={text.drop} hint={text.dropHint} busy={take.running} onChoose={choose} />
    </section>
  )
}

const takenSentence = (taken: Taken): string => {
  if (taken.kind !== 'unitFile') return taken.repeated ? text.repeated : text.taken[taken.kind]
  return taken.announced.renewed ? text.taken.renewed : text.taken.unitFile
}

function ReceiptLine({ receipt }: { readonly receipt: Receipt }) {
  const { kind, revision, at, by, reason, daysLate, verdict, resubmitBy, source } = receipt
  const notes = [
    text.late(daysLate),
    source === 'code' ? text.byCode : '',
    resubmitBy === null ? '' : text.resubmitBy(resubmitBy),
    verdict === 'different' ? text.different : '',
  ]
  return (
    <li className={`exchange-${kind}`}>
      <b>{text.line(revision, exchangeText.receiptKind(kind))}</b> <span className="muted">{localTime(at)}</span> {by}
      {reason !== '' && <p>{reason}</p>}
      {notes
        .filter((note) => note !== '')
        .map((note) => (
          <p key={note}>{note}</p>
        ))}
    </li>
  )
}

function ReceiptCode({ packageId, onTaken }: { readonly packageId: string; readonly onTaken: () => void }) {
  const { platform } = useModel()
  const [code, setCode] = useState('')
  const task = useTask<unknown>()
  const typeIn = (): void =>
    void task.run(async () => {
      const taken = await platform.call('receipts.typeCode', { packageId, code })
      setCode('')
      onTaken()
      return taken
    })
  return (
    <form
      className="exchange-code"
      onSubmit={(event) => {
        event.preventDefault()
        typeIn()
      }}
    >
      <label htmlFor="receipt-code">{text.code}</label>
      <Input id="receipt-code" value={code} maxLength={60} autoComplete="off" onChange={(event) => setCode(event.target.value)} />
      <Button htmlType="submit" loading={task.running} disabled={code.trim() === ''}>
        {text.typeCode}
      </Button>
      <span className="muted">{text.codeHint}</span>
      <ErrorAlert error={task.error} />
    </form>
  )
}
