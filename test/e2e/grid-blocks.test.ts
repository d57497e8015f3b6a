import { expect, test } from 'vitest'
import { openBoilerDesk } from '../helpers/boiler-desk.ts'
import type { GridDriver, WebProgram } from '../helpers/browser.ts'

let program: WebProgram
let page: WebProgram['page']
let grid: GridDriver
const { boilers, paste } = openBoilerDesk((opened) => {
  ;({ program, page, grid } = opened)
})
const copied = (): Promise<Record<string, string>> =>
  page.evaluate(async () => {
    const texts: Record<string, string> = {}
    for (const item of await navigator.clipboard.read())
      for (const type of item.types) texts[type] = await (await item.getType(type)).text()
    return texts
  })

test('a block from a spreadsheet is pasted with its quotes and line breaks, and grows the form', async () => {
  await grid.select(0, 0)
  await paste('A1\t"第一行\n第二行"\r\nA2\t"他说""好"""\r\nA3\t普通\r\n')
  await grid.saved()
  expect(await boilers()).toMatchObject([
    { boilerId: 'A1', ownerName: '第一行\n第二行' },
    { boilerId: 'A2', ownerName: '他说"好"' },
    { boilerId: 'A3', ownerName: '普通' },
  ])
  // The whole paste is one step.
  await page.keyboard.press('Control+Z')
  await expect.poll(boilers).toEqual([])
  await page.keyboard.press('Control+Y')
  await expect.poll(async () => (await boilers()).length).toBe(3)
})

test('a selection is copied as text and as a table', async () => {
  await grid.select(0, 0)
  await paste('A1\t"两\n行"\r\nA2\t乙\r\n')
  await grid.select(0, 0)
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Control+C')
  const texts = await copied()
  expect(texts['text/plain']).toBe('A1\t"两\n行"\r\nA2\t乙\r\n')
  expect(texts['text/html']).toContain('<table>')
})

test('the fill handle repeats what is selected; a double click goes to the end of the column beside', async () => {
  await grid.select(0, 0)
  await paste('A1\t甲\r\nA2\r\nA3\r\nA4\r\n')
  await grid.select(0, 1)
  const handle = page.locator('.grid-handle')
  await handle.dblclick()
  await grid.saved()
  expect((await boilers()).map((row) => row.ownerName)).toEqual(['甲', '甲', '甲', '甲'])
  await page.keyboard.press('Control+Z')
  await expect.poll(async () => (await boilers()).map((row) => row.ownerName)).toEqual(['甲', undefined, undefined, undefined])
  await grid.select(0, 1)
  const to = await page.locator('#cell-2-1').boundingBox()
  await handle.hover()
  await page.mouse.down()
  await page.mouse.move((to?.x ?? 0) + 20, (to?.y ?? 0) + 10, { steps: 4 })
  expect(await page.locator('.grid-filling').count()).toBe(1)
  await page.mouse.up()
  await grid.saved()
  await expect.poll(async () => (await boilers()).map((row) => row.ownerName)).toEqual(['甲', '甲', '甲', undefined])
})

