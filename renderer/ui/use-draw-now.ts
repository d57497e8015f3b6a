import { useCallback, useReducer } from 'react'
import { flushSync } from 'react-dom'

/**
 * Draws a change, and what it asks for in turn, before the next key is read. A dialog is drawn in two steps: what is typed
 * between them, on a slow computer or by a quick hand, would reach no field.
 */
export function useDrawNow(): (change: () => void) => void {
  const [, drawOn] = useReducer((count: number) => count + 1, 0)
  return useCallback((change) => {
    flushSync(change)
    flushSync(drawOn)
  }, [])
}
