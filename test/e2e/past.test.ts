/** A clerk looks at a form as it was, by keyboard, and finds who changed what. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { GridDriver, openWebProgram, visit, type WebProgram } from '../helpers/browser.ts'

const at = { form: 'F4', period: '2020-05' } as const
let program: WebProgram
let page: WebProgram['page']

beforeAll(async () => {
  program = await openWebProgram({ demo: true })
  page = program.page
  for (const value of ['2101', '2102'])
    await program.call('report.set', { ...at, row: '#1', field: 'annualCoal', value, why: `核对台账后改为${value}` })
  const { rows } = await program.call('report.open', at)
  await program.call('report.edit', { ...at, edits: [{ kind: 'cell', row: rows[2]?.id ?? '', field: 'address', value: null }] })
})
afterAll(() => program?.close())

const status = () => page.locator('.past-choices [role=status]').textContent()

test('from the form to its time line; the newest step and its change are shown at once', async () => {
  await visit(page, `#/report/${at.form}/${at.period}`)
  await new GridDriver(page).ready()
  await page.getByRole('button', { name: '历史', exact: true }).click()
  await page.getByRole('button', { name: '时间机器' }).click()
  await expect.poll(status).toBe('共 1 处不同')
  expect(await page.locator('.past-table tbody').textContent()).toContain('清空')
})

test('the arrow keys go through the moments', async () => {
  await page.getByRole('listbox', { name: '各个时刻' }).focus()
  await page.keyboard.press('ArrowDown')
  await expect.poll(() => page.locator('.past-table tbody').textContent()).toMatch(/2,?101.*2,?102/)
  expect(await page.locator('.past-moment[aria-selected=true]').textContent()).toContain('核对台账后改为2102')
  await page.keyboard.press('End')
  await expect.poll(() => page.locator('.past-table tbody').textContent()).toContain('加了这一行')
  await page.keyboard.press('Home')
  await expect.poll(status).toBe('共 1 处不同')
})

test('the form as it was stands there with its changed cells marked, and nothing of it can be typed into', async () => {
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.getByText('当时的表').click()
  await page.locator('.past-form').waitFor()
  const marked = page.locator('.past-marked')
  await expect.poll(() => marked.allTextContents()).toEqual(['2,101改动过，原来是 2100'])
  expect(await page.locator('.past-form input, .past-form [contenteditable]').count()).toBe(0)
  await page.getByLabel('和哪一刻比').focus()
  await page.keyboard.press('Enter')
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: '现在' }).click()
  await expect.poll(status).toBe('共 2 处不同')
})

test('the history is narrowed down to one column and one way of changing', async () => {
  await page.getByRole('button', { name: '返回填报' }).click()
  await new GridDriver(page).ready()
  await page.getByRole('button', { name: '历史', exact: true }).click()
  await page.getByLabel('怎么改的').focus()
  await page.keyboard.press('Enter')
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: '命令行' }).click()
  const entries = page.locator('.history .ant-timeline-item')
  await expect.poll(() => entries.count()).toBe(2)
  await page.getByLabel('行名里有').fill('没有这一行')
  await page.getByText('没有符合条件的记录').waitFor()
})

test('a figure that came from a file is changed without a stop; the reason is asked beside it and stands in the history', async () => {
  await visit(page, `#/month/${at.period}`)
  await visit(page, `#/report/F1/${at.period}`)
  const grid = new GridDriver(page)
  await grid.ready()
  await grid.select(0, await grid.column('项目名称'))
  await page.keyboard.type('改名项目')
  await page.keyboard.press('Enter')
  await grid.saved()
  await page.getByLabel('修改的原因').fill('企业来电更正')
  await page.keyboard.press('Enter')
  await page.getByText('原因已记下').waitFor()
  const [reason, change] = await program.call('report.history', { form: 'F1', period: at.period, limit: 2 })
  expect([reason?.why, change?.after]).toEqual(['企业来电更正', '改名项目'])
})

test('nothing of it offends the content policy', async () => {
  expect(await program.complaints()).toEqual([])
})