test('find goes from cell to cell, replace all is one step and leaves alone what would not be a number', async () => {
  const coal = await grid.column('额定出力')
  await grid.select(0, 0)
  await paste('B1\t一厂\r\nB2\t二厂\r\nB3\t三矿\r\n')
  await grid.select(0, coal)
  await paste('12\r\n20\r\n125\r\n')
  await grid.select(0, 0)
  await page.keyboard.press('Control+F')
  await page.keyboard.type('厂')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.locator('.grid-bar-told').textContent()).toBe('第 1 处，共 2 处')
  await page.keyboard.press('Escape')
  await page.keyboard.type('首')
  await page.keyboard.press('Enter')
  await grid.saved()
  expect((await boilers())[0]?.ownerName).toBe('首')
  await page.keyboard.press('Control+Z')
  await grid.select(0, 0)
  await page.keyboard.press('Control+H')
  await page.keyboard.type('2')
  await page.keyboard.press('Tab')
  await page.keyboard.type('x')
  await page.getByRole('button', { name: '全部替换' }).press('Enter')
  await expect.poll(() => page.locator('.grid-bar-told').textContent()).toContain('已替换 1 格')
  expect(await page.locator('.grid-bar-told').textContent()).toContain('3 格换了以后就不是有效的内容')
  await grid.saved()
  const keys = async () => (await boilers()).map((row) => row.boilerId)
  await expect.poll(keys).toEqual(['B1', 'Bx', 'B3'])
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+Z')
  await expect.poll(keys).toEqual(['B1', 'B2', 'B3'])
  await page.keyboard.press('F5')
  await page.keyboard.type('3 锅炉房')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.locator('.grid-bar-told').textContent()).toContain('没有这一行或这一栏')
  await page.keyboard.press('Control+A')
  await page.keyboard.type('3 额定出力')
  await page.keyboard.press('Enter')
  await page.keyboard.type('7')
  await page.keyboard.press('Enter')
  await grid.saved()
  expect((await boilers())[2]?.capacityTph).toBe('7')
})

test('Ctrl+Enter fills the selected block, Alt+Enter begins a line, Esc gives up what was copied, Ctrl+Shift+V pastes', async () => {
  await grid.select(0, 0)
  await paste('A1\r\nA2\r\nA3\r\n')
  await grid.select(0, 1)
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.type('甲')
  await page.keyboard.press('Alt+Enter')
  await page.keyboard.type('乙')
  await page.keyboard.press('Control+Enter')
  const names = async () => (await boilers()).map((row) => row.ownerName)
  await expect.poll(names).toEqual(['甲\n乙', '甲\n乙', undefined])
  await page.keyboard.press('Control+C')
  await page.locator('.grid-copied').waitFor({ state: 'attached' })
  await page.keyboard.press('Escape')
  expect(await page.locator('.grid-copied').count()).toBe(0)
  await grid.select(2, 1)
  await page.keyboard.press('Control+Shift+V')
  await expect.poll(async () => (await names()).length).toBe(4)
  await page.keyboard.press('Control+Z')
  await expect.poll(names).toEqual(['甲\n乙', '甲\n乙', undefined])
  await grid.select(1, 0)
  await page.keyboard.press('Control+-')
  await expect.poll(async () => (await boilers()).map((row) => row.boilerId)).toEqual(['A1', 'A3'])
  await page.keyboard.press('Control+Shift++')
  await expect.poll(async () => (await boilers()).map((row) => row.boilerId)).toEqual(['A1', undefined, 'A3'])
})

test('why a block was not pasted can be read as a whole at the right edge and in the lowest row, in a small window and in a wide one', async () => {
  await grid.select(0, 0)
  await paste(`${Array.from({ length: 30 }, (_, row) => `N${row}`).join('\r\n')}\r\n`)
  await grid.saved()
  const hanging = () =>
    page.locator('.grid-notice').evaluate((notice) => {
      const [box, sheet] = [notice, notice.closest('.grid-scroller') ?? notice].map((element) => element.getBoundingClientRect())
      if (!box || !sheet) return null
      const over = [sheet.left - box.left, box.right - sheet.right, sheet.top - box.top, box.bottom - sheet.bottom]
      return { over: over.filter((edge) => edge > 0), isCut: notice.scrollWidth > notice.clientWidth }
    })
  for (const size of [
    { width: 1366, height: 768 },
    { width: 1920, height: 1080 },
  ]) {
    await page.setViewportSize(size)
    for (const keys of [['Control+Home', 'End'], ['Control+End']]) {
      for (const key of keys) await page.keyboard.press(key)
      await paste('1\t2')
      await expect.poll(() => page.locator('.grid-notice').textContent()).toContain('没有粘贴：复制的内容比这里')
      expect({ size, keys, ...(await hanging()) }).toEqual({ size, keys, over: [], isCut: false })
      await page.keyboard.press('ArrowLeft')
    }
  }
  await page.setViewportSize({ width: 1366, height: 768 })
})

test('the page broke no rule of its policy', async () => {
  expect(await program.complaints()).toEqual([])
})
