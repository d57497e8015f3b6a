import type { CDPSession, Page } from 'playwright-core'

/** A Chinese input method, as the browser sees one: keys 229 and a composition, sent over the debugging protocol. */
export class InputMethod {
  readonly #page: Page
  readonly #cdp: CDPSession

  constructor(page: Page, cdp: CDPSession) {
    this.#page = page
    this.#cdp = cdp
  }

  /** Whether the focused element would hand its keys to an input method. */
  focusTakesText(): Promise<boolean> {
    return this.#page.evaluate(() => {
      const element = document.activeElement
      return (element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement) && !element.readOnly
    })
  }
  /** A key that the input method keeps for itself. */
  async takes(code: string): Promise<void> {
    await this.#send('rawKeyDown', code)
    await this.#send('keyUp', code)
  }
  /** Types letters; gives back those that reached the composition: a letter only does when something editable has the focus. */
  async compose(letters: string): Promise<string> {
    let text = ''
    for (const letter of letters) {
      if (!(await this.focusTakesText())) {
        await this.#page.keyboard.press(letter)
        continue
      }
      const code = `Key${letter.toUpperCase()}`
      await this.#send('rawKeyDown', code)
      text += letter
      await this.#cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
      await this.#send('keyUp', code)
    }
    return text
  }
  /** A key (space unless told) ends the composition: its letters are replaced by the text. */
  async pick(text: string, code = 'Space'): Promise<void> {
    await this.#send('rawKeyDown', code)
    await this.#cdp.send('Input.insertText', { text })
    await this.#send('keyUp', code)
  }

  #send(type: 'rawKeyDown' | 'keyUp', code: string) {
    return this.#cdp.send('Input.dispatchKeyEvent', { type, windowsVirtualKeyCode: 229, nativeVirtualKeyCode: 229, code, key: 'Process' })
  }
}
