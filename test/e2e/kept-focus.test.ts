/** A button that goes away under the keyboard: where the keyboard is then, and when nobody may move it. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { GridDriver, openWebProgram, visit, type WebProgram } from '../helpers/browser.ts'
import { Clerk } from '../helpers/clerk.ts'
import { InputMethod } from '../helpers/input-method.ts'

const period = '2020-08'
let program: WebProgram
let page: WebProgram['page']
let clerk: Clerk

beforeAll(async () => {
  program = await openWebProgram()
  page = program.page
  clerk = new Clerk(page)
  await program.call('profile.create', { role: 'county', packId: 'liuzhou-2020', unit: '450222' })
})
afterAll(() => program?.close())
beforeEach(async () => {
  await visit(page, `#/settings/${period}`)
  await visit(page, `#/month/${period}`)
  await page.locator('.month-forms tbody tr').first().waitFor()
})

/** Puts a button into the head of the screen; pressed, it does this to itself. */
const putButton = (act: 'goes' | 'rests' | 'leads'): Promise<void> =>
  page.locator('.month-progress, .report-head').evaluate((box, kind) => {
    const button = document.createElement('button')
    button.id = 'put'
    button.textContent = 'put'
    button.addEventListener('click', () => {
      if (kind === 'rests') button.disabled = true
      else button.remove()
      if (kind === 'leads') setTimeout(() => document.querySelector<HTMLElement>('.frame-month input')?.focus(), 0)
    })
    box.prepend(button)
  }, act)

async function pressPut(): Promise<void> {
  await page.locator('#put').focus()
  await page.keyboard.press('Enter')
}
const wake = (): Promise<void> => page.locator('#put').evaluate((button) => button.removeAttribute('disabled'))
const nowhere = /^body/

test('it is on the part of the screen that the button was in, and Tab goes on there', async () => {
  await putButton('goes')
  await pressPut()
  expect(await clerk.settled()).toMatch(/^section 2020年8月/)
  await clerk.keys('Tab')
  expect(await page.locator('.month-progress :focus').count()).toBe(1)
})

test('a button that rests while it works has it again afterwards, unless one has gone on', async () => {
  await putButton('rests')
  await pressPut()
  expect(await clerk.settled()).toMatch(/^section 2020年8月/)
  await wake()
  expect(await clerk.settled()).toBe('button#put put')
  await clerk.keys('Enter')
  await clerk.settled()
  await clerk.keys('Tab')
  const ahead = await clerk.where()
  await wake()
  expect(await clerk.settled()).toBe(ahead)
})

test('who leads it elsewhere himself keeps it there, and an open list stays open', async () => {
  await putButton('leads')
  await pressPut()
  expect(await clerk.settled()).toMatch(/^input/)
  await clerk.keys('ArrowDown')
  await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)').waitFor()
  await page.locator('.month-progress').evaluate((box) => box.append(document.createElement('button')))
  expect(await clerk.settled()).toMatch(/^input/)
  await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)').waitFor()
  await clerk.keys('Escape')
})

test('the mouse moves nothing: neither a click beside everything nor a button that goes away under it', async () => {
  await putButton('goes')
  await page.locator('#put').click()
  expect(await clerk.settled()).toMatch(nowhere)
  await page.locator('.month-progress button').last().focus()
  await page.locator('.frame-unit').click()
  expect(await clerk.settled()).toMatch(nowhere)
})

test('who types on at once types into the dialog that the key opens: nothing reported, head of the form', async () => {
  await visit(page, `#/report/F4/${period}`)
  const grid = new GridDriver(page)
  await grid.ready()
  const ways = [
    { field: page.locator('#zero-reason'), key: { key: '0', code: 'Digit0', windowsVirtualKeyCode: 48, modifiers: 1 }, isQueued: true },
    { field: page.locator('#header-leader'), key: { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' }, isQueued: false },
  ]
  const keys = await program.context.newCDPSession(page)
  for (const { field, key, isQueued } of ways) {
    if (!isQueued) await page.getByRole('button', { name: '表头与签名' }).focus()
    // As when the computer was busy: the letters are there when the key is read.
    const opened = keys.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key })
    if (!isQueued) await opened
    const typed = [...'benyue'].map((letter) => keys.send('Input.dispatchKeyEvent', { type: 'keyDown', key: letter, text: letter }))
    await Promise.all([opened, ...typed])
    await keys.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key })
    expect(await field.inputValue()).toContain('benyue')
    // What still slides in is given up, too, and the keyboard goes back to the form.
    await clerk.keys('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await grid.ready()
  }
})

test('a composition in the grid goes on when the button that was pressed before can be used again', async () => {
  await visit(page, `#/report/F4/${period}`)
  const grid = new GridDriver(page)
  await grid.ready()
  const ime = new InputMethod(page, await program.context.newCDPSession(page))
  await putButton('rests')
  await pressPut()
  expect(await clerk.settled()).toMatch(/^section JT-04/)
  await clerk.keys('F6')
  await grid.ready()
  expect(await ime.compose('nihao')).toBe('nihao')
  await wake()
  await clerk.settled()
  expect(await page.locator('.grid-input:focus').count()).toBe(1)
  await ime.pick('你好')
  await clerk.keys('Enter')
  await grid.saved()
  expect((await program.call('report.open', { form: 'F4', period })).rows).toHaveLength(1)
  expect(await program.complaints()).toEqual([])
})
