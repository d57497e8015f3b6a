/**
 * Makes the pictures of every screen in `docs/pictures` from the demo county: light, dark, and at 200 %. Wants the built
 * pages (`vite build`). With names behind it, only those: `node test/tools/make-pictures.ts month settings`.
 * `PICTURES_DIR` and `PAGES_DIR` name another folder to write to and other built pages.
 */
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { openWebProgram, visit } from '../helpers/browser.ts'
import { type Scene, scenes } from './pictures/scenes.ts'
import { readPng, writeSmallPng } from './png.ts'

const checkout = join(import.meta.dirname, '..', '..')
const folder = process.env.PICTURES_DIR ?? join(checkout, 'docs', 'pictures')
const pages = process.env.PAGES_DIR ?? join(checkout, 'dist', 'renderer')

/** A window of 200 % holds half as many points each way. */
const sizes = { usual: { width: 1366, height: 768 }, large: { width: 683, height: 384 } } as const

async function settled(page: Page): Promise<void> {
  // Nor while a choice still slides to its place: its words have the colours of another ground until then.
  await page.waitForFunction(() => document.querySelectorAll('.ant-spin-spinning, .ant-segmented-thumb').length === 0)
  await page.evaluate(async () => {
    // What goes with a scroll bar ends when somebody scrolls.
    const passing = document
      .getAnimations()
      .filter(({ effect, timeline }) => timeline === document.timeline && effect?.getTiming().iterations !== Number.POSITIVE_INFINITY)
    await Promise.allSettled(passing.map((animation) => animation.finished))
    // A blinking caret would make every run another picture.
    if (document.activeElement instanceof HTMLInputElement) document.activeElement.blur()
  })
}

async function shoot(page: Page, name: string): Promise<void> {
  // The pointer would leave a hint on whatever it rests on.
  await page.mouse.move(340, 2)
  await settled(page)
  writeFileSync(join(folder, `${name}.png`), writeSmallPng(readPng(await page.screenshot({ scale: 'device', caret: 'hide' }))))
}

async function take(scene: Scene): Promise<void> {
  const program = await openWebProgram({ demo: scene.demo ?? true, rendererDir: pages })
  try {
    const { page } = program
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await scene.prepare?.(program)
    const arrive = async () => {
      if (scene.hash !== undefined) await visit(page, scene.hash)
      await scene.ready(page)
    }
    await arrive()
    await shoot(page, scene.name)
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
    await page.locator('html[data-theme=dark]').waitFor()
    await shoot(page, `${scene.name}-dark`)
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    await page.locator('html[data-theme=light]').waitFor()
    await page.setViewportSize(sizes.large)
    // Seen as it opens in such a window, with the menu folded.
    if (scene.hash !== undefined) {
      await visit(page, scene.hash === '#/month' ? '#/settings' : '#/month')
      await page.waitForFunction(() => document.querySelector('.frame-main h1') !== null)
      await page
        .getByRole('button', { name: '收起菜单' })
        .click({ timeout: 1000 })
        .catch(() => undefined)
      // The button would keep its hint above the menu as long as it has the focus or the pointer.
      await page.mouse.move(340, 2)
      await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur())
      await page.locator('.ant-tooltip:visible').first().waitFor({ state: 'hidden' })
      await arrive()
    }
    await shoot(page, `${scene.name}-200`)
    const wide = await page.evaluate(() => {
      const main = document.querySelector('.frame-main') ?? document.body
      return main.scrollWidth - main.clientWidth
    })
    if (wide > 0) console.log(`${scene.name}: ${wide} points too wide at 200 %`)
    await page.setViewportSize(sizes.usual)
  } finally {
    await program.close()
  }
}

const wanted = process.argv.slice(2)
mkdirSync(folder, { recursive: true })
for (const scene of scenes) {
  if (wanted.length > 0 && !wanted.includes(scene.name)) continue
  try {
    await take(scene)
    console.log(scene.name)
  } catch (error) {
    console.error(`${scene.name}: ${String(error)}`)
    process.exitCode = 1
  }
}
const total = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)
console.log(`${(total / 1024 / 1024).toFixed(1)} MB in ${folder}`)
