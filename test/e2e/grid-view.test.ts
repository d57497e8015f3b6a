import { expect, test } from 'vitest'
import { openBoilerDesk } from '../helpers/boiler-desk.ts'
import { type GridDriver, visit, type WebProgram } from '../helpers/browser.ts'
import { boiler } from '../helpers/test-engine.ts'

let program: WebProgram
let page: WebProgram['page']
let grid: GridDriver
const { boilers, paste } = openBoilerDesk((opened) => {
  ;({ program, page, grid } = opened)
})

test('filter and order change only the way of looking: what is typed goes to its row, the rows stay where they are', async () => {
  await grid.select(0, 0)
  await paste('B1\t丙厂\r\nB2\t甲厂\r\nB3\t乙厂\r\nB4\t甲厂\r\n')
  await grid.saved()
  await grid.select(1, 1)
  await page.keyboard.press('Control+Shift+L')
  await page.getByRole('dialog', { name: /筛选和排序/ }).waitFor()
  await page.keyboard.type('甲')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.locator('.grid-look-state').textContent()).toContain('显示 2 行，共 4 行')
  expect([await grid.text(0, 0), await grid.text(1, 0)]).toEqual(['B2', 'B4'])
  // Hidden rows are reported too: nobody says that there was nothing because a filter hides what there is.
  await page.keyboard.press('Alt+0')
  await page.getByRole('dialog', { name: '零报告' }).getByText('表里现在有 4 行数据').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog', { name: '零报告' }).waitFor({ state: 'detached' })
  // Who is used to double clicks clicks beside the dialog that the first click has opened.
  await page.getByRole('button', { name: '零报告', exact: true }).click()
  await page.getByRole('dialog', { name: '零报告' }).waitFor()
  await page.mouse.click(5, 400)
  await page.getByRole('dialog', { name: '零报告' }).getByText('表里现在有 4 行数据').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog', { name: '零报告' }).waitFor({ state: 'detached' })
  await page.locator('.grid-input').focus()
  await grid.ready()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.type('丁厂')
  await page.keyboard.press('Enter')
  await grid.saved()
  const names = async () => (await boilers()).map((row) => `${row.boilerId}${row.ownerName}`)
  await expect.poll(names).toEqual(['B1丙厂', 'B2甲厂', 'B3乙厂', 'B4丁厂'])
  await page.getByRole('button', { name: '显示全部，恢复原来的顺序' }).press('Enter')
  await grid.ready()
  await grid.select(0, 0)
  await page.keyboard.press('Control+Shift+L')
  await page.getByRole('button', { name: '从大到小' }).press('Enter')
  await expect.poll(async () => [await grid.text(0, 0), await grid.text(3, 0)]).toEqual(['B4', 'B1'])
  expect(await names()).toEqual(['B1丙厂', 'B2甲厂', 'B3乙厂', 'B4丁厂'])
})

test('what a month takes from the one before is shown, row by row and with what was emptied, and a second time takes nothing', async () => {
  await grid.select(0, 0)
  await paste('A1\t甲厂\r\nA2\t乙厂\r\n')
  await grid.saved()
  await visit(page, '#/report/F4/2020-08')
  await grid.ready()
  const button = page.getByRole('toolbar').getByRole('button', { name: '从上月带入' })
  const carry = () => button.press('Enter')
  // Pressed again before there is an answer: it is asked once.
  await button.focus()
  await button.evaluate((element) => {
    for (let press = 0; press < 3; press += 1) (element as HTMLElement).click()
  })
  await page.getByRole('dialog', { name: '从上月带入' }).getByText('将把2020年7月的 2 行带入本月').waitFor()
  expect(await page.getByRole('dialog').count()).toBe(1)
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent?.replace(' ', ''))).toBe('带入')
  await page.keyboard.press('Enter')
  const told = page.getByRole('dialog', { name: '已带入 2 行' })
  await told.waitFor()
  await expect.poll(() => told.getByRole('listitem').allTextContents()).toEqual(['A1 甲厂', 'A2 乙厂'])
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('[role="dialog"]') !== null)).toBe(true)
  await page.keyboard.press('Escape')
  await told.waitFor({ state: 'detached' })
  await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toContain('grid-input')
  await carry()
  const nothing = page.getByRole('dialog', { name: '从上月带入' })
  await nothing.getByText('2 行本月都已经有了，没有新的可带入').waitFor()
  await page.keyboard.press('Escape')
  await nothing.waitFor({ state: 'detached' })
  await page.keyboard.press('Control+Z')
  await expect.poll(async () => (await program.call('report.open', { form: 'F4', period: '2020-08' })).rows).toEqual([])
})

