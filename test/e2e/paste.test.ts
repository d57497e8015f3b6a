/** Blocks from other programs, as each of them puts a block on the clipboard, pasted by Ctrl+V. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { GridDriver, openAnew, openWebProgram, visit, type WebProgram } from '../helpers/browser.ts'
import { Clerk } from '../helpers/clerk.ts'
import { type Clipboard, clipboards } from '../helpers/clipboards.ts'
import { OtherProgram } from '../helpers/other-program.ts'
import { boiler, county } from '../helpers/test-engine.ts'

const form = { form: 'F4', period: '2020-05' } as const
let program: WebProgram
let page: WebProgram['page']
let grid: GridDriver
let clerk: Clerk
let other: OtherProgram

const copy = (clipboard: Partial<Clipboard>): Promise<void> => other.copyFor(page, clipboard)
const boilers = async () => (await program.call('report.open', form)).rows

beforeAll(async () => {
  program = await openWebProgram()
  page = program.page
  grid = new GridDriver(page)
  clerk = new Clerk(page)
  other = await OtherProgram.open(program.context)
  await page.bringToFront()
  await program.call('profile.create', county)
  // The address with its key opens the program anew, now that it is somebody's.
  await openAnew(program)
  await page.locator('.frame').waitFor()
  await visit(page, `#/report/F4/${form.period}`)
  await grid.ready()
})
afterAll(() => program?.close())

test('what was copied elsewhere arrives cell by cell, as one step that one key takes back', async () => {
  // Columns of free text, so that each cell shows what came.
  const [first, second] = [await grid.column('台账编号'), await grid.column('使用单位')]
  expect(second).toBe(first + 1)
  for (const clipboard of clipboards) {
    const rows = (clipboard.pasted ?? clipboard.rows).map((fields) => fields.slice(0, 2).map((field) => field.trim()))
    await copy(clipboard)
    await clerk.keys('Control+Home', ...Array<string>(first).fill('ArrowRight'), 'Control+V')
    await grid.saved()
    const came = async () => (await boilers()).map(({ values }) => [values.boilerId ?? '', values.ownerName ?? ''])
    // A line with nothing in it makes no row.
    const wanted = rows.map(([one = '', two = '']) => [one, two]).filter((cells) => cells.join('') !== '')
    await expect.poll(async () => ({ from: clipboard.from, rows: await came() })).toEqual({ from: clipboard.from, rows: wanted })
    await clerk.keys('Control+Z')
    await expect.poll(came).toEqual([])
    await expect.poll(() => page.locator('#cell-1-0').count()).toBe(0)
  }
  expect(await page.title()).not.toContain('不应运行')
  expect(await program.pointers()).toEqual([])
  expect(await program.complaints()).toEqual([])
})

test('a block over rows that are there goes back and comes again on the screen as in the store, also after the window was opened anew', async () => {
  await program.call('report.edit', { ...form, edits: [boiler(1), boiler(2)] })
  const [id, owner] = [await grid.column('台账编号'), await grid.column('使用单位')]
  const stored = async () => (await boilers()).map(({ values }) => [values.boilerId, values.ownerName])
  const shown = () => Promise.all([0, 1].map((row) => Promise.all([grid.text(row, id), grid.text(row, owner)])))
  await expect.poll(() => grid.text(1, owner)).toBe('柳城县第2豆腐坊')
  const before = await stored()
  const after = [
    ['4502229001', '甲厂'],
    ['4502229002', '乙厂'],
  ]
  const both = async (cells: unknown) => {
    await expect.poll(shown).toEqual(cells)
    await grid.saved()
    await expect.poll(stored).toEqual(cells)
  }
  await other.copyCells(page, after)
  await clerk.keys('Control+Home', ...Array<string>(id).fill('ArrowRight'), 'Control+V')
  await both(after)
  // The key says what it took: it takes a letter or a whole import alike.
  const notices = () => page.locator('.ant-message-notice').allTextContents()
  await clerk.keys('Control+Z')
  await both(before)
  await expect.poll(notices).toEqual(['已撤销一次粘贴（4 格），要恢复请按 Ctrl+Y'])
  await clerk.keys('Control+Y')
  await both(after)
  await expect.poll(notices).toEqual(['已重做一次粘贴（4 格），要再撤销请按 Ctrl+Z'])
  await openAnew(program)
  await page.locator('.frame').waitFor()
  await visit(page, `#/report/F4/${form.period}`)
  await grid.ready()
  await clerk.keys('Control+Z')
  await both(before)
  await clerk.keys('Control+Y')
  await both(after)
})

test('what a merged cell of the sheet covers clears nothing: its text is said of each row, and the clerk is told', async () => {
  const owner = await grid.column('使用单位')
  const fields = async () => (await boilers()).map(({ values }) => [values.boilerId, values.ownerName])
  await expect.poll(async () => (await fields()).length).toBe(2)
  const ids = (await fields()).map(([boilerId]) => boilerId)
  await copy({
    plain: '兴旺豆腐坊\r\n\r\n',
    html: '<table><tr><td rowspan="2">兴旺豆腐坊</td></tr><tr></tr></table>',
  })
  await clerk.keys('Control+Home', ...Array<string>(owner).fill('ArrowRight'), 'Control+V')
  await expect.poll(() => page.locator('.grid-notice').textContent()).toContain('有 1 格和上面合并成一格，已填上同样的内容')
  await grid.saved()
  await expect.poll(fields).toEqual(ids.map((boilerId) => [boilerId, '兴旺豆腐坊']))
})

test('the menu pastes the same, merged cells and all, and names the keys where the page may not read the clipboard', async () => {
  const owner = await grid.column('使用单位')
  const owners = async () => (await boilers()).map(({ values }) => values.ownerName)
  const block = { plain: '甲酒厂\r\n\r\n', html: '<table><tr><td rowspan="2">甲酒厂</td></tr><tr></tr></table>' }
  const pasteByMenu = async () => {
    await copy(block)
    await clerk.keys('Control+Home', ...Array<string>(owner).fill('ArrowRight'))
    await page.locator(`#cell-0-${owner}`).click({ button: 'right' })
    await page.getByRole('menuitem', { name: '粘贴' }).click()
  }
  await pasteByMenu()
  await expect.poll(() => page.locator('.grid-notice').textContent()).toContain('有 1 格和上面合并成一格，已填上同样的内容')
  await grid.saved()
  await expect.poll(owners).toEqual(['甲酒厂', '甲酒厂'])
  // As in the desktop program, which grants pages nothing.
  await page.evaluate(() => Object.assign(navigator.clipboard, { read: () => Promise.reject(new DOMException('', 'NotAllowedError')) }))
  await clerk.keys('Control+Z')
  await expect.poll(owners).toEqual(['兴旺豆腐坊', '兴旺豆腐坊'])
  await pasteByMenu()
  await expect.poll(() => page.locator('.grid-notice').textContent()).toContain('请按 Ctrl+V 粘贴')
  expect(await owners()).toEqual(['兴旺豆腐坊', '兴旺豆腐坊'])
})
