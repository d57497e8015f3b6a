/** What the city sent back, on the screens of the county: the month, the form, 上报 and its outbox, then the revision. */
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { barriersOf } from '../helpers/barriers.ts'
import { GridDriver, openAnew, openWebProgram, visit, type WebProgram } from '../helpers/browser.ts'
import { citySide, remark, trustCity } from '../helpers/city-side.ts'
import { Clerk } from '../helpers/clerk.ts'
import { fillMonth } from '../helpers/due-forms.ts'
import { boiler, county } from '../helpers/test-engine.ts'

const period = '2020-05'
const forms = ['F1', 'F2', 'F3', 'F4']
let program: WebProgram
let page: WebProgram['page']
let grid: GridDriver

const rowOf = (form: string): Locator => page.locator('.month-forms tbody tr').filter({ has: page.locator(`a[href^="#/report/${form}/"]`) })

beforeAll(async () => {
  program = await openWebProgram()
  page = program.page
  grid = new GridDriver(page)
  const { call } = program
  await call('profile.create', county)
  await call('review.setUp', { enabled: true })
  await fillMonth(call, period, [boiler(1), boiler(2, { annualCoal: '5' }), boiler(3)])
  await call('review.handIn', { period, forms, by: '覃小梅' })
  await call('review.pass', { period, forms, by: '莫海燕' })
  await call('review.sign', { period, by: '韦志强' })
  const summary = await call('submission.create', { period })
  const city = await citySide()
  await trustCity(call, city)
  const bytes = await city.receipt(summary, 'returned', { comments: [remark(1)], reason: '请核对后重报' })
  await call('exchange.take', { fileName: '退回.json', bytes })
  await openAnew(program)
  await page.locator('.frame').waitFor()
})
afterAll(() => program?.close())

test('the month leads to the form, and the form says what for and leads to the cell', async () => {
  await visit(page, `#/month/${period}`)
  await rowOf('F4').getByRole('link', { name: '被退回：请看退回意见' }).press('Enter')
  await grid.ready()
  const banner = page.locator('.report .ant-alert', { hasText: '市局已退回这张表，意见 1 条' })
  await banner.getByText('年用煤量与台账不符，请核对').waitFor()
  expect(await page.getByText('这张表已封存上报').count()).toBe(0)
  expect(await barriersOf(page)).toEqual([])
  const cell = (): Promise<string | null> => page.locator('.grid-input').getAttribute('aria-label')
  expect(await cell()).not.toContain('年用煤量')
  await banner.getByRole('button', { name: /^到这一格：4502220001/ }).press('Enter')
  await expect.poll(cell).toContain('年用煤量')
  // Another form of the same package was returned with it, without a remark of its own.
  await visit(page, `#/report/F2/${period}`)
  await page.locator('.report .ant-alert', { hasText: '这张表没有待答复的意见' }).waitFor()
})

test('上报 says that it is sealed and returned, and its outbox that the city sent it back', async () => {
  await visit(page, `#/submit/${period}`)
  await page.getByText('校验全部通过，但市局已经退回或同意重新打开').waitFor()
  expect(await page.getByText('全部通过，可以上报').count()).toBe(0)
  await page.locator('.exchange-table', { hasText: '市局已退回' }).waitFor()
  expect(await page.getByText('还没有发送').count()).toBe(0)
})

test('words that say nothing do not open the month again, and the field says what is missing', async () => {
  await page.getByLabel('修订原因').fill('情况属实，数据无误')
  await page.getByRole('button', { name: '重新打开，发起修订' }).press('Enter')
  await page
    .locator('.ant-form-item', { has: page.getByLabel('修订原因') })
    .getByText('请写明改了什么、为什么改')
    .waitFor()
  expect((await program.call('report.open', { form: 'F4', period })).open).toBe(false)
})

test('opened again, 上报 offers to hand in at once, and the form tells why the signatures are gone', async () => {
  await page.getByLabel('修订原因').fill('按退回意见更正')
  await page.getByRole('button', { name: '重新打开，发起修订' }).press('Enter')
  await page.getByText('全部通过，可以提交审核、签发').waitFor()
  await page.getByRole('button', { name: '提交审核 F4' }).waitFor()
  // What opened it again is gone with its button: the keyboard is at the beginning of the screen.
  expect(await new Clerk(page).settled()).toMatch(/^main/)
  await page.keyboard.press('Tab')
  expect(await page.locator('.submit :focus').count()).toBe(1)
  await visit(page, `#/report/F4/${period}`)
  await page.locator('.report .ant-alert', { hasText: '本月已重新打开更正，原来的签字已作废' }).waitFor()
  await page.locator('.report .ant-alert', { hasText: '还有 1 条没有答复' }).getByText('年用煤量与台账不符，请核对').waitFor()
  await grid.ready()
  expect(await barriersOf(page)).toEqual([])
  const [comment] = await program.call('returned.list', { period })
  await program.call('returned.answer', { id: comment?.id ?? '', answer: '已按台账更正' })
  await visit(page, `#/report/F1/${period}`)
  await visit(page, `#/report/F4/${period}`)
  await grid.ready()
  await page.locator('.report .ant-alert', { hasText: '本月已重新打开更正' }).waitFor()
  await expect.poll(() => page.getByText('年用煤量与台账不符').count()).toBe(0)
  expect(await program.complaints()).toEqual([])
})