test('a date is picked in the calendar by keys, typed without its year, and today is one key', async () => {
  await page.getByText('全部列').click()
  const column = await grid.column('投用日期')
  await grid.select(0, 0)
  await paste('A1\r\nA2\r\nA3\r\n')
  await page.keyboard.press('Control+Home')
  for (let step = 0; step < column; step += 1) await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Alt+ArrowDown')
  await page.getByRole('grid', { name: '2020年7月' }).waitFor()
  await page.keyboard.press('PageUp')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await page.keyboard.type('5-31')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+;')
  await grid.saved()
  const today = (await program.call('app.info', {})).today
  await expect.poll(async () => (await boilers()).map((row) => row.useDate)).toEqual(['2020-06-09', '2020-05-31', today])
})

test('the right mouse button names every command with its keys; heads and numbers select columns and rows', async () => {
  await grid.select(0, 0)
  await paste('A1\t甲\r\nA2\t乙\r\n')
  await grid.saved()
  await grid.select(0, 0)
  await page.locator('#cell-1-1').click({ button: 'right' })
  const menu = page.getByRole('menu')
  await menu.waitFor()
  for (const entry of ['粘贴 Ctrl+V', '删除这一行 Ctrl+-', '筛选和排序 Ctrl+Shift+L', '替换 Ctrl+H'])
    await menu.getByRole('menuitem', { name: entry }).waitFor()
  // A menu closes when anything scrolls: what hangs over the edge, as one that unfolds does, must not make the page longer.
  const scrolled = await page.evaluate(() => {
    const hanging = document.createElement('div')
    Object.assign(hanging.style, { position: 'absolute', top: '100%', height: '9px' })
    document.body.append(hanging)
    window.scrollTo(0, 9)
    hanging.remove()
    return window.scrollY
  })
  expect(scrolled).toBe(0)
  await page.getByRole('menuitem', { name: /选中整行/ }).click()
  await expect.poll(() => page.locator('.report-status').textContent()).toContain('已选 1 行')
  await page.locator('.grid-number').nth(1).click()
  await expect.poll(() => page.locator('.report-status').textContent()).toContain('已选 1 行')
  await page.getByRole('columnheader').first().click()
  await expect.poll(() => page.locator('.report-status').textContent()).toContain('已选 2 行')
  await page.locator('#cell-0-1').click()
  await page.keyboard.press('Control+Space')
  await expect.poll(() => page.locator('.report-status').textContent()).toContain('已选 2 行 × 1 栏')
})

test('the line below adds up what is selected, and says so anew when the values change', async () => {
  await grid.select(0, 0)
  await paste('A1\t甲\r\nA2\t乙\r\n')
  await grid.saved()
  await grid.select(0, await grid.column('额定出力'))
  await paste('1.5\r\n20\r\n')
  const status = () => page.locator('.report-status').textContent()
  await expect.poll(status).toContain('求和 21.5')
  await page.keyboard.press('Delete')
  await expect.poll(status).not.toContain('求和')
  await page.keyboard.press('Control+z')
  await expect.poll(status).toContain('求和 21.5')
  await grid.saved()
  const { rows } = await program.call('report.open', { form: 'F4', period: '2020-07' })
  const edits = [{ kind: 'cell', row: rows[1]?.id ?? '', field: 'capacityTph', value: '500' }] as const
  await program.call('report.edit', { form: 'F4', period: '2020-07', edits: [...edits] })
  await expect.poll(status).toContain('求和 501.5')
})

test('the mark for order and filter covers no word of any head, and no head hangs over its cell', async () => {
  await grid.select(0, 0)
  await paste('B1\t丙厂\r\n')
  await grid.select(0, await grid.column('额定出力'))
  await page.keyboard.press('Control+Shift+L')
  await page.getByRole('button', { name: '从大到小' }).click()
  await page.locator('.grid-head-looked').waitFor()
  const amiss = () =>
    page.locator('.grid-head-cell').evaluateAll((cells) =>
      cells.flatMap((cell) => {
        const mark = cell.querySelector('.grid-head-look')?.getBoundingClientRect()
        if (!mark) return []
        const lines = [...(cell.firstElementChild?.childNodes ?? [])].flatMap((node) => {
          const range = document.createRange()
          range.selectNodeContents(node)
          return node.nodeType === Node.TEXT_NODE ? [...range.getClientRects()] : []
        })
        const isCovered = lines.some(
          (line) => line.right > mark.left + 1 && line.left < mark.right - 1 && line.bottom > mark.top + 1 && line.top < mark.bottom - 1,
        )
        const { top, bottom } = cell.getBoundingClientRect()
        const isOver = [...lines, mark].some((line) => line.bottom > bottom + 1 || line.top < top - 1)
        return isCovered || isOver ? [cell.textContent] : []
      }),
    )
  expect(await amiss()).toEqual([])
  await page.getByText('全部列').click()
  await page.locator('.grid-head-looked').waitFor()
  expect(await amiss()).toEqual([])
})

