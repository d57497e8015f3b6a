/** The month in one workbook, from the month's own page by keyboard. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as XLSX from 'xlsx'
import { download, openWebProgram, visit, type WebProgram } from '../helpers/browser.ts'

let program: WebProgram
beforeAll(async () => {
  program = await openWebProgram({ demo: true })
})
afterAll(() => program?.close())

test('the summary in ten thousands is two keys away', async () => {
  const { page } = program
  await visit(page, '#/month/2020-05')
  await page.getByRole('button', { name: '导出汇总' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: /以万为单位/ }).waitFor()
  const { name, bytes } = await download(page, () => page.getByRole('menuitem', { name: /以万为单位/ }).press('Enter'))
  expect(name).toBe('柳城县2020年5月报表汇总.xlsx')
  const book = XLSX.read(bytes, { type: 'array' })
  expect(book.SheetNames[0]).toBe('汇总')
  expect(XLSX.utils.sheet_to_csv(book.Sheets.汇总 ?? {})).toContain('万吨标准煤')
})
