/** The first page: who one is, which plan, which unit; begun, broken off and gone on with. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import { openAnew, openWebProgram, samplesDir, visit, type WebProgram } from '../helpers/browser.ts'
import { county } from '../helpers/test-engine.ts'

let program: WebProgram
let page: WebProgram['page']
beforeEach(async () => {
  program = await openWebProgram()
  page = program.page
})
afterEach(() => program?.close())

const unit = () => page.locator('.ant-form-item', { hasText: '选本单位' })
const start = () => page.getByRole('button', { name: '开始使用' })
async function choose(label: string, name: string): Promise<void> {
  await page.getByLabel(label).click()
  await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option', { hasText: name }).click()
}
async function beginAnew(): Promise<void> {
  await openAnew(program)
  await start().waitFor()
}

test('a city finds its own office among the units, not the counties that report to it', async () => {
  await page.getByText('市级汇总').click()
  await choose('选方案', '柳州')
  // There is one office to choose: it is chosen.
  await expect.poll(() => unit().textContent()).toContain('柳州市生态环境局')
  await page.getByText('县区填报').click()
  await expect.poll(() => unit().textContent()).toContain('可以打字查找')
  await page.getByText('市级汇总').click()
  await start().click()
  // Its day begins with what came in.
  await expect.poll(() => page.locator('.frame-nav a[aria-current=page]').textContent()).toBe('收件与进度')
  expect((await program.call('app.info', {})).profile).toMatchObject({ role: 'city', unit: 'LZ-STHJJ', unitName: '柳州市生态环境局' })
  // This plan names nobody above the office: it owes nothing, and the day is its counties'.
  await expect.poll(() => page.locator('.frame-due').textContent()).toMatch(/^各单位报送截止 [^，]+$/)
  const menu = await page.getByRole('navigation', { name: '主菜单' }).textContent()
  expect(['工作台', '本级填报', '自用，不用上报'].map((words) => menu?.includes(words))).toEqual([false, false, true])
  // Help belongs to the screen that is shown, also before the address names one.
  expect(await page.evaluate(() => window.location.hash)).toBe('')
  await page.keyboard.press('F1')
  await expect
    .poll(() => page.evaluate(() => [window.location.hash.split('/').at(-1), document.activeElement?.textContent]))
    .toEqual(['inbox', '收件'])
  await visit(page, '#/month')
  const month = page.locator('section.month')
  await month.getByText('F4', { exact: false }).first().waitFor()
  const told = await month.textContent()
  expect(['自用，不用上报', '必报', '截止日', '张可上报'].map((words) => told?.includes(words))).toEqual([true, false, false, false])
  await visit(page, '#/settings')
  await page.getByText('县里用它认出是市局出的').waitFor()
  expect(await page.getByRole('region', { name: '单位与方案' }).textContent()).toMatch(/本单位(?!.*填报单位)/)
})

test('the first page begins at its first question', async () => {
  await expect.poll(() => page.evaluate(() => document.activeElement?.matches('[name=role], [value=county]'))).toBe(true)
})

test('what is opened is called what it is: the hand-over file of a predecessor, and a workbook chosen by mistake', async () => {
  await program.call('profile.create', county)
  const made = await program.call('handOver.create', { note: '还差两家的用煤量' })
  await openAnew(program)
  await page.locator('.frame').waitFor()
  await visit(page, '#/settings')
  const choose = async (name: string, bytes: Uint8Array) => {
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: '打开交接文件或备份…' }).press('Enter')
    await (await chooser).setFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) })
  }
  await choose('F4.xlsx', readFileSync(join(samplesDir, 'F4.xlsx')))
  await page.getByText('这是表格').waitFor()
  await choose(made.fileName, made.bytes)
  const dialog = page.getByRole('dialog')
  await dialog.getByText('这份交接文件是好的').waitFor()
  const said = await dialog.textContent()
  expect([said?.includes(`交接文件：${made.fileName}`), said?.includes('备份演练')]).toEqual([true, false])
})

test('while the plans are read it says so, and they can be chosen once they are there', async () => {
  const { promise: mayAnswer, resolve: letAnswer } = Promise.withResolvers<void>()
  await page.route('**/call', async (route) => {
    if (route.request().postData()?.includes('packs.list')) await mayAnswer
    await route.continue()
  })
  await beginAnew()
  const plan = page.locator('.ant-form-item', { hasText: '选方案' })
  await page.getByLabel('选方案').focus()
  await page.keyboard.press('Enter')
  const list = page.locator('.ant-select-dropdown')
  await expect.poll(() => list.textContent()).toContain('正在读取方案')
  expect(await plan.textContent()).toContain('正在读取方案')
  letAnswer()
  await list.locator('.ant-select-item-option').first().waitFor()
  await page.keyboard.press('Enter')
  await expect.poll(() => plan.textContent()).not.toMatch(/正在读取方案|选哪个/)
})

