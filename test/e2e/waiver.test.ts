/** What the city has waived, on the screens of the county, by keyboard alone: at the finding, in the grid, on paper, and at the seal. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { barriersOf } from '../helpers/barriers.ts'
import { GridDriver, openAnew, openWebProgram, visit, type WebProgram } from '../helpers/browser.ts'
import { type CitySide, citySide, trustCity } from '../helpers/city-side.ts'
import { Clerk } from '../helpers/clerk.ts'
import { fillMonth } from '../helpers/due-forms.ts'
import { sealedPackage } from '../helpers/sealed-package.ts'
import { boiler, county } from '../helpers/test-engine.ts'

const period = '2020-05'
const reason = '经现场核实，同意不作要求'
const said = `市局已豁免（韦科长）：${reason}`
/** One that no explanation helps against, and one that asks for one. */
const hard = { rule: 'R-F4-17', rowKey: '4502220002', words: '晚于报告期末' }
const verified = { rule: 'R-F4-28', rowKey: '4502220003', words: '与额定出力 1 蒸吨/小时不匹配' }
let program: WebProgram
let page: WebProgram['page']
let grid: GridDriver
let clerk: Clerk
let city: CitySide

const finding = (words: string) => page.locator('.findings .finding', { hasText: words })
const waiver = ({ rule, rowKey }: typeof hard) => city.waiver({ rule, rowKey, reason })
/** F8 until the finding is open. */
async function openFinding(words: string): Promise<void> {
  await finding(words).waitFor()
  await expect
    .poll(async () => {
      await clerk.keys('F8')
      await page.locator('.finding-active').waitFor()
      return page.locator('.finding-active').textContent()
    })
    .toContain(words)
}

beforeAll(async () => {
  program = await openWebProgram()
  page = program.page
  grid = new GridDriver(page)
  clerk = new Clerk(page)
  const { call } = program
  await call('profile.create', county)
  await fillMonth(call, period, [boiler(1), boiler(2, { useDate: '2030-01-01' }), boiler(3)])
  await call('report.edit', { form: 'F4', period, edits: [{ kind: 'cell', row: 'boiler-3', field: 'annualCoal', value: '5' }] })
  city = await citySide()
  await trustCity(call, city)
  await openAnew(program)
  await page.locator('.frame').waitFor()
})
afterAll(() => program?.close())

test('a waiver that the courier brings shows at its finding in the form that is open, and at its cell', async () => {
  await visit(page, `#/report/F4/${period}`)
  await grid.ready()
  await openFinding(hard.words)
  await page.locator('.finding-active', { hasText: '强制性问题要改好数据才能上报' }).waitFor()
  const cell = page.locator('.grid-cell[id^="cell-1-"].grid-must')
  await cell.first().waitFor()
  await program.call('exchange.take', { fileName: '豁免.json', bytes: await waiver(hard) })
  await page.locator('.finding-active', { hasText: `${said}。这条不拦着上报，也不用写说明。` }).waitFor()
  expect(await page.locator('.finding-active', { hasText: '强制性问题要改好数据才能上报' }).count()).toBe(0)
  await expect.poll(() => cell.count()).toBe(0)
  expect(await page.locator('.grid-cell[id^="cell-1-"].grid-explained').count()).toBeGreaterThan(0)
  // Closed again, it says so in short.
  await openFinding(verified.words)
  await finding(hard.words).getByText('✓ 市局已豁免').waitFor()
  expect(await page.locator('.finding-active').getByRole('textbox', { name: '情况说明' }).count()).toBe(1)
  expect(await barriersOf(page)).toEqual([])
})

test('a waiver that is taken in as a file is listed, and the month can be sealed without an explanation', async () => {
  await clerk.keys('Alt+2')
  const seal = page.getByRole('button', { name: '封存并生成报送包' })
  await seal.waitFor()
  expect(await seal.isDisabled()).toBe(true)
  const section = page.getByRole('region', { name: /回执/ })
  const drop = section.locator('.ant-upload-btn')
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), clerk.press(drop)])
  const bytes = Buffer.from(await waiver(verified))
  await chooser.setFiles({ name: '豁免.json', mimeType: 'application/json', buffer: bytes })
  await page.getByText('豁免已收下，相应的问题不再拦着上报。').waitFor()
  for (const { rule, rowKey } of [hard, verified])
    await section.locator('li', { hasText: `规则 ${rule}（${rowKey}）：${reason}` }).waitFor()
  await expect.poll(() => seal.isEnabled()).toBe(true)
  await page.locator('.submit-findings li', { hasText: hard.words }).getByText('✓ 市局已豁免').waitFor({ state: 'attached' })
  expect(await barriersOf(page)).toEqual([])
})

test('who reviews and who reads the list on paper is told of it; sealed, it goes along', async () => {
  await visit(page, `#/review/F4/${period}`)
  await page.getByRole('tab', { name: /问题与说明/ }).waitFor()
  await clerk.keys('F8')
  for (const { words } of [hard, verified]) {
    const line = page.locator('.review-findings li', { hasText: words })
    await line.getByText(said).waitFor()
    expect(await line.locator('.review-missing').count()).toBe(0)
  }
  await visit(page, `#/print/F4/${period}/findings`)
  for (const { words } of [hard, verified]) await page.locator('.print-findings tr', { hasText: words }).getByText(said).waitFor()
  await visit(page, `#/submit/${period}`)
  await clerk.press(page.getByRole('button', { name: '封存并生成报送包' }))
  await page.getByText('报送包已生成').waitFor()
  await sealedPackage(program.call)
  expect(await program.pointers()).toEqual([])
  expect(await program.complaints()).toEqual([])
})
