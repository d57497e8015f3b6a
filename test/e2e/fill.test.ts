/** The bureau's own blank form is filled in from the screen of a report. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { download, openWebProgram, visit, type WebProgram } from '../helpers/browser.ts'
import { officeTemplate } from '../helpers/office-template.ts'
import { parseHere } from '../helpers/parse-here.ts'

const at = { form: 'F4', period: '2020-05' } as const
let program: WebProgram
let page: WebProgram['page']

beforeAll(async () => {
  program = await openWebProgram({ demo: true })
  page = program.page
})
afterAll(() => program?.close())

test('the form is chosen, a doubt is answered, and the filled form is saved', async () => {
  const { rows: boilers } = await program.call('report.open', at)
  const bytes = officeTemplate({
    title: '锅炉情况（　　年　　月）',
    sheet: '锅炉',
    information: ['填报单位：'],
    columns: [{ labels: ['使用单位'] }, { labels: ['台账编号'] }, { labels: ['年度用煤数量'], format: 'number', total: 'sum' }],
  })
  await visit(page, `#/report/${at.form}/${at.period}`)
  await page.getByRole('button', { name: '填入表样' }).click()
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: '选择表样（.xlsx）' }).click()])
  await chooser.setFiles({
    name: '省厅表.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: Buffer.from(bytes),
  })
  const save = page.getByRole('button', { name: '填好并保存' })
  await expect.poll(() => page.locator('.ant-drawer-body').textContent()).toContain('有 1 处需要您确认')
  expect(await save.isDisabled()).toBe(true)
  await page.getByLabel('模板 C 列“年度用煤数量”填哪一栏？').click()
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: '年用煤量' }).first().click()
  await expect.poll(() => save.isEnabled()).toBe(true)
  // A column that was matched without a doubt may be changed, too, and back.
  const owner = page.getByLabel('表样 A 列填哪一栏')
  const choose = async (label: string) => {
    await owner.click()
    await owner.fill(label)
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: label }).first().click()
    await expect.poll(() => page.locator('.ant-drawer-body tr', { has: owner }).textContent()).toContain(label)
    await expect.poll(() => save.isEnabled()).toBe(true)
  }
  await choose('地址')
  await choose('使用单位')
  expect(await page.locator('.ant-drawer-body').textContent()).toContain(`会加 ${boilers.length - 3} 行`)
  const file = await download(page, () => save.click())
  expect(file.name).toBe('省厅表（柳城县2020年5月）.xlsx')
  const rows = (await parseHere(file.bytes)).sheets[0]?.rows.map(({ cells }) => Array.from(cells, (cell) => cell?.value ?? null)) ?? []
  expect(rows[0]?.[0]).toBe('锅炉情况（2020年5月）')
  const { ownerName, boilerId, annualCoal } = boilers.at(-1)?.values ?? {}
  expect(rows).toContainEqual([ownerName, boilerId, Number(annualCoal)])
  const coal = boilers.reduce((sum, { values }) => sum + Number(values.annualCoal ?? 0), 0)
  expect(rows).toContainEqual(['合计', null, expect.closeTo(coal, 6)])
})
