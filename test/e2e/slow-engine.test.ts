/** An engine that takes its time for each answer, met by a clerk who does not wait: by keyboard alone, nothing lost, nothing twice. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { GridDriver, openAnew, openWebProgram, visit, type WebProgram } from '../helpers/browser.ts'
import { chooseWorkbook } from '../helpers/choose-workbook.ts'
import { Clerk } from '../helpers/clerk.ts'
import { InputMethod } from '../helpers/input-method.ts'
import { OtherProgram } from '../helpers/other-program.ts'
import { boiler, county } from '../helpers/test-engine.ts'
import { goToCell, saveMark, typeNames, type Window } from '../helpers/windows.ts'

const at = { form: 'F4', period: '2020-05' } as const
let program: WebProgram
let desk: Window
let ime: InputMethod
let other: OtherProgram

const rows = async () => (await program.call('report.open', at)).rows
const names = async () => (await rows()).map(({ values }) => values.ownerName)
const fields = async () => (await rows()).map(({ values }) => [values.boilerId ?? '', values.ownerName ?? ''])
const shownNames = async (count: number, { grid }: Pick<Window, 'grid'> = desk) => {
  const column = await grid.column('使用单位')
  return Promise.all(Array.from({ length: count }, (_, row) => grid.text(row, column)))
}
/** Both have come to rest at these names. */
async function both(wanted: readonly string[]): Promise<void> {
  await desk.grid.saved()
  await expect.poll(names).toEqual(wanted)
  await expect.poll(() => shownNames(wanted.length)).toEqual(wanted)
}
async function openForm(form: string): Promise<void> {
  await visit(desk.page, `#/report/${form}/${at.period}`)
  await desk.grid.ready()
}

beforeAll(async () => {
  program = await openWebProgram({ slowMs: 300 })
  const { page, context } = program
  await program.call('profile.create', county)
  desk = { page, clerk: new Clerk(page), grid: new GridDriver(page) }
  other = await OtherProgram.open(context)
  await page.bringToFront()
  ime = new InputMethod(page, await context.newCDPSession(page))
  await openAnew(program)
  await page.locator('.frame').waitFor()
})
afterAll(() => program?.close())
beforeEach(async () => {
  await visit(desk.page, `#/month/${at.period}`)
  await desk.page.locator('.month-forms').waitFor()
  const gone = (await rows()).map(({ id }) => ({ kind: 'deleteRow', row: id }) as const)
  if (gone.length > 0) await program.call('report.edit', { ...at, edits: gone })
  await openForm('F4')
})
afterEach(async () => {
  expect(await program.pointers()).toEqual([])
  expect(await program.complaints()).toEqual([])
})

test('compositions while the answers of earlier cells are on their way: no letter is lost, no late answer writes over a cell', async () => {
  const { page, clerk, grid } = desk
  const wanted = Array.from({ length: 15 }, (_, row) => `中${row}厂`)
  await goToCell(desk, 0, '使用单位')
  for (const name of wanted) {
    expect(await ime.compose('zhong')).toBe('zhong')
    await ime.pick(name)
    await clerk.keys('Enter')
  }
  // Back to the first one at once, and all the answers come while it is being composed anew.
  await goToCell(desk, 0, '使用单位')
  expect(await saveMark(desk)).toMatch(/正在保存/)
  expect(await ime.compose('xin')).toBe('xin')
  await expect.poll(names).toEqual(wanted)
  await page.locator('.save-saved').waitFor()
  expect(await page.locator('.grid-input').inputValue()).toBe('xin')
  await ime.pick('新厂')
  await clerk.keys('Enter')
  expect(await shownNames(2)).toEqual(['新厂', '中1厂'])
  await both(['新厂', ...wanted.slice(1)])
  // Two columns of one row, each begun before the other is stored.
  await goToCell(desk, 3, '台账编号')
  await clerk.type('4502220004')
  await clerk.keys('Tab')
  expect(await ime.compose('lao')).toBe('lao')
  await ime.pick('老厂')
  await clerk.keys('Enter')
  await grid.saved()
  await expect.poll(async () => (await fields())[3]).toEqual(['4502220004', '老厂'])
})

test('on a form that is read again after each cell, what is composed meanwhile stays', async () => {
  const { page, clerk, grid } = desk
  await openForm('F3')
  const figures = ['11', '12', '13', '14']
  const column = await grid.column('本月值')
  await goToCell(desk, 0, '本月值')
  for (const figure of figures) {
    expect(await ime.compose('shiji')).toBe('shiji')
    // Long enough for an answer to come, or the report to be read again.
    await page.waitForTimeout(400)
    expect(await page.locator('.grid-input').inputValue()).toBe('shiji')
    await ime.pick(figure)
    await clerk.keys('Enter')
  }
  const shown = () => Promise.all(figures.map((_, row) => grid.text(row, column)))
  expect((await shown()).map(Number)).toEqual(figures.map(Number))
  await grid.saved()
  const stored = async () =>
    (await program.call('report.open', { ...at, form: 'F3' })).rows.slice(0, 4).map(({ values }) => values.actualMonth)
  await expect.poll(stored).toEqual(figures)
  expect((await shown()).map(Number)).toEqual(figures.map(Number))
})

