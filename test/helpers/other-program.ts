import type { BrowserContext, Page } from 'playwright-core'

/** Another program on the clerk's computer, from which something is copied. */
export class OtherProgram {
  readonly #page: Page
  private constructor(page: Page) {
    this.#page = page
  }

  static async open(context: BrowserContext): Promise<OtherProgram> {
    const page = await context.newPage()
    await page.setContent('<p>表格</p>')
    return new OtherProgram(page)
  }
  /** Copies there with Ctrl+C, whatever it likes to put on the clipboard, and goes to the page. */
  async copyFor(page: Page, { plain, html }: { readonly plain?: string; readonly html?: string }): Promise<void> {
    await this.#page.evaluate(
      (flavours) => {
        const put = (event: ClipboardEvent): void => {
          event.preventDefault()
          for (const [type, text] of Object.entries(flavours)) if (text !== undefined) event.clipboardData?.setData(type, text)
        }
        document.addEventListener('copy', put, { once: true })
      },
      { 'text/plain': plain, 'text/html': html },
    )
    await this.#page.bringToFront()
    await this.#page.keyboard.press('Control+C')
    await page.bringToFront()
  }
  /** Copies a block of cells as a spreadsheet does. */
  copyCells(page: Page, rows: readonly (readonly string[])[]): Promise<void> {
    return this.copyFor(page, { plain: rows.map((cells) => `${cells.join('\t')}\r\n`).join('') })
  }
}
