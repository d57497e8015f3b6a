/** Carries out what the keyboard asked for. */
import { errorSentence } from '../../../shared/text/errors.ts'
import { gridText } from '../../../shared/text/ui-grid.ts'
import { fitColumns, foldHere, toggleScale } from './column-commands.ts'
import type { GridEditor } from './grid-editor.ts'
import { fillOnward, tellSkipped } from './grid-fill.ts'
import type { CellChange, GridStore } from './grid-store.ts'
import type { Command } from './keyboard.ts'
import type { ReadPast } from './past-card.tsx'
import { sameAsBefore } from './same-as-before.ts'
import { blockOf, isSingle, jumpTarget, selectBlock } from './selection.ts'

/** What lies outside the grid. */
export interface GridActions {
  undo(): void
  redo(): void
  saveState(): void
  check(): void
  nextProblem(back: boolean): void
  /** Applies the repair of the open finding. */
  repair(): void
  leave(back: boolean): void
  /** Opens the comments on a cell. */
  comment?(row: string, field: string): void
  /** Shows the active row alone, as a form. */
  rowForm?(): void
  /** The last periods of one cell, oldest first. */
  past?: ReadPast
}
/** What the bar above the grid is for. */
export type GridBar = 'find' | 'replace' | 'goTo' | 'look'

export interface CommandContext {
  readonly store: GridStore
  readonly editor: GridEditor
  readonly actions: GridActions
  /** `YYYY-MM-DD` */
  readonly today: string
  /** Rows and columns that fit on the screen. */
  readonly page: () => { readonly rows: number; readonly columns: number }
  readonly reveal: (fromLeft?: boolean) => void
  /** Opens the bar above the grid. */
  readonly openBar: (bar: GridBar) => void
  /** The letters that cells are drawn with, as the style sheet writes them. */
  readonly font: () => string
  /** Pastes what the clipboard holds, where no key was pressed for it. */
  readonly paste: () => void
  /** Column to which Enter returns after a run of Tabs. */
  readonly tabStart: { current: number | null }
}

export function runCommand(context: CommandContext, command: Command): void {
  const { store, editor, actions } = context
  if (command.kind !== 'tab' && command.kind !== 'enter') context.tabStart.current = null
  switch (command.kind) {
    case 'move':
      editor.stop(true)
      if (command.toEdge) jump(context, command)
      else step(context, command.rows, command.columns, command.extend)
      return
    case 'page': {
      const { rows, columns } = context.page()
      step(context, command.rows * rows, command.columns * columns, command.extend)
      return
    }
    case 'rowEdge': {
      const { extent, selection } = store
      const row = command.extend ? selection.endRow : selection.row
      store.select(command.wholeForm ? (command.end ? extent.rows - 1 : 0) : row, command.end ? extent.columns - 1 : 0, command.extend)
      context.reveal(!command.end)
      return
    }
    case 'enter':
      enter(context, command.back)
      return
    case 'tab':
      editor.stop(true)
      context.tabStart.current ??= store.selection.column
      step(context, 0, command.back ? -1 : 1, false)
      return
    case 'choose':
      editor.step(command.step)
      return
    case 'day':
      editor.moveDay(command.days, command.months)
      return
    case 'edit':
      editor.start('edit')
      context.reveal()
      return
    case 'toggleMode':
      editor.toggleMode()
      return
    case 'cancel':
      if (editor.state.mode === 'ready') store.setCopied(null)
      editor.stop(false)
      return
    case 'newLine':
      editor.insert('\n')
      return
    case 'openList':
      context.reveal()
      editor.openPopup(context.today)
      return
    case 'nextProblem':
      editor.stop(true)
      actions.nextProblem(command.back)
      return
    case 'repair':
      editor.stop(true)
      actions.repair()
      return
    case 'rowForm':
      editor.stop(true)
      actions.rowForm?.()
      return
    case 'past':
      store.setHelp({ past: !store.help.past })
      return
    case 'foldGroup':
      editor.stop(true)
      if (!foldHere(store, command.fold)) editor.notify(command.fold ? gridText.noGroup : gridText.noFoldedGroup)
      return
    case 'scale':
      editor.stop(true)
      if (!toggleScale(store)) editor.notify(gridText.noFigures)
      return
    case 'fitColumns': {
      const { left, right } = blockOf(store.selection)
      fitColumns(store, left, right, context.font())
      return
    }
    case 'comment': {
      editor.stop(true)
      const { row, column } = store.selection
      const [id, field] = [store.rowAt(row)?.row.id, store.column(column)?.field.key]
      if (id !== undefined && field !== undefined) actions.comment?.(id, field)
      return
    }
    case 'leave':
      editor.stop(true)
      actions.leave(command.back)
      return
    case 'saveState':
      editor.stop(true)
      actions.saveState()
      return
    case 'check':
      editor.stop(true)
      actions.check()
      return
    case 'bar':
      editor.stop(true)
      context.openBar(command.bar)
      return
    case 'undo':
      actions.undo()
      return
    case 'redo':
      actions.redo()
      return
    default:
      runBlockCommand(context, command.kind)
      return
  }
}

