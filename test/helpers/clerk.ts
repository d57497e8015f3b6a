/** A clerk without a mouse: Tab, Enter, arrows and shortcuts are all there is. */
import type { Locator, Page } from 'playwright-core'

/** More presses of Tab than this are too many for anybody. */
const patience = 45

interface Way {
  readonly back?: boolean
  readonly key?: string
}

export class Clerk {
  readonly page: Page
  constructor(page: Page) {
    this.page = page
  }

  async keys(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key)
  }
  type(text: string): Promise<void> {
    return this.page.keyboard.type(text)
  }
  hasFocus(target: Locator): Promise<boolean> {
    return target.evaluateAll((elements) => elements.some((element) => element === document.activeElement))
  }
  /** Tab (or another key) until the keyboard is there. Throws with the way gone when that takes too long. */
  async reach(target: Locator, { back = false, key = back ? 'Shift+Tab' : 'Tab' }: Way = {}): Promise<void> {
    await target.first().waitFor({ state: 'attached' })
    const way: string[] = []
    for (let presses = 0; presses <= patience; presses += 1) {
      if (await this.hasFocus(target)) return
      way.push(await this.where())
      await this.page.keyboard.press(key)
    }
    throw new Error(`${patience} presses of ${key} do not lead to ${target}: ${way.join(' → ')}`)
  }
  /** Goes to something and presses Enter there. */
  async press(target: Locator, way?: Way): Promise<void> {
    await this.reach(target, way)
    await this.page.keyboard.press('Enter')
  }
  /** What has the keyboard once it rests: dialogs that close and lists that are read anew take a moment. */
  async settled(): Promise<string> {
    await this.page.evaluate(
      (quietMs) =>
        new Promise<void>((resolve) => {
          let last = document.activeElement
          let since = performance.now()
          const look = (now: number): void => {
            if (document.activeElement !== last) {
              last = document.activeElement
              since = now
            }
            if (now - since > quietMs) resolve()
            else requestAnimationFrame(look)
          }
          requestAnimationFrame(look)
        }),
      600,
    )
    return this.where()
  }
  /** What has the keyboard, in a few words. */
  where(): Promise<string> {
    return this.page.evaluate(() => {
      const focused = document.activeElement
      const name = focused?.getAttribute('aria-label') ?? focused?.textContent ?? ''
      return `${focused?.localName}${focused?.id ? `#${focused.id}` : ''} ${name.slice(0, 20)}`.trim()
    })
  }
}
