import type { KeyboardEvent } from 'react'

const steps: Readonly<Record<'vertical' | 'horizontal', Readonly<Record<string, number>>>> = {
  vertical: { ArrowDown: 1, ArrowUp: -1 },
  horizontal: { ArrowRight: 1, ArrowLeft: -1 },
}

/** The arrow keys go from one of these to the next within what takes the key, so that nobody has to press Tab through all of them. */
export function moveAlong(event: KeyboardEvent<HTMLElement>, selector: string, way: 'vertical' | 'horizontal'): void {
  const step = event.altKey || event.ctrlKey || event.shiftKey ? undefined : steps[way][event.key]
  if (step === undefined || event.defaultPrevented) return
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>(selector)]
  const focused = document.activeElement
  const at = focused instanceof HTMLElement ? all.indexOf(focused) : -1
  if (at < 0) return
  event.preventDefault()
  all[Math.max(0, Math.min(all.length - 1, at + step))]?.focus()
}
