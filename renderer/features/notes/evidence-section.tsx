import { App, Button } from 'antd'
import { type DragEvent, useState } from 'react'
import { useStore } from 'zustand'
import type { EvidenceFile } from '../../../shared/contract/index.ts'
import { evidenceLimits } from '../../../shared/submission/evidence.ts'
import { commonText } from '../../../shared/text/ui-common.ts'
import { evidenceText as text } from '../../../shared/text/ui-evidence.ts'
import { useModel } from '../../app/app-model.ts'
import { evidenceLimit, readFile } from '../../platform/browser-files.ts'
import type { OpenedFile } from '../../platform/platform.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { localTime } from '../../ui/local-time.ts'
import { isPictureName, Picture } from '../../ui/picture.tsx'
import { useAction } from '../../ui/use-action.ts'
import { useOpenEvidence } from '../../ui/use-open-evidence.ts'
import type { ReportDesk } from '../report/report-desk.ts'
import type { Evidence } from './use-evidence.ts'

/** Where files go, as the place to write to says it. */
export interface EvidencePlace {
  readonly row?: string
  readonly field?: string
}

export interface AddEvidence {
  readonly busy: boolean
  readonly isOpen: boolean
  readonly choose: () => Promise<void>
  readonly drop: (event: DragEvent) => void
}

/** Adds files to a place: by the dialog, or dropped. A column that asks for the name of a file gets it when it is blank. */
export function useAddEvidence(desk: ReportDesk, place: EvidencePlace, author: string): AddEvidence {
  const { platform } = useModel()
  const { message } = App.useApp()
  const act = useAction()
  const [busy, setBusy] = useState(false)
  const isOpen = useStore(desk.session.store, (state) => state.report?.open === true)
  const nameInCell = ({ row, field, name }: EvidenceFile): void => {
    const column = field === null ? undefined : desk.grid.layout.byField.get(field)
    if (row === null || column === undefined || desk.grid.column(column)?.field.type !== 'attachment') return
    const at = desk.grid.placeOf(row)
    if (at < 0 || desk.grid.isReadOnly(at, column) || (desk.grid.value(at, column) ?? '') !== '') return
    desk.grid.write([{ row: at, column, text: name }], 'typing')
  }
  const add = async (reads: readonly (() => Promise<OpenedFile | null>)[]): Promise<void> => {
    setBusy(true)
    const names: string[] = []
    await act(async () => {
      for (const read of reads) {
        const file = await read()
        if (file === null) continue
        // A row that was just typed must be stored before a file can lie on it.
        await desk.session.idle()
        const by = author === '' ? {} : { by: author }
        const added = await platform.call('evidence.add', { ...desk.at, ...place, ...by, name: file.name, bytes: file.bytes })
        if (added.outcome === 'added') names.push(added.name)
        else void message.info(added.outcome === 'mended' ? text.mended(added.name) : text.already(file.name, added.name), 8)
        nameInCell(added)
      }
    })
    if (names.length > 0) void message.success(text.added(names))
    setBusy(false)
  }
  return {
    busy,
    isOpen,
    choose: () => add([() => platform.openFile([])]),
    drop(event) {
      const files = [...event.dataTransfer.files]
      if (files.length === 0) return
      event.preventDefault()
      if (isOpen && !busy) void add(files.map((file) => () => readFile(file, evidenceLimit)))
    },
  }
}

interface EvidenceSectionProps {
  readonly evidence: Evidence
  readonly adding: AddEvidence
  readonly author: string
  /** What is closed has gone up; else it is only being read. */
  readonly isSealed: boolean
  /** Place of a file in words, and the way there; no way when its row is gone. */
  readonly placeOf: (file: EvidenceFile) => { readonly place: string; readonly onGoTo: (() => void) | undefined; readonly isGone: boolean }
}

/** The files of the form: what each is, where it lies, and what can be done with it. */
export function EvidenceSection({ evidence, adding, author, isSealed, placeOf }: EvidenceSectionProps) {
  const [removedShown, setRemovedShown] = useState(false)
  const there = evidence.files.filter(({ removed }) => removed === null)
  const removed = evidence.files.filter((file) => file.removed !== null)
  const line = (file: EvidenceFile) => <EvidenceLine key={file.id} file={file} author={author} isOpen={adding.isOpen} {...placeOf(file)} />
  return (
    <section className="evidence" aria-label={text.title}>
      <div className="evidence-head">
        <b>{text.title}</b>
        <span className="muted">{text.used(evidence.month.bytes, evidenceLimits)}</span>
      </div>
      <ErrorAlert error={evidence.error} onRetry={() => void evidence.reload()} />
      {there.length > 0 && <ul className="evidence-list">{there.map(line)}</ul>}
      {removed.length > 0 && (
        <Button size="small" type="link" aria-expanded={removedShown} onClick={() => setRemovedShown(!removedShown)}>
          {text.showRemoved(removed.length)}
        </Button>
      )}
      {removedShown && <ul className="evidence-list">{removed.map(line)}</ul>}
      <p className="muted">{adding.isOpen ? text.hint(evidenceLimits) : isSealed ? text.closed : text.reading}</p>
    </section>
  )
}

interface EvidenceLineProps {
  readonly file: EvidenceFile
  readonly author: string
  readonly isOpen: boolean
  readonly place: string
  readonly isGone: boolean
  readonly onGoTo: (() => void) | undefined
}
function EvidenceLine({ file, author, isOpen, place, isGone, onGoTo }: EvidenceLineProps) {
  const { platform } = useModel()
  const { modal } = App.useApp()
  const act = useAction()
  const { picture, close, look, save } = useOpenEvidence()
  const { id, name, bytes, by, at, removed } = file
  const read = () => platform.call('evidence.bytes', { id })
  const remove = (): void => {
    modal.confirm({
      title: text.removeQuestion(name),
      content: text.removeAnswer,
      okText: text.remove,
      cancelText: commonText.cancel,
      onOk: () => act(() => platform.call('evidence.remove', { id, ...(author === '' ? {} : { by: author }) })),
    })
  }
  return (
    <li className={removed === null ? 'evidence-file' : 'evidence-file evidence-removed'}>
      <div className="evidence-name">{name}</div>
      <div className="muted">
        {onGoTo ? (
          <button type="button" className="note-go" aria-label={text.goTo(place)} onClick={onGoTo}>
            {place}
          </button>
        ) : (
          place
        )}{' '}
        · {text.said(commonText.bytes(bytes), by, localTime(at))}
      </div>
      {removed !== null && <div className="muted">{text.removedSaid(removed.by, localTime(removed.at))}</div>}
      {removed === null && isGone && <div className="muted">{text.rowGone}</div>}
      <div className="row row-tight">
        {isPictureName(name) && (
          <Button size="small" aria-label={text.openOf(name)} onClick={() => void look(read)}>
            {text.open}
          </Button>
        )}
        <Button size="small" aria-label={text.saveOf(name)} onClick={() => void save(read)}>
          {text.save}
        </Button>
        {removed === null && isOpen && (
          <Button size="small" type="text" aria-label={text.removeOf(name)} onClick={remove}>
            {text.remove}
          </Button>
        )}
      </div>
      <Picture picture={picture} onClose={close} />
    </li>
  )
}
