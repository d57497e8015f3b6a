/** The clerk's own workbook comes back with what is wrong in it shown where it is. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { forkParser } from '../../electron/adapters/parser-fork.ts'
import { cellAddress } from '../../shared/forms/columns.ts'
import { commentsAsShown } from '../helpers/annotations.ts'
import { tableOf } from '../helpers/boilers.ts'
import { download, openWebProgram, visit, type WebProgram } from '../helpers/browser.ts'
import { buildWorkbook } from '../helpers/workbook.ts'

let program: WebProgram
beforeAll(async () => {
  program = await openWebProgram({ demo: true })
})
afterAll(() => program?.close())

test('from the preview of an import, without importing anything', async () => {
  const { page } = program
  const rows = tableOf().map((row) => [...row])
  const column = rows[0]?.indexOf('年用煤量（吨）') ?? -1
  rows[2]?.splice(column, 1, -5)
  rows[3]?.splice(column, 1, '很多')
  const before = (await program.call('report.open', { form: 'F4', period: '2020-05' })).version
  await visit(page, '#/report/F4/2020-05')
  await page.getByRole('button', { name: '导入 Excel' }).click()
  const file = {
    name: '我的台账.xlsx',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(buildWorkbook({ sheets: [{ name: '台账', rows }] })),
  }
  await page.locator('input[type=file]').setInputFiles(file)
  await page.locator('.import-counts').waitFor()
  // Some are taken in and some are not: the sentence above the list must hold for each.
  await page.locator('.ant-alert', { hasText: '每一条都写明了怎样处理' }).waitFor()
  const { name, bytes } = await download(page, () => page.getByRole('button', { name: '下载标注了问题的原表' }).click())
  expect(name).toBe('我的台账（已标注）.xlsx')
  await page
    .locator('.ant-message-notice', { hasText: /已标注 \d+ 个单元格.*预览只列读文件时发现的问题（\d+ 个）.*校验发现的也在其中/ })
    .waitFor()

  const parser = forkParser()
  const read = await parser.parse({ fileName: name, bytes }).finally(() => parser.close())
  expect(read.sheets.map((sheet) => sheet.name)).toEqual(['台账', '审核结果'])
  expect([...(read.sheets[0]?.rows ?? [])].map((row) => row.cells[column]?.value)).toEqual(['年用煤量（吨）', 2100, -5, '很多'])
  read.close?.()
  const comments = (await commentsAsShown(new Map([['a.xlsx', bytes]]))).get('a.xlsx')?.[0]?.comments
  expect(comments?.get(cellAddress(2, column))).toContain('不能为负数')
  expect(comments?.get(cellAddress(3, column))).toContain('【强制性】')
  expect((await program.call('report.open', { form: 'F4', period: '2020-05' })).version).toBe(before)
  expect(await program.complaints()).toEqual([])
})
