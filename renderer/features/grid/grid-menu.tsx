import type { MenuProps } from 'antd'
import { gridText } from '../../../shared/text/ui-grid.ts'
import { canScale } from './column-look.ts'
import { type CommandContext, runCommand } from './grid-commands.ts'
import type { Command } from './keyboard.ts'
import { blockOf } from './selection.ts'

const item = (key: string, label: string, keys: string, disabled = false) => ({
  key,
  disabled,
  label: (
    <span className="grid-menu-item">
      <span>{label}</span>
      <kbd>{keys}</kbd>
    </span>
  ),
})
const divider = { type: 'divider' } as const

/** What each entry asks for; the clipboard and the rows below have no command of their own. */
const commands: Readonly<Record<string, Command>> = {
  undo: { kind: 'undo' },
  redo: { kind: 'redo' },
  insertAbove: { kind: 'insertRow' },
  deleteRow: { kind: 'deleteRow' },
  fillDown: { kind: 'fillDown' },
  fillRight: { kind: 'fillRight' },
  sameAsBefore: { kind: 'sameAsBefore' },
  clear: { kind: 'clear' },
  today: { kind: 'today' },
  openList: { kind: 'openList' },
  find: { kind: 'bar', bar: 'find' },
  replace: { kind: 'bar', bar: 'replace' },
  goTo: { kind: 'bar', bar: 'goTo' },
  look: { kind: 'bar', bar: 'look' },
  selectRow: { kind: 'selectRow' },
  selectColumn: { kind: 'selectColumn' },
  comment: { kind: 'comment' },
  past: { kind: 'past' },
  rowForm: { kind: 'rowForm' },
  scale: { kind: 'scale' },
  fitColumns: { kind: 'fitColumns' },
  fold: { kind: 'foldGroup', fold: true },
  unfold: { kind: 'foldGroup', fold: false },
}

/** The menu of the right mouse button: every command, each with its keys. */
export function gridMenu(context: CommandContext): MenuProps {
  const { store, editor, actions } = context
  const { menu } = gridText
  const { keys } = menu
  const block = blockOf(store.selection)
  const count = block.bottom - block.top + 1
  const cell = store.column(store.selection.column)
  const type = cell?.field.type
  const locked = store.isReadOnly(store.selection.row, store.selection.column)
  const hasPopup = type === 'date' || type === 'yesNo' || cell?.codes !== undefined
  return {
    items: [
      item('cut', menu.cut, keys.cut, !store.open),
      item('copy', menu.copy, keys.copy),
      item('paste', menu.paste, keys.paste, !store.open),
      divider,
      item('insertAbove', menu.insertAbove, keys.insert, !store.canAddRows),
      item('insertBelow', menu.insertBelow, '', !store.canAddRows),
      item('deleteRow', menu.deleteRows(count), keys.remove, !store.open || block.top >= store.rowCount),
      divider,
      item('fillDown', menu.fillDown, keys.fillDown, !store.open),
      item('fillRight', menu.fillRight, keys.fillRight, !store.open),
      item('sameAsBefore', menu.sameAsBefore(count), keys.sameAsBefore, !store.open),
      item('clear', menu.clear, keys.clear, !store.open),
      ...(type === 'date' ? [item('today', menu.today, keys.today, locked)] : []),
      ...(hasPopup ? [item('openList', type === 'date' ? gridText.openCalendar : menu.openList, keys.openList, locked)] : []),
      divider,
      ...(actions.past ? [item('past', menu.past, keys.past)] : []),
      ...(actions.rowForm ? [item('rowForm', menu.rowForm, keys.rowForm)] : []),
      item('look', menu.look, keys.look),
      item('find', menu.find, keys.find),
      item('replace', menu.replace, keys.replace, !store.open),
      item('goTo', menu.goTo, keys.goTo),
      divider,
      ...(cell && canScale(cell.field) ? [item('scale', cell.scaled ? menu.unscale : menu.scale, keys.scale)] : []),
      item('fitColumns', menu.fitColumns, ''),
      ...(store.layout.headerTops.length > 1 ? [item('fold', menu.fold, keys.fold), item('unfold', menu.unfold, keys.unfold)] : []),
      divider,
      item('selectRow', menu.selectRow, keys.selectRow),
      item('selectColumn', menu.selectColumn, keys.selectColumn),
      ...(actions.comment ? [item('comment', menu.comment, keys.comment, block.top >= store.rowCount)] : []),
      divider,
      item('undo', menu.undo, keys.undo, !store.open),
      item('redo', menu.redo, keys.redo, !store.open),
    ],
    onClick: ({ key }) => {
      editor.focus()
      const command = commands[key]
      if (command) runCommand(context, command)
      else if (key === 'cut' || key === 'copy') document.execCommand(key)
      else if (key === 'paste') context.paste()
      else if (key === 'insertBelow') store.insertRows(Math.min(block.bottom + 1, store.rowCount), count)
    },
  }
}
