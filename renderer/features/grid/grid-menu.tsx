import type { MenuProps } from 'antd'
import { gridText } from '../../../shared/text/ui-grid.ts'
import { type CommandContext, runCommand } from './grid-commands.ts'
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

/** The menu of the right mouse button; every entry names its keys. */
export function gridMenu(context: CommandContext): MenuProps {
  const { store, editor } = context
  const { menu } = gridText
  const block = blockOf(store.selection)
  const count = block.bottom - block.top + 1
  return {
    items: [
      item('cut', menu.cut, menu.keys.cut, !store.open),
      item('copy', menu.copy, menu.keys.copy),
      { type: 'divider' },
      item('insertAbove', menu.insertAbove, menu.keys.insert, !store.canAddRows),
      item('insertBelow', menu.insertBelow, '', !store.canAddRows),
      item('deleteRow', menu.deleteRows(count), menu.keys.remove, !store.open || block.top >= store.rowCount),
      { type: 'divider' },
      item('fillDown', menu.fillDown, menu.keys.fillDown, !store.open),
      item('clear', menu.clear, menu.keys.clear, !store.open),
    ],
    onClick: ({ key }) => {
      editor.focus()
      if (key === 'cut' || key === 'copy') document.execCommand(key)
      else if (key === 'insertAbove') runCommand(context, { kind: 'insertRow' })
      else if (key === 'insertBelow') store.insertRows(Math.min(blockOf(store.selection).bottom + 1, store.rowCount), count)
      else if (key === 'deleteRow' || key === 'fillDown' || key === 'clear') runCommand(context, { kind: key })
    },
  }
}
