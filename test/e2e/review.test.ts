/** A month from hand to hand, by the keyboard: notes, handing in, sending back, passing, signing, sealing. */
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { barriersOf } from '../helpers/barriers.ts'
import { GridDriver, openAnew, openWebProgram, visit, type WebProgram } from '../helpers/browser.ts'
import { citySide, trustCity } from '../helpers/city-side.ts'
import { Clerk } from '../helpers/clerk.ts'
import { fillMonth } from '../helpers/due-forms.ts'
import { sealedPackage } from '../helpers/sealed-package.ts'
import { boiler, county } from '../helpers/test-engine.ts'

const period = '2020-05'
let program: WebProgram
let page: WebProgram['page']
let grid: GridDriver

const barriers = (): Promise<readonly string[]> => barriersOf(page)

/** Puts the keyboard on a button and presses Enter there. */
async function press(name: string | RegExp, within: Locator = page.locator('.frame')): Promise<void> {
  const target = within.getByRole('button', { name, exact: typeof name === 'string' }).first()
  await target.focus()
  await target.press('Enter')
}
/** Where the keyboard rests, and where Tab leads from there. */
async function standsAt(): Promise<readonly [string, string]> {
  const clerk = new Clerk(page)
  const stand = await clerk.settled()
  await page.keyboard.press('Tab')
  return [stand, await clerk.where()]
}
const dialog = (): Locator => page.getByRole('dialog')
const rowOf = (form: string): Locator => page.locator('.month-forms tbody tr').filter({ has: page.locator(`a[href^="#/report/${form}/"]`) })
const stateOf = (form: string): Promise<string | null> => rowOf(form).locator('.state').textContent()
const openMonth = async (): Promise<void> => {
  await visit(page, `#/month/${period}`)
  await page.locator('.month-forms tbody tr').first().waitFor()
}

beforeAll(async () => {
  program = await openWebProgram()
  page = program.page
  grid = new GridDriver(page)
  const { call } = program
  await call('profile.create', county)
  await fillMonth(call, period, [boiler(1), boiler(2, { annualCoal: '5' }), boiler(3)])
  await openAnew(program)
  await page.locator('.frame').waitFor()
})
afterAll(() => program?.close())

test('reviewing is switched on, and the auditor gets a password', async () => {
  await visit(page, `#/settings/${period}`)
  const settings = page.getByRole('region', { name: '审核流程' })
  await settings.getByRole('switch', { name: '上报前要在程序里审核、签发' }).focus()
  await page.keyboard.press('Space')
  await expect.poll(() => settings.getByRole('switch').getAttribute('aria-checked')).toBe('true')
  await press('设口令 莫海燕', settings)
  await dialog().getByLabel('新口令（至少 4 个字符）', { exact: true }).waitFor()
  await page.keyboard.type('kouling1')
  // From field to field: the eye that shows a password does not lie between them.
  await page.keyboard.press('Tab')
  await page.keyboard.type('kouling2')
  expect(await dialog().getByText('两次输入的新口令不一样').count()).toBe(1)
  await page.keyboard.press('Backspace')
  await page.keyboard.type('1')
  await page.keyboard.press('Enter')
  await settings.getByText('✓ 已设口令').waitFor()
  expect(await new Clerk(page).settled()).toBe('button 改口令 莫海燕')
  expect(await barriers()).toEqual([])
})

test('a note is written on a cell with Shift+F2, marked there, answered and dealt with', async () => {
  await visit(page, `#/report/F4/${period}`)
  await grid.ready()
  await page.keyboard.press('Control+Home')
  const column = await grid.column('使用单位')
  for (let step = 0; step < column; step += 1) await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Shift+F2')
  await page.locator('.notes-text:focus').waitFor()
  await page.keyboard.type('名称按营业执照核对过')
  await page.keyboard.press('Control+Enter')
  await page.locator(`#cell-0-${column}.grid-noted`).waitFor()
  // The keyboard is back in the form, and the screen reader hears of the note.
  await grid.ready()
  expect(await page.locator('.grid-input').getAttribute('aria-label')).toContain('有批注')
  await page.locator('.note', { hasText: '名称按营业执照核对过' }).waitFor()
  expect(await barriers()).toEqual([])
  await press('答复', page.locator('.note'))
  await page.keyboard.type('好的')
  await page.keyboard.press('Control+Enter')
  await page.locator('.note-said', { hasText: '好的' }).waitFor()
  await press('标为已处理', page.locator('.note'))
  await expect.poll(() => page.locator('.grid-noted').count()).toBe(0)
  expect((await program.call('note.list', { form: 'F4', period })).map(({ kind, text }) => [kind, text])).toEqual([
    ['comment', '名称按营业执照核对过'],
    ['reply', '好的'],
  ])
})

