/** Ends what is being typed anywhere on the page as if the field had been left, so that it is written before something else happens. */
export function endTyping(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
}
