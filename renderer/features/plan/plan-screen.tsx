import { App, Spin } from 'antd'
import { commonText } from '../../../shared/text/ui-common.ts'
import { planText } from '../../../shared/text/ui-plan.ts'
import { useModel } from '../../app/app-model.ts'
import { readFile } from '../../platform/browser-files.ts'
import type { OpenedFile } from '../../platform/platform.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { FileDrop } from '../../ui/file-drop.tsx'
import { useAction } from '../../ui/use-action.ts'
import { useJob } from '../../ui/use-job.tsx'
import { Reader } from './reader.tsx'
import { usePlanDocument } from './use-plan-document.ts'
import './plan.css'

const documentEndings = ['.docx', '.pdf', '.txt', '.md'] as const

/** The plan's document beside its clauses; before one is attached, what that is good for. */
export function PlanScreen({ clause }: { readonly clause: string | null }) {
  const { platform } = useModel()
  const { message, modal } = App.useApp()
  const { state, reload } = usePlanDocument()
  const act = useAction()
  const job = useJob()
  const attach = (choose: () => Promise<OpenedFile | null>) =>
    void act(async () => {
      const file = await choose()
      if (!file) return
      await job.run(planText.reading, (id) => platform.call('plan.attach', { fileName: file.name, bytes: file.bytes, job: id }))
      reload()
      void message.success(planText.attached(file.name))
    })
  const choose = () => attach(() => platform.openFile(documentEndings))
  const take = (file: File) => attach(() => readFile(file))
  const remove = () =>
    void act(async () => {
      const sure = await modal.confirm({
        title: planText.removeTitle,
        content: planText.removeBody,
        okText: planText.remove,
        cancelText: commonText.cancel,
      })
      if (!sure) return
      await platform.call('plan.detach', {})
      reload()
      void message.success(planText.removed)
    })
  return (
    <>
      {state.kind === 'loading' && <Spin className="plan-loading" description={commonText.loading} />}
      {state.kind === 'failed' && (
        <div className="page">
          <ErrorAlert error={state.error} onRetry={reload} />
        </div>
      )}
      {state.kind === 'none' && <EmptyState clause={clause} busy={job.running} onChoose={attach} />}
      {state.kind === 'open' && (
        <Reader
          key={state.document.sha256}
          document={state.document}
          clause={clause}
          busy={job.running}
          onReplace={choose}
          onFile={take}
          onRemove={remove}
        />
      )}
      {job.panel}
    </>
  )
}

interface EmptyStateProps {
  readonly clause: string | null
  readonly busy: boolean
  readonly onChoose: (choose: () => Promise<OpenedFile | null>) => void
}

function EmptyState({ clause, busy, onChoose }: EmptyStateProps) {
  const text = planText.empty
  return (
    <div className="page">
      <div className="page-head">
        <h1>{planText.title}</h1>
      </div>
      <div className="card stack">
        <h2>{text.title}</h2>
        {clause !== null && <p>{text.wanted(clause)}</p>}
        <p>{text.text}</p>
        <FileDrop accept={documentEndings} title={text.drop} hint={text.hint} busy={busy} onChoose={onChoose} />
        <p className="muted">{text.privacy}</p>
      </div>
    </div>
  )
}
