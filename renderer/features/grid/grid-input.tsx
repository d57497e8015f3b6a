import { type KeyboardEvent, type RefObject, useLayoutEffect, useSyncExternalStore } from 'react'
import { longestText } from '../../../shared/model/value.ts'
import { gridText } from '../../../shared/text/ui-grid.ts'
import { notesText } from '../../../shared/text/ui-notes.ts'
import { CalendarPanel, calendarId, dayId } from './calendar-panel.tsx'
import { displayText } from './cell-rules.ts'
import { ChoiceList, choiceId, choiceListId } from './choice-list.tsx'
import { cellBox, type View } from './geometry.ts'
import type { GridEditor } from './grid-editor.ts'
import { GridNotice } from './grid-notice.tsx'
import { cellId } from './grid-row.tsx'
import type { GridStore } from './grid-store.ts'
import { PastCard, type ReadPast } from './past-card.tsx'
import { type GridView, useSpans } from './use-grid-view.ts'

const listHeight = 260

interface GridInputProps {
  readonly store: GridStore
  /** `YYYY-MM-DD` */
  readonly today: string
  readonly editor: GridEditor
  readonly field: RefObject<HTMLTextAreaElement | null>
  readonly gridId: string
  readonly helpId: string
  readonly view: GridView
  readonly past: ReadPast | undefined
  readonly onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => void
}

/** Lays the text field over the active cell; kept inside the view while nothing is typed, so that it never makes the sheet scroll. */
export function placeInput(field: HTMLTextAreaElement, store: GridStore, editor: GridEditor, view: View): void {
  const { row, column } = store.selection
  const box = cellBox(store.layout, view, row, column)
  const typing = editor.state.mode !== 'ready'
  const lowest = view.height - view.footHeight - box.height
  const left = typing ? box.left : Math.max(0, Math.min(view.width - box.width, box.left))
  const top = typing ? box.top : Math.max(0, Math.min(lowest, box.top))
  field.style.left = `${left}px`
  field.style.top = `${top}px`
  if (!typing) {
    field.style.width = `${box.width}px`
    field.style.height = `${box.height}px`
    return
  }
  // Long text grows to the right and then downwards, as far as the view reaches.
  field.style.width = `${box.width}px`
  field.style.height = `${box.height}px`
  const room = Math.max(box.width, view.width - left - 8)
  field.style.width = `${Math.min(room, Math.max(box.width, Math.min(480, field.scrollWidth + 4)))}px`
  if (field.scrollHeight > box.height) field.style.height = `${Math.min(view.height - top - 8, field.scrollHeight + 4)}px`
}

function spoken(store: GridStore): string {
  const { row, column } = store.selection
  const cell = store.column(column)
  if (!cell) return ''
  const mark = store.rowAt(row)?.marks.get(cell.field.key)
  const before = store.help.changes ? store.previous.value(store.rowAt(row), cell.field.key) : undefined
  const notes = [
    ...(store.isReadOnly(row, column) ? [gridText.spokenReadOnly] : []),
    ...(before !== undefined && before !== store.value(row, column) ? [gridText.past.previous(displayText(cell, before))] : []),
    ...(mark ? [gridText.spokenMark(mark.level, mark.messages.join('；'))] : []),
    ...(store.notesAt(store.rowAt(row)?.row.id ?? '', cell.field.key).length > 0 ? [notesText.spoken] : []),
  ]
  return gridText.cellSpoken(cell.label, store.rowNumber(row), displayText(cell, store.value(row, column)), notes)
}

export function GridInput({ store, today, editor, field, gridId, helpId, view, past, onKeyDown }: GridInputProps) {
  const { measure } = view
  const spans = useSpans(view)
  const selection = useSyncExternalStore(
    (listener) => store.subscribe('selection', listener),
    () => store.selection,
  )
  const state = useSyncExternalStore(
    (listener) => editor.subscribe(listener),
    () => editor.state,
  )
  useLayoutEffect(() => {
    editor.attach(field.current)
    return () => {
      // A field that is taken away tells nobody that it was left; what stands in it is written now.
      editor.stop(true)
      editor.attach(null)
    }
  }, [editor, field])
  useLayoutEffect(() => {
    if (field.current) placeInput(field.current, store, editor, measure())
  })
  const { row, column } = selection
  const typing = state.mode !== 'ready'
  const cell = store.column(column)
  const box = cellBox(store.layout, measure(), row, column)
  const above = box.top + box.height + listHeight > measure().height && box.top > listHeight
  const isDrawn =
    row >= spans.rows.first &&
    row <= spans.rows.last &&
    (column < store.layout.frozen || (column >= spans.columns.first && column <= spans.columns.last))
  const active = state.choices
    ? state.highlighted >= 0
      ? choiceId(state.highlighted)
      : undefined
    : state.day !== null
      ? dayId(state.day)
      : isDrawn
        ? cellId(row, column)
        : undefined
  return (
    <div className="grid-input-frame">
      <textarea
        ref={field}
        className={`grid-input${typing ? ' grid-typing' : ''}${cell?.align === 'right' ? ' grid-right' : ''}`}
        rows={1}
        maxLength={longestText}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        aria-label={spoken(store)}
        aria-describedby={helpId}
        aria-controls={state.choices ? choiceListId : state.day !== null ? calendarId : gridId}
        aria-activedescendant={active}
        aria-haspopup={cell?.codes || cell?.field.type === 'yesNo' ? 'listbox' : cell?.field.type === 'date' ? 'grid' : undefined}
        readOnly={store.isReadOnly(row, column)}
        onKeyDown={onKeyDown}
        onCompositionStart={() => {
          if (editor.state.mode === 'ready') editor.start('enter')
        }}
        onInput={() => {
          editor.typed()
          if (field.current) placeInput(field.current, store, editor, measure())
        }}
        onBlur={() => editor.stop(true)}
      />
      {state.choices && (
        <ChoiceList
          choices={state.choices}
          highlighted={state.highlighted}
          left={box.left}
          room={measure().width}
          top={above ? box.top : box.top + box.height}
          width={box.width}
          above={above}
          onChoose={(choice) => {
            editor.choose(choice)
            editor.focus()
          }}
        />
      )}
      {state.day !== null && (
        <CalendarPanel
          day={state.day}
          today={today}
          left={box.left}
          room={measure().width}
          top={above ? box.top : box.top + box.height}
          above={above}
          onMonths={(months) => editor.moveDay(0, months)}
          onPick={(date) => {
            editor.pickDay(date)
            editor.focus()
          }}
        />
      )}
      {past && store.help.past && !typing && (
        <PastCard
          store={store}
          read={past}
          left={Math.min(box.left + box.width + 6, measure().width - 190)}
          top={Math.max(0, Math.min(box.top, measure().height - 260))}
        />
      )}
      {state.notice && !typing && <GridNotice key={state.notice.count} text={state.notice.text} box={box} view={measure()} />}
      <div className="visually-hidden" aria-live="assertive">
        {state.notice?.text}
      </div>
    </div>
  )
}