test('the preparer hands in, the auditor sends one form back at a cell, and it comes again', async () => {
  await program.call('check.run', { period })
  await openMonth()
  const states = () => Promise.all(['F1', 'F2', 'F3', 'F4'].map(stateOf))
  await expect.poll(states).toEqual(Array(4).fill('可送审'))
  await press('提交审核 F1')
  await dialog().getByText('填表人：覃小梅').waitFor()
  await press('提交审核', dialog())
  await expect.poll(states).toEqual(['待审核', ...Array(3).fill('可送审')])
  // The others together: one name, one password.
  await press('一起提交审核（3 张）')
  await dialog().getByText('填表人：覃小梅').waitFor()
  expect(await dialog().locator('li').allTextContents()).toEqual([/^F2 /, /^F3 /, /^F4 /].map((start) => expect.stringMatching(start)))
  expect(await barriers()).toEqual([])
  await press('提交审核', dialog())
  await expect.poll(states).toEqual(Array(4).fill('待审核'))
  await expect.poll(() => page.getByRole('button', { name: /一起提交审核/ }).count()).toBe(0)
  expect(await standsAt()).toEqual([expect.stringMatching(/^section 2020年5月/), expect.stringMatching(/^button /)])
  expect(await barriers()).toEqual([])
  await press('审核 F4')
  await page.locator('.review .report-head h1', { hasText: '审核 F4' }).waitFor()
  await grid.ready()
  // Nobody has moved to a cell yet: a remark is on the form as a whole.
  await press('退回修改')
  await dialog().getByRole('radio', { name: '整张表', checked: true }).waitFor()
  await press('取消', dialog())
  await dialog().waitFor({ state: 'detached' })
  expect(await new Clerk(page).settled()).toBe('button 退回修改')
  await page.locator('.grid-input').focus()
  // Reading only: what is typed changes nothing.
  await page.keyboard.press('Control+Home')
  await page.keyboard.type('改')
  await page.keyboard.press('Enter')
  expect((await program.call('review.get', { period })).forms.map(({ stage }) => stage)).toEqual(Array(4).fill('handedIn'))
  // A month that is not sealed is not called so, and a note is the auditor's who reads.
  await page.getByRole('tab', { name: /批注/ }).click()
  await page.getByText('审核时不能增减佐证材料').waitFor()
  await page.locator('.notes-composer .ant-select', { hasText: '莫海燕' }).waitFor()
  await page.getByRole('tab', { name: /问题与说明/ }).click()
  await page.locator('.review-findings li').first().waitFor()
  expect(await barriers()).toEqual([])
  await page.locator('.grid-input').focus()
  await page.keyboard.press('Control+Home')
  await press('退回修改')
  await dialog()
    .getByRole('radio', { name: /台账编号/, checked: true })
    .waitFor()
  await dialog().getByLabel('退回意见（哪里不对、怎么改）').focus()
  await page.keyboard.type('编号与台账不符，请核对')
  await dialog().getByLabel('口令', { exact: true }).focus()
  await page.keyboard.type('cuowu')
  await page.keyboard.press('Enter')
  await dialog().getByText('莫海燕的口令不对').waitFor()
  await dialog().getByLabel('口令', { exact: true }).focus()
  await page.keyboard.type('kouling1')
  expect(await barriers()).toEqual([])
  await page.keyboard.press('Enter')
  await page.locator('.review .state', { hasText: '已退回' }).waitFor()
  expect(await standsAt()).toEqual([expect.stringMatching(/^section 审核 F4/), 'button 工作台'])

  await openMonth()
  await expect.poll(() => stateOf('F4')).toBe('已退回')
  await rowOf('F4').filter({ hasText: '编号与台账不符，请核对' }).waitFor()
  await visit(page, `#/report/F4/${period}`)
  await grid.ready()
  await page.locator('.review-refusal', { hasText: '编号与台账不符' }).waitFor()
  await page.locator('#cell-0-0.grid-noted').waitFor()
  const handIn = page.locator('.report').getByRole('button', { name: '提交审核' })
  expect(await handIn.isDisabled()).toBe(true)
  await press('看退回意见')
  await press('答复', page.locator('.note-refusal'))
  await page.keyboard.type('已核对，编号无误，台账已更正')
  await page.keyboard.press('Control+Enter')
  await expect.poll(() => handIn.isDisabled()).toBe(false)
  expect(await barriers()).toEqual([])
  // Who is used to double clicks clicks beside the dialog, or into it, with the second one: Enter still hands in.
  await handIn.dblclick({ delay: 30 })
  await dialog().waitFor()
  for (const beside of [5, 683]) {
    await page.mouse.move(beside, beside === 5 ? 400 : 200)
    await page.mouse.down({ clickCount: 2 })
    await page.mouse.up({ clickCount: 2 })
    expect(await new Clerk(page).settled()).toBe('button 提交审核')
  }
  await page.keyboard.press('Escape')
  await dialog().waitFor({ state: 'detached' })
  await handIn.focus()
  await page.keyboard.press('Enter')
  await press('提交审核', dialog())
  await page.locator('.report .ant-alert', { hasText: '等 莫海燕 审核' }).waitFor()
  expect(await standsAt()).toEqual(['section JT-04 燃煤锅炉淘汰整治台账', 'button 撤销'])
})

