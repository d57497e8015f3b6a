import { Button, Input, Select } from 'antd'
import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react'
import { longestText } from '../../../shared/model/value.ts'
import { gridToolsText } from '../../../shared/text/ui-grid-tools.ts'
import { notesText } from '../../../shared/text/ui-notes.ts'
import { reportText } from '../../../shared/text/ui-report.ts'
import { displayText, editText } from '../grid/cell-rules.ts'
import { choicesOf, filterChoices } from '../grid/choices.ts'
import type { GridActions } from '../grid/grid-commands.ts'
import type { GridStore, RowView } from '../grid/grid-store.ts'
import { commandFor } from '../grid/keyboard.ts'
import { progressOf, type Section, sectionsOf } from '../grid/sections.ts'
import type { ReportDesk } from './report-desk.ts'
import { useRescue } from './rescue-row.tsx'

interface RecordFormProps {
  readonly desk: ReportDesk
  readonly actions: GridActions
  /** Back to the table; only where the form shows one of its rows. */
  readonly onTable?: () => void
}
/** A form of one record, as labelled fields instead of a grid of one row. */
export function RecordForm({ desk, actions, onTable }: RecordFormProps) {
  const { grid } = desk
  const selection = useSyncExternalStore(
    useCallback((listener) => grid.subscribe('selection', listener), [grid]),
    () => grid.selection,
  )
  const row = onTable ? selection.row : 0
  // The next key belongs to the form, as it does in a table; from a table somebody comes to the same column.
  const arrivesAt = useRef(`record-${grid.column(onTable ? selection.column : 0)?.field.key}`)
  const goToRow = (next: number): void => {
    const focused = document.activeElement?.id ?? ''
    rewriteFocused()
    if (focused.startsWith('record-')) arrivesAt.current = focused
    grid.select(next, selection.column)
  }
  // The fields are drawn once all columns are unfolded: drawn before, those of the folded ones would be taken away again, with the keyboard in them.
  const [isUnfolded, setUnfolded] = useState(false)
  useLayoutEffect(() => {
    const { folded, groups } = grid.columnLook
    grid.setColumnLook({ folded: false, groups: [] }, false)
    setUnfolded(true)
    return () => grid.setColumnLook({ folded, groups }, false)
  }, [grid])
  useSyncExternalStore(
    useCallback((listener) => grid.subscribe('structure', listener), [grid]),
    () => grid.structure,
  )
  const id = grid.rowAt(row)?.row.id ?? ''
  // The fields belong to a row, wherever it is shown. The blank row stays the same one when its first value gives it an id.
  const shown = useRef({ id, row, count: 0 })
  const before = shown.current
  const isSame = before.id === '' ? before.row === row : before.id === id
  const count = isSame ? before.count : before.count + 1
  shown.current = { id, row, count }
  // biome-ignore lint/correctness/useExhaustiveDependencies: each row has fields of its own
  useEffect(() => {
    if (isUnfolded) document.getElementById(arrivesAt.current)?.focus()
  }, [count, isUnfolded])
  const view = useSyncExternalStore(
    useCallback((listener) => grid.subscribeRow(id, listener), [grid, id]),
    () => grid.rowAt(row),
  )
  useEffect(
    () =>
      grid.subscribe('target', () => {
        const key = grid.column(grid.selection.column)?.field.key
        if (key === undefined) return
        // In another row the field is drawn only afterwards.
        arrivesAt.current = `record-${key}`
        document.getElementById(arrivesAt.current)?.focus()
      }),
    [grid],
  )
  /** Notes lie on the active cell, and here that is the field with the keyboard. */
  const comment = (): void => {
    const field = document.activeElement?.id.replace(/^record-/, '') ?? ''
    const column = grid.layout.byField.get(field)
    // Asked anew: what was just written may have made the row.
    const active = grid.rowAt(row)?.row.id
    if (active === undefined || column === undefined) return
    grid.select(row, column)
    actions.comment?.(active, field)
  }
  const sections = isUnfolded ? sectionsOf(grid.layout) : []
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    const command = commandFor(event.nativeEvent, 'edit', null)
    // What has been typed so far is written first, as the grid does.
    if (command && writesFirst.has(command.kind)) rewriteFocused()
    if (command?.kind === 'nextProblem') actions.nextProblem(command.back)
    else if (command?.kind === 'saveState') actions.saveState()
    else if (command?.kind === 'check') actions.check()
    else if (command?.kind === 'repair') actions.repair()
    else if (command?.kind === 'leave') actions.leave(command.back)
    else if (command?.kind === 'comment') comment()
    else if (onTable && command?.kind === 'rowForm') {
      rewriteFocused()
      onTable()
    } else if (onTable && event.ctrlKey && event.key === 'PageDown') goToRow(row + 1)
    else if (onTable && event.ctrlKey && event.key === 'PageUp') goToRow(row - 1)
    else return
    event.preventDefault()
  }
  return (
    <form className="record" onKeyDown={onKeyDown} onSubmit={(event) => event.preventDefault()}>
      {onTable && (
        <div className="record-rows">
          <Button onClick={onTable}>{reportText.record.table}</Button>
          <Button disabled={row === 0} title="Ctrl+PageUp" onClick={() => goToRow(row - 1)}>
            {reportText.record.previous}
          </Button>
          <Button disabled={row >= grid.extent.rows - 1} title="Ctrl+PageDown" onClick={() => goToRow(row + 1)}>
            {reportText.record.next}
          </Button>
          <strong role="status">
            {row < grid.rowCount ? reportText.record.row(grid.rowNumber(row), grid.allRows) : reportText.record.newRow}
          </strong>
        </div>
      )}
      {sections.map((section) => (
        <fieldset key={section.columns[0]}>
          {section.label !== '' && <legend>{section.label}</legend>}
          <SectionCount store={grid} section={section} row={row} />
          <div className="record-grid">
            {section.columns.map((column) => (
              <RecordField key={`${count} ${grid.column(column)?.field.key}`} store={grid} row={row} column={column} view={view} />
            ))}
          </div>
        </fieldset>
      ))}
    </form>
  )
}

