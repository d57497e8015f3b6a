import { useEffect } from 'react'

/** Whoever moves the keyboard on purpose has done so by then. */
const graceMs = 60
/** Named parts of a screen; the innermost around a button is where one goes on. */
const parts = 'main, section[aria-label], section[aria-labelledby], [role="region"][aria-label]'

const isUsable = (element: Element): boolean => element.isConnected && !element.matches(':disabled') && element.checkVisibility()

/** An element of the screen and the named parts around it, the innermost first; nothing for what lies above the screen, as dialogs do. */
function standAt(element: HTMLElement): readonly HTMLElement[] {
  if (!element.closest('main')) return []
  const stand = [element]
  for (let part = element.closest<HTMLElement>(parts); part; part = part.parentElement?.closest<HTMLElement>(parts) ?? null)
    stand.push(part)
  return stand
}

/** The dialog that an element is in; `beside` when it is on the veil around one. */
const dialogAt = (target: EventTarget | null): Element | 'beside' | null => {
  if (!(target instanceof Element)) return null
  const dialog = target.closest('[role="dialog"][aria-modal="true"]')
  return dialog ?? (target.closest('.ant-modal-wrap') ? 'beside' : null)
}

/** A click beside a dialog means nothing, nor does the second one of a double click on what opened it: the button that Enter presses keeps the keyboard. */
function holdInDialogs(): () => void {
  let began: ReturnType<typeof dialogAt> = null
  const hold = (event: MouseEvent): void => {
    const at = dialogAt(event.target)
    const isSecond = event.detail > 1 && at !== began
    if (event.detail <= 1) began = at
    if (at === 'beside' || (at !== null && isSecond)) event.preventDefault()
  }
  document.addEventListener('mousedown', hold, true)
  return () => document.removeEventListener('mousedown', hold, true)
}

const isAsking = (): boolean => [...document.querySelectorAll('[aria-modal="true"]')].some((dialog) => dialog.checkVisibility())

/** @returns what ends the watch */
function keepFocus(): () => void {
  /** Where the keyboard was on the screen last; a dialog above it changes nothing here. */
  let stand: readonly HTMLElement[] = []
  let lost: HTMLElement | null = null
  let isByMouse = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const busy = new MutationObserver(() => {
    if (lost !== null && isUsable(lost)) lost.focus({ preventScroll: true })
  })
  const check = (): void => {
    // A field that is there still was left on purpose.
    if (lost === null || isByMouse || document.activeElement !== document.body || isUsable(lost)) return
    // A dialog keeps the keyboard to itself, until it has closed.
    if (isAsking()) {
      timer = setTimeout(check, graceMs)
      return
    }
    const place = stand.find(isUsable) ?? document.querySelector('main')
    if (place === null) return
    const gone = lost
    if (place.tabIndex < 0 && !place.hasAttribute('tabindex')) place.tabIndex = -1
    place.focus({ preventScroll: true })
    // Switched off while it works: it has the keyboard again afterwards, unless somebody went on meanwhile.
    lost = gone
    busy.observe(gone, { attributeFilter: ['disabled'] })
  }
  const arrive = ({ target }: FocusEvent): void => {
    clearTimeout(timer)
    busy.disconnect()
    lost = null
    const next = target instanceof HTMLElement ? standAt(target) : []
    if (next.length > 0) stand = next
  }
  const leave = ({ target, relatedTarget }: FocusEvent): void => {
    if (relatedTarget !== null || !(target instanceof HTMLElement)) return
    lost = target
    busy.disconnect()
    clearTimeout(timer)
    timer = setTimeout(check, graceMs)
  }
  const press = (): void => {
    isByMouse = true
  }
  const type = (): void => {
    isByMouse = false
  }
  document.addEventListener('focusin', arrive)
  document.addEventListener('focusout', leave)
  document.addEventListener('pointerdown', press, true)
  document.addEventListener('keydown', type, true)
  return () => {
    clearTimeout(timer)
    busy.disconnect()
    document.removeEventListener('focusin', arrive)
    document.removeEventListener('focusout', leave)
    document.removeEventListener('pointerdown', press, true)
    document.removeEventListener('keydown', type, true)
  }
}

/**
 * Keeps the keyboard on the screen: where the button that was pressed goes away or is switched off, the browser leaves
 * the keyboard nowhere, and a reading program falls silent. It goes back to what opened the dialog that closed, or to the
 * named part of the screen that the button was in; never to another button, as whoever presses Enter twice must not press
 * what came up under the keyboard. Only a keyboard that is nowhere is moved, never one that somebody put elsewhere, and
 * nobody is moved who works with the mouse.
 */
export function useKeptFocus(): void {
  useEffect(keepFocus, [])
  useEffect(holdInDialogs, [])
}
