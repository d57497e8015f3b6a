import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { GridDriver, openWebProgram, visit, type WebProgram } from '../helpers/browser.ts'

const form = { form: 'F4', period: '2020-07' } as const
let program: WebProgram
let grid: GridDriver
let page: WebProgram['page']

const boilers = async () => {
  const { rows } = await program.call('report.open', form)
  return rows.map((row) => row.values)
}
const paste = async (text: string): Promise<void> => {
  await page.evaluate((value) => navigator.clipboard.writeText(value), text)
  await page.keyboard.press('Control+V')
}
const copied = (): Promise<Record<string, string>> =>
  page.evaluate(async () => {
    const texts: Record<string, string> = {}
    for (const item of await navigator.clipboard.read())
      for (const type of item.types) texts[type] = await (await item.getType(type)).text()
    return texts
  })

beforeAll(async () => {
  program = await openWebProgram()
  page = program.page
  grid = new GridDriver(page)
  await program.call('profile.create', { role: 'county', packId: 'liuzhou-2020', unit: '450222' })
})
afterAll(() => program?.close())

beforeEach(async () => {
  await page.keyboard.press('Escape')
  await visit(page, '#/month/2020-07')
  const { version, rows } = await program.call('report.open', form)
  const gone = rows.map((row) => ({ kind: 'deleteRow', row: row.id }) as const)
  if (gone.length > 0) await program.call('report.edit', { ...form, baseVersion: version, edits: gone })
  await visit(page, '#/report/F4/2020-07')
  await grid.ready()
})

test('typing in the blank row below adds a row; Tab goes right, Enter goes back under the first cell', async () => {
  await grid.select(0, 0)
  await page.keyboard.type('4502220001')
  await page.keyboard.press('Tab')
  await page.keyboard.type('柳城县豆制品厂')
  await page.keyboard.press('Enter')
  await page.keyboard.type('4502220002')
  await page.keyboard.press('Enter')
  await grid.saved()
  expect(await boilers()).toMatchObject([{ boilerId: '4502220001', ownerName: '柳城县豆制品厂' }, { boilerId: '4502220002' }])
})

