import { expect, test } from 'vitest'
import { openBoilerDesk } from '../helpers/boiler-desk.ts'
import { type GridDriver, visit, type WebProgram } from '../helpers/browser.ts'

let program: WebProgram
let page: WebProgram['page']
let grid: GridDriver
const { boilers, paste } = openBoilerDesk((opened) => {
  ;({ program, page, grid } = opened)
})

test('F4 shows one row as a form and back; what is typed there is in the table', async () => {
  await grid.select(0, 0)
  await paste('A1\t甲\r\nA2\t乙\r\n')
  await grid.select(1, 1)
  await page.keyboard.press('F4')
  await page.getByText('第 2 行，共 2 行').waitFor()
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('record-ownerName')
  await page.keyboard.press('Control+A')
  await page.keyboard.type('丁')
  await page.keyboard.press('Control+PageUp')
  await page.getByText('第 1 行，共 2 行').waitFor()
  await page.keyboard.press('F4')
  await grid.ready()
  await grid.saved()
  await expect.poll(async () => (await boilers()).map((row) => row.ownerName)).toEqual(['甲', '丁'])
  await page.getByRole('button', { name: '进度' }).press('Enter')
  await expect.poll(() => page.locator('.section-progress').first().textContent()).toMatch(/已填 \d+ \/ \d+ 格/)
  await page.keyboard.press('Escape')
})

test('from every core column the keyboard is in the field of the cell, and F4 leads back to that cell: sorted, filtered, on the new row', async () => {
  await grid.select(0, 0)
  await paste('A1\t甲\r\nA2\t乙\r\nA3\t甲\r\n')
  await grid.saved()
  await grid.select(0, 0)
  await page.keyboard.press('Control+Shift+L')
  await page.getByRole('button', { name: '从大到小' }).click()
  await grid.select(2, 1)
  await page.keyboard.press('Control+Shift+L')
  await page.getByRole('dialog', { name: /筛选和排序/ }).waitFor()
  await page.keyboard.type('甲')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.locator('.grid-look-state').textContent()).toContain('显示 2 行，共 3 行')
  const cell = async () => (await page.locator('.grid-input').getAttribute('aria-label'))?.split('，').slice(0, 2).join('，')
  const focused = page.locator('.record :focus')
  const columns = Number(await page.getByRole('grid').getAttribute('aria-colcount')) - 1
  for (const row of [0, 2]) {
    await grid.select(row, 0)
    await page.keyboard.press('Home')
    for (let column = 0; column < columns; column += 1) {
      const before = await cell()
      await page.keyboard.press('F4')
      await focused.waitFor()
      const label = await focused.evaluate((field) => document.querySelector(`label[for="${field.id}"]`)?.lastChild?.textContent)
      expect(before).toContain(label)
      await expect
        .poll(() => page.locator('.record-rows strong').textContent())
        .toBe(row === 0 ? '第 3 行，共 3 行' : '新的一行，填写以后就会加上')
      await page.keyboard.press('F4')
      await grid.ready()
      expect(await cell()).toBe(before)
      await page.keyboard.press('ArrowRight')
    }
  }
})

test('F4 leads from the tools to the form of the row, and back to the table', async () => {
  await grid.select(0, 0)
  await paste('A1\t甲\r\n')
  await grid.saved()
  await grid.select(0, 5)
  await page.keyboard.press('Shift+F6')
  await page.keyboard.press('F4')
  await page.locator('.record :focus').waitFor()
  await page.keyboard.press('Shift+F6')
  await page.keyboard.press('F4')
  await grid.ready()
})

test('what is half typed is stored when a key leads away: F1 and Ctrl+P, from the table and from the row form', async () => {
  await grid.select(0, 0)
  await paste('A1\t甲\r\nA2\t乙\r\n')
  await grid.saved()
  const names = async () => (await boilers()).map((row) => row.ownerName)
  const back = async () => {
    await page.locator('.grid-input').waitFor({ state: 'detached' })
    await page.goBack()
    await page.getByRole('grid', { name: '燃煤锅炉' }).waitFor()
    await grid.ready()
  }
  await grid.select(0, 1)
  await page.keyboard.type('丙')
  await page.keyboard.press('F1')
  await expect.poll(names).toEqual(['丙', '乙'])
  await back()
  await grid.select(1, 1)
  await page.keyboard.type('丁')
  await page.keyboard.press('Control+p')
  await expect.poll(names).toEqual(['丙', '丁'])
  await back()
  await grid.select(1, 1)
  await page.keyboard.press('F4')
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('record-ownerName')
  await page.keyboard.type('戊')
  // Nothing but the address changes here: the field is taken away while it has the focus.
  await visit(page, '#/month/2020-07')
  await expect.poll(names).toEqual(['丙', '丁戊'])
})

test('in the row form, going to the next finding writes what is typed into its own row, although the filter is lifted', async () => {
  await grid.select(0, 0)
  await paste('A1\t甲\r\nA2\t乙\r\nA3\t甲\r\n')
  await grid.saved()
  await page.keyboard.press('F7')
  await page.locator('.findings button').first().waitFor()
  await expect.poll(() => page.locator('.report-tools .ant-btn-loading').count()).toBe(0)
  await grid.select(2, 1)
  await page.keyboard.press('Control+Shift+L')
  await page.getByRole('dialog', { name: /筛选和排序/ }).waitFor()
  await page.keyboard.type('乙')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.locator('.grid-look-state').textContent()).toContain('显示 1 行，共 3 行')
  await grid.select(0, 1)
  await page.keyboard.press('F4')
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('record-ownerName')
  await page.keyboard.type('丁')
  // Sooner or later a finding lies in a row that the filter hid.
  const shown = async () => {
    await page.keyboard.press('F8')
    return page.locator('.record-rows strong').textContent()
  }
  await expect.poll(shown, { interval: 300 }).toMatch(/第 [13] 行，共 3 行/)
  await expect.poll(async () => (await boilers()).map((row) => row.ownerName)).toEqual(['甲', '乙丁', '甲'])
  await expect.poll(() => page.evaluate(() => document.activeElement?.isConnected && document.activeElement.id)).toMatch(/^record-/)
  await page.keyboard.press('F4')
  await grid.ready()
})

test('a note half written is still there after a look at the findings', async () => {
  await grid.select(0, 0)
  await paste('A1\t甲\r\n')
  await grid.saved()
  await grid.select(0, 1)
  await page.locator('.report-side').getByText(/^批注/).click()
  await page.locator('.notes-text').fill('问过车间')
  await page.keyboard.press('Escape')
  await page.keyboard.press('F8')
  await page.locator('.notes-text').waitFor({ state: 'detached' })
  await page.locator('.report-side').getByText(/^批注/).click()
  expect(await page.locator('.notes-text').inputValue()).toBe('问过车间')
})

test('the page broke no rule of its policy', async () => {
  expect(await program.complaints()).toEqual([])
})