test('a text that may be longer than its cell is cut off there, with the whole of it to be read; others have no edge of their own', async () => {
  const long = '一个非常长的使用单位名称，怎么也放不进这一栏里去，所以到边上就断了'
  await grid.select(0, 0)
  await paste(`A1\t${long}\r\nA2\t短\r\n`)
  await grid.saved()
  const overflow = (cell: string) => page.locator(cell).evaluate((element) => getComputedStyle(element).overflow)
  expect([await overflow('#cell-0-1'), await overflow('#cell-1-1')]).toEqual(['hidden', 'visible'])
  expect(await page.locator('#cell-0-1').getAttribute('title')).toContain(long)
  // Each drawn cell stands where its head does, also after a scroll to the right.
  await page.locator('.grid-scroller').evaluate((scroller) => scroller.scrollTo({ left: 600 }))
  await expect.poll(() => page.locator('#cell-0-2').count()).toBe(0)
  const lines = await page.evaluate(() =>
    [...document.querySelectorAll('.grid-row:first-child .grid-cell')].map((cell) => {
      const head = document.querySelector(`.grid-head-cell[aria-colindex="${cell.getAttribute('aria-colindex')}"]:not(.grid-head-branch)`)
      return Math.round((head?.getBoundingClientRect().left ?? Number.NaN) - cell.getBoundingClientRect().left)
    }),
  )
  expect(lines.length).toBeGreaterThan(5)
  expect(new Set(lines)).toEqual(new Set([0]))
})

test('a column is pulled wider, fitted by a double click, shown in ten thousands; a group is folded by keys', async () => {
  await visit(page, '#/report/F1/2020-07')
  await page.getByRole('grid', { name: '高耗能项目' }).waitFor()
  await grid.ready()
  const widthOf = async (column: number) => Math.round((await page.locator(`#cell-0-${column}`).boundingBox())?.width ?? 0)
  const before = await widthOf(1)
  const edge = page.locator('.grid-resize[data-column="1"]')
  const box = await edge.boundingBox()
  await edge.hover()
  await page.mouse.down()
  await page.mouse.move((box?.x ?? 0) + 43, (box?.y ?? 0) + 5, { steps: 3 })
  await page.mouse.up()
  await expect.poll(() => widthOf(1)).toBeGreaterThan(before + 30)
  await edge.dblclick()
  await expect.poll(() => widthOf(1)).toBeLessThan(before)
  await page.getByText('全部列').click()
  const columns = () => page.getByRole('grid', { name: '高耗能项目' }).getAttribute('aria-colcount')
  await expect.poll(async () => Number(await columns())).toBeGreaterThan(20)
  const all = Number(await columns())
  await page.keyboard.press('Control+G')
  await page.keyboard.type('所在县区')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Alt+Shift+ArrowLeft')
  await expect.poll(async () => [Number(await columns()) < all, await page.locator('.grid-notice').count()]).toEqual([true, 0])
  await page.keyboard.press('Alt+Shift+ArrowRight')
  await expect.poll(async () => Number(await columns())).toBe(all)
  await visit(page, '#/report/F4/2020-07')
  await page.getByRole('grid', { name: '燃煤锅炉' }).waitFor()
  await grid.ready()
  const power = await grid.column('额定出力')
  await grid.select(0, 0)
  await page.keyboard.type('A1')
  await page.keyboard.press('Enter')
  await grid.select(0, power)
  await page.keyboard.press('Control+Shift+Digit1')
  await expect.poll(() => page.getByRole('columnheader', { name: '额定出力' }).textContent()).toContain('（万')
  await page.keyboard.type('0.0035')
  await page.keyboard.press('Enter')
  await expect.poll(() => grid.text(0, power)).toBe('0.0035')
  await grid.saved()
  await expect.poll(async () => (await boilers())[0]?.capacityTph).toBe('35')
  await grid.select(0, power)
  await page.keyboard.press('Control+Shift+Digit1')
  await expect.poll(() => grid.text(0, power)).toBe('35')
})

