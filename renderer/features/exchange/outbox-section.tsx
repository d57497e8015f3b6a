import { Button } from 'antd'
import { useCallback, useEffect, useState } from 'react'
import type { OutboxItem, Output } from '../../../shared/contract/index.ts'
import { outboxText } from '../../../shared/text/outbox.ts'
import { outboxScreenText as text } from '../../../shared/text/ui-outbox.ts'
import { useModel } from '../../app/app-model.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { HeadRow } from '../../ui/head-row.tsx'
import { localTime } from '../../ui/local-time.ts'
import { useAction } from '../../ui/use-action.ts'
import { SyncButton } from './sync-button.tsx'
import './exchange.css'

type Outbox = Output<'outbox.list'>
/** States in which waiting for the next try can be cut short. */
const mayHurry: ReadonlySet<OutboxItem['state']> = new Set(['queued', 'sending', 'parked'])

/** Every package of this unit and how far it has come. */
export function OutboxSection({ stamp }: { readonly stamp: number }) {
  const { platform } = useModel()
  const [outbox, setOutbox] = useState<Outbox | null>(null)
  const [error, setError] = useState<unknown>(null)
  const read = useCallback(() => platform.call('outbox.list', {}).then(setOutbox, setError), [platform])
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again when another package was made
  useEffect(() => {
    void read()
    return platform.onEvent((event) => {
      if (event.name === 'outbox.changed' || event.name === 'exchange.changed') void read()
    })
  }, [platform, read, stamp])
  if (outbox === null) return <ErrorAlert error={error} onRetry={() => void read()} />
  if (outbox.items.length === 0) return null
  return (
    <section className="exchange" aria-label={text.title}>
      <h2>{text.title}</h2>
      <p className="muted">{outbox.ready ? text.hint : text.notReady}</p>
      {outbox.ready && <SyncButton onDone={() => void read()} />}
      <table className="exchange-table">
        <HeadRow labels={Object.values(text.columns)} />
        <tbody>
          {outbox.items.map((item) => (
            <OutboxLine key={item.packageId} item={item} ready={outbox.ready} onDone={() => void read()} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

interface OutboxLineProps {
  readonly item: OutboxItem
  readonly ready: boolean
  readonly onDone: () => void
}
function OutboxLine({ item, ready, onDone }: OutboxLineProps) {
  const { platform } = useModel()
  const act = useAction()
  const { packageId, period, revision, state, nextAt, mayWithdraw, mayHandOver, parked } = item
  const doThen = (work: () => Promise<unknown>): void => void act(work).then((done) => done && onDone())
  const name = text.name(period, revision)
  return (
    <tr className={parked === null ? undefined : 'exchange-open'}>
      <th scope="row">{name}</th>
      <td>
        {outboxText.standing(item)}
        {nextAt !== null && <small className="muted"> {text.next(localTime(nextAt))}</small>}
      </td>
      <td className="exchange-code">
        {ready && (state === 'kept' || mayHurry.has(state)) && (
          <Button
            size="small"
            aria-label={`${state === 'kept' ? text.send : text.again} ${name}`}
            onClick={() => doThen(() => platform.call('outbox.send', { packageId }))}
          >
            {state === 'kept' ? text.send : text.again}
          </Button>
        )}
        {mayHandOver && (
          <Button
            size="small"
            aria-label={`${text.handedOver} ${name}`}
            onClick={() => doThen(() => platform.call('outbox.markHandedOver', { packageId }))}
          >
            {text.handedOver}
          </Button>
        )}
        {mayWithdraw && (
          <Button
            size="small"
            aria-label={`${text.withdraw} ${name}`}
            onClick={() => doThen(() => platform.call('outbox.withdraw', { packageId }))}
          >
            {text.withdraw}
          </Button>
        )}
      </td>
    </tr>
  )
}
