import { Input, Select } from 'antd'
import { type KeyboardEvent, useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import { reportText } from '../../../shared/text/ui-report.ts'
import { displayText, editText } from '../grid/cell-rules.ts'
import { choicesOf, filterChoices } from '../grid/choices.ts'
import type { GridActions } from '../grid/grid-commands.ts'
import type { GridStore, RowView } from '../grid/grid-store.ts'
import { commandFor } from '../grid/keyboard.ts'
import type { ReportDesk } from './report-desk.ts'

interface RecordFormProps {
  readonly desk: ReportDesk
  readonly actions: GridActions
}
interface Section {
  readonly label: string
  readonly columns: readonly number[]
}

/** The columns under the uppermost header cells; lone leaves side by side share a section. */
function sectionsOf(store: GridStore): readonly Section[] {
  const sections: { label: string; columns: number[] }[] = []
  for (const cell of store.layout.header.filter((candidate) => candidate.row === 0)) {
    const columns = Array.from({ length: cell.columnSpan }, (_, at) => cell.column + at)
    const last = sections.at(-1)
    if (cell.field !== undefined && last?.label === '') last.columns.push(...columns)
    else sections.push({ label: cell.field === undefined ? cell.label : '', columns })
  }
  return sections
}

/** A form of one record, as labelled fields instead of a grid of one row. */
export function RecordForm({ desk, actions }: RecordFormProps) {
  const { grid } = desk
  useEffect(() => grid.setColumnLook({ folded: false }, false), [grid])
  const structure = useSyncExternalStore(
    useCallback((listener) => grid.subscribe('structure', listener), [grid]),
    () => grid.structure,
  )
  const id = grid.rowAt(0)?.row.id ?? ''
  const view = useSyncExternalStore(
    useCallback((listener) => grid.subscribeRow(id, listener), [grid, id]),
    () => grid.rowAt(0),
  )
  useEffect(
    () =>
      grid.subscribe('target', () => {
        const key = grid.column(grid.selection.column)?.field.key
        if (key !== undefined) document.getElementById(`record-${key}`)?.focus()
      }),
    [grid],
  )
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    const command = commandFor(event.nativeEvent, 'edit', null)
    // What has been typed so far is written first, as the grid does.
    if (command?.kind === 'saveState' || command?.kind === 'check') rewriteFocused()
    if (command?.kind === 'nextProblem') actions.nextProblem(command.back)
    else if (command?.kind === 'saveState') actions.saveState()
    else if (command?.kind === 'check') actions.check()
    else if (command?.kind === 'repair') actions.repair()
    else if (command?.kind === 'leave') actions.leave(command.back)
    else return
    event.preventDefault()
  }
  return (
    <form className="record" onKeyDown={onKeyDown} onSubmit={(event) => event.preventDefault()}>
      {sectionsOf(grid).map((section) => (
        <fieldset key={section.columns[0]}>
          {section.label !== '' && <legend>{section.label}</legend>}
          <div className="record-grid">
            {section.columns.map((column) => (
              <RecordField key={`${structure} ${column}`} store={grid} column={column} view={view} />
            ))}
          </div>
        </fieldset>
      ))}
    </form>
  )
}

function rewriteFocused(): void {
  const field = document.activeElement
  if (!(field instanceof HTMLElement)) return
  field.blur()
  field.focus()
}

function RecordField({ store, column, view }: { readonly store: GridStore; readonly column: number; readonly view: RowView | undefined }) {
  const [draft, setDraft] = useState<string | null>(null)
  const cell = store.column(column)
  if (!cell) return null
  const { field } = cell
  const value = store.value(0, column)
  const readOnly = store.isReadOnly(0, column)
  const mark = view?.marks.get(field.key)
  const write = (text: string): void => {
    store.write([{ row: 0, column, text }], 'typing')
    setDraft(null)
  }
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
    onBlur: () => draft !== null && write(draft),
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
          onChange={(code: string | undefined) => write(code ?? '')}
        />
      ) : isLong ? (
        <Input.TextArea {...typed} rows={4} onChange={(event) => setDraft(event.target.value)} />
      ) : (
        <Input {...typed} onChange={(event) => setDraft(event.target.value)} onPressEnter={() => draft !== null && write(draft)} />
      )}
      {mark && <span className={`record-note level-${mark.level === '强制性' ? 'must' : 'should'}`}>{mark.messages[0]}</span>}
    </div>
  )
}
