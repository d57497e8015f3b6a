import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
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

describe('on every editor of the grid', () => {
  /** The field of a row of F4 as it is stored. */
  const stored = (field: string) => async () => (await program.call('report.open', form)).rows[0]?.values[field]
  /** By keys: a column that is out of sight is not drawn. */
  const goTo = async (label: string): Promise<void> => {
    const column = await grid.column(label)
    await grid.select(0, 0)
    for (let step = 0; step < column; step += 1) await page.keyboard.press('ArrowRight')
  }
  /** All columns, and a row whose owner is there. */
  beforeEach(async () => {
    await program.call('report.edit', {
      ...form,
      edits: [{ kind: 'insertRow', row: 'r1', at: 0, values: { ownerName: '柳城县第1豆腐坊' } }],
    })
    await expect.poll(() => grid.text(0, 1)).toBe('柳城县第1豆腐坊')
    await page.getByText('全部列', { exact: true }).click()
    await page.getByRole('columnheader', { name: /治理设施/ }).waitFor({ state: 'attached' })
  })

  test.each([
    ['a number', '年用煤量', 'annualCoal', 'yiqian', '1200.5', '1200.5'],
    ['a day', '计划完成时限', 'planDate', 'shi', '20200531', '2020-05-31'],
    ['a code by its name', '整治方式', 'disposalType', 'chaichu', '拆除', '拆除'],
    ['a town by its name', '所在乡镇街道', 'townCode', 'dapuzhen', '大埔镇', '450222100'],
    ['yes or no', '是否在建成区', 'inBuiltUpArea', 'shi', '是', '是'],
  ])('%s takes what was composed', async (_, label, field, letters, picked, value) => {
    await goTo(label)
    expect(await ime.compose(letters)).toBe(letters)
    await ime.pick(picked)
    await page.keyboard.press('Enter')
    await grid.saved()
    await expect.poll(stored(field)).toBe(value)
  })

  test('a long text, on a second line as well', async () => {
    await goTo('治理设施')
    expect(await ime.compose('chuchen')).toBe('chuchen')
    await ime.pick('除尘')
    await page.keyboard.press('Alt+Enter')
    expect(await ime.compose('tuoliu')).toBe('tuoliu')
    await ime.pick('脱硫')
    await page.keyboard.press('Enter')
    await grid.saved()
    await expect.poll(stored('treatment')).toBe('除尘\n脱硫')
  })

  test('the form of one row', async () => {
    await goTo('使用单位')
    await page.keyboard.press('F4')
    const field = page.locator('.record').getByLabel('使用单位')
    await field.focus()
    await page.keyboard.press('Control+a')
    expect(await ime.compose('nihao')).toBe('nihao')
    await ime.pick('你好')
    await page.keyboard.press('Tab')
    await grid.saved()
    await expect.poll(owners).toEqual(['你好'])
  })

  test('finding, and a note', async () => {
    await grid.select(0, 0)
    await page.keyboard.press('Control+f')
    await page.locator('.grid-bar input').first().waitFor()
    expect(await ime.compose('doufu')).toBe('doufu')
    await ime.pick('豆腐')
    await expect.poll(() => page.locator('.grid-bar input').first().inputValue()).toBe('豆腐')
    await page.keyboard.press('Escape')
    await page.getByText('批注', { exact: true }).click()
    const note = page.locator('.notes-composer textarea')
    await note.focus()
    expect(await ime.compose('heshi')).toBe('heshi')
    await ime.pick('核实')
    await expect.poll(() => note.inputValue()).toBe('核实')
  })
})
