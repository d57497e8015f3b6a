import { Button, Input } from 'antd'
import { useState } from 'react'
import type { Output } from '../../../shared/contract/index.ts'
import { cityScreenText } from '../../../shared/text/ui-city.ts'
import { useModel, useUnsent } from '../../app/app-model.ts'
import { ofPackage, wordsKey } from '../../state/unsent.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { useTask } from '../../ui/use-task.ts'
import { SaveFiles } from './inbox-screen.tsx'
import type { CommentDraft } from './use-comment-drafts.ts'

const text = cityScreenText.package
type PackageView = Output<'city.package'>
type Decided = Output<'city.accept'>
type Order = 'accept' | 'return' | 'reopen' | 'refuse'

/** What may follow each status; the engine says no to everything else besides. */
const orders: Readonly<Record<PackageView['status'], readonly Order[]>> = {
  received: ['accept', 'return', 'refuse'],
  returned: ['refuse'],
  accepted: ['reopen'],
  reopened: ['accept', 'return', 'refuse'],
  refused: [],
}

interface DecisionBarProps {
  readonly view: PackageView
  readonly comments: readonly CommentDraft[]
  readonly onDecided: () => void
}

/** A reason, a day, and the buttons; afterwards the receipt. */
export function DecisionBar({ view, comments, onDecided }: DecisionBarProps) {
  const { platform } = useModel()
  const { sha256 } = view.facts
  const [typedReason, setReason] = useUnsent(wordsKey('cityReason', ofPackage, sha256))
  const [typedDay, setResubmitBy] = useUnsent(wordsKey('cityResubmit', ofPackage, sha256))
  const reason = typedReason ?? ''
  const resubmitBy = typedDay ?? ''
  const task = useTask<Decided>()
  const possible = orders[view.status]
  const decide = (order: Order): void =>
    void task.run(async () => {
      const given = reason.trim()
      const decided =
        order === 'return'
          ? await platform.call('city.return', {
              sha256,
              reason: given,
              comments: [...comments],
              resubmitBy: resubmitBy === '' ? null : resubmitBy,
            })
          : await platform.call(`city.${order}`, { sha256, reason: given })
      setReason(null)
      setResubmitBy(null)
      onDecided()
      return decided
    })
  /** Why an order cannot be given now. Comments go with a return only: any other would drop them without a word. */
  const hindrance = (order: Order): string | undefined => {
    if (order !== 'return' && comments.length > 0) return text.commentsWait(comments.length)
    return order !== 'accept' && reason.trim() === '' ? text.reasonNeeded : undefined
  }
  return (
    <section className="city-decide" aria-label={text.decide}>
      <h2>{text.decide}</h2>
      {task.result && (
        <div role="status">
          <b>{task.result.receipt.kind === 'received' ? '' : text.done[task.result.receipt.kind]}</b> {text.saveReceipt}{' '}
          <SaveFiles files={task.result.receipts} label={text.receiptFile} />
        </div>
      )}
      <ErrorAlert error={task.error} />
      <ReadOut key={view.decisions.length} sha256={sha256} />
      {possible.length > 0 && (
        <>
          <label htmlFor="city-reason">
            {text.reason}
            <Input.TextArea
              id="city-reason"
              rows={2}
              value={reason}
              placeholder={possible.includes('accept') ? text.acceptNote : text.reasonNeeded}
              onChange={(event) => setReason(event.target.value)}
            />
          </label>
          {possible.includes('return') && (
            <div className="city-inline">
              <label htmlFor="city-resubmit">
                {text.resubmitBy}{' '}
                <Input id="city-resubmit" type="date" value={resubmitBy} onChange={(event) => setResubmitBy(event.target.value)} />
              </label>
              <span className="muted">{comments.length > 0 ? text.commentsWait(comments.length) : text.comments}</span>
            </div>
          )}
          <div className="city-inline">
            {possible.map((order, at) => (
              <Button
                key={order}
                type={at === 0 ? 'primary' : 'default'}
                loading={task.running}
                disabled={hindrance(order) !== undefined}
                title={hindrance(order)}
                onClick={() => decide(order)}
              >
                {text[order]}
              </Button>
            ))}
          </div>
        </>
      )}
    </section>
  )
}

/** The code of the newest receipt, for a county that no file can be sent back to. */
function ReadOut({ sha256 }: { readonly sha256: string }) {
  const { platform } = useModel()
  const [code, setCode] = useState<string | null>(null)
  const task = useTask<null>()
  const ask = (): void =>
    void task.run(async () => {
      setCode((await platform.call('city.receiptCode', { sha256 })).code)
      return null
    })
  return (
    <p>
      <Button size="small" loading={task.running} onClick={ask}>
        {text.readOut}
      </Button>{' '}
      {code === null ? <span className="muted">{text.readOutHint}</span> : <b className="city-code">{code}</b>}
      <ErrorAlert error={task.error} />
    </p>
  )
}
