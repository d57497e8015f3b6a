import { Button, Input, Segmented, Select } from 'antd'
import { type KeyboardEvent, useState, useSyncExternalStore } from 'react'
import type { EvidenceFile, Note } from '../../../shared/contract/index.ts'
import { evidenceText } from '../../../shared/text/ui-evidence.ts'
import { notesText } from '../../../shared/text/ui-notes.ts'
import { useModel } from '../../app/app-model.ts'
import { ErrorAlert } from '../../ui/error-alert.tsx'
import { useAction } from '../../ui/use-action.ts'
import type { ReportDesk } from '../report/report-desk.ts'
import { type AddEvidence, type EvidencePlace, EvidenceSection, useAddEvidence } from './evidence-section.tsx'
import { NoteThread, useNote } from './note-thread.tsx'
import { threadsOf } from './threads.ts'
import type { Evidence } from './use-evidence.ts'
import type { Notes } from './use-notes.ts'
import './notes.css'

interface NotesPanelProps {
  readonly desk: ReportDesk
  readonly period: string
  readonly notes: Notes
  readonly evidence: Evidence
  /** Who reads the form without changing it, and whether it has gone up. */
  readonly reader?: { readonly name: string; readonly isSealed: boolean }
  /** Gives the keyboard back to the form. */
  readonly onLeave: () => void
}
type Scope = 'cell' | 'row' | 'form'
type Kind = 'comment' | 'evidence'

/** What people noted on the form: the selected cell's first, a place to write, and the rest below. */
export function NotesPanel({ desk, period, notes, evidence, reader, onLeave }: NotesPanelProps) {
  const { ready } = useModel()
  const { people } = ready.profile
  const authors = [...new Set([people.preparer, people.auditor, people.leader])].filter((name) => name !== '')
  const [author, setAuthor] = useState(authors.find((name) => name === reader?.name) ?? authors[0] ?? '')
  const [resolvedShown, setResolvedShown] = useState(false)
  const [chosen, setScope] = useState<Scope>('cell')
  const cell = useSelectedCell(desk)
  const scope = cell === null ? 'form' : chosen
  const place = cell === null || scope === 'form' ? {} : scope === 'row' ? { row: cell.row } : { row: cell.row, field: cell.field }
  const adding = useAddEvidence(desk, place, author)
  const threads = threadsOf(notes.list)
  const open = threads.filter(({ first }) => first.resolved === null)
  const isHere = (note: Note): boolean => note.row === cell?.row && (note.field === null || note.field === cell?.field)
  const ordered = [...open.filter(({ first }) => isHere(first)), ...open.filter(({ first }) => !isHere(first))]
  const resolved = threads.filter(({ first }) => first.resolved !== null)
  const form = desk.template.id
  const line = (first: Note | EvidenceFile) => {
    const number = desk.grid.rows().findIndex((row) => row.id === first.row) + 1
    const row = first.row === null ? text.place.form : (first.rowKey ?? (number > 0 ? text.place.rowNumber(number) : ''))
    const place = `${text.place.cell(row, first.label ?? '')}${first.row !== null && number === 0 ? text.place.gone : ''}`
    const field = first.field ?? desk.template.fields[0]?.key ?? ''
    const target = first.row
    const onGoTo = target === null || number === 0 ? undefined : () => void desk.goToCell(target, [field])
    return { place, onGoTo, isGone: target !== null && number === 0 }
  }
  const text = notesText
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'F6') onLeave()
    else if (event.altKey && event.code === 'KeyA' && adding.isOpen) void adding.choose()
    else return
    event.preventDefault()
  }
  return (
    <aside
      className="notes"
      aria-label={text.title}
      onKeyDown={onKeyDown}
      onDragOver={(event) => event.preventDefault()}
      onDrop={adding.drop}
    >
      <Composer {...{ desk, period, cell, place, scope, onScope: setScope, author, adding }} onDone={onLeave}>
        {authors.length > 1 && (
          <Select
            aria-label={text.author}
            value={author}
            onChange={setAuthor}
            options={authors.map((name) => ({ value: name, label: name }))}
            popupMatchSelectWidth={false}
          />
        )}
      </Composer>
      <EvidenceSection evidence={evidence} adding={adding} author={author} isSealed={reader?.isSealed !== false} placeOf={line} />
      <ErrorAlert error={notes.error} onRetry={() => void notes.reload()} />
      <ul className="notes-list">
        {ordered.map((thread) => (
          <NoteThread key={thread.first.id} thread={thread} form={form} period={period} author={author} {...line(thread.first)} />
        ))}
        {ordered.length === 0 && <li className="muted">{text.empty}</li>}
        {resolved.length > 0 && (
          <li>
            <Button size="small" type="link" aria-expanded={resolvedShown} onClick={() => setResolvedShown(!resolvedShown)}>
              {text.showResolved(resolved.length)}
            </Button>
          </li>
        )}
        {resolvedShown &&
          resolved.map((thread) => (
            <NoteThread key={thread.first.id} thread={thread} form={form} period={period} author={author} {...line(thread.first)} />
          ))}
      </ul>
    </aside>
  )
}

