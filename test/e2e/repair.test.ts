/** A slip of the unit is found, its repair applied with one key, the finding goes, and the step can be undone. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { GridDriver, openWebProgram, visit, type WebProgram } from '../helpers/browser.ts'
import { Clerk } from '../helpers/clerk.ts'
import { boiler, county } from '../helpers/test-engine.ts'

const at = { form: 'F4', period: '2020-06' } as const
let program: WebProgram
let page: WebProgram['page']
let grid: GridDriver

const coal = async (): Promise<string | undefined> => (await program.call('report.open', at)).rows[0]?.values.annualCoal
const slips = () => page.locator('.finding', { hasText: '相差约1万倍' })
const checked = () => expect.poll(() => page.locator('.findings-head').textContent()).toMatch(/的结果/)

beforeAll(async () => {
  program = await openWebProgram()
  page = program.page
  grid = new GridDriver(page)
  await program.call('profile.create', county)
  await program.call('report.edit', { form: 'F4', period: '2020-05', edits: [boiler(1)] })
  await program.call('report.edit', { ...at, edits: [boiler(1, { annualCoal: '1200000' }), boiler(2, { annualCoal: '5' })] })
  await page.locator('.frame-unit').waitFor()
  await visit(page, `#/report/F4/${at.period}`)
  await page.getByRole('grid', { name: '燃煤锅炉' }).waitFor()
  await grid.ready()
})
afterAll(() => program?.close())

test('the open finding says by how much it fails and what would mend it', async () => {
  await checked()
  await slips().locator('.finding-main').click()
  const repair = page.locator('.finding-active .finding-repair')
  await expect.poll(() => repair.textContent()).toContain('差多少：年用煤量 1200000 吨')
  await expect.poll(() => repair.textContent()).toContain('年用煤量：1200000 吨 → 120 吨')
  expect(await repair.textContent()).toContain('请先核对原始资料')
})

test('F9 applies it, the finding goes, and the result is said', async () => {
  await page.locator('.grid-input').focus()
  await page.keyboard.press('F9')
  await expect.poll(coal).toBe('120')
  await expect.poll(() => page.locator('.finding-said').textContent()).toContain('由 1200000 吨 改为 120 吨')
  await expect.poll(() => slips().count()).toBe(0)
  const [last] = await program.call('report.history', at)
  expect({ source: last?.source, why: last?.why }).toEqual({ source: 'repair', why: expect.stringContaining('R-H-29') })
})

test('it is undone as one step, and the finding is back', async () => {
  await page.locator('.grid-input').focus()
  await page.keyboard.press('Control+z')
  await expect.poll(coal).toBe('1200000')
  await expect.poll(() => slips().count()).toBe(1)
})

test('with the keyboard in the list, the next finding has it when a repaired one goes', async () => {
  const slip = slips().locator('.finding-main')
  if ((await slip.getAttribute('aria-expanded')) !== 'true') await slip.click()
  await page.locator('.finding-active .finding-repair').waitFor()
  await page.locator('.grid-input').focus()
  await page.keyboard.press('F6')
  await page.locator('.finding-active :focus').waitFor()
  await page.keyboard.press('F9')
  await expect.poll(() => slips().count()).toBe(0)
  expect(await new Clerk(page).settled()).toMatch(/^button/)
  expect(await page.locator('.findings-list .finding-main:focus').count()).toBe(1)
  await page.locator('.grid-input').focus()
  await page.keyboard.press('Control+z')
  await expect.poll(() => slips().count()).toBe(1)
})

test('from finding to finding by keyboard alone', async () => {
  await page.locator('.grid-input').focus()
  for (let presses = 0; presses < 12; presses += 1) {
    await page.keyboard.press('F8')
    const open = (await page.locator('.finding-active').textContent()) ?? ''
    if (open.includes('年用煤 5 吨')) break
  }
  const apply = page.locator('.finding-active').getByRole('button', { name: '按此修改' })
  await expect.poll(() => apply.count()).toBe(1)
  await page.keyboard.press('F9')
  await expect.poll(async () => (await program.call('report.open', at)).rows[1]?.values.annualCoal).toBe('20')
})

test('where one cell cannot mend it, F9 says so and changes nothing', async () => {
  const { version } = await program.call('report.open', at)
  await page.locator('.finding', { hasText: '整张表' }).first().locator('.finding-main').click()
  await expect.poll(() => page.locator('.finding-active').count()).toBe(1)
  const offered = await page.locator('.finding-active').getByRole('button', { name: '按此修改' }).count()
  expect(offered).toBe(0)
  await page.locator('.grid-input').focus()
  await page.keyboard.press('F9')
  await expect.poll(() => page.locator('.finding-said').textContent()).toContain('没有可以直接照改的数')
  expect((await program.call('report.open', at)).version).toBe(version)
})

test('all findings of the month stand under 上报, by form, level or rule, and each leads to its cell and back', async () => {
  await visit(page, '#/submit/2020-06')
  await page.getByText('点开逐条看').click()
  await page.getByText('按规则', { exact: true }).click()
  const group = page.locator('.submit-findings section', { hasText: '规则 R-H-29' })
  await group.getByRole('link', { name: /年用煤量/ }).click()
  await page.getByRole('grid', { name: '燃煤锅炉' }).waitFor()
  const active = () =>
    page.evaluate(() => document.getElementById(document.activeElement?.getAttribute('aria-activedescendant') ?? '')?.textContent)
  await expect.poll(active).toContain('1,200,000')
  await page.goBack()
  await page.getByText('点开逐条看').waitFor()
})
