/** Between the steps of an import by the bar above them: what was put right on the way comes along. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWebProgram, visit, type WebProgram } from '../helpers/browser.ts'
import { boiler } from '../helpers/test-engine.ts'
import { buildWorkbook } from '../helpers/workbook.ts'

let program: WebProgram
beforeAll(async () => {
  program = await openWebProgram({ demo: true })
})
afterAll(() => program?.close())

const at = { form: 'F4', period: '2020-07' } as const

test('a header and a column that were put right are kept without their buttons', async () => {
  const { page } = program
  await program.call('report.edit', { ...at, baseVersion: 0, edits: [boiler(1), boiler(2)].map((row, index) => ({ ...row, at: index })) })
  const bytes = buildWorkbook({
    sheets: [
      {
        name: '台账',
        rows: [
          ['台账编号', '年用煤量（吨）', '记录'],
          ['上半年', '', ''],
          ['台账编号', '年用煤量（吨）', '记录'],
          ['4502220001', 11, '烟道漏风'],
          ['4502220002', 12, '无'],
        ],
      },
    ],
  })
  await visit(page, `#/import/${at.form}/${at.period}`)
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: '台账.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) })
  const current = page.locator('.ant-steps-item-active, .ant-steps-item-process')
  await current.filter({ hasNotText: '选择文件' }).waitFor()
  const step = async (name: string): Promise<void> => {
    await page.locator('.ant-steps-item[role=button]', { hasText: name }).focus()
    await page.keyboard.press('Enter')
    await current.filter({ hasText: name }).waitFor()
  }
  await step('表和表头')
  await page.getByRole('region', { name: /表头是第 1 行到第 1 行/ }).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.getByRole('region', { name: /表头是第 3 行到第 3 行/ }).waitFor()
  await step('对应栏目')
  await step('表和表头')
  await page.getByRole('region', { name: /表头是第 3 行到第 3 行/ }).waitFor()
  await step('对应栏目')
  const field = page.getByRole('combobox', { name: 'C 填到哪一栏' })
  await field.focus()
  await page.keyboard.type('存在问题')
  await page.keyboard.press('Enter')
  await page.locator('.import-field', { hasText: '存在问题' }).waitFor()
  // Back and forward again: it was a decision already.
  await step('表和表头')
  await step('对应栏目')
  await page.locator('.import-field', { hasText: '存在问题' }).waitFor()
  await step('预览并导入')
  const details = page.getByRole('button', { name: /修改明细/ })
  if ((await details.getAttribute('aria-expanded')) !== 'true') {
    await details.focus()
    await page.keyboard.press('Enter')
  }
  await page.getByRole('cell', { name: '烟道漏风', exact: true }).waitFor()
  expect(await page.locator('.import-count-rows b').textContent()).toBe('2')
  expect(await program.complaints()).toEqual([])
})