test('passed and signed, an edit voids it aloud; signed again, the month is sealed as it was signed', async () => {
  for (const form of ['F1', 'F2', 'F3', 'F4']) {
    await visit(page, `#/review/${form}/${period}`)
    await page.locator('.review .report-head h1', { hasText: `审核 ${form}` }).waitFor()
    await press('审核通过')
    await dialog().getByLabel('口令', { exact: true }).focus()
    await page.keyboard.type('kouling1')
    await page.keyboard.press('Enter')
    await page.locator('.review .state', { hasText: '待签发' }).waitFor()
    expect(await standsAt()).toEqual([expect.stringContaining(`section 审核 ${form}`), 'button 退回修改'])
  }
  // What the auditor has passed is the leader's to send back.
  await press('退回修改')
  await dialog().getByRole('radio', { name: '单位负责人：韦志强', checked: true }).waitFor()
  await press('取消', dialog())
  await openMonth()
  await press('签发本月')
  await dialog().getByText('单位负责人：韦志强').waitFor()
  await press('签发本月', dialog())
  await page.locator('.review-signed', { hasText: '韦志强' }).waitFor()
  await expect.poll(() => stateOf('F4')).toBe('可上报')

  await visit(page, `#/report/F4/${period}`)
  await grid.ready()
  await page.locator('.report .ant-alert', { hasText: '已于' }).waitFor()
  const column = await grid.column('使用单位')
  await page.keyboard.press('Control+Home')
  for (let step = 0; step < column; step += 1) await page.keyboard.press('ArrowRight')
  await page.keyboard.type('柳城县老豆腐坊')
  await page.keyboard.press('Enter')
  await grid.saved()
  await page.locator('.report .ant-alert', { hasText: '原来的签字已作废' }).waitFor()
  await visit(page, `#/submit/${period}`)
  const seal = page.getByRole('button', { name: '封存并生成报送包' })
  await page.getByText('全部通过，可以提交审核、签发').waitFor()
  expect(await seal.isDisabled()).toBe(true)
  expect(await barriers()).toEqual([])

  await program.call('review.handIn', { period, forms: ['F4'], by: '覃小梅' })
  await program.call('review.pass', { period, forms: ['F4'], by: '莫海燕', password: 'kouling1' })
  await press('签发本月')
  await press('签发本月', dialog())
  await expect.poll(() => seal.isDisabled()).toBe(false)
  await seal.focus()
  await page.keyboard.press('Enter')
  await page.getByText('报送包已生成').waitFor()
  expect(await standsAt()).toEqual(['section 第三步：封存并生成报送包', 'button 另存报送包'])
  const summary = await sealedPackage(program.call)
  // What the city has received is closed still, whatever it is called now.
  const city = await citySide()
  await trustCity(program.call, city)
  await program.call('exchange.take', { fileName: '回执.json', bytes: await city.receipt(summary, 'received') })
  await visit(page, `#/review/F4/${period}`)
  await page.locator('.review .state', { hasText: '已签发' }).waitFor()
  await grid.ready()
  expect(await page.locator('.review-acts button').allTextContents()).toEqual(['工作台'])
  await openMonth()
  await expect.poll(() => stateOf('F4')).toBe('已接收')
  expect(await page.locator('.review-signed').count()).toBe(0)
  await visit(page, `#/report/F4/${period}`)
  await page.locator('.report .ant-alert', { hasText: '已封存上报，只能查看' }).waitFor()
  expect(await page.locator('.report .ant-alert', { hasText: '再改任何一格' }).count()).toBe(0)
  expect(await program.complaints()).toEqual([])
})
