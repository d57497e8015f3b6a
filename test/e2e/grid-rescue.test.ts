/** What is half typed into a row that another window deletes. */
import { expect, test } from 'vitest'
import { openBoilerDesk } from '../helpers/boiler-desk.ts'
import { type GridDriver, visit, type WebProgram } from '../helpers/browser.ts'

let program: WebProgram
let page: WebProgram['page']
let grid: GridDriver
const { boilers, paste } = openBoilerDesk((opened) => {
  ;({ program, page, grid } = opened)
})
const at = { form: 'F4', period: '2020-07' } as const

test('words for a row that another window deletes are offered back, with the row', async () => {
  await grid.select(0, 0)
  await paste('A1\t甲\r\nA2\t乙\r\n')
  await grid.saved()
  await grid.select(1, 1)
  await page.keyboard.press('F4')
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('record-ownerName')
  await page.keyboard.press('Control+A')
  await page.keyboard.type('己')
  const { rows } = await program.call('report.open', at)
  const gone = rows.find(({ values }) => values.boilerId === 'A2')?.id ?? ''
  await program.call('report.edit', { ...at, edits: [{ kind: 'deleteRow', row: gone }] })
  const offer = page.getByRole('dialog', { name: '这一行刚在别处被删掉了' })
  await offer.waitFor()
  expect(await offer.getByRole('textbox').inputValue()).toBe('己')
  await offer.getByRole('button', { name: '放回表尾' }).press('Enter')
  await expect.poll(async () => (await boilers()).map((row) => `${row.boilerId} ${row.ownerName}`)).toEqual(['A1 甲', 'A2 己'])
  await visit(page, '#/month/2020-07')
})