test('fifty cells typed without a pause lose no letter', async () => {
  await grid.select(0, 1)
  const names = Array.from({ length: 50 }, (_, index) => `xy${index}z`)
  for (const name of names) {
    await page.keyboard.type(name, { delay: 0 })
    await page.keyboard.press('Enter')
  }
  await grid.saved()
  await expect.poll(async () => (await boilers()).map((row) => row.ownerName)).toEqual(names)
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

test('numbers, dates and yes/no are understood however they are written, and a reckoning is worked out', async () => {
  await page.getByText('全部列').click()
  await grid.select(0, 0)
  await page.keyboard.type('A1')
  await page.keyboard.press('Enter')
  const type = async (label: string, text: string): Promise<void> => {
    const column = await grid.column(label)
    await page.keyboard.press('Control+Home')
    for (let step = 0; step < column; step += 1) await page.keyboard.press('ArrowRight')
    await page.keyboard.type(text)
    await page.keyboard.press('Enter')
  }
  await type('额定出力', '=12.5*3')
  await type('年用煤量', '１，２３４.５０')
  await type('投用日期', '2011年3月1日')
  await type('是否在建成区', 'y')
  await grid.saved()
  expect(await boilers()).toMatchObject([{ capacityTph: '37.5', annualCoal: '1234.5', useDate: '2011-03-01', inBuiltUpArea: '是' }])
})

test('a code is found by pinyin initials and stored as its code', async () => {
  const column = await grid.column('建成区类型')
  await grid.select(0, 0)
  await page.keyboard.type('A1')
  await page.keyboard.press('Enter')
  await grid.select(0, column)
  await page.keyboard.type('xc')
  await expect.poll(() => page.getByRole('option').first().textContent()).toContain('县城建成区')
  await page.keyboard.press('Enter')
  await grid.saved()
  expect(await boilers()).toMatchObject([{ builtUpType: '县城建成区' }])
})

test('Escape leaves the old value, Delete clears, Ctrl+D fills down', async () => {
  await grid.select(0, 0)
  await paste('A1\t甲\r\nA2\t乙\r\nA3\t丙\r\n')
  await grid.select(0, 1)
  await page.keyboard.type('别的')
  await page.keyboard.press('Escape')
  expect(await grid.text(0, 1)).toBe('甲')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Control+D')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Delete')
  await grid.saved()
  expect((await boilers()).map((row) => row.ownerName)).toEqual(['甲', '甲', undefined])
})

test('a computed cell takes no letter and says why', async () => {
  await visit(page, '#/report/F1/2020-07')
  await page.getByRole('grid', { name: '高耗能项目' }).waitFor()
  await grid.ready()
  const column = await grid.column('当年新增能耗')
  await page.keyboard.press('Control+Home')
  for (let step = 0; step < column; step += 1) await page.keyboard.press('ArrowRight')
  await page.keyboard.type('123')
  await expect.poll(() => page.locator('.grid-notice').textContent()).toContain('由程序计算')
  expect(await page.locator('.grid-typing').count()).toBe(0)
  expect((await program.call('report.open', { form: 'F1', period: '2020-07' })).rows).toEqual([])
})

test('Ctrl+S answers when it was stored', async () => {
  await grid.select(0, 0)
  await page.keyboard.type('A1')
  await page.keyboard.press('Control+S')
  await expect.poll(() => page.locator('.ant-message').textContent()).toMatch(/已保存 \d\d:\d\d|正在保存/)
})

test('an edit over somebody else’s newer value shows both values and loses neither', async () => {
  await grid.select(0, 0)
  await paste('A1\t甲\r\n')
  await grid.saved()
  const report = await program.call('report.open', form)
  const row = report.rows[0]?.id ?? ''
  // The other window's change reaches the store while this page cannot hear of it.
  await page.evaluate(() => {
    const own = document.querySelector<HTMLTextAreaElement>('.grid-input')
    own?.focus()
  })
  await grid.select(0, 1)
  await page.keyboard.type('我写的')
  await program.call('report.edit', {
    ...form,
    baseVersion: report.version,
    edits: [{ kind: 'cell', row, field: 'ownerName', value: '别人写的' }],
  })
  await page.keyboard.press('Enter')
  await expect.poll(() => page.locator('.conflicts').textContent()).toMatch(/我写的.*别人写的/)
  expect((await boilers())[0]?.ownerName).toBe('别人写的')
  await page.getByRole('button', { name: '用我填的' }).click()
  await expect.poll(async () => (await boilers())[0]?.ownerName).toBe('我写的')
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

test('the right mouse button names every command with its keys; heads and numbers select columns and rows', async () => {
  await grid.select(0, 0)
  await paste('A1\t甲\r\nA2\t乙\r\n')
  await grid.select(0, 0)
  await page.locator('#cell-1-1').click({ button: 'right' })
  const menu = page.getByRole('menu')
  await menu.waitFor()
  for (const entry of ['粘贴 Ctrl+V', '删除这一行 Ctrl+-', '筛选和排序 Ctrl+Shift+L', '替换 Ctrl+H'])
    await menu.getByRole('menuitem', { name: entry }).waitFor()
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

test('one committed cell draws one row', async () => {
  await grid.select(0, 0)
  await paste('A1\t甲\r\nA2\t乙\r\nA3\t丙\r\n')
  await grid.saved()
  // The whole check marks rows when it is done; it must not come in between.
  await page.keyboard.press('F7')
  await expect.poll(() => page.locator('.report-tools .ant-btn-loading').count()).toBe(0)
  await grid.select(1, 1)
  await page.evaluate(() => {
    const drawn = new Set<string>()
    Object.assign(window, { drawn })
    const body = document.querySelector('.grid-body')
    const watch = (change: MutationRecord): void => {
      const element = change.target instanceof Element ? change.target : change.target.parentElement
      drawn.add(element?.closest('.grid-row')?.getAttribute('aria-rowindex') ?? 'body')
    }
    if (body)
      new MutationObserver((changes) => changes.forEach(watch)).observe(body, {
        subtree: true,
        childList: true,
        attributes: true,
        characterData: true,
      })
  })
  await page.keyboard.type('新')
  await page.keyboard.press('Enter')
  await expect.poll(() => grid.text(1, 1)).toBe('新')
  expect(await page.evaluate(() => [...(window as unknown as { drawn: Set<string> }).drawn])).toHaveLength(1) // put there above
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

test('the page broke no rule of its policy', async () => {
  expect(await program.complaints()).toEqual([])
})