interface SelectedCell {
  readonly row: string
  readonly field: string
  readonly place: string
}

/** The active cell, as long as it lies in a row that exists. */
function useSelectedCell({ grid }: ReportDesk): SelectedCell | null {
  const selection = useSyncExternalStore(
    (listener) => grid.subscribe('selection', listener),
    () => grid.selection,
  )
  const view = grid.rowAt(selection.row)
  const column = grid.column(selection.column)
  if (!view || !column) return null
  const row = view.row.key || notesText.place.rowNumber(grid.rowNumber(selection.row))
  return { row: view.row.id, field: column.field.key, place: notesText.place.cell(row, column.label) }
}

interface ComposerProps {
  readonly desk: ReportDesk
  readonly period: string
  readonly cell: SelectedCell | null
  readonly place: EvidencePlace
  readonly scope: Scope
  readonly onScope: (scope: Scope) => void
  readonly adding: AddEvidence
  readonly author: string
  readonly onDone: () => void
  readonly children: React.ReactNode
}

function Composer({ desk, period, cell, place, scope, onScope, adding, author, onDone, children }: ComposerProps) {
  const { platform } = useModel()
  const [draft, setDraft] = useNote({ form: desk.template.id, period })
  const act = useAction()
  const [kind, setKind] = useState<Kind>('comment')
  const text = notesText
  const add = async (): Promise<void> => {
    const said = (draft ?? '').trim()
    if (said === '') return
    const by = author === '' ? {} : { by: author }
    const added = await act(async () => {
      // A row that was just typed must be stored before a note can lie on it.
      await desk.session.idle()
      await platform.call('note.add', { form: desk.template.id, period, kind, text: said, ...place, ...by })
    })
    if (!added) return
    setDraft(null)
    onDone()
  }
  return (
    <section className="notes-composer" aria-label={text.add}>
      <p className="notes-at">{text.at(cell === null || scope === 'form' ? text.place.form : cell.place)}</p>
      <div className="row row-tight">
        <Segmented<Scope>
          size="small"
          aria-label={text.scope}
          value={scope}
          disabled={cell === null}
          onChange={onScope}
          options={(['cell', 'row', 'form'] as const).map((value) => ({ value, label: text.scopes[value] }))}
        />
        <Segmented<Kind>
          size="small"
          aria-label={text.kind}
          value={kind}
          onChange={setKind}
          options={(['comment', 'evidence'] as const).map((value) => ({ value, label: text.kinds[value] }))}
        />
      </div>
      <Input.TextArea
        className="notes-text"
        rows={2}
        value={draft ?? ''}
        maxLength={1000}
        aria-label={text.text}
        placeholder={text.placeholder[kind]}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'Enter' && event.ctrlKey) void add()
          if (event.key === 'Escape') onDone()
        }}
      />
      <div className="row row-tight">
        {children}
        <Button type="primary" disabled={(draft ?? '').trim() === ''} title="Ctrl+Enter" onClick={() => void add()}>
          {text.add}
        </Button>
        <Button
          disabled={!adding.isOpen}
          loading={adding.busy}
          title={evidenceText.key}
          aria-keyshortcuts={evidenceText.key}
          onClick={() => void adding.choose()}
        >
          {evidenceText.add}
        </Button>
      </div>
      <p className="muted">{text.hint}</p>
    </section>
  )
}
