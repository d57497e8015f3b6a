import { type KeyboardEvent, type RefObject, useEffect } from 'react'
import type { GridEditor } from './grid-editor.ts'
import { cellId } from './grid-row.tsx'
import type { GridStore } from './grid-store.ts'
import { type Command, commandFor } from './keyboard.ts'

interface ReadingOptions {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly store: GridStore
  readonly editor: GridEditor
  /** Chosen in the settings. */
  readonly reading: boolean
  readonly run: (command: Command) => void
}
/** A cell that has just been scrolled to is drawn, and can take the focus, within so many frames. */
const mostFrames = 4

/**
 * For programs that read the screen aloud: the focus itself goes from cell to cell, so that they follow it, and the text
 * field gets it only while a cell is edited. Enter or F2 opens the editor; other keys work as ever.
 */
export function useReadingMode({ scroller, store, editor, reading, run }: ReadingOptions) {
  useEffect(() => {
    store.setHelp({ reading })
    if (!reading) return
    const focusCell = (frames = mostFrames): void => {
      const { endRow, endColumn } = store.selection
      const cell = document.getElementById(cellId(endRow, endColumn))
      cell?.focus({ preventScroll: true })
      if (document.activeElement !== cell && frames > 0) requestAnimationFrame(() => focusCell(frames - 1))
    }
    const follow = (): void => {
      if (editor.state.mode === 'ready' && scroller.current?.contains(document.activeElement)) focusCell()
    }
    editor.setCellFocus(focusCell)
    editor.focus()
    const stops = [store.subscribe('selection', follow), store.subscribe('structure', follow), editor.subscribe(follow)]
    return () => {
      for (const stop of stops) stop()
      editor.setCellFocus(null)
    }
  }, [reading, scroller, store, editor])

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (!reading || !(event.target instanceof Element) || event.target.getAttribute('role') !== 'gridcell') return
    const command = commandFor(event.nativeEvent, 'ready', null)
    if (!command) return
    event.preventDefault()
    run(command.kind === 'enter' ? { kind: 'edit' } : command)
  }
  return { onKeyDown }
}
