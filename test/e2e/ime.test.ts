/** A Chinese input method, as the browser sees one: keys 229 and a composition, sent over the debugging protocol. */
import type { CDPSession } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { GridDriver, openWebProgram, visit, type WebProgram } from '../helpers/browser.ts'

const form = { form: 'F4', period: '2020-08' } as const
let program: WebProgram
let page: WebProgram['page']
let grid: GridDriver
let cdp: CDPSession

/** Whether the focused element would hand its keys to an input method. */
const focusTakesText = (): Promise<boolean> =>
  page.evaluate(() => {
    const element = document.activeElement
    return (element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement) && !element.readOnly
  })
const processKey = (type: 'rawKeyDown' | 'keyUp', code: string) =>
  cdp.send('Input.dispatchKeyEvent', { type, windowsVirtualKeyCode: 229, nativeVirtualKeyCode: 229, code, key: 'Process' })

/** One physical key while the input method is on: it only gets the key when something editable has the focus. */
async function imeKey(letter: string, soFar: string): Promise<string> {
  const code = `Key${letter.toUpperCase()}`
  if (!(await focusTakesText())) {
    await page.keyboard.press(letter)
    return soFar
  }
  await processKey('rawKeyDown', code)
  const text = soFar + letter
  await cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
  await processKey('keyUp', code)
  return text
}
async function compose(letters: string): Promise<string> {
  let text = ''
  for (const letter of letters) text = await imeKey(letter, text)
  return text
}
/** Space picks the candidate: the letters are replaced by it. */
async function pick(text: string): Promise<void> {
  await processKey('rawKeyDown', 'Space')
  await cdp.send('Input.insertText', { text })
  await processKey('keyUp', 'Space')
}
const owners = async () => (await program.call('report.open', form)).rows.map((row) => row.values.ownerName)

beforeAll(async () => {
  program = await openWebProgram()
  page = program.page
  grid = new GridDriver(page)
  await program.call('profile.create', { role: 'county', packId: 'liuzhou-2020', unit: '450222' })
  cdp = await program.context.newCDPSession(page)
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
  expect(await compose('nihao')).toBe('nihao')
  await pick('你好')
  await page.keyboard.press('Enter')
  await grid.saved()
  expect(await owners()).toEqual(['你好'])
})

test('a composition begun over a filled cell replaces it', async () => {
  await grid.select(0, 1)
  await page.keyboard.type('old')
  await page.keyboard.press('Enter')
  await grid.select(0, 1)
  await compose('nihao')
  await pick('你好')
  await page.keyboard.press('Enter')
  await grid.saved()
  await expect.poll(owners).toEqual(['你好'])
})

test('Enter inside a composition takes the letters and does not leave the cell', async () => {
  await grid.select(0, 1)
  await compose('abc')
  await processKey('rawKeyDown', 'Enter')
  await cdp.send('Input.insertText', { text: 'abc' })
  await page.keyboard.type('X')
  await page.keyboard.press('Enter')
  await grid.saved()
  expect(await owners()).toEqual(['abcX'])
})

test('arrow keys inside a composition choose a candidate and do not leave the cell', async () => {
  await grid.select(0, 1)
  await compose('ni')
  await processKey('rawKeyDown', 'ArrowDown')
  await processKey('keyUp', 'ArrowDown')
  await pick('拟')
  await page.keyboard.press('Tab')
  await grid.saved()
  expect(await owners()).toEqual(['拟'])
})

test('a hundred compositions in a row lose nothing', async () => {
  await grid.select(0, 1)
  for (let index = 0; index < 100; index += 1) {
    await compose('zhong')
    await pick(`中${index}`)
    await page.keyboard.press('Enter')
  }
  await grid.saved()
  await expect.poll(owners).toEqual(Array.from({ length: 100 }, (_, index) => `中${index}`))
})

test('a cell that takes no input keeps the input method away', async () => {
  await visit(page, '#/report/F1/2020-08')
  await page.getByRole('grid', { name: '高耗能项目' }).waitFor()
  await grid.ready()
  expect(await focusTakesText()).toBe(true)
  const column = await grid.column('当年新增能耗')
  await page.keyboard.press('Control+Home')
  for (let step = 0; step < column; step += 1) await page.keyboard.press('ArrowRight')
  expect(await focusTakesText()).toBe(false)
  await compose('nihao')
  expect(await page.locator('.grid-typing').count()).toBe(0)
  expect((await program.call('report.open', { form: 'F1', period: '2020-08' })).rows).toEqual([])
})
