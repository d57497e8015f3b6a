/** What may take rows away or put a wrong month in their place is decided on the screen before anything is imported. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWebProgram, visit, type WebProgram } from '../helpers/browser.ts'
import { boiler } from '../helpers/test-engine.ts'
import { buildWorkbook, type Cell } from '../helpers/workbook.ts'

let program: WebProgram
beforeAll(async () => {
  program = await openWebProgram({ demo: true })
})
afterAll(() => program?.close())

const choose = async (form: string, period: string, rows: readonly (readonly Cell[])[]): Promise<void> => {
  const { page } = program
  await visit(page, `#/import/${form}/${period}`)
  const buffer = Buffer.from(buildWorkbook({ sheets: [{ name: '表', rows }] }))
  await page.locator('input[type=file]').setInputFiles({ name: '表.xlsx', mimeType: 'application/octet-stream', buffer })
}
const answer = async (label: RegExp): Promise<void> => {
  const { page } = program
  await page.getByRole('radio', { name: label }).check()
  await page.locator('.import-questions').getByRole('button', { name: '就这样' }).click()
  await page.locator('.import-questions').waitFor({ state: 'detached' })
  await page.locator('.ant-steps-item[role=button]', { hasText: '预览并导入' }).click()
}

test('of two years one above the other one is chosen', async () => {
  const head = ['行业', '本月（吨）', '累计（吨）']
  await choose('F13', '2020-07', [['2019年'], head, ['化工', 50, 150], ['2020年'], head, ['化工', 40, 140]])
  await answer(/第 6 行（2020年）/)
  const { page } = program
  await page.locator('.import-count-changed', { hasText: '1' }).waitFor()
  await page.getByRole('button', { name: '导入', exact: true }).click()
  await page.locator('.ant-message', { hasText: '修改 1 行' }).waitFor()
  const { rows } = await program.call('report.open', { form: 'F13', period: '2020-07' })
  expect(rows.find(({ values }) => values.sector === '化工')?.values).toMatchObject({ coalMonth: '40', coalYTD: '140' })
})

test('recognising once more keeps the part that was chosen', async () => {
  await choose('F13', '2020-08', [['行业', '本月（吨）', '累计（吨）'], ['柳东片区'], ['化工', 50, 150], ['柳北片区'], ['化工', 40, 140]])
  await answer(/柳北片区/)
  const { page } = program
  await page.locator('.ant-steps-item[role=button]', { hasText: '表和表头' }).click()
  await page.getByRole('button', { name: '按这样重新识别' }).click()
  await page.getByRole('button', { name: '导入', exact: true }).click()
  await page.locator('.ant-message', { hasText: '修改 1 行' }).waitFor()
  const { rows } = await program.call('report.open', { form: 'F13', period: '2020-08' })
  expect(rows.find(({ values }) => values.sector === '化工')?.values).toMatchObject({ coalMonth: '40', coalYTD: '140' })
})

test('a ledger is replaced without its key only when somebody says so, and shows what would go', async () => {
  const at = { form: 'F4', period: '2020-07' } as const
  await program.call('report.edit', { ...at, baseVersion: 0, edits: [boiler(1), boiler(2)].map((row, index) => ({ ...row, at: index })) })
  await choose('F4', '2020-07', [
    ['使用单位', '额定出力'],
    ['柳城县民生纺织厂', 7],
  ])
  await answer(/照样替换：删除原有的 2 行/)
  const { page } = program
  await page.locator('.ant-collapse-item', { hasText: '将删除的行 2 行' }).getByText('4502220002').first().waitFor()
  await choose('F4', '2020-06', [['台账编号', '使用单位'], ['注：没有锅炉']])
  await page.getByText('文件里没有读到数据行，没有改动数据').waitFor()
  expect(await page.getByText('完全一样').count()).toBe(0)
  expect((await program.call('report.open', at)).rows).toHaveLength(2)
})
