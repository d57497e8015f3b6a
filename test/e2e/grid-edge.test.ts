/** What a clerk finds around the cells of the grid: its edge, and what is said below. */
import { expect, test } from 'vitest'
import { openBoilerDesk } from '../helpers/boiler-desk.ts'
import type { GridDriver, WebProgram } from '../helpers/browser.ts'

let page: WebProgram['page']
let grid: GridDriver
const { boilers, paste } = openBoilerDesk((opened) => {
  ;({ page, grid } = opened)
})

test('at the edge beside the findings the handle fills and does not pull the edge; who has pulled that goes on typing in the form', async () => {
  await grid.select(0, 0)
  await paste('A1\t甲厂\r\nA2\t乙厂\r\n')
  await grid.saved()
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('ArrowRight')
  // The column that comes in last stands flush with the edge.
  const flush = () =>
    page.evaluate(() => {
      const edge = document.querySelector('.grid-scroller')?.getBoundingClientRect().right ?? 0
      const cell = document.querySelector('.grid-active')?.getBoundingClientRect()
      return { edge, isFlush: cell !== undefined && Math.abs(cell.right - edge) < 2, bottom: cell?.bottom ?? 0 }
    })
  await expect
    .poll(async () => {
      await page.keyboard.press('ArrowRight')
      return (await flush()).isFlush
    })
    .toBe(true)
  const column = Number((await page.locator('.grid-input').getAttribute('aria-activedescendant'))?.split('-')[2])
  const field = await page.locator('.grid-input').getAttribute('aria-label')
  await page.keyboard.type('1')
  await page.keyboard.press('Control+Enter')
  await grid.saved()
  const value = await grid.text(0, column)
  expect(value, String(field)).not.toBe('')
  const { edge, bottom } = await flush()
  await page.mouse.move(edge - 2, bottom - 2)
  await page.mouse.down()
  await page.mouse.move(edge - 20, bottom + 14, { steps: 3 })
  await page.mouse.up()
  await expect.poll(() => grid.text(1, column)).toBe(value)
  expect((await flush()).edge).toBe(edge)
  const bar = await page.locator('.report-body > .ant-splitter-bar .ant-splitter-bar-dragger').boundingBox()
  if (!bar) throw new Error('there is nothing to pull')
  await page.mouse.move(bar.x + bar.width / 2, bar.y + 300)
  await page.mouse.down()
  await page.mouse.move(bar.x - 60, bar.y + 300, { steps: 3 })
  await page.mouse.up()
  await expect.poll(async () => (await flush()).edge).toBeLessThan(edge - 40)
  await grid.ready()
})

test('a drag goes on beyond the rows in sight, the handle fills as far, and Esc lets go of it', async () => {
  const rows = 60
  await grid.select(0, 0)
  await paste(Array.from({ length: rows }, (_, at) => `A${at}\t${at === 0 ? '甲厂' : ''}\r\n`).join(''))
  await grid.saved()
  await page.keyboard.press('Control+Home')
  const edges = async () => {
    const box = await page.locator('.grid-scroller').boundingBox()
    if (!box) throw new Error('there is no grid')
    return box
  }
  const owners = async () => (await boilers()).filter(({ ownerName }) => ownerName === '甲厂').length
  const cell = async (row: number, column: number) => {
    const box = await page.locator(`#cell-${row}-${column}`).boundingBox()
    if (!box) throw new Error('this cell is not in sight')
    return { right: box.x + box.width, bottom: box.y + box.height, x: box.x + box.width / 2, y: box.y + box.height / 2 }
  }
  /** From there to below the grid, held until nothing is left to scroll. */
  const pullDown = async (from: { x: number; y: number }) => {
    const { y, height } = await edges()
    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    await page.mouse.move(from.x, y + height + 30, { steps: 4 })
    // Rows are drawn before they come into sight; the end of the drag follows a frame after the end of the scrolling.
    await page.waitForFunction(() => {
      const element = document.querySelector('.grid-scroller')
      return element !== null && element.scrollTop + element.clientHeight >= element.scrollHeight - 1
    })
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  }
  await grid.select(0, 1)
  const corner = await cell(0, 1)
  await pullDown({ x: corner.right - 2, y: corner.bottom - 2 })
  await page.keyboard.press('Escape')
  await page.mouse.up()
  await grid.saved()
  expect(await owners()).toBe(1)

  await page.keyboard.press('Control+Home')
  await page.keyboard.press('ArrowRight')
  await pullDown({ x: corner.right - 2, y: corner.bottom - 2 })
  await page.mouse.up()
  await expect.poll(owners).toBe(rows)
  expect(await boilers()).toHaveLength(rows)
  await page.keyboard.press('Control+Z')
  await expect.poll(owners).toBe(1)

  await page.keyboard.press('Control+Home')
  await pullDown(await cell(0, 1))
  await page.mouse.up()
  await page.keyboard.press('Control+D')
  await expect.poll(owners).toBeGreaterThanOrEqual(rows)
})

test('Ctrl+Z names the cell that it takes back: after a paste that was refused it is an older one', async () => {
  await grid.select(0, 0)
  await page.keyboard.type('4502220001')
  await page.keyboard.press('Enter')
  await page.keyboard.type('4502220002')
  await page.keyboard.press('Enter')
  await grid.saved()
  await paste(Array.from({ length: 60 }, (_, at) => String(at)).join('\t'))
  await page.locator('.grid-frame [aria-live]', { hasText: '没有粘贴' }).waitFor({ state: 'attached' })
  await page.keyboard.press('Control+Z')
  await expect.poll(() => boilers()).toHaveLength(1)
  await page.locator('.ant-message-notice', { hasText: '已撤销手填的一步（1 行）' }).waitFor()
  await grid.select(0, 0)
  await page.keyboard.type('4502220009')
  await page.keyboard.press('Enter')
  await grid.saved()
  await paste(Array.from({ length: 60 }, (_, at) => String(at)).join('\t'))
  await page.keyboard.press('Control+Z')
  await expect
    .poll(() => page.locator('.ant-message-notice').allTextContents())
    .toEqual(['已撤销手填的一步（第 1 行 · 台账编号），要恢复请按 Ctrl+Y'])
  expect(await grid.text(0, 0)).toBe('4502220001')
})
