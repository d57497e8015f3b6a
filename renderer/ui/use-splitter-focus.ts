import { useRef } from 'react'

interface SplitterFocus {
  readonly onResizeStart: () => void
  readonly onResizeEnd: () => void
}

/** Pulling at a splitter takes the keyboard from where it was, as its bar can hold none; letting go gives it back. */
export function useSplitterFocus(): SplitterFocus {
  const stood = useRef<Element | null>(null)
  return {
    onResizeStart() {
      stood.current = document.activeElement
    },
    onResizeEnd() {
      if (stood.current instanceof HTMLElement) stood.current.focus({ preventScroll: true })
    },
  }
}
