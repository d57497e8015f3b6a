/** A form before somebody who reads it and may send it back, and what the clerk then finds. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { barriersOf } from '../helpers/barriers.ts'
import { GridDriver, openAnew, openWebProgram, visit, type WebProgram } from '../helpers/browser.ts'
import { Clerk } from '../helpers/clerk.ts'
import { fillMonth } from '../helpers/due-forms.ts'
import { boiler, county, explainAll, people } from '../helpers/test-engine.ts'

const period = '2020-05'
const at = { form: 'F4', period } as const
let program: WebProgram
let page: WebProgram['page']
let clerk: Clerk

beforeAll(async () => {
  program = await openWebProgram()
  page = program.page
  clerk = new Clerk(page)
  const { call } = program
  await call('profile.create', county)
  await fillMonth(call, period, [boiler(1), boiler(2)])
  await call('review.setUp', { enabled: true })
  await openAnew(program)
  await page.locator('.frame').waitFor()
})
afterAll(() => program?.close())

const helped = () =>
  page.evaluate(() => document.getElementById(document.activeElement?.getAttribute('aria-describedby') ?? '')?.textContent)

test('who reads is told of no keys for typing, goes to what lies beside the form and back, and sees that it was changed meanwhile', async () => {
  await visit(page, `#/review/F4/${period}`)
  await new GridDriver(page).ready()
  expect(await helped()).toMatch(/只能看/)
  expect(await helped()).not.toMatch(/填写|F2|F9/)
  await clerk.keys('F6')
  expect(await clerk.where()).toMatch(/问题与说明/)
  await clerk.keys('F6')
  await new GridDriver(page).ready()
  await clerk.keys('Shift+F6')
  expect(await clerk.where()).toMatch(/^button /)
  await clerk.keys('F6')
  await new GridDriver(page).ready()

  const said = page.locator('.review .ant-alert', { hasText: '这张表又被改过' })
  expect(await said.count()).toBe(0)
  await program.call('report.edit', {
    ...at,
    edits: [{ kind: 'cell', row: 'boiler-2', field: 'ownerName', value: '改了名的豆腐坊' }, boiler(3)],
  })
  await said.waitFor()
  expect(await said.textContent()).toContain('改了 1 格，新增 1 行')
  await page.getByText('改了名的豆腐坊').waitFor()
  expect(await barriersOf(page)).toEqual([])
  await said.getByRole('button', { name: '看改动的格' }).press('Enter')
  await expect.poll(() => page.locator('.grid-input:focus').getAttribute('aria-label')).toContain('改了名的豆腐坊')
  await said.getByRole('button', { name: '知道了' }).press('Enter')
  await said.waitFor({ state: 'detached' })
  await new GridDriver(page).ready()
})

test('a form is sent back by keyboard, and from what was said to it Enter leads to the cell that it is about', async () => {
  const { call } = program
  await explainAll(call, period)
  await call('review.handIn', { period, forms: ['F4'], by: people.preparer })
  await visit(page, `#/review/F4/${period}`)
  const read = new GridDriver(page)
  await read.ready()
  await clerk.keys('Control+Home', 'ArrowDown', ...Array.from({ length: await read.column('年用煤量') }, () => 'ArrowRight'))
  await page.getByRole('button', { name: '退回修改' }).press('Enter')
  expect(await clerk.settled()).toBe('textarea#sign-text')
  await page.keyboard.type('用煤量与台账不符')
  await clerk.keys('Control+Enter')
  await page.locator('.review .state', { hasText: '已退回' }).waitFor()
  await visit(page, `#/report/F4/${period}`)
  await new GridDriver(page).ready()
  await page.getByRole('button', { name: '看退回意见' }).press('Enter')
  expect(await clerk.settled()).toMatch(/^button 到这一格.*4502220002/)
  await clerk.keys('Enter')
  await expect.poll(() => page.locator('.grid-input:focus').getAttribute('aria-label')).toMatch(/^年用煤量.*第 2 行/)
})
