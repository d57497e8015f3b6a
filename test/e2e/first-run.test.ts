/** The first page: who one is, which plan, which unit; begun, broken off and gone on with. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openWebProgram, type WebProgram } from '../helpers/browser.ts'

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
async function openAnew(): Promise<void> {
  await page.goto('about:blank')
  await page.goto(program.host.url)
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
})

test('what was answered is there again, and another plan takes the unit of the former with it', async () => {
  await choose('选方案', '柳州')
  await choose('选本单位', '柳城县')
  await page.getByLabel('填表人', { exact: true }).fill(' 覃小梅 ')
  await openAnew()
  await expect.poll(() => unit().textContent()).toContain('柳城县')
  await choose('选方案', '安顺')
  await expect.poll(() => unit().textContent()).toContain('可以打字查找')
  await openAnew()
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
