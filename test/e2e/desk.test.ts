/** Settings, help and handing over, by keyboard as a clerk would. */
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { barriersOf } from '../helpers/barriers.ts'
import { download, openWebProgram, visit, type WebProgram } from '../helpers/browser.ts'
import { county, openTestEngine } from '../helpers/test-engine.ts'

let program: WebProgram
let page: WebProgram['page']

beforeAll(async () => {
  program = await openWebProgram({ demo: true })
  page = program.page
})
afterAll(() => program?.close())

const theme = () => page.locator('html').getAttribute('data-theme')
/** Presses the button of that name, found and pressed by keyboard. */
async function press(name: string): Promise<void> {
  const button = page.getByRole('button', { name, exact: true }).first()
  await button.focus()
  await page.keyboard.press('Enter')
}

test('colours are chosen by keyboard, kept with the data, and paper stays light', async () => {
  await visit(page, '#/settings')
  await page.getByRole('radio', { name: '跟随电脑' }).focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect.poll(theme).toBe('dark')
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  await expect.poll(ground).toBe('rgb(18, 21, 26)')
  await page.emulateMedia({ media: 'print' })
  await expect.poll(theme).toBe('light')
  await expect.poll(ground).toBe('rgb(243, 245, 248)')
  await page.emulateMedia({ media: 'screen' })
  await expect.poll(theme).toBe('dark')
  expect((await program.call('looks.get', {})).theme).toBe('dark')
  // Another window on the same data, and one that was chosen elsewhere.
  await program.call('looks.set', { theme: 'contrast', zoom: 100, screenReader: false })
  await expect.poll(theme).toBe('contrast')
  // Nearly black on white, a link is known by its line.
  const line = (link: Locator) => link.evaluate((element) => getComputedStyle(element).textDecorationLine)
  expect(await line(page.getByRole('link', { name: '全部报表的操作日志' }))).toBe('underline')
  expect(await line(page.locator('.frame-nav a').first())).toBe('none')
  await program.call('looks.set', { theme: 'system', zoom: 100, screenReader: false })
})

test('the log over all forms is filtered by keyboard and taken along as a workbook', async () => {
  await visit(page, '#/settings')
  await page.getByRole('link', { name: '全部报表的操作日志' }).press('Enter')
  const lines = page.locator('.log-table tbody tr')
  await lines.first().waitFor()
  const all = await lines.count()
  await page.getByRole('textbox', { name: '经办人姓名里有' }).focus()
  await page.keyboard.type('没有这个人')
  await page.getByText('没有符合条件的记录').waitFor()
  await press('清除筛选')
  await expect.poll(() => lines.count()).toBe(all)
  await page.getByRole('textbox', { name: '从哪天' }).focus()
  await page.keyboard.type('20991231')
  await page.getByText('没有符合条件的记录').waitFor()
  await press('清除筛选')
  const file = await download(page, () => press('导出 Excel'))
  expect(file.name).toMatch(/^操作日志（柳城县.*）\.xlsx$/)
})

test('help opens where one is, is searched by words, and lists the keys', async () => {
  await visit(page, '#/plan/2020-05')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.keyboard.press('F1')
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('看方案原文')
  await page
    .getByRole('textbox', { name: '在手册里找' })
    .or(page.getByRole('searchbox', { name: '在手册里找' }))
    .focus()
  await page.keyboard.type('备份 U 盘')
  await page.getByText(/找到 \d+ 节/).waitFor()
  await expect.poll(() => page.locator('.help-side nav button').allTextContents()).toContain('八、备份与意外')
  await page.keyboard.press('Control+A')
  await page.keyboard.press('Delete')
  await page.getByRole('rowheader', { name: 'F8 / Shift+F8' }).waitFor()
  expect(await page.getByRole('article').textContent()).not.toMatch(/\*\*|\|---/)
})

test('a backup is rehearsed, and an older one does not go over newer data without a second yes', async () => {
  await visit(page, '#/settings')
  await press('立即备份')
  await page.getByText('已备份并核验').waitFor()
  await program.call('report.edit', { form: 'F4', period: '2020-05', edits: [{ kind: 'header', header: { fillDate: '2020-06-01' } }] })
  await press('演练')
  const dialog = page.getByRole('dialog')
  await dialog.getByText('比现在的数据旧').waitFor()
  expect(await dialog.textContent()).toContain('修改记录前后相连')
  expect(await barriersOf(page)).toEqual([])
  await dialog.getByRole('button', { name: '我看清了，仍然用它恢复' }).focus()
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'hidden' })
  expect((await program.call('report.open', { form: 'F4', period: '2020-05' })).header.fillDate).not.toBe('2020-06-01')
})

test('the self-check becomes a file for technicians without names', async () => {
  await visit(page, '#/settings')
  await press('开始体检')
  await page.getByText('存成文件发给技术人员').waitFor()
  const { name, bytes } = await download(page, () => press('存成文件发给技术人员…'))
  const report = new TextDecoder().decode(bytes)
  expect(name).toMatch(/^碳报体检-\d{4}-\d{2}-\d{2}\.txt$/)
  expect(report).toContain('[通过] 数据库结构完好')
  for (const person of ['覃小梅', '莫海燕', '韦志强', '0772']) expect(report).not.toContain(person)
})

test('a successor opens the hand-over file at the first start; what was typed there is kept meanwhile', async () => {
  await visit(page, '#/settings')
  await page.getByRole('textbox', { name: '交代几句' }).fill('还差两家的用煤量')
  const { name, bytes } = await download(page, () => press('生成交接文件…'))
  const other = await openWebProgram()
  try {
    await other.page.getByLabel('填表人').fill('黄丽')
    await other.page.evaluate(() => window.localStorage.getItem('first-run'))
    const chooser = other.page.waitForEvent('filechooser')
    await other.page.getByRole('button', { name: '打开交接文件或备份…' }).click()
    await (await chooser).setFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) })
    const dialog = other.page.getByRole('dialog')
    await dialog.getByText('还差两家的用煤量').waitFor()
    await dialog.getByLabel('填表人').fill('黄丽')
    await dialog.getByRole('button', { name: '用它恢复' }).click()
    await other.page.locator('.frame-unit').waitFor()
    expect((await other.call('app.info', {})).profile?.people.preparer).toBe('黄丽')
    expect(await other.complaints()).toEqual([])
  } finally {
    await other.close()
  }
})

test('a file of another county says whose it is before anything is restored', async () => {
  const neighbour = openTestEngine()
  try {
    await neighbour.call('profile.create', { ...county, unit: '450223' })
    const { bytes } = await neighbour.call('handOver.create', { note: '' })
    await visit(page, '#/settings')
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: '打开交接文件或备份…' }).click()
    await (await chooser).setFiles({ name: '交接.db', mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) })
    const dialog = page.getByRole('dialog')
    await dialog.getByText('这份交接文件是鹿寨县的，现在的数据是柳城县的').waitFor()
    await dialog.getByRole('button', { name: '关闭' }).last().click()
    await dialog.waitFor({ state: 'hidden' })
    expect((await program.call('app.info', {})).profile?.unitName).toBe('柳城县')
  } finally {
    await neighbour.close()
  }
})

test('the page broke no rule of its policy', async () => {
  expect(await program.complaints()).toEqual([])
})
