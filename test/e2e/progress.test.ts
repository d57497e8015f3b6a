/** Progress towards the targets in an ordinary browser: grades, months behind, a number followed to its cell and back. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { GridDriver, openWebProgram, visit, type WebProgram } from '../helpers/browser.ts'

const row = 'fixed-energy_consumption_total'
const lastYear = ['5.2', '4.6', '5', '4.9', '5', '5.1', '5.3', '5.3', '5', '5', '5.1', '5.3']

let program: WebProgram
let page: WebProgram['page']
const fill = async (period: string, values: Readonly<Record<string, string>>): Promise<void> => {
  const { version } = await program.call('report.open', { form: 'F3', period })
  const edits = Object.entries(values).map(([field, value]) => ({ kind: 'cell' as const, row, field, value }))
  await program.call('report.edit', { form: 'F3', period, baseVersion: version, edits })
}
const card = () => page.getByRole('article', { name: '能源消费总量（万吨标准煤）' })
const number = (label: string) => card().getByRole('link', { name: new RegExp(`^${label} `) })

beforeAll(async () => {
  program = await openWebProgram({ demo: true })
  page = program.page
})
afterAll(() => program?.close())

test('the menu leads to the grades of the month, counted', async () => {
  await visit(page, '#/month/2020-05')
  await page.getByRole('link', { name: '目标进度', exact: true }).click()
  await card().waitFor()
  const { indicators } = await program.call('progress.get', { period: '2020-05' })
  const yellow = indicators.filter(
    ({ form, figures }) => form === 'F3' && figures.some(({ field, value }) => field === 'grade' && value === 'yellow'),
  )
  expect(yellow.length).toBeGreaterThan(0)
  await page.getByRole('button', { name: `二级/黄 ${yellow.length}` }).click()
  expect(await page.getByRole('article').count()).toBe(yellow.length)
  await page.getByRole('button', { name: /^全部/ }).click()
  await card().waitFor()
})

test('the demo’s total has a grade, a forecast and too few months for an interval', async () => {
  expect(await number('预警等级').textContent()).toContain('三级/绿')
  expect(await number('全年预测值').textContent()).toContain('60.8608')
  expect(await card().textContent()).toContain('80%区间数据不足')
  expect(await card().textContent()).toContain('下月至多只能到')
  expect(await card().textContent()).not.toContain('连续落后')
})

test('a number leads to its cell, which may lie in a folded column, and back leads to the number', async () => {
  await number('进度目标值').focus()
  await page.keyboard.press('Enter')
  await new GridDriver(page).ready()
  const active = () =>
    page.evaluate(() => document.getElementById(document.activeElement?.getAttribute('aria-activedescendant') ?? '')?.textContent)
  await expect.poll(active).toBe('24.9844')
  expect(new URL(page.url()).hash).toBe(`#/report/F3/2020-05/${row}/paceTarget`)
  await page.getByRole('button', { name: '返回' }).click()
  await card().waitFor()
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('进度目标值 24.9844')
  await number('本年目标').click()
  await expect.poll(active).toBe('61.5')
  await page.goBack()
  await card().waitFor()
})

test('what is typed elsewhere is judged at once: behind, a warning, an interval', async () => {
  const months = Object.fromEntries(lastYear.map((value, at) => [`last${String(at + 1).padStart(2, '0')}`, value]))
  await fill('2020-01', { yearTarget: '55', actualMonth: '5.3', ...months })
  for (const [at, value] of ['4.75', '5.05'].entries()) await fill(`2020-0${at + 2}`, { actualMonth: value })
  await fill('2020-05', { yearTarget: '55', actualMonth: '5.15', actualYTD: '25.2' })
  await expect.poll(() => card().textContent()).toContain('连续落后')
  const text = await card().textContent()
  expect(text).toContain('个月没报，不算也不打断')
  expect(text).toContain('约谈')
  expect(text).toContain('80%区间预测下限')
  expect(await number('预警等级').textContent()).toContain('红')
})

test('the months are drawn and stand in a table, each a way to its own month', async () => {
  await card().getByRole('button', { name: '逐月走势' }).click()
  await page.locator('.trend-picture svg text').first().waitFor()
  expect(await page.locator('.trend-picture svg text').allTextContents()).toEqual(expect.arrayContaining(['12月', '2020年', '2019年同期']))
  const cells = card()
    .getByRole('row', { name: /^2020年 / })
    .getByRole('cell')
  const shown = (await cells.allTextContents()).map((text) => text.replace(/^.* /, ''))
  expect(shown).toEqual(['5.3', '10.05', '15.1', '—', '25.2', ...Array(7).fill('—')])
  await page.locator('.trend-picture').hover()
  await cells.nth(1).getByRole('link').click()
  await new GridDriver(page).ready()
  expect(new URL(page.url()).hash).toBe(`#/report/F3/2020-02/${row}/actualYTD`)
  await page.goBack()
  await page.locator('.trend-picture svg').waitFor()
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('2020年 2月 10.05')
})

test('the month says in one line what is due, and leads here', async () => {
  await visit(page, '#/month/2020-05')
  const line = page.locator('.month-warnings')
  await expect.poll(() => line.textContent()).toMatch(/1 项应当约谈.*项黄灯/)
  await line.getByRole('link').click()
  await card().waitFor()
})

test('where nothing has been filled in, the way to do so is shown', async () => {
  await visit(page, '#/progress/2020-11')
  await page.getByRole('heading', { name: '本月还没有进度数' }).waitFor()
  await page.getByRole('button', { name: '打开 F3 填报' }).click()
  await new GridDriver(page).ready()
  expect(new URL(page.url()).hash).toBe('#/report/F3/2020-11')
})

test('at twice the size nothing lies beyond the edge', async () => {
  await page.setViewportSize({ width: 683, height: 384 })
  await visit(page, '#/progress/2020-05/F3/energy_consumption_total')
  await page.locator('.trend-picture svg').waitFor()
  const { width, shown } = await page
    .locator('.frame-main')
    .evaluate((element) => ({ width: element.scrollWidth, shown: element.clientWidth }))
  expect(width).toBeLessThanOrEqual(shown)
  await page.setViewportSize({ width: 1366, height: 768 })
})

test('the page broke no rule of its policy', async () => {
  expect(await program.complaints()).toEqual([])
})
