import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { GridDriver, openWebProgram, visit, type WebProgram } from '../helpers/browser.ts'
import { InputMethod } from '../helpers/input-method.ts'

const form = { form: 'F4', period: '2020-08' } as const
let program: WebProgram
let page: WebProgram['page']
let grid: GridDriver
let ime: InputMethod

const owners = async () => (await program.call('report.open', form)).rows.map((row) => row.values.ownerName)

beforeAll(async () => {
  program = await openWebProgram()
  page = program.page
  grid = new GridDriver(page)
  await program.call('profile.create', { role: 'county', packId: 'liuzhou-2020', unit: '450222' })
  ime = new InputMethod(page, await program.context.newCDPSession(page))
})
afterAll(() => program?.close())

beforeEach(async () => {
  await visit(page, '#/month/2020-08')
  const { version, rows } = await program.call('report.open', form)
  if (rows.length > 0) {
    await program.call('report.edit', { ...form, baseVersion: version, edits: rows.map((row) => ({ kind: 'deleteRow', row: row.id })) })
  }
  await visit(page, '#/report/F4/2020-08')
  await grid.ready()
})

test('the first letter of a composition is kept: nihao becomes 你好', async () => {
  await grid.select(0, 1)
  expect(await ime.compose('nihao')).toBe('nihao')
  await ime.pick('你好')
  await page.keyboard.press('Enter')
  await grid.saved()
  expect(await owners()).toEqual(['你好'])
})

test('a composition begun over a filled cell replaces it', async () => {
  await grid.select(0, 1)
  await page.keyboard.type('old')
  await page.keyboard.press('Enter')
  await grid.select(0, 1)
  await ime.compose('nihao')
  await ime.pick('你好')
  await page.keyboard.press('Enter')
  await grid.saved()
  await expect.poll(owners).toEqual(['你好'])
})

test('Enter inside a composition takes the letters and does not leave the cell', async () => {
  await grid.select(0, 1)
  await ime.compose('abc')
  await ime.pick('abc', 'Enter')
  await page.keyboard.type('X')
  await page.keyboard.press('Enter')
  await grid.saved()
  expect(await owners()).toEqual(['abcX'])
})

test('arrow keys inside a composition choose a candidate and do not leave the cell', async () => {
  await grid.select(0, 1)
  await ime.compose('ni')
  await ime.takes('ArrowDown')
  await ime.pick('拟')
  await page.keyboard.press('Tab')
  await grid.saved()
  expect(await owners()).toEqual(['拟'])
})

test('a hundred compositions in a row lose nothing', async () => {
  await grid.select(0, 1)
  for (let index = 0; index < 100; index += 1) {
    await ime.compose('zhong')
    await ime.pick(`中${index}`)
    await page.keyboard.press('Enter')
  }
  await grid.saved()
  await expect.poll(owners).toEqual(Array.from({ length: 100 }, (_, index) => `中${index}`))
})

test('a cell that takes no input keeps the input method away', async () => {
  await visit(page, '#/report/F1/2020-08')
  await page.getByRole('grid', { name: '高耗能项目' }).waitFor()
  await grid.ready()
  expect(await ime.focusTakesText()).toBe(true)
  const column = await grid.column('当年新增能耗')
  await page.keyboard.press('Control+Home')
  for (let step = 0; step < column; step += 1) await page.keyboard.press('ArrowRight')
  expect(await ime.focusTakesText()).toBe(false)
  await ime.compose('nihao')
  expect(await page.locator('.grid-typing').count()).toBe(0)
  expect((await program.call('report.open', { form: 'F1', period: '2020-08' })).rows).toEqual([])
})