test('a block is pasted and typing goes on at once; each goes back by itself', async () => {
  const { page, clerk } = desk
  const block = Array.from({ length: 30 }, (_, row) => [`45022290${row + 10}`, `贴${row}`])
  await other.copyCells(page, block)
  await goToCell(desk, 0, '台账编号')
  await clerk.keys('Control+V', 'Control+Home', 'ArrowDown', 'ArrowRight')
  await clerk.type('手填')
  await clerk.keys('Enter')
  await clerk.type('又填')
  await clerk.keys('Enter')
  const pasted = block.map(([, name = '']) => name)
  const typed = ['贴0', '手填', '又填', ...pasted.slice(3)]
  expect(await shownNames(4)).toEqual(typed.slice(0, 4))
  await desk.grid.saved()
  await expect.poll(names).toEqual(typed)
  await clerk.keys('Control+Z', 'Control+Z')
  await desk.grid.saved()
  await expect.poll(fields).toEqual(block)
  await clerk.keys('Control+Z')
  await expect.poll(names).toEqual([])
  await clerk.keys('Control+Y', 'Control+Y')
  await expect.poll(names).toEqual(['贴0', '手填', ...pasted.slice(2)])
})

test('undo and redo pressed many times, faster than any answer', async () => {
  const { clerk } = desk
  const wanted = ['一厂', '二厂', '三厂', '四厂', '五厂', '六厂']
  await typeNames(desk, 0, wanted)
  await both(wanted)
  // Over the same cells again: what is taken back has something to come back to.
  const anew = wanted.map((name) => `新${name}`)
  await typeNames(desk, 0, anew)
  await clerk.keys(...Array<string>(4).fill('Control+Z'))
  expect(await shownNames(6)).toEqual([...anew.slice(0, 2), ...wanted.slice(2)])
  await clerk.keys(...Array<string>(3).fill('Control+Y'), 'Control+Z', 'Control+Z')
  await both([...anew.slice(0, 3), ...wanted.slice(3)])
  // More often than there are steps of this window, into those that made the rows.
  await clerk.keys(...Array<string>(5).fill('Control+Z'))
  await expect.poll(names).toEqual(wanted.slice(0, 4))
  await clerk.keys(...Array<string>(8).fill('Control+Y'))
  await both(anew)
  // What is typed after an undo takes the place of what could have come again.
  await clerk.keys('Control+Z', 'Control+Z')
  await typeNames(desk, 5, ['末厂'])
  await clerk.keys('Control+Y')
  await both([...anew.slice(0, 4), '五厂', '末厂'])
})

test('a workbook is taken in by the wizard, with Enter pressed once too often: one step, taken back by one key', async () => {
  const { page, clerk, grid } = desk
  const stored = Array.from({ length: 8 }, (_, row) => boiler(row + 1))
  await program.call('report.edit', { ...at, edits: stored })
  const coal = async () => (await rows()).map(({ values }) => values.annualCoal)
  const before = await coal()
  const after = stored.map((_, row) => String(300 + row))
  await chooseWorkbook(desk, [['台账编号', '年用煤量（吨）'], ...after.map((figure, row) => [stored[row]?.values.boilerId ?? '', figure])])
  await expect.poll(() => page.locator('.import-count-changed b').textContent()).toBe('8')
  await clerk.press(page.getByRole('button', { name: '导入', exact: true }))
  await clerk.keys('Enter')
  await page.locator('.ant-message-notice', { hasText: '修改 8 行' }).waitFor()
  expect(await coal()).toEqual(after)
  await grid.ready()
  await clerk.keys('Control+Z')
  await expect.poll(coal).toEqual(before)
  await clerk.keys('Control+Y')
  await expect.poll(coal).toEqual(after)
})

test('two windows: what one types the other shows, and over one cell neither writes in silence', async () => {
  const page = await program.context.newPage()
  await page.goto(program.host.url)
  await page.locator('.frame').waitFor()
  const second: Window = { page, clerk: new Clerk(page), grid: new GridDriver(page) }
  await visit(page, `#/report/F4/${at.period}`)
  await second.grid.ready()
  const column = await desk.grid.column('使用单位')
  await typeNames(desk, 0, ['一窗一', '一窗二', '一窗三'])
  await second.page.locator(`#cell-2-${column}`, { hasText: '一窗三' }).waitFor()
  // At the same time, over different rows.
  await Promise.all([typeNames(desk, 0, ['一窗改']), typeNames(second, 2, ['二窗改', '二窗加'])])
  const together = ['一窗改', '一窗二', '二窗改', '二窗加']
  await both(together)
  await second.grid.saved()
  await expect.poll(() => shownNames(4, second)).toEqual(together)
  // And over the same one: one of them is asked.
  await Promise.all([typeNames(desk, 1, ['一窗的名']), typeNames(second, 1, ['二窗的名'])])
  const asked = (one: Window) => one.page.locator('.conflicts').count()
  await expect.poll(async () => (await asked(desk)) + (await asked(second))).toBe(1)
  const loser = (await asked(desk)) === 1 ? desk : second
  const said = (await loser.page.locator('.conflicts').textContent()) ?? ''
  expect([said.includes('一窗的名'), said.includes('二窗的名')]).toEqual([true, true])
  await loser.clerk.keys('Shift+F6')
  await loser.clerk.press(loser.page.getByRole('button', { name: '用我填的' }))
  const mine = loser === desk ? '一窗的名' : '二窗的名'
  await expect.poll(async () => (await names())[1]).toBe(mine)
  for (const one of [desk, second]) await expect.poll(async () => (await shownNames(2, one))[1]).toBe(mine)
  await page.close()
})
