import { expect, test } from 'vitest'
import { type Command, commandFor, type Key, type Mode } from '../../../renderer/features/grid/keyboard.ts'

const key = (text: string, code = ''): Key => {
  const parts = text.split('+')
  const last = text.endsWith('++') ? '+' : (parts.at(-1) ?? '')
  const held = new Set(parts.slice(0, -1))
  return { key: last, code, ctrlKey: held.has('Ctrl'), metaKey: false, shiftKey: held.has('Shift'), altKey: held.has('Alt') }
}
const move = (rows: number, columns: number, extend = false, toEdge = false): Command => ({ kind: 'move', rows, columns, extend, toEdge })

test.each<[string, Mode, Command | null]>([
  ['ArrowDown', 'ready', move(1, 0)],
  ['Shift+ArrowLeft', 'ready', move(0, -1, true)],
  ['Ctrl+ArrowUp', 'ready', move(-1, 0, false, true)],
  ['Enter', 'ready', { kind: 'enter', back: false }],
  ['Shift+Enter', 'edit', { kind: 'enter', back: true }],
  ['Tab', 'edit', { kind: 'tab', back: false }],
  ['Shift+Tab', 'ready', { kind: 'tab', back: true }],
  ['F2', 'ready', { kind: 'edit' }],
  ['F2', 'enter', { kind: 'toggleMode' }],
  ['Escape', 'enter', { kind: 'cancel' }],
  ['Delete', 'ready', { kind: 'clear' }],
  ['Delete', 'edit', null],
  ['Backspace', 'ready', { kind: 'clearAndEdit' }],
  ['Ctrl+d', 'ready', { kind: 'fillDown' }],
  ['Ctrl+Shift+D', 'ready', { kind: 'sameAsBefore' }],
  ['Ctrl+R', 'ready', { kind: 'fillRight' }],
  ['Ctrl+Enter', 'enter', { kind: 'commitToRange' }],
  ['Alt+Enter', 'edit', { kind: 'newLine' }],
  ['Alt+ArrowDown', 'ready', { kind: 'openList' }],
  ['Ctrl+z', 'ready', { kind: 'undo' }],
  ['Ctrl+z', 'edit', null],
  ['Ctrl+Shift+Z', 'ready', { kind: 'redo' }],
  ['Ctrl+y', 'ready', { kind: 'redo' }],
  ['Ctrl+S', 'edit', { kind: 'saveState' }],
  ['F8', 'edit', { kind: 'nextProblem', back: false }],
  ['F9', 'ready', { kind: 'repair' }],
  ['Shift+F8', 'ready', { kind: 'nextProblem', back: true }],
  ['F6', 'ready', { kind: 'leave', back: false }],
  ['Ctrl+End', 'ready', { kind: 'rowEdge', end: true, wholeForm: true, extend: false }],
  ['Shift+Home', 'ready', { kind: 'rowEdge', end: false, wholeForm: false, extend: true }],
  ['Alt+PageDown', 'ready', { kind: 'page', rows: 0, columns: 1, extend: false }],
  ['Ctrl+-', 'ready', { kind: 'deleteRow' }],
  ['Ctrl+Shift++', 'ready', { kind: 'insertRow' }],
  ['Ctrl+f', 'enter', { kind: 'bar', bar: 'find' }],
  ['Ctrl+H', 'ready', { kind: 'bar', bar: 'replace' }],
  ['Ctrl+g', 'ready', { kind: 'bar', bar: 'goTo' }],
  ['F5', 'ready', { kind: 'bar', bar: 'goTo' }],
  ['Ctrl+Shift+L', 'ready', { kind: 'bar', bar: 'look' }],
  ['Ctrl+Shift+H', 'ready', { kind: 'past' }],
  ['Ctrl+Shift+V', 'ready', null],
  ['Shift+F2', 'ready', { kind: 'comment' }],
  ['F4', 'ready', { kind: 'rowForm' }],
  ['Alt+Shift+ArrowLeft', 'ready', { kind: 'foldGroup', fold: true }],
  ['Alt+Shift+ArrowRight', 'ready', { kind: 'foldGroup', fold: false }],
  ['a', 'ready', null],
  ['Ctrl+c', 'ready', null],
  ['Ctrl+v', 'ready', null],
])('%s while %s', (text, mode, command) => {
  expect(commandFor(key(text), mode, null)).toEqual(command)
})

test('arrows commit what was typed over a cell, move the caret after F2, and walk through an open list', () => {
  expect(commandFor(key('ArrowDown'), 'enter', null)).toEqual(move(1, 0))
  expect(commandFor(key('ArrowDown'), 'edit', null)).toBeNull()
  expect(commandFor(key('ArrowDown'), 'edit', 'list')).toEqual({ kind: 'choose', step: 1 })
})

test('in the calendar arrows move the day and page keys the month; elsewhere page keys are the text’s', () => {
  expect(commandFor(key('ArrowDown'), 'edit', 'calendar')).toEqual({ kind: 'day', days: 7, months: 0 })
  expect(commandFor(key('ArrowLeft'), 'edit', 'calendar')).toEqual({ kind: 'day', days: -1, months: 0 })
  expect(commandFor(key('PageUp'), 'edit', 'calendar')).toEqual({ kind: 'day', days: 0, months: -1 })
  expect(commandFor(key('PageUp'), 'edit', null)).toBeNull()
})

test('Ctrl+Shift+1 is known by its place, whatever Shift makes of it', () => {
  expect(commandFor(key('Ctrl+Shift+！', 'Digit1'), 'ready', null)).toEqual({ kind: 'scale' })
})

test('Ctrl+; is known by its place while Chinese punctuation is on', () => {
  expect(commandFor(key('Ctrl+；', 'Semicolon'), 'ready', null)).toEqual({ kind: 'today' })
})
