import { Alert, Button, Collapse, Tag } from 'antd'
import type { ImportOptions, ImportPreview } from '../../../shared/contract/index.ts'
import { nothingTaken } from '../../../shared/text/import.ts'
import { bookScreenText as text } from '../../../shared/text/ui-import-book.ts'
import { useModel } from '../../app/app-model.ts'
import { formatPlace } from '../../app/route.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { PreviewDetails } from '../import/preview-details.tsx'
import { Questions } from '../import/questions.tsx'
import type { BookPart } from './use-book.ts'

interface BookPartsProps {
  readonly parts: readonly BookPart[]
  readonly busy: boolean
  readonly onAnswer: (at: number, options: ImportOptions) => void
  readonly onApply: () => void
  readonly onUndo: (at: number) => void
  readonly onBack: () => void
}

/** What each report would become, before anything is changed; then what became of it. */
export function BookParts({ parts, busy, onAnswer, onApply, onUndo, onBack }: BookPartsProps) {
  const { ready } = useModel()
  const done = parts.filter(({ version }) => version !== undefined).length
  const isReady = parts.every(({ preview }) => preview !== null && preview.questions.length === 0)
  const isTaken = parts.every(({ preview }) => preview === null || nothingTaken(preview) === undefined)
  const isSame = parts.length > 0 && parts.every(({ preview }) => preview !== null && isUnchanged(preview))
  const open = parts.flatMap(({ preview }, at) => (preview === null || preview.questions.length > 0 ? [String(at)] : []))
  const items = parts.map((part, at) => {
    const template = ready.pack.forms.find((form) => form.id === part.form)
    return {
      key: String(at),
      label: (
        <span className="row">
          <b>{text.importName(part.form, template?.title ?? '', part.period, part.sheets)}</b>
          <Told part={part} />
        </span>
      ),
      extra: part.version !== undefined && <Done part={part} busy={busy} onUndo={() => onUndo(at)} />,
      children: (
        <div className="stack">
          <ErrorAlert error={part.error} />
          {part.preview && <Questions preview={part.preview} onAnswer={(options) => onAnswer(at, options)} />}
          {part.preview && template && part.version === undefined && <PreviewDetails preview={part.preview} template={template} />}
        </div>
      ),
    }
  })
  return (
    <div className="stack">
      {done > 0 && (
        <Alert
          type={done === parts.length ? 'success' : 'warning'}
          showIcon
          title={done === parts.length ? text.done(done) : text.partly(done, parts.length)}
        />
      )}
      {parts.length === 0 && <Alert type="info" showIcon title={text.nothing} />}
      {parts.length > 0 && <Collapse key={open.join()} size="small" items={items} defaultActiveKey={open} collapsible="header" />}
      {(parts.length === 0 || done < parts.length) && (
        <div className="row import-actions">
          <span className="muted">
            {parts.length === 0 ? '' : isSame ? (isTaken ? text.allSame : '') : isReady ? text.replaces : text.stop}
          </span>
          <Button size="middle" disabled={busy || done > 0} onClick={onBack}>
            {text.back}
          </Button>
          <Button type="primary" size="middle" loading={busy} disabled={!isReady || isSame || parts.length === 0} onClick={onApply}>
            {text.apply(parts.length - done)}
          </Button>
        </div>
      )}
    </div>
  )
}

const isUnchanged = ({ counts: { added, changed, removed } }: ImportPreview): boolean => added + changed + removed === 0

function Told({ part: { preview } }: { readonly part: BookPart }) {
  if (preview === null) return <Tag color="red">{text.refused}</Tag>
  const { added, changed, removed, unchanged } = preview.counts
  return (
    <>
      <span>{isUnchanged(preview) ? (nothingTaken(preview) ?? text.same) : text.counts(added, changed, removed, unchanged)}</span>
      {preview.questions.length > 0 && <Tag color="orange">{text.asks(preview.questions.length)}</Tag>}
      {preview.problems.length > 0 && <Tag>{text.problems(preview.problems.length)}</Tag>}
      {preview.comments.length > 0 && <Tag>{text.comments(preview.comments.length)}</Tag>}
    </>
  )
}

function Done({ part, busy, onUndo }: { readonly part: BookPart; readonly busy: boolean; readonly onUndo: () => void }) {
  const hasStep = part.preview !== null && !isUnchanged(part.preview)
  return (
    <span className="row row-tight">
      <a href={formatPlace({ screen: 'report', form: part.form }, part.period)}>{text.open}</a>
      {part.settled === 'undone' && <Tag>{text.undone}</Tag>}
      {part.settled === null && hasStep && (
        <Button disabled={busy} onClick={onUndo}>
          {text.undo}
        </Button>
      )}
    </span>
  )
}