test('a unit is found by the first letters of its reading', async () => {
  await choose('选方案', '柳州')
  await page.getByLabel('选本单位').focus()
  await page.keyboard.type('lc')
  const found = page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option')
  await expect.poll(() => found.allTextContents()).toEqual(['柳城县'])
  await page.keyboard.press('Enter')
  await expect.poll(() => unit().textContent()).toContain('柳城县')
})

test('what was answered is there again, and another plan takes the unit of the former with it', async () => {
  await choose('选方案', '柳州')
  await choose('选本单位', '柳城县')
  await page.getByLabel('填表人', { exact: true }).fill(' 覃小梅 ')
  await beginAnew()
  await expect.poll(() => unit().textContent()).toContain('柳城县')
  await choose('选方案', '安顺')
  await expect.poll(() => unit().textContent()).toContain('可以打字查找')
  await beginAnew()
  await expect.poll(() => unit().textContent()).toContain('可以打字查找')
  await choose('选本单位', '西秀区')
  await start().click()
  await page.locator('.frame').waitFor()
  expect((await program.call('app.info', {})).profile).toMatchObject({ unitName: '西秀区', people: { preparer: '覃小梅' } })
})

test('what is missing is led to, in a small window too', async () => {
  await page.setViewportSize({ width: 683, height: 384 })
  await start().press('Enter')
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('packId')
  const isInView = async () => {
    const said = await page.getByText('请选择方案').boundingBox()
    return said !== null && said.y >= 0 && said.y + said.height <= 384
  }
  await expect.poll(isInView).toBe(true)
})

test('it says where the data lie and asks for a second folder of backups, which the settings show and change', async () => {
  const stick = mkdtempSync(join(tmpdir(), 'tanbao-stick-'))
  onTestFinished(() => rmSync(stick, { recursive: true, force: true }))
  await page.setViewportSize({ width: 683, height: 384 })
  await page.locator('.first-run-path').getByText('data').waitFor()
  const overhang = () =>
    page.evaluate(() =>
      [document.documentElement, ...document.querySelectorAll('.first-run')].map((part) => part.scrollWidth - part.clientWidth),
    )
  expect(await overhang()).toEqual([0, 0])
  await choose('选方案', '柳州')
  await choose('选本单位', '柳城县')
  const folder = page.getByLabel('第二个备份文件夹（可以不填）')
  await folder.fill(join(stick, 'nowhere'))
  await start().press('Enter')
  // Refused where it is typed, in the window; nothing was made, and what was answered stays.
  await page.getByText('找不到这个文件夹').last().waitFor()
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('backupFolder')
  expect((await program.call('app.info', {})).profile).toBeNull()
  await folder.fill(stick)
  await start().press('Enter')
  await page.locator('.frame').waitFor()
  await visit(page, '#/settings')
  const backups = page.getByRole('region', { name: '备份与恢复' })
  await backups.getByText('第二份备份从下一次备份起写').waitFor()
  await backups.getByRole('button', { name: '立即备份' }).press('Enter')
  await backups.getByText(/第二份备份已写好/).waitFor()
  rmSync(stick, { recursive: true })
  await backups.getByRole('button', { name: '立即备份' }).press('Enter')
  await backups.getByText(/第二份备份没有写成：找不到这个文件夹.*主备份完好/).waitFor()
  await folder.fill('')
  await folder.press('Enter')
  await page.getByText('今后不再写第二份备份').waitFor()
  expect((await program.call('backup.folder', {})).second).toBeNull()
})
