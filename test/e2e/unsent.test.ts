/** What somebody has begun to write and not said yet: it stays in its window, whatever else is looked at, until it is said. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { GridDriver, openAnew, openWebProgram, visit, type WebProgram } from '../helpers/browser.ts'
import { countyFiles } from '../helpers/city-contract.ts'
import { Clerk } from '../helpers/clerk.ts'
import { fillMonth } from '../helpers/due-forms.ts'
import { boiler, county } from '../helpers/test-engine.ts'

const period = '2020-06'
/** Handed up: what was said then may be gone on with. */
const before = '2020-05'
const report = `#/report/F4/${period}`
let program: WebProgram
let page: WebProgram['page']
let grid: GridDriver
let clerk: Clerk

beforeAll(async () => {
  program = await openWebProgram()
  page = program.page
  grid = new GridDriver(page)
  clerk = new Clerk(page)
  const { call } = program
  await call('profile.create', county)
  const rows = [1, 2, 3].map((number) => boiler(number, { annualCoal: '1900' }))
  const filled = { kind: 'header', header: { fillDate: '2020-06-02' } } as const
  await fillMonth(call, before, rows)
  await call('submission.create', { period: before })
  await call('report.edit', { form: 'F4', period, edits: [filled, ...rows] })
  await openAnew(program)
  await page.locator('.frame').waitFor()
  await visit(page, report)
  await grid.ready()
  await page.locator('.finding-should, .finding-verify').nth(1).waitFor()
})
afterAll(() => program?.close())

const field = () => page.locator('.finding-active').getByRole('textbox', { name: '情况说明' })
const side = (name: RegExp) => page.locator('.report-side-tabs').getByText(name).click()
/** Leads to the next finding that asks for an explanation; its field has the keyboard. */
async function toFinding(): Promise<void> {
  await expect
    .poll(async () => {
      await clerk.keys('F8')
      return field().count()
    })
    .toBe(1)
  await clerk.keys('F6')
  await clerk.reach(field())
}
/** Whether the page asks before it goes; it stays either way. */
const asks = (on = page) => on.evaluate(() => !window.dispatchEvent(new Event('beforeunload', { cancelable: true })))

test('an explanation stays in its field through other findings, other panels and other screens', async () => {
  await toFinding()
  expect(await asks()).toBe(false)
  await page.keyboard.insertText('写了一半')
  const written = page.locator('.finding-active')
  const name = await written.locator('.finding-main').textContent()
  expect(await asks()).toBe(true)
  await clerk.keys('F8')
  await expect.poll(() => written.locator('.finding-main').textContent()).not.toBe(name)
  // Where it waits can be seen.
  await page.locator('.finding-done', { hasText: '说明写了一半，还没保存' }).waitFor()
  await clerk.keys('Shift+F8')
  await expect.poll(() => field().inputValue()).toBe('写了一半')
  await side(/批注/)
  await page.locator('.notes-text').waitFor()
  await side(/校验结果/)
  await expect.poll(() => field().inputValue()).toBe('写了一半')
  await visit(page, `#/month/${period}`)
  await page.locator('.month-forms').waitFor()
  expect(await asks()).toBe(true)
  await visit(page, report)
  await grid.ready()
  await page.locator('.finding-main', { hasText: '说明写了一半，还没保存' }).press('Enter')
  await expect.poll(() => field().inputValue()).toBe('写了一半')
  // Said, it is gone.
  await clerk.reach(field())
  await clerk.keys('Control+End')
  await page.keyboard.insertText('，现在写完了：已到现场核实用煤量')
  await clerk.press(page.getByRole('button', { name: '保存说明' }))
  await page.locator('.finding-explained').waitFor()
  expect(await asks()).toBe(false)
})

test('who changes an explanation, or goes on with the last month’s, is in its text at once', async () => {
  const goOn = async (name: string, said: RegExp, back = false) => {
    await clerk.press(page.getByRole('button', { name }), { back })
    await expect.poll(() => clerk.settled()).toBe('textarea 情况说明')
    const words = await field().inputValue()
    expect(words).toMatch(said)
    expect(await asks()).toBe(false)
    await page.keyboard.insertText('。又看过')
    expect([await field().inputValue(), await asks()]).toEqual([`${words}。又看过`, true])
    for (const _ of '。又看过') await clerk.keys('Backspace')
    expect(await asks()).toBe(false)
  }
  await page.locator('.finding-explained .finding-main').press('Enter')
  await goOn('修改说明', /^写了一半，现在写完了/)
  const amend = page.getByRole('button', { name: '在它的基础上修改' })
  await expect
    .poll(async () => {
      await clerk.keys('F8')
      return (await field().count()) + (await amend.count())
    })
    .toBe(2)
  await clerk.keys('F6')
  await goOn('在它的基础上修改', /^2020-05：/, true)
  await page.locator('.grid-input').focus()
})

