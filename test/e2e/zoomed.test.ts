/** A working session at 200 %, by keyboard alone: whoever needs it that large sees at each step where the keyboard is. */
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { needsExplanation } from '../../shared/model/level.ts'
import { GridDriver, openAnew, openWebProgram, type WebProgram } from '../helpers/browser.ts'
import { Clerk } from '../helpers/clerk.ts'
import { fillMonth } from '../helpers/due-forms.ts'
import { sealedPackage } from '../helpers/sealed-package.ts'
import { boiler, county, explainAll } from '../helpers/test-engine.ts'

const period = '2020-05'
/** Pictures are taken where somebody wants to look at them. */
const pictures = process.env.PICTURES
let program: WebProgram
let page: WebProgram['page']
let clerk: Clerk

/** What is left of 1366 × 768 at 200 %. */
const doubled = { width: 683, height: 384 }

beforeAll(async () => {
  program = await openWebProgram()
  page = program.page
  clerk = new Clerk(page)
  const { call } = program
  await call('profile.create', county)
  await fillMonth(call, period, [boiler(1), boiler(2), boiler(3)])
  await page.setViewportSize(doubled)
  await openAnew(program)
  await page.locator('.frame-narrow').waitFor()
  await page.evaluate((wanted) => window.location.replace(wanted), `#/month/${period}`)
})
afterAll(() => program?.close())

/** What has the keyboard, where it cannot be seen in the window: outside, too small, or under something else. */
const hidden = (): Promise<string> =>
  page.evaluate(() => {
    const { activeElement } = document
    // In the grid the keyboard is in a field behind the frame around a cell.
    const inGrid = activeElement?.matches('.grid-input:not(.grid-typing)') === true
    const focused = inGrid ? document.querySelector('.grid-active') : activeElement
    if (focused === null) return 'nothing has the keyboard'
    const { left, top, right, bottom } = focused.getBoundingClientRect()
    const [x1, y1, x2, y2] = [Math.max(left, 0), Math.max(top, 0), Math.min(right, innerWidth), Math.min(bottom, innerHeight)]
    const name = `${focused.localName}.${focused.className} ${Math.round(left)},${Math.round(top)}–${Math.round(right)},${Math.round(bottom)}`
    if (x2 - x1 < Math.min(right - left, 40) || y2 - y1 < Math.min(bottom - top, 16)) return `${name} is out of the window`
    const seen = document.elementFromPoint((x1 + x2) / 2, (y1 + y2) / 2)
    const isFree = seen !== null && (inGrid ? seen.closest('.grid-cell') !== null : focused.contains(seen) || seen.contains(focused))
    return isFree ? '' : `${name} is under ${seen?.localName}.${seen?.className}`
  })
async function seen(step: string): Promise<void> {
  await expect.poll(async () => ({ step, hidden: await hidden() })).toEqual({ step, hidden: '' })
  const overhang = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect({ step, overhang }).toEqual({ step, overhang: 0 })
  if (pictures) await page.screenshot({ path: join(pictures, `zoomed-${step}.png`) })
}

test('a month is opened, a row filled in as a form, what is found explained, and the month sealed', async () => {
  const grid = new GridDriver(page)
  await page.locator('.month-forms tbody tr').first().waitFor()
  await clerk.keys('Alt+1')
  await expect.poll(() => clerk.where()).toMatch(/^main/)
  await clerk.reach(page.locator('.month-forms tbody tr').first().getByRole('link'))
  const link = page.locator('.month').getByRole('link', { name: 'F4 燃煤锅炉淘汰整治台账', exact: true })
  await clerk.reach(link, { key: 'ArrowDown' })
  await seen('month')
  await clerk.keys('Enter')
  await grid.ready()
  await seen('form')
  // The second boiler as a form: its coal is typed, and the field below that.
  await clerk.keys('Control+Home', 'ArrowDown', 'F4')
  await page.getByText('第 2 行，共 3 行').waitFor()
  const coal = page.locator('.record').getByLabel('年用煤量')
  await clerk.reach(coal)
  await seen('row')
  await clerk.keys('Control+A')
  await clerk.type('1900')
  await seen('row-typed')
  await clerk.keys('Tab')
  await seen('row-next')
  await clerk.keys('F4')
  await grid.ready()
  await grid.saved()
  const stored = async () => (await program.call('report.open', { form: 'F4', period })).rows[1]?.values.annualCoal
  await expect.poll(stored).toBe('1900')
  // What it brings is found, said in words, and explained where it stands.
  await clerk.keys('F7')
  const unexplained = async () =>
    (await program.call('check.run', { period, form: 'F4' })).findings.filter(
      ({ level, outcome, explanation }) => outcome === 'fail' && explanation === null && needsExplanation(level),
    ).length
  expect(await unexplained()).toBeGreaterThan(0)
  for (let turns = 0; turns < 30 && (await unexplained()) > 0; turns += 1) {
    await clerk.keys('F8')
    await page.locator('.finding-active').waitFor()
    await seen('finding')
    if ((await page.locator('.finding-active:not(.finding-explained) textarea').count()) === 0) continue
    const left = await unexplained()
    await clerk.keys('F6')
    const words = page.locator('.finding-active').getByRole('textbox', { name: '情况说明' })
    await clerk.reach(words)
    await page.keyboard.insertText('已到现场核实，两班改三班，用煤量与采购发票一致')
    await seen('explanation')
    await clerk.keys('Tab')
    await seen('explanation-button')
    await clerk.keys('Enter')
    await expect.poll(unexplained).toBeLessThan(left)
    await seen('explained')
  }
  expect(await unexplained()).toBe(0)
  await explainAll(program.call, period)
  await clerk.keys('Alt+2')
  const seal = page.getByRole('button', { name: '封存并生成报送包' })
  await expect.poll(() => seal.isEnabled()).toBe(true)
  await clerk.reach(seal)
  await seen('seal')
  await clerk.keys('Enter')
  await page.getByText('报送包已生成').waitFor()
  await clerk.settled()
  await seen('sealed')
  await sealedPackage(program.call)
  expect(await program.pointers()).toEqual([])
  expect(await program.complaints()).toEqual([])
})
