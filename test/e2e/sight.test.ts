/** For eyes that need it larger or in colours of their own: 200 % zoom and forced colours, worked by keyboard alone. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { GridDriver, openAnew, openWebProgram, visit, type WebProgram } from '../helpers/browser.ts'
import { Clerk } from '../helpers/clerk.ts'

const period = '2020-05'
/** To be looked at after every run. */
const pictures = process.env.PICTURES ?? fileURLToPath(new URL('../../node_modules/.cache/sight', import.meta.url))
/** A window of one colour is smaller. */
const leastBytes = 8_000
let program: WebProgram
let page: WebProgram['page']
let grid: GridDriver
let clerk: Clerk

async function picture(name: string): Promise<void> {
  const bytes = await page.screenshot({ path: join(pictures, `${name}.png`) })
  expect({ name, isBlank: bytes.length < leastBytes }).toEqual({ name, isBlank: false })
}
async function openForm(): Promise<void> {
  await visit(page, `#/report/F4/${period}`)
  await grid.ready()
  await expect.poll(() => page.locator('.findings-head').textContent()).toMatch(/的结果/)
}

beforeAll(async () => {
  program = await openWebProgram({ demo: true })
  page = program.page
  grid = new GridDriver(page)
  clerk = new Clerk(page)
  await page.locator('.frame').waitFor()
})
afterAll(() => program?.close())
afterEach(async () => {
  expect(await program.pointers()).toEqual([])
  await visit(page, `#/month/${period}`)
  await page.locator('.month-forms').waitFor()
})

/** A window of 1366 × 768 at 200 %. */
const doubled = { width: 683, height: 384 }

test('at 200 % nothing hangs over the edge, and a month’s steps are done in what is left of the window', async () => {
  await page.setViewportSize(doubled)
  // Whoever zooms in while the program is open has the room at once; and at its start, too.
  await page.locator('.frame-narrow').waitFor()
  // The address with its key opens the program anew.
  await openAnew(program)
  await page.locator('.frame-narrow').waitFor()
  const overhang = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  for (const screen of ['month', 'submit', 'progress', 'calendar', 'settings', 'help', 'plan']) {
    await visit(page, `#/${screen}/${period}`)
    await page.locator('.frame-main h1, .frame-main h2').first().waitFor()
    await expect.poll(() => page.locator('.ant-spin-spinning').count()).toBe(0)
    expect({ screen, overhang: await overhang() }).toEqual({ screen, overhang: 0 })
    await picture(`200-${screen}`)
  }
  // The bar above a form in review breaks where there is no room: the way back stays in the window.
  await visit(page, `#/review/F4/${period}`)
  await page.locator('.review-acts').waitFor()
  expect(await inside(page.locator('.review-acts'), page.locator('.frame-main'))).toBe(true)
  await visit(page, `#/report/F4/${period}`)
  await grid.ready()
  expect(await overhang()).toBe(0)
  // What is typed can be seen while it is typed, at either end of the form.
  const { rows } = await program.call('report.open', { form: 'F4', period })
  const column = await grid.column('使用单位')
  for (const row of [0, rows.length - 1]) {
    await clerk.keys('Control+Home', ...Array<string>(row).fill('ArrowDown'), ...Array<string>(column).fill('ArrowRight'))
    await clerk.type(`大字${row}`)
    expect(await inside(page.locator('.grid-input.grid-typing'), page.locator('.grid-scroller'))).toBe(true)
    await picture(`200-typing-${row}`)
    await clerk.keys('Enter')
    await grid.saved()
  }
  const last = async () => (await program.call('report.open', { form: 'F4', period })).rows.at(-1)?.values.ownerName
  await expect.poll(last).toBe(`大字${rows.length - 1}`)
  // The findings wait behind their key, and the way back is a key, too.
  await clerk.keys('F7', 'F8')
  await page.locator('.finding-active').waitFor()
  await picture('200-finding')
  expect(await overhang()).toBe(0)
  await clerk.keys('Control+Home', 'F4')
  await page.locator('.record :focus').waitFor()
  await picture('200-row-form')
  expect(await inside(page.locator('.record :focus'), page.locator('.frame-main'))).toBe(true)
  await clerk.keys('F4')
  await grid.ready()
  await page.setViewportSize({ width: 1366, height: 768 })
})

