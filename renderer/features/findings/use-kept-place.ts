import { type FocusEvent, type RefObject, useLayoutEffect, useRef } from 'react'

interface KeptPlace {
  readonly ref: RefObject<HTMLUListElement | null>
  readonly onFocus: (event: FocusEvent) => void
  readonly onBlur: () => void
}

/**
 * Keeps the keyboard in a list whose entries come and go: where the entry that had it is gone, the one in its place has
 * it, or the list itself when nothing is left. Whoever has left the list is not brought back.
 */
export function useKeptPlace(): KeptPlace {
  const ref = useRef<HTMLUListElement>(null)
  const place = useRef<number | null>(null)
  useLayoutEffect(() => {
    const list = ref.current
    // What React takes away under the keyboard tells nobody that it was left.
    if (list === null || place.current === null || list.contains(document.activeElement)) return
    const entries = [...list.querySelectorAll<HTMLElement>(':scope > li > button')]
    const next = entries[Math.min(place.current, entries.length - 1)] ?? list
    next.focus()
  })
  return {
    ref,
    onFocus: ({ target }) => {
      const at = [...(ref.current?.children ?? [])].findIndex((entry) => entry.contains(target))
      place.current = Math.max(0, at)
    },
    onBlur: () => {
      place.current = null
    },
  }
}
