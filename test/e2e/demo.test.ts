/** Somebody practises in the demo county and then begins in earnest, on the same folder. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openAnew, openWebProgram, visit, type WebProgram } from '../helpers/browser.ts'
import { boiler, county } from '../helpers/test-engine.ts'

let program: WebProgram
let page: WebProgram['page']

beforeAll(async () => {
  program = await openWebProgram()
  page = program.page
})
afterAll(() => program?.close())

test('the demo county leads back to the first page, its data kept as a backup', async () => {
  await page.getByRole('button', { name: '打开演示县' }).press('Enter')
  await page.locator('.frame').waitFor()
  await visit(page, '#/month/2020-05')
  const leave = page.getByRole('button', { name: /练好了，正式开始/ })
  await leave.press('Enter')
  const dialog = page.getByRole('dialog', { name: '离开演示县？' })
  // No by default is a key away, and changes nothing.
  await dialog.getByRole('button', { name: /取\s*消/ }).press('Enter')
  await dialog.waitFor({ state: 'detached' })
  expect((await program.call('app.info', {})).profile?.demo).toBe(true)
  await leave.press('Enter')
  await dialog.getByRole('button', { name: '离开，正式开始' }).press('Enter')
  await page.getByRole('button', { name: '打开演示县' }).waitFor()
  expect((await program.call('app.info', {})).profile).toBeNull()
  expect((await program.call('backup.list', {})).length).toBeGreaterThan(0)
  expect(await program.complaints()).toEqual([])
})

test('a county chosen by mistake is chosen anew in the settings, and no more once something was filled in', async () => {
  const choose = async () => {
    await visit(page, '#/settings')
    await page.getByRole('button', { name: '选错了，重新选…' }).press('Enter')
    await page.getByRole('dialog', { name: '重新选方案和单位？' }).getByRole('button', { name: '重新选' }).press('Enter')
  }
  const begin = async () => {
    await program.call('profile.create', county)
    await openAnew(program)
    await page.locator('.frame').waitFor()
  }
  await begin()
  await choose()
  await page.getByRole('button', { name: '打开演示县' }).waitFor()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  // The keyboard stands at the first question, not nowhere.
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('.first-run')?.localName)).toBe('main')
  expect((await program.call('app.info', {})).profile).toBeNull()
  await begin()
  await program.call('report.edit', { form: 'F4', period: '2020-05', edits: [boiler(1)] })
  await choose()
  await page.getByText('已经填过或收过报表，不能再换方案和单位').waitFor()
  expect((await program.call('app.info', {})).profile?.unitName).toBe('柳城县')
})