/** Whether one can be seen within the other. */
async function inside(what: Locator, where: Locator): Promise<boolean> {
  const [box, frame] = [await what.boundingBox(), await where.boundingBox()]
  if (!box || !frame) return false
  return (
    box.x >= frame.x - 1 &&
    box.y >= frame.y - 1 &&
    box.x + Math.min(box.width, 60) <= frame.x + frame.width + 1 &&
    box.y + box.height <= frame.y + frame.height + 1
  )
}

interface Drawn {
  readonly outline: string
  readonly border: string
  readonly ground: string
  readonly mark: string
}
/** How something is drawn once the computer has put its own colours over ours. */
const drawn = (what: Locator): Promise<Drawn> =>
  what.first().evaluate((element) => {
    const style = getComputedStyle(element)
    const mark = getComputedStyle(element, '::before')
    return {
      outline: `${style.outlineStyle} ${Number.parseFloat(style.outlineWidth) > 0}`,
      border: style.borderTopWidth === '0px' || style.borderTopStyle === 'none' ? 'none' : style.borderTopColor,
      ground: style.backgroundColor,
      mark: mark.content === 'none' ? 'none' : [mark.borderTopColor, mark.backgroundColor, mark.backgroundImage, mark.color].join(' '),
    }
  })
/** The computer's own colours, as this browser draws them. */
const systemColour = (name: string): Promise<string> =>
  page.evaluate((colour) => {
    const probe = document.createElement('span')
    probe.style.setProperty('color', colour)
    document.body.append(probe)
    const { color } = getComputedStyle(probe)
    probe.remove()
    return color
  }, name)

test('with forced colours the selected cell, a block, findings, the focus and what stands on or off can be told apart', async () => {
  await page.emulateMedia({ forcedColors: 'active' })
  const highlight = await systemColour('Highlight')
  await openForm()
  await picture('forced-form')
  expect((await drawn(page.locator('.grid-active'))).border).toBe(highlight)
  await clerk.keys('Control+Home', 'Shift+ArrowDown', 'Shift+ArrowRight')
  expect((await drawn(page.locator('.grid-selected'))).border).toBe(highlight)
  for (const chosen of ['.frame-nav a[aria-current]', '.report-tools .ant-segmented-item-selected', '.findings-levels [aria-pressed=true]'])
    expect({ chosen, outline: (await drawn(page.locator(chosen))).outline }).toEqual({ chosen, outline: 'solid true' })
  // Two kinds of finding that look alike to nobody: an outline, or a mark of its own shape.
  await clerk.keys('F8')
  await page.locator('.finding-active').waitFor()
  for (const level of ['must', 'should', 'verify', 'hint']) {
    const cell = page.locator(`.grid-cell.grid-${level}`)
    if ((await cell.count()) === 0) continue
    const { outline, mark } = await drawn(cell)
    expect({ level, mark: mark === 'none', outline }).toEqual({
      level,
      mark: false,
      outline: level === 'must' || level === 'should' ? 'solid true' : 'none false',
    })
  }
  expect(await page.locator('.grid-must, .grid-should, .grid-verify').count()).toBeGreaterThan(0)
  await picture('forced-finding')
  // Typing: the field stands out from the cells around it.
  await clerk.keys('F6', 'F6')
  await grid.ready()
  await clerk.keys('Control+Home')
  await clerk.type('x')
  expect((await drawn(page.locator('.grid-input.grid-typing'))).border).toBe(highlight)
  await picture('forced-typing')
  await clerk.keys('Escape', 'Shift+F6')
  const button = page.locator('.report-tools button:focus')
  await button.waitFor()
  await clerk.keys('ArrowRight')
  expect((await drawn(button)).outline).toMatch(/^(solid|auto) true$/)
  await picture('forced-tools')
  // The screen one is on has more than a colour.
  await clerk.keys('Alt+1')
  await page.locator('.month-forms').waitFor()
  await clerk.reach(page.locator('.month-forms tbody a').first())
  expect((await drawn(page.locator('.month-forms a:focus'))).outline).toMatch(/^(solid|auto) true$/)
  await picture('forced-month')
  await page.emulateMedia({ forcedColors: 'none' })
  // Control: without forced colours the frame of the cell has our own colour.
  await openForm()
  expect((await drawn(page.locator('.grid-active'))).border).not.toBe(highlight)
})