type BlockCommand = Exclude<
  Command['kind'],
  'move' | 'page' | 'rowEdge' | 'enter' | 'tab' | 'choose' | 'day' | 'nextProblem' | 'leave' | 'bar'
>

function runBlockCommand(context: CommandContext, kind: BlockCommand): void {
  const { store, editor } = context
  const block = blockOf(store.selection)
  const { extent } = store
  switch (kind) {
    case 'selectAll':
      store.setSelection(selectBlock(extent, { top: 0, bottom: store.rowCount - 1, left: 0, right: extent.columns - 1 }))
      return
    case 'selectRow':
      store.setSelection(selectBlock(extent, { ...block, left: 0, right: extent.columns - 1 }))
      return
    case 'selectColumn':
      store.setSelection(selectBlock(extent, { ...block, top: 0, bottom: store.rowCount - 1 }))
      return
    case 'clear':
      tellSkipped(editor, store.clear(block), isSingle(store.selection))
      return
    case 'clearAndEdit':
      editor.start('enter', '')
      context.reveal()
      return
    case 'fillDown':
      fillOnward(store, editor, 'down')
      return
    case 'fillRight':
      fillOnward(store, editor, 'right')
      return
    case 'sameAsBefore':
      takeBefore(store, editor)
      return
    case 'commitToRange': {
      const text = editor.committed()
      editor.stop(false)
      const changes = cellsOf(context, () => text)
      tellSkipped(editor, store.write(changes, 'fill'), false)
      return
    }
    case 'today':
      typeToday(context)
      return
    case 'insertRow':
      store.insertRows(block.top, block.bottom - block.top + 1)
      context.reveal()
      return
    case 'deleteRow':
      deleteRows(context)
      return
  }
}

export function deleteRows({ store, editor, reveal }: Pick<CommandContext, 'store' | 'editor' | 'reveal'>): void {
  const block = blockOf(store.selection)
  const before = store.rowCount
  const [kept] = store.deleteRows(block.top, block.bottom)
  if (kept) editor.notify(errorSentence('ROW_PERMANENT', { row: kept.key }))
  else if (store.rowCount < before) editor.notify(gridText.deletedRows(before - store.rowCount))
  reveal()
}

function step({ store, reveal }: CommandContext, rows: number, columns: number, extend: boolean): void {
  const { selection } = store
  const [row, column] = extend ? [selection.endRow, selection.endColumn] : [selection.row, selection.column]
  store.select(row + rows, column + columns, extend)
  reveal()
}

function jump({ store, reveal }: CommandContext, command: Command & { kind: 'move' }): void {
  const { selection, extent } = store
  const from = command.extend ? { row: selection.endRow, column: selection.endColumn } : selection
  const isFilled = (row: number, column: number): boolean => store.value(row, column) !== null
  const { row, column } = jumpTarget(extent, isFilled, from, command.rows, command.columns)
  store.select(row, column, command.extend)
  reveal()
}

/** After a run of Tabs, Enter goes back under the cell where the run began. */
function enter(context: CommandContext, back: boolean): void {
  const { store, editor, tabStart } = context
  if (editor.popup === 'calendar') editor.pickDay()
  editor.stop(true)
  const column = !back && tabStart.current !== null ? tabStart.current : store.selection.column
  tabStart.current = null
  store.select(store.selection.row + (back ? -1 : 1), column)
  context.reveal()
}

function cellsOf({ store }: CommandContext, textAt: (row: number, column: number) => string): CellChange[] {
  const { top, bottom, left, right } = blockOf(store.selection)
  const changes: CellChange[] = []
  for (let row = top; row <= bottom; row += 1) {
    for (let column = left; column <= right; column += 1) changes.push({ row, column, text: textAt(row, column) })
  }
  return changes
}

function takeBefore(store: GridStore, editor: GridEditor): void {
  const changes = sameAsBefore(store, blockOf(store.selection))
  if (changes.length === 0) editor.notify(gridText.noBefore)
  else tellSkipped(editor, store.write(changes, 'fill'), false)
}

function typeToday({ store, editor, today }: CommandContext): void {
  if (editor.state.mode !== 'ready') {
    editor.insert(today)
    return
  }
  const { row, column } = store.selection
  if (store.column(column)?.field.type !== 'date') editor.notify(gridText.noDate)
  else tellSkipped(editor, store.write([{ row, column, text: today }], 'typing'), true)
}