/** Commands that work on what is stored, or lead away from the field. */
const writesFirst: ReadonlySet<string> = new Set(['saveState', 'check', 'nextProblem', 'repair', 'comment'])

function rewriteFocused(): void {
  const field = document.activeElement
  if (!(field instanceof HTMLElement)) return
  field.blur()
  field.focus()
}

/** How many cells of a part are filled in this row. */
function SectionCount({ store, section, row }: { readonly store: GridStore; readonly section: Section; readonly row: number }) {
  const { filled, all } = progressOf(store, section, row, row + 1)
  return all === 0 ? null : <small className="muted">{gridToolsText.progress.cells(filled, all)}</small>
}

interface RecordFieldProps {
  readonly store: GridStore
  readonly row: number
  readonly column: number
  readonly view: RowView | undefined
}

interface Begun {
  readonly text: string
  readonly id: string | undefined
  readonly field: string | undefined
  /** Cells of the row as they were. */
  readonly values: Readonly<Record<string, string>> | undefined
}

/** What is typed into a field and not written yet. It goes to the row it was begun in, wherever that is shown by then. */
function useDraft(store: GridStore, row: number, column: number) {
  const rescue = useRescue(store)
  const [draft, setDraft] = useState<string | null>(null)
  const begun = useRef<Begun | null>(null)
  const begin = (text: string): void => {
    const first = begun.current
    if (first === null) store.typing({ row, column })
    const { id, values } = first ?? store.rowAt(row)?.row ?? { id: undefined, values: undefined }
    begun.current = { text, id, field: first === null ? store.column(column)?.field.key : first.field, values }
    setDraft(text)
  }
  const write = useCallback((): void => {
    if (begun.current === null) return
    const { text, id, field, values = {} } = begun.current
    begun.current = null
    setDraft(null)
    const place = id === undefined ? store.rowCount : store.placeOf(id)
    const at = store.layout.byField.get(field ?? '')
    if (place < 0 || at === undefined) rescue({ text, field: field ?? '', values })
    else store.write([{ row: place, column: at, text }], 'typing')
    store.typing(null)
  }, [store, rescue])
  // A field that is taken away tells nobody that it was left.
  useLayoutEffect(() => write, [write])
  return { draft, begin, write }
}

function RecordField({ store, row, column, view }: RecordFieldProps) {
  const { draft, begin, write } = useDraft(store, row, column)
  const cell = store.column(column)
  if (!cell) return null
  const { field } = cell
  const value = store.value(row, column)
  const readOnly = store.isReadOnly(row, column)
  const mark = view?.marks.get(field.key)
  const notes = view ? store.notesAt(view.row.id, field.key) : []
  const parent = field.parent === undefined ? null : (view?.row.values[field.parent] ?? null)
  const choices = choicesOf(field, cell.codes, parent)
  const status = mark && mark.level === '强制性' ? 'error' : mark ? 'warning' : ''
  const id = `record-${field.key}`
  const isLong = field.type === 'longText'
  const typed = {
    id,
    value: draft ?? (readOnly ? displayText(cell, value) : editText(cell, value)),
    readOnly,
    variant: readOnly ? 'filled' : 'outlined',
    status,
    title: field.help,
    maxLength: longestText,
    onBlur: () => write(),
  } as const
  return (
    <div className={isLong ? 'record-field record-long' : 'record-field'}>
      <label htmlFor={id}>
        {field.required === true && (
          <span className="grid-required" aria-hidden>
            *
          </span>
        )}
        {cell.label}
      </label>
      {choices.length > 0 && !readOnly ? (
        <Select
          id={id}
          value={value ?? undefined}
          status={status}
          allowClear
          placeholder={reportText.record.blank}
          showSearch={{ filterOption: (typed, option) => filterChoices(choices, typed).some((choice) => choice.code === option?.value) }}
          options={choices.map(({ code, label }) => ({ value: code, label }))}
          onChange={(code: string | undefined) => {
            begin(code ?? '')
            write()
          }}
        />
      ) : isLong ? (
        <Input.TextArea {...typed} rows={4} onChange={(event) => begin(event.target.value)} />
      ) : (
        <Input {...typed} onChange={(event) => begin(event.target.value)} onPressEnter={() => write()} />
      )}
      {mark && <span className={`record-note level-${mark.level === '强制性' ? 'must' : 'should'}`}>{mark.messages[0]}</span>}
      {notes.length > 0 && <span className="record-note record-noted">{notesText.cellTitle(notes)}</span>}
    </div>
  )
}
