/** What keeps people from a screen, as axe sees it, in every theme. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

interface AxeResult {
  readonly violations: readonly {
    readonly id: string
    readonly impact: string | null
    readonly nodes: readonly { readonly html: string }[]
  }[]
}
/** Serious and critical findings of the screen as it stands, and what cannot be read well in another theme. */
export async function barriersOf(page: Page): Promise<readonly string[]> {
  // Sent over the debugging protocol, which the content policy does not concern.
  await page.evaluate(axeSource)
  const found = [...(await barriersIn(page, 'light', tags))]
  // Only the colours differ: what was named and reachable in one theme is so in all.
  for (const theme of ['dark', 'contrast'] as const)
    found.push(...(await barriersIn(page, theme, { type: 'rule', values: ['color-contrast'] })))
  await wear(page, 'light')
  return found
}
async function barriersIn(page: Page, theme: Theme, runOnly: object): Promise<readonly string[]> {
  await wear(page, theme)
  await settled(page)
  const { violations } = await page.evaluate(async (wanted) => {
    const { axe } = window as unknown as { axe: { run(root: Document, options: object): Promise<AxeResult> } } // just loaded
    return axe.run(document, { runOnly: wanted, resultTypes: ['violations'] })
  }, runOnly)
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${theme} ${id}: ${html.slice(0, 240)}`))
}
type Theme = 'light' | 'dark' | 'contrast'
/** The computer is set so, and the page follows. */
async function wear(page: Page, theme: Theme): Promise<void> {
  await page.emulateMedia({ colorScheme: theme === 'dark' ? 'dark' : 'light', contrast: theme === 'contrast' ? 'more' : 'no-preference' })
  await expect.poll(() => page.locator('html').getAttribute('data-theme')).toBe(theme)
}
/** Nothing loads and nothing fades: half-transparent text has no contrast of its own. */
async function settled(page: Page): Promise<void> {
  await expect.poll(() => page.locator('.ant-spin-spinning').count()).toBe(0)
  // A note that something is done goes by itself, and half-way gone it has no contrast.
  await expect.poll(() => page.locator('.ant-message-notice').count()).toBe(0)
  await page.evaluate(async () => {
    // One that has ended, or is held still, may stay listed for as long as its class does.
    const passing = () =>
      document
        .getAnimations()
        .filter(({ playState, effect }) => playState === 'running' && effect?.getTiming().iterations !== Number.POSITIVE_INFINITY)
    // A theme reaches the last button some frames later, and only then its colours begin to pass over.
    for (let quiet = 0, frame = 0; quiet < 10 && frame < 600; quiet++, frame++) {
      await new Promise((resolve) => requestAnimationFrame(resolve))
      if (passing().length > 0) quiet = 0
    }
  })
}
