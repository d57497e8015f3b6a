import { expect, test } from 'vitest'
import { type Command, commandFor, type Key, type Mode } from '../../../renderer/features/grid/keyboard.ts'
import { searchKeys } from '../../../renderer/features/help/manual.ts'
import { helpText } from '../../../shared/text/ui-help.ts'

interface Pressed {
  readonly key: string
  readonly mode?: Mode
  /** As the map in the help writes it. */
  readonly shown: string
}
/** A key for each command there is; null for those that have none. A new command has to be put here, and into the help. */
const keys: Readonly<Record<Command['kind'], Pressed | null>> = {
  move: { key: 'ArrowDown', shown: '方向键' },
  page: { key: 'PageDown', shown: 'PageDown' },
  rowEdge: { key: 'Home', shown: 'Home' },
  enter: { key: 'Enter', shown: 'Enter / Shift+Enter' },
  tab: { key: 'Tab', shown: 'Tab' },
  nextProblem: { key: 'F8', shown: 'F8' },
  leave: { key: 'F6', shown: 'F6' },
  foldGroup: { key: 'Alt+Shift+ArrowLeft', shown: 'Alt+Shift+←' },
  // Arrows in what hangs under the cell.
  choose: null,
  day: null,
  bar: { key: 'Ctrl+Shift+L', shown: 'Ctrl+Shift+L' },
  selectRow: { key: 'Shift+ ', shown: 'Shift+空格' },
  selectColumn: { key: 'Ctrl+ ', shown: 'Ctrl+空格' },
  selectAll: { key: 'Ctrl+a', shown: 'Ctrl+A' },
  edit: { key: 'F2', shown: 'F2' },
  toggleMode: { key: 'F2', mode: 'enter', shown: 'F2' },
  cancel: { key: 'Escape', shown: 'Esc' },
  clear: { key: 'Delete', shown: 'Delete' },
  clearAndEdit: { key: 'Backspace', shown: 'Backspace' },
  fillDown: { key: 'Ctrl+d', shown: 'Ctrl+D' },
  fillRight: { key: 'Ctrl+r', shown: 'Ctrl+R' },
  sameAsBefore: { key: 'Ctrl+Shift+D', shown: 'Ctrl+Shift+D' },
  commitToRange: { key: 'Ctrl+Enter', mode: 'enter', shown: 'Ctrl+Enter' },
  newLine: { key: 'Alt+Enter', mode: 'edit', shown: 'Alt+Enter' },
  today: { key: 'Ctrl+;', shown: 'Ctrl+;' },
  openList: { key: 'Alt+ArrowDown', shown: 'Alt+↓' },
  insertRow: { key: 'Ctrl+Shift++', shown: 'Ctrl+Shift+加号' },
  deleteRow: { key: 'Ctrl+-', shown: 'Ctrl+减号' },
  undo: { key: 'Ctrl+z', shown: 'Ctrl+Z' },
  redo: { key: 'Ctrl+y', shown: 'Ctrl+Y' },
  saveState: { key: 'Ctrl+s', shown: 'Ctrl+S' },
  check: { key: 'F7', shown: 'F7' },
  repair: { key: 'F9', shown: 'F9' },
  comment: { key: 'Shift+F2', shown: 'Shift+F2' },
  scale: { key: 'Ctrl+Shift+1', shown: 'Ctrl+Shift+1' },
  past: { key: 'Ctrl+Shift+H', shown: 'Ctrl+Shift+H' },
  rowForm: { key: 'F4', shown: 'F4' },
  fitColumns: null,
}
const press = (text: string): Key => {
  const held = text.split('+')
  const key = text.endsWith('++') ? '+' : (held.at(-1) ?? '')
  const has = (name: string): boolean => held.slice(0, -1).includes(name)
  return { key, code: key === '1' ? 'Digit1' : '', ctrlKey: has('Ctrl'), metaKey: false, shiftKey: has('Shift'), altKey: has('Alt') }
}
const shownKeys = helpText.groups.flatMap((group) => group.keys.flatMap(([key]) => [key, ...key.split(/ \/ | 或 /)]))

test.each(Object.entries(keys).flatMap(([kind, pressed]) => (pressed === null ? [] : [{ kind, ...pressed }])))(
  '$kind is $shown in the map of keys',
  ({ kind, key, mode = 'ready', shown }) => {
    expect(commandFor(press(key), mode, null)?.kind).toBe(kind)
    expect(shownKeys).toContain(shown)
  },
)

test('keys that are not of the grid alone stand in the map, too', () => {
  for (const key of ['F1', 'Alt+0', 'Alt+1', 'Ctrl+P', 'Ctrl+F', 'Ctrl+H', 'Ctrl+G', 'F5', 'Ctrl+V', 'Ctrl+Shift+V'])
    expect(shownKeys).toContain(key)
})

test('the map is searched like the manual: every word has to be in the line', () => {
  expect(searchKeys(helpText.groups, 'ctrl 查找').flatMap((group) => group.keys)).toEqual([['Ctrl+F / Ctrl+H', '查找、替换']])
  expect(searchKeys(helpText.groups, '单条视图').map(({ keys: found }) => found[0]?.[0])).toEqual(['F4'])
  expect(searchKeys(helpText.groups, '没有的词')).toEqual([])
  expect(searchKeys(helpText.groups, ' ')).toEqual(helpText.groups)
})
