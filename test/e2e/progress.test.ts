/** Progress towards the targets in an ordinary browser: grades, months behind, a number followed to its cell and back. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { GridDriver, openWebProgram, visit, type WebProgram } from '../helpers/browser.ts'
import { pdfPages } from '../helpers/pdf-pages.ts'

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
  expect(await card().textContent()).toContain('下月的当月数至多只能到')
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

/** What the eye tells a line by, apart from its colour. */
const linesOf = () =>
  page.locator('.trend-picture svg').evaluate((svg) =>
    [...svg.querySelectorAll('path')].flatMap((path) => {
      const { stroke, strokeDasharray, strokeWidth, fill } = getComputedStyle(path)
      return fill === 'none' && stroke !== 'none' && Number.parseFloat(strokeWidth) >= 1.5 && path.getTotalLength() > 60
        ? [{ stroke, strokeDasharray, strokeWidth }]
        : []
    }),
  )
const greyOf = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number).map((part) => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
const againstPaper = (colour: string): number => 1.05 / (greyOf(colour) + 0.05)

test('in a grey print the lines and the grades are told apart without their colours', async () => {
  await page.emulateMedia({ media: 'print' })
  const protocol = await program.context.newCDPSession(page)
  await protocol.send('Emulation.setEmulatedVisionDeficiency', { type: 'achromatopsia' })
  const lines = await linesOf()
  expect(lines.length).toBeGreaterThanOrEqual(2)
  expect(new Set(lines.map(({ strokeDasharray }) => strokeDasharray)).size).toBe(lines.length)
  for (const { stroke } of lines) expect(againstPaper(stroke)).toBeGreaterThanOrEqual(3)
  // Points, and the signs in the legend: one shape for each series.
  const legend = page.locator('.trend-picture svg text', { hasText: /年同期|进度线|^2020年$/ })
  expect(await legend.count()).toBe(3)
  // Seen without colours, each grade is a picture of its own.
  await page.emulateMedia({ media: 'screen' })
  const signs = await page.locator('.progress-grades .grade svg').all()
  const seen = await Promise.all(signs.map(async (sign) => (await sign.screenshot()).toString('base64')))
  expect([seen.length, new Set(seen).size]).toEqual([4, 4])
  await protocol.send('Emulation.setEmulatedVisionDeficiency', { type: 'none' })
  await protocol.detach()
})

test('the page goes on paper without what can only be pressed', async () => {
  await page.emulateMedia({ media: 'print' })
  expect(await page.locator('.frame-nav').isVisible()).toBe(false)
  expect(await page.getByRole('button', { name: '打印这一页' }).isVisible()).toBe(false)
  expect(await card().getByRole('button', { name: '逐月走势' }).isVisible()).toBe(false)
  expect(await card().isVisible()).toBe(true)
  const protocol = await program.context.newCDPSession(page)
  const { data } = await protocol.send('Page.printToPDF', { preferCSSPageSize: true, printBackground: true })
  await protocol.detach()
  const paper = (await pdfPages(Buffer.from(data, 'base64'))).map(({ text }) => text).join('')
  for (const said of ['能源消费总量', '逐月走势', '2019年同期', '进度等级']) expect(paper).toContain(said)
  expect(paper).not.toContain('工作台')
  await page.emulateMedia({ media: 'screen' })
})

test('the month by town: a number shows its cells, and each leads to its own', async () => {
  await page.getByRole('link', { name: '按乡镇' }).press('Enter')
  const boilers = page.getByRole('region', { name: '燃煤锅炉淘汰整治台账（按乡镇）' })
  await boilers.waitFor()
  const { forms } = await program.call('progress.towns', { period: '2020-05' })
  const f4 = forms.find(({ form }) => form === 'F4')
  const town = f4?.towns.find(({ count }) => count > 1)
  const at = f4?.columns.findIndex(({ field }) => field === 'annualCoal') ?? 0
  const number = boilers.getByRole('button', { name: new RegExp(`^${town?.name} 年用煤量.* ${town?.sums[at]}$`) })
  await number.press('Enter')
  expect(await number.getAttribute('aria-expanded')).toBe('true')
  const cells = boilers.locator('.towns-cells a')
  expect(await cells.count()).toBe(town?.rows.filter(({ values }) => values[at] !== null).length)
  await cells.first().press('Enter')
  await new GridDriver(page).ready()
  expect(new URL(page.url()).hash).toMatch(/^#\/report\/F4\/2020-05\/.+\/annualCoal$/)
  await page.goBack()
  await boilers.waitFor()
})

test('the month says what is due, names the worst with what would turn them, and leads here', async () => {
  await visit(page, '#/month/2020-05')
  const line = page.locator('.month-warnings')
  await expect.poll(() => line.textContent()).toMatch(/1 项应当约谈.*项黄灯/)
  const { indicators } = await program.call('progress.get', { period: '2020-05' })
  const said = await line.getByRole('listitem').allTextContents()
  expect(said).toHaveLength(4)
  const [worst] = said
  const named = indicators.find(({ form, title }) => form === 'F3' && worst?.startsWith(title))
  const turns = named?.figures.find(({ field }) => field === 'nextMonthLine')?.shown
  expect(worst).toMatch(/应当约谈|约谈/)
  expect(said.slice(0, 3).join()).toMatch(/下月的当月数(至少要|至多只能)到 /)
  if (turns !== undefined) expect(worst).toContain(turns)
  expect(said.at(-1)).toMatch(/^另有 \d+ 项$/)
  // Nothing of it is cut off at twice the size.
  await page.setViewportSize({ width: 683, height: 384 })
  const fits = await line.evaluate((element) => element.scrollWidth <= element.clientWidth && element.getBoundingClientRect().right <= 683)
  expect(fits).toBe(true)
  await page.setViewportSize({ width: 1366, height: 768 })
  await line.getByRole('link').first().click()
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
