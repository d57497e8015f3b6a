/** The keyboard map of the grid: from a key to what it means. Habits of Excel and WPS. */

/** `ready`: a cell is selected. `enter`: typing began, arrows commit. `edit`: arrows move the caret. */
export type Mode = 'ready' | 'enter' | 'edit'

/** What is open under the cell. */
export type Popup = 'list' | 'calendar' | null

export type Command =
  | { readonly kind: 'move'; readonly rows: number; readonly columns: number; readonly extend: boolean; readonly toEdge: boolean }
  | { readonly kind: 'page'; readonly rows: number; readonly columns: number; readonly extend: boolean }
  | { readonly kind: 'rowEdge'; readonly end: boolean; readonly wholeForm: boolean; readonly extend: boolean }
  | { readonly kind: 'enter' | 'tab' | 'nextProblem' | 'leave'; readonly back: boolean }
  | { readonly kind: 'foldGroup'; readonly fold: boolean }
  | { readonly kind: 'choose'; readonly step: number }
  | { readonly kind: 'day'; readonly days: number; readonly months: number }
  | { readonly kind: 'bar'; readonly bar: 'find' | 'replace' | 'goTo' | 'look' }
  | {
      readonly kind:
        | 'selectRow'
        | 'selectColumn'
        | 'selectAll'
        | 'edit'
        | 'toggleMode'
        | 'cancel'
        | 'clear'
        | 'clearAndEdit'
        | 'fillDown'
        | 'fillRight'
        | 'sameAsBefore'
        | 'commitToRange'
        | 'newLine'
        | 'today'
        | 'openList'
        | 'insertRow'
        | 'deleteRow'
        | 'undo'
        | 'redo'
        | 'saveState'
        | 'check'
        | 'repair'
        | 'comment'
        | 'scale'
        | 'past'
        | 'rowForm'
        | 'fitColumns'
    }

export interface Key {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

const bars: Readonly<Record<string, 'find' | 'replace' | 'goTo'>> = { f: 'find', h: 'replace', g: 'goTo' }

/** Null = not ours: the browser, or the text being typed, has the key. */
export function commandFor(key: Key, mode: Mode, popup: Popup): Command | null {
  return always(key) ?? (mode === 'ready' ? whenReady(key) : whenEditing(key, mode, popup))
}

function always(key: Key): Command | null {
  const control = key.ctrlKey || key.metaKey
  if (key.key === 'Tab' && !control && !key.altKey) return { kind: 'tab', back: key.shiftKey }
  if (key.key === 'F2' && key.shiftKey) return { kind: 'comment' }
  if (key.key === 'F8') return { kind: 'nextProblem', back: key.shiftKey }
  if (key.key === 'F4' && !control && !key.altKey) return { kind: 'rowForm' }
  if (key.key === 'F9') return { kind: 'repair' }
  if (key.key === 'F7') return { kind: 'check' }
  if (key.key === 'F6') return { kind: 'leave', back: key.shiftKey }
  if (key.altKey && key.shiftKey && (key.key === 'ArrowLeft' || key.key === 'ArrowRight'))
    return { kind: 'foldGroup', fold: key.key === 'ArrowLeft' }
  if (key.altKey && key.key === 'ArrowDown') return { kind: 'openList' }
  if (control && key.key.toLowerCase() === 's') return { kind: 'saveState' }
  const bar = control && !key.altKey && !key.shiftKey ? bars[key.key.toLowerCase()] : key.key === 'F5' ? 'goTo' : undefined
  if (bar) return { kind: 'bar', bar }
  if (control && key.shiftKey && key.key.toLowerCase() === 'h') return { kind: 'past' }
  if (control && key.shiftKey && key.key.toLowerCase() === 'l') return { kind: 'bar', bar: 'look' }
  // Shift turns 1 into ! (or ！), so the place of the key decides here too.
  if (control && key.shiftKey && key.code === 'Digit1') return { kind: 'scale' }
  // Chinese punctuation turns ; into ； so the place of the key decides.
  if (control && (key.key === ';' || key.code === 'Semicolon')) return { kind: 'today' }
  return null
}

function whenEditing(key: Key, mode: Mode, popup: Popup): Command | null {
  const control = key.ctrlKey || key.metaKey
  if (key.key === 'Enter')
    return key.altKey ? { kind: 'newLine' } : control ? { kind: 'commitToRange' } : { kind: 'enter', back: key.shiftKey }
  if (key.key === 'Escape') return { kind: 'cancel' }
  if (key.key === 'F2') return { kind: 'toggleMode' }
  if (popup === 'calendar' && (key.key === 'PageUp' || key.key === 'PageDown'))
    return { kind: 'day', days: 0, months: key.key === 'PageUp' ? -1 : 1 }
  const arrow = arrows[key.key]
  if (!arrow || control || key.shiftKey) return null
  const [rows, columns] = arrow
  if (popup === 'calendar') return { kind: 'day', days: rows * 7 + columns, months: 0 }
  if (popup === 'list' && rows !== 0) return { kind: 'choose', step: rows }
  return mode === 'enter' ? { kind: 'move', rows, columns, extend: false, toEdge: false } : null
}

function whenReady(key: Key): Command | null {
  const control = key.ctrlKey || key.metaKey
  const extend = key.shiftKey
  const arrow = arrows[key.key]
  if (arrow) return { kind: 'move', rows: arrow[0], columns: arrow[1], extend, toEdge: control }
  switch (key.key) {
    case 'Enter':
      return control ? null : { kind: 'enter', back: key.shiftKey }
    case 'PageDown':
    case 'PageUp': {
      const step = key.key === 'PageDown' ? 1 : -1
      return { kind: 'page', rows: key.altKey ? 0 : step, columns: key.altKey ? step : 0, extend }
    }
    case 'Home':
    case 'End':
      return { kind: 'rowEdge', end: key.key === 'End', wholeForm: control, extend }
    case 'F2':
      return { kind: 'edit' }
    case 'Delete':
      return { kind: 'clear' }
    case 'Backspace':
      return { kind: 'clearAndEdit' }
    case 'Escape':
      return { kind: 'cancel' }
    case ' ':
      return control ? { kind: 'selectColumn' } : key.shiftKey ? { kind: 'selectRow' } : null
  }
  return control ? withControl(key) : null
}

function withControl(key: Key): Command | null {
  switch (key.key.toLowerCase()) {
    case 'a':
      return { kind: 'selectAll' }
    case 'd':
      return { kind: key.shiftKey ? 'sameAsBefore' : 'fillDown' }
    case 'r':
      return { kind: 'fillRight' }
    case 'y':
      return { kind: 'redo' }
    case 'z':
      return { kind: key.shiftKey ? 'redo' : 'undo' }
    case '+':
    case '=':
      return key.shiftKey ? { kind: 'insertRow' } : null
    case '-':
      return { kind: 'deleteRow' }
    default:
      return null
  }
}
