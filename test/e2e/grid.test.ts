import { expect, test } from 'vitest'
import { boilerForm as form, openBoilerDesk } from '../helpers/boiler-desk.ts'
import { type GridDriver, visit, type WebProgram } from '../helpers/browser.ts'

let program: WebProgram
let page: WebProgram['page']
let grid: GridDriver
const { boilers, paste } = openBoilerDesk((opened) => {
  ;({ program, page, grid } = opened)
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

test('Ctrl+Z and Ctrl+Y where the keyboard is elsewhere put nothing into the field of the grid', async () => {
  await grid.select(0, 1)
  for (const name of ['甲厂', '乙厂']) {
    await page.keyboard.type(name)
    await page.keyboard.press('Enter')
  }
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  await grid.saved()
  for (const keys of ['Control+Z', 'Control+Y']) {
    await page.locator('h1').first().click()
    await page.keyboard.press(keys)
    expect(await page.locator('.grid-typing').count()).toBe(0)
    await page.locator('h1').first().click()
  }
  await page.keyboard.press('ArrowDown')
  await grid.saved()
  expect((await boilers()).map((row) => row.ownerName)).toEqual(['甲厂', '乙厂'])
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

test('the page broke no rule of its policy', async () => {
  expect(await program.complaints()).toEqual([])
})