test('the page asks while a cell is typed into, in the table and in the form of one row', async () => {
  await page.locator('.grid-input').focus()
  await clerk.keys('Control+Home')
  // Looked at and not changed.
  await clerk.keys('F2')
  await page.locator('.grid-typing').waitFor()
  expect(await asks()).toBe(false)
  await clerk.type('9')
  expect(await asks()).toBe(true)
  await clerk.keys('Escape')
  expect(await asks()).toBe(false)
  // A row that is not there yet.
  await clerk.keys('Control+Home', 'ArrowDown', 'ArrowDown', 'ArrowDown')
  await clerk.type('新')
  expect(await asks()).toBe(true)
  await clerk.keys('Escape', 'Control+Home', 'F4')
  await page.locator('.record input:focus').waitFor()
  expect(await asks()).toBe(false)
  await clerk.keys('End')
  await clerk.type('9')
  expect(await asks()).toBe(true)
  await clerk.keys('Backspace')
  expect(await asks()).toBe(false)
  await clerk.keys('F4')
  await grid.ready()
})

test('notes and answers begun stay when the form is left', async () => {
  const note = page.locator('.notes-text')
  const title = () => page.locator('.report-head h1').textContent()
  const form = await title()
  await page.locator('.grid-input').focus()
  await clerk.keys('Control+Home', 'Shift+F2')
  await page.locator('.notes-text:focus').waitFor()
  await clerk.type('这台锅炉')
  await visit(page, `#/report/F3/${period}`)
  await expect.poll(title).not.toBe(form)
  await side(/批注/)
  expect(await note.inputValue()).toBe('')
  await visit(page, report)
  await grid.ready()
  await side(/批注/)
  expect([await note.inputValue(), await asks()]).toEqual(['这台锅炉', true])
  await note.focus()
  await clerk.keys('End')
  await clerk.type('已拆')
  await clerk.keys('Control+Enter')
  await page.locator('.note', { hasText: '这台锅炉已拆' }).waitFor()
  expect([await note.inputValue(), await asks()]).toEqual(['', false])
})

test('a zero report is not set with words that say nothing: the field says what is missing', async () => {
  await visit(page, '#/report/F1/2020-04')
  await grid.ready()
  await clerk.keys('Alt+0')
  await page.locator('#zero-reason:focus').waitFor()
  await page.keyboard.insertText('核实无误，同上')
  await clerk.keys('Enter')
  await page.getByRole('dialog').getByText('请写明本月为什么没有').waitFor()
  await page.locator('#zero-reason').fill('本月没有此类项目')
  await page.getByText('请写明本月为什么没有').waitFor({ state: 'detached' })
  await clerk.press(page.getByRole('dialog').getByRole('button', { name: /取\s*消/ }))
  await page.getByRole('dialog').waitFor({ state: 'detached' })
})

test('Esc keeps what was written in a dialog, the button that gives up does not', async () => {
  // No month before it has words of its own to offer.
  await visit(page, '#/report/F1/2020-04')
  await grid.ready()
  const reason = page.locator('#zero-reason')
  const open = async () => {
    await clerk.keys('Alt+0')
    await page.locator('#zero-reason:focus').waitFor()
  }
  const closed = () => page.getByRole('dialog').waitFor({ state: 'detached' })
  await open()
  await page.keyboard.insertText('本月没有')
  await clerk.keys('Escape')
  await closed()
  expect(await asks()).toBe(true)
  await open()
  expect(await reason.inputValue()).toBe('本月没有')
  await page.keyboard.insertText('此类项目')
  expect(await reason.inputValue()).toBe('本月没有此类项目')
  await clerk.press(page.getByRole('dialog').getByRole('button', { name: /取\s*消/ }))
  await closed()
  expect(await asks()).toBe(false)
  await open()
  expect(await reason.inputValue()).toBe('')
  await clerk.keys('Escape')
  await closed()
})

test('what the city has written about a package waits beside it, and beside no other', async () => {
  const city = await openWebProgram()
  try {
    const { page, call } = city
    await call('profile.create', { role: 'city', packId: 'liuzhou-2020', unit: 'LZ-STHJJ' })
    const { packages, unitFile, words } = await countyFiles(before)
    await call('keys.add', { bytes: unitFile, words })
    const { facts } = await call('city.receive', packages[0])
    const sha256 = facts?.sha256 ?? ''
    await page.locator('.frame-unit').waitFor()
    await visit(page, `#/package/${before}/${sha256}`)
    await page.getByRole('button', { name: '批注：整张表' }).press('Enter')
    await page.getByRole('textbox', { name: '批注内容' }).fill('年用煤量请按台账再核一遍')
    await page.getByRole('textbox', { name: '批注内容' }).press('Enter')
    await page.locator('#city-reason').fill('有一处要核实')
    await page.locator('#city-resubmit').fill('2020-06-10')
    await visit(page, `#/inbox/${before}`)
    await page.locator('.city-board').waitFor()
    expect(await asks(page)).toBe(true)
    await visit(page, `#/package/${before}/${sha256}`)
    await expect.poll(() => page.locator('#city-reason').inputValue()).toBe('有一处要核实')
    expect(await page.locator('#city-resubmit').inputValue()).toBe('2020-06-10')
    await page.locator('.city-list', { hasText: '年用煤量请按台账再核一遍' }).waitFor()
    await page.getByRole('button', { name: '退回修改' }).press('Enter')
    await page.locator('.city-status-returned').waitFor()
    await expect.poll(() => page.locator('#city-reason').inputValue()).toBe('')
    expect(await asks(page)).toBe(false)
    const { decisions } = await call('city.package', { sha256 })
    expect(JSON.stringify(decisions)).toContain('年用煤量请按台账再核一遍')
  } finally {
    await city.close()
  }
})