test('a carried ledger shows what differs from the period before, and the last periods beside the cell; widths are kept', async () => {
  const later = { form: 'F4', period: '2020-08' } as const
  await grid.select(0, 0)
  await paste('A1\t甲\r\nA2\t乙\r\n')
  await grid.saved()
  const { version } = await program.call('report.open', later)
  await program.call('report.carryForward', { ...later, baseVersion: version })
  await visit(page, '#/report/F4/2020-08')
  await page.locator('#cell-1-1', { hasText: '乙' }).waitFor()
  await grid.ready()
  await grid.select(0, 1)
  await page.keyboard.type('丙')
  await page.keyboard.press('Enter')
  await page.locator('#cell-0-1.grid-changed').waitFor()
  expect(await page.locator('.grid-changed').count()).toBe(1)
  // What is on looks so without the pointer, too.
  const ground = (name: string) => page.getByRole('button', { name }).evaluate((button) => getComputedStyle(button).backgroundColor)
  await expect.poll(() => ground('标出变动')).toBe('rgb(227, 237, 250)')
  expect(await ground('往期')).not.toBe('rgb(227, 237, 250)')
  await page.keyboard.press('ArrowUp')
  await expect.poll(() => page.locator('.report-status').textContent()).toContain('上期 甲')
  await page.keyboard.press('Control+Shift+H')
  await expect.poll(() => page.locator('.grid-past').textContent()).toContain('2020年7月甲')
  await page.keyboard.press('Control+Shift+H')
  const edge = page.locator('.grid-resize[data-column="0"]')
  const box = await edge.boundingBox()
  await edge.hover()
  await page.mouse.down()
  await page.mouse.move((box?.x ?? 0) + 63, (box?.y ?? 0) + 5, { steps: 3 })
  await page.mouse.up()
  const kept = async () => (await program.call('grid.columns', { form: 'F4' }))?.widths.boilerId
  await expect.poll(kept).toBeGreaterThan(100)
  await visit(page, '#/month/2020-08')
  await visit(page, '#/report/F4/2020-08')
  await page.locator('#cell-1-1', { hasText: '乙' }).waitFor()
  expect(Math.round((await page.locator('#cell-0-0').boundingBox())?.width ?? 0)).toBe(await kept())
})

test('for screen readers the cell itself has the focus; Enter or F2 opens the editor, and nothing else is different', async () => {
  const usual = await program.call('looks.get', {})
  await program.call('looks.set', { ...usual, screenReader: true })
  const focused = () => page.evaluate(() => document.activeElement?.id ?? '')
  await expect.poll(focused).toMatch(/^cell-/)
  await grid.select(0, 0)
  await expect.poll(focused).toBe('cell-0-0')
  await paste('A1\t甲\r\nA2\t乙\r\n')
  await grid.select(0, 1)
  await expect.poll(focused).toBe('cell-0-1')
  await page.keyboard.press('ArrowDown')
  await expect.poll(focused).toBe('cell-1-1')
  await page.keyboard.press('Enter')
  await grid.ready()
  await page.keyboard.type('丙')
  await page.keyboard.press('Enter')
  await expect.poll(focused).toBe('cell-2-1')
  await grid.saved()
  await expect.poll(async () => (await boilers()).map((row) => row.ownerName)).toEqual(['甲', '乙丙'])
  await program.call('looks.set', usual)
  await grid.select(0, 0)
  await grid.ready()
})

test('the page broke no rule of its policy', async () => {
  expect(await program.complaints()).toEqual([])
})

test('unfolded totals cover no active cell: moving down goes on above them', async () => {
  await program.call('report.edit', { form: 'F4', period: '2020-11', edits: Array.from({ length: 60 }, (_, at) => boiler(at)) })
  await visit(page, '#/report/F4/2020-11')
  await grid.ready()
  await page.keyboard.press('Control+Home')
  const isCovered = async () => {
    const [cell, totals] = [await page.locator('.grid-active').boundingBox(), await page.locator('.grid-totals').boundingBox()]
    if (!cell || !totals) throw new Error('no active cell or no totals')
    return cell.y + cell.height > totals.y + 1
  }
  const walk = async () => {
    for (let step = 0; step < 25; step += 1) {
      await page.keyboard.press('ArrowDown')
      if (await isCovered()) return step
    }
    return 'never'
  }
  expect(await walk()).toBe('never')
  await page.locator('.grid-totals-toggle').click()
  await expect.poll(() => page.locator('.grid-total-row').count()).toBeGreaterThan(1)
  await page.locator('.grid-input').focus()
  expect(await walk()).toBe('never')
})
