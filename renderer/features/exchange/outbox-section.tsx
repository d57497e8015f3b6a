import { Button } from 'antd'
import type { OutboxItem } from '../../../shared/contract/index.ts'
import { outboxText } from '../../../shared/text/outbox.ts'
import { outboxScreenText as text } from '../../../shared/text/ui-outbox.ts'
import { useModel } from '../../app/app-model.ts'
import { newsOf, useRead } from '../../app/use-read.ts'
import type { Platform } from '../../platform/platform.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { HeadRow } from '../../ui/head-row.tsx'
import { localTime } from '../../ui/local-time.ts'
import { useAction } from '../../ui/use-action.ts'
import { SyncButton } from './sync-button.tsx'
import './exchange.css'

const isNews = newsOf('outbox.changed', 'exchange.changed')
const ask = (platform: Platform) => platform.call('outbox.list', {})
/** States in which waiting for the next try can be cut short. */
const mayHurry: ReadonlySet<OutboxItem['state']> = new Set(['queued', 'sending', 'parked'])

/** Every package of this unit and how far it has come. */
export function OutboxSection() {
  const { value: outbox, error, again: read } = useRead(ask, isNews)
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
