/** A workbook goes in as a clerk would take it in: by keyboard, with what the program could not know put right. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { boilers, tableOf } from '../helpers/boilers.ts'
import { openWebProgram, visit, type WebProgram } from '../helpers/browser.ts'
import { Clerk } from '../helpers/clerk.ts'
import { boiler } from '../helpers/test-engine.ts'
import { buildWorkbook } from '../helpers/workbook.ts'

let program: WebProgram
beforeAll(async () => {
  program = await openWebProgram({ demo: true })
})
afterAll(() => program?.close())

const at = { form: 'F4', period: '2020-07' } as const
const idOf = (number: number): string => `450222${String(number).padStart(4, '0')}`
const figures = (from: number, to: number, head: string) => [
  ['台账编号', head],
  ...Array.from({ length: to - from + 1 }, (_, index) => [idOf(from + index), from + index]),
]
const coal = async (): Promise<readonly (string | undefined)[]> =>
  (await program.call('report.open', at)).rows.map(({ values }) => values.annualCoal)

test('several sheets, a header and a unit put right, every change seen, one step back', async () => {
  const { page } = program
  const stored = Array.from({ length: 60 }, (_, index) => boiler(index + 1))
  await program.call('report.edit', { ...at, baseVersion: 0, edits: stored.map((row, index) => ({ ...row, at: index })) })
  const [old = {}] = boilers
  const bytes = buildWorkbook({
    sheets: [
      // Last year's table stands above this month's and looks more like the form.
      { name: '台账', rows: [...tableOf(undefined, [old]), [], ['本月'], ...figures(1, 30, '年用煤量')] },
      { name: '龙头镇', rows: figures(31, 60, '年用煤量（吨）') },
      { name: '说明', rows: [['各乡镇一张表']] },
    ],
  })
  await visit(page, `#/import/${at.form}/${at.period}`)
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: '台账.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) })
  await page.locator('.import-counts').waitFor()

  const step = async (name: string): Promise<void> => {
    await page.locator('.ant-steps-item[role=button]', { hasText: name }).focus()
    await page.keyboard.press('Enter')
  }
  const press = async (name: string): Promise<void> => {
    await page.getByRole('button', { name, exact: true }).focus()
    await page.keyboard.press('Enter')
  }
  // Both sheets together.
  await step('表和表头')
  await page.getByRole('checkbox', { name: /龙头镇/ }).focus()
  await page.keyboard.press('Space')
  await press('按这样重新识别')
  await page.locator('.import-counts').waitFor()
  // The header of the first one is five rows further down.
  await step('表和表头')
  await page.getByRole('region', { name: /表头是第 1 行到第 1 行/ }).focus()
  for (let row = 1; row < 5; row++) await page.keyboard.press('ArrowDown')
  await page.getByRole('region', { name: /表头是第 5 行到第 5 行/ }).waitFor()
  await press('按这样重新识别')
  await expect.poll(() => page.locator('.import-count-rows b').textContent()).toBe('60')
  await page.getByRole('radio', { name: '合并' }).focus()
  await page.keyboard.press('Space')
  await expect.poll(() => page.locator('.import-count-changed b').textContent()).toBe('60')
  // The first sheet is in thousands of tonnes, and says so nowhere.
  await step('对应栏目')
  expect(await page.locator('.import-table-name').allTextContents()).toEqual(['台账（表头第 5 行）', '龙头镇（表头第 1 行）'])
  const factor = page.getByRole('combobox', { name: 'B 换算' })
  await factor.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('option', { name: '×1000', exact: true }).waitFor({ state: 'attached' })
  for (let choice = 0; choice < 2; choice++) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.locator('.import-factor', { hasText: '×1000' }).waitFor()
  await press('按这样对应')
  // All changes, on two pages.
  const changes = page.getByRole('button', { name: '修改明细 60 处' })
  // What was left out of the sheet stands above them, so they are folded.
  await page.getByRole('cell', { name: '台账!A2', exact: true }).waitFor()
  await changes.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('cell', { name: '30000', exact: true }).waitFor()
  await page.getByRole('listitem', { name: '2' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('cell', { name: '龙头镇!B31' }).waitFor()
  expect(await coal()).toEqual(Array.from({ length: 60 }, () => '120'))
  await press('导入')
  await page.locator('.ant-message-notice', { hasText: '修改 60 行' }).waitFor()
  expect(await coal()).toEqual(Array.from({ length: 60 }, (_, index) => String((index + 1) * (index < 30 ? 1000 : 1))))
  await press('撤销导入')
  await expect.poll(coal).toEqual(Array.from({ length: 60 }, () => '120'))
  expect(await program.complaints()).toEqual([])
})

test('what the program will not guess is asked one thing after the other', async () => {
  const { page } = program
  const [first = {}, second = {}] = boilers
  const [head = [], ...rows] = tableOf(undefined, [first, second])
  const column = head.indexOf('年用煤量（吨）')
  const strange = head.map((label, place) => (place === column ? '年用煤量（蒲式耳）' : place === 0 ? '炉子号码' : label))
  const bytes = buildWorkbook({
    sheets: [
      { name: '甲', rows: [strange, ...rows] },
      { name: '乙', rows: [strange, ...rows] },
    ],
  })
  await visit(page, '#/month/2020-07')
  await visit(page, `#/import/${at.form}/2020-08`)
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: '台账.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) })
  const question = page.locator('.import-question')
  await question.waitFor()
  const asked: string[] = []
  for (let turn = 0; turn < 6 && (await question.count()) > 0; turn++) {
    const words = (await page.locator('#import-question').textContent()) ?? ''
    asked.push(words)
    await page.locator('.import-question input').first().focus()
    await page.keyboard.press('Space')
    await expect.poll(() => question.getByRole('button', { name: '就这样' }).isEnabled()).toBe(true)
    await question.getByRole('button', { name: '就这样' }).focus()
    await page.keyboard.press('Enter')
    // Read without waiting: after the last one there is nothing to read.
    await expect.poll(async () => (await page.locator('#import-question').allTextContents()).join('')).not.toBe(words)
  }
  expect(asked.length).toBeGreaterThan(1)
  // The last answer goes away with its button: the keyboard is on the step, and Tab leads into it.
  expect(await new Clerk(page).settled()).toBe('section 表和表头')
  await page.keyboard.press('Tab')
  expect(await page.locator('.import .card :focus').count()).toBe(1)
  await visit(page, '#/month/2020-07')
  expect(await program.complaints()).toEqual([])
})

test('comments of the file stand open in the preview, with the cells they belong to', async () => {
  const { page } = program
  const rows = figures(1, 2, '年用煤量（吨）')
  const bytes = buildWorkbook({ sheets: [{ name: '台账', rows, comments: { B2: '王工:\n含停产前一个月' } }] })
  await visit(page, `#/import/${at.form}/2020-08`)
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: '批注.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) })
  await page.locator('.import-counts').waitFor()
  await page.getByRole('button', { name: '文件里的批注 1 条' }).waitFor()
  await page.getByRole('cell', { name: '王工: 含停产前一个月' }).waitFor()
  expect(await page.getByRole('row', { name: /B2 .*年用煤量.* 王工: 含停产前一个月/ }).count()).toBe(1)
  expect(await page.getByRole('button', { name: '导入', exact: true }).isEnabled()).toBe(true)
})
