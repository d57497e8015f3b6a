/** Where a reader left the page by a number, kept with the page's own entry of the history, so that coming back finds it. */

/** Notes the number that is being followed. */
export function leaveBy(cell: string): void {
  window.history.replaceState({ cell }, '')
}

/** Gives the focus back to the number by which the page was left, once it is there. */
export function comeBack(): void {
  const state: unknown = window.history.state
  const cell = typeof state === 'object' && state !== null && 'cell' in state ? state.cell : undefined
  if (typeof cell !== 'string') return
  const found = document.querySelector<HTMLElement>(`[data-cell="${CSS.escape(cell)}"]`)
  if (!found) return
  window.history.replaceState(null, '')
  found.scrollIntoView({ block: 'center' })
  found.focus({ preventScroll: true })
}
