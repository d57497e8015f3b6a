import { Button } from 'antd'
import type { Output } from '../../../shared/contract/index.ts'
import { outboxText } from '../../../shared/text/outbox.ts'
import { outboxScreenText as text } from '../../../shared/text/ui-outbox.ts'
import { useModel } from '../../app/app-model.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { useJob } from '../../ui/use-job.tsx'
import { useTask } from '../../ui/use-task.ts'

/** One round now, and what came of it. */
export function SyncButton({ onDone }: { readonly onDone: () => void }) {
  const { platform } = useModel()
  const job = useJob()
  const round = useTask<Output<'sync.once'>>()
  const go = (): void =>
    void round.run(async () => {
      const done = await job.run(text.working, (id) => platform.call('sync.once', { job: id, hurry: true }))
      onDone()
      return done
    })
  return (
    <div className="exchange-code">
      {job.panel}
      <Button loading={round.running} onClick={go}>
        {text.all}
      </Button>
      {round.result && (
        <span role="status">
          {outboxText.round(round.result.role, round.result.moved, round.result.receipts, round.result.waiting)}
          {round.result.trouble !== null && outboxText.inTheWay(round.result.trouble)}
        </span>
      )}
      <ErrorAlert error={round.error} />
    </div>
  )
}
