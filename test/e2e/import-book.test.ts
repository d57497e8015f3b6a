/** A workbook of many sheets goes in from the month's page, by keyboard. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { boilers, tableOf } from '../helpers/boilers.ts'
import { openWebProgram, visit, type WebProgram } from '../helpers/browser.ts'
import { buildWorkbook } from '../helpers/workbook.ts'

let program: WebProgram
beforeAll(async () => {
  program = await openWebProgram({ demo: true })
})
afterAll(() => program?.close())

const press = async (name: string | RegExp): Promise<void> => {
  const button = program.page.getByRole('button', { name }).first()
  await expect.poll(() => button.isEnabled()).toBe(true)
  await button.focus()
  await program.page.keyboard.press('Enter')
}
const choose = (name: string, bytes: Uint8Array): Promise<void> =>
  program.page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) })

test('our own summary comes back and changes nothing', async () => {
  const { page } = program
  const { fileName, bytes } = await program.call('export.summary', { period: '2020-05' })
  await visit(page, '#/month/2020-05')
  await press('导入整本工作簿')
  await page.locator('.file-drop').waitFor()
  await choose(fileName, bytes)
  await press('看看会改什么')
  await page.getByRole('button', { name: /导入这 \d+ 张报表/ }).waitFor()
  const told = await page.locator('.ant-collapse-header').allTextContents()
  expect(told.length).toBeGreaterThan(2)
  expect(told.filter((line) => !line.includes('和现有数据完全一样'))).toEqual([])
})

test('months go where they say, what is in doubt waits for a word, each report is one step back', async () => {
  const { page } = program
  const [first = {}, second = {}, third = {}] = boilers
  const sheet = (name: string, rows: readonly Readonly<Record<string, string>>[]) => ({ name, rows: tableOf(undefined, rows) })
  const bytes = buildWorkbook({
    sheets: [sheet('9月', [first]), sheet('10月', [second, third]), sheet('大埔镇', [first]), sheet('龙头镇', [second])],
  })
  await visit(page, '#/month/2020-08')
  await visit(page, '#/import-book/2020-08')
  await page.locator('.file-drop').waitFor()
  await choose('全年.xlsx', bytes)
  await page.getByText('还有 2 张工作表没有选好').waitFor()
  expect(await page.getByRole('button', { name: '看看会改什么' }).isEnabled()).toBe(false)
  for (const [name, answer] of [
    ['大埔镇', 'F4'],
    ['龙头镇', '不导入'],
  ] as const) {
    await page.getByRole('combobox', { name: `${name} 导入到哪张报表` }).focus()
    await page.keyboard.type(answer)
    await page.keyboard.press('Enter')
  }
  await press('看看会改什么')
  await press('导入这 3 张报表')
  await page.getByText('3 张报表已经导入').waitFor()
  const rows = async (period: string) => (await program.call('report.open', { form: 'F4', period })).rows.map(({ values }) => values)
  expect([await rows('2020-08'), await rows('2020-09'), await rows('2020-10')]).toEqual([[first], [first], [second, third]])
  // The last of them is October.
  await page.getByRole('button', { name: '撤销这张的导入' }).last().focus()
  await page.keyboard.press('Enter')
  await page.getByText('已撤销').waitFor()
  expect([await rows('2020-08'), await rows('2020-09'), await rows('2020-10')]).toEqual([[first], [first], []])
  expect(await program.complaints()).toEqual([])
})
