import { Button, Input } from 'antd'
import type { Note } from '../../../shared/contract/index.ts'
import { notesText } from '../../../shared/text/ui-notes.ts'
import { useModel, useUnsent } from '../../app/app-model.ts'
import { wordsKey } from '../../state/unsent.ts'
import { localTime } from '../../ui/local-time.ts'
import { useAction } from '../../ui/use-action.ts'
import type { Thread } from './threads.ts'

interface NoteThreadProps {
  readonly thread: Thread
  readonly form: string
  readonly period: string
  readonly author: string
  readonly place: string
  /** Absent when the cell is not there any more. */
  readonly onGoTo?: (() => void) | undefined
}

/** What is being written and not yet said: an answer in the thread of that note, else a new note. Null while nobody writes. */
export const useNote = (at: { readonly form: string; readonly period: string }, thread?: string) => useUnsent(wordsKey('note', at, thread))

/** One conversation: what was said, the answers, and whether it is dealt with. */
export function NoteThread({ thread: { first, replies }, form, period, author, place, onGoTo }: NoteThreadProps) {
  const { platform } = useModel()
  const [draft, setDraft] = useNote({ form, period }, first.id)
  const act = useAction()
  const text = notesText
  const reply = async (): Promise<void> => {
    const said = (draft ?? '').trim()
    if (said === '') return
    const by = author === '' ? {} : { by: author }
    if (await act(() => platform.call('note.add', { form, period, thread: first.id, text: said, ...by }))) setDraft(null)
  }
  const resolve = (): void => {
    const by = author === '' ? {} : { by: author }
    void act(() => platform.call('note.resolve', { id: first.id, resolved: first.resolved === null, ...by }))
  }
  return (
    <li className={first.resolved === null ? `note note-${first.kind}` : 'note note-resolved'}>
      <div className="note-place">
        <b className="note-kind">{text.kinds[first.kind]}</b>
        {onGoTo ? (
          <button type="button" className="note-go" aria-label={`${text.goTo}：${place}`} onClick={onGoTo}>
            {place}
          </button>
        ) : (
          <span>{place}</span>
        )}
      </div>
      {[first, ...replies].map((note) => (
        <Said key={note.id} note={note} />
      ))}
      {first.resolved !== null && <p className="muted">✓ {text.resolved(first.resolved.by, localTime(first.resolved.at))}</p>}
      {draft !== null && (
        <Input.TextArea
          autoFocus={draft === ''}
          rows={2}
          value={draft}
          maxLength={1000}
          aria-label={text.replyText}
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={(event) => {
            // The input method takes Escape to give up its own word only.
            if (event.nativeEvent.isComposing) return
            if (event.key === 'Enter' && event.ctrlKey) void reply()
            if (event.key === 'Escape') setDraft(null)
          }}
        />
      )}
      <div className="row row-tight">
        {draft === null ? (
          <Button size="small" onClick={() => setDraft('')}>
            {text.reply}
          </Button>
        ) : (
          <Button size="small" type="primary" disabled={draft.trim() === ''} onClick={() => void reply()}>
            {text.reply}
          </Button>
        )}
        <Button size="small" type="text" onClick={resolve}>
          {first.resolved === null ? text.resolve : text.reopen}
        </Button>
      </div>
    </li>
  )
}

function Said({ note }: { readonly note: Note }) {
  return (
    <div className="note-said">
      <div className="muted">
        {note.by} {localTime(note.at)}
      </div>
      <p>{note.text}</p>
    </div>
  )
}
