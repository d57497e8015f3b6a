/** The city remarks on rows of a package and sends it back, by the keyboard. */
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openAnew, openWebProgram, visit, type WebProgram } from '../helpers/browser.ts'
import { Clerk } from '../helpers/clerk.ts'
import { openPair, sealMonth } from '../helpers/county-and-city.ts'
import { county } from '../helpers/test-engine.ts'

const period = '2020-05'
let program: WebProgram
let page: WebProgram['page']
let clerk: Clerk
let sha256 = ''

beforeAll(async () => {
  const pair = await openPair()
  try {
    program = await openWebProgram()
    page = program.page
    clerk = new Clerk(page)
    await program.call('profile.create', { role: 'city', packId: 'liuzhou-2020', unit: 'LZ-STHJJ', people: county.people })
    const { own } = await pair.clerk.call('keys.status', {})
    await program.call('keys.add', { bytes: (await pair.clerk.call('keys.unitFile', {})).bytes, words: own?.words ?? '' })
    const { fileName, bytes } = await sealMonth(pair.clerk, period)
    await program.call('city.receive', { fileName, bytes })
    sha256 = createHash('sha256').update(bytes).digest('hex')
  } finally {
    await Promise.all([pair.clerk.close(), pair.city.close()])
  }
  await openAnew(program)
  await visit(page, `#/package/${period}/${sha256}`)
})
afterAll(() => program?.close())

test('words for one row do not go to another, the keyboard goes where they are typed and back to the row, and no remark is dropped', async () => {
  await page.getByRole('tab', { name: /^F4 / }).press('Enter')
  const remark = (number: number) => page.getByRole('button', { name: new RegExp(`^对 .*第${number}豆腐坊.*的批注$`) })
  const words = page.getByRole('form', { name: /的批注$/ }).getByRole('textbox')
  await remark(1).press('Enter')
  await expect.poll(() => clerk.hasFocus(words)).toBe(true)
  await clerk.type('写给第一行的话')
  await remark(2).press('Enter')
  await expect.poll(() => clerk.hasFocus(words)).toBe(true)
  expect(await words.inputValue()).toBe('')
  await clerk.type('用煤量太小，请核对')
  await clerk.keys('Enter')
  expect(await clerk.settled()).toMatch(/^button 对 .*第2豆腐坊/)
  const accept = page.getByRole('button', { name: '接收', exact: true })
  expect([await accept.isDisabled(), await accept.getAttribute('title')]).toEqual([true, expect.stringContaining('有 1 条批注')])
  await page.locator('#city-reason').focus()
  await clerk.type('请照批注核对后重报')
  await page.getByRole('button', { name: '退回修改', exact: true }).press('Enter')
  await page.locator('.city-status', { hasText: '退回' }).waitFor()
  const { decisions } = await program.call('city.package', { sha256 })
  expect(decisions.flatMap(({ comments }) => comments.map(({ rowId, text }) => [rowId, text]))).toEqual([
    ['boiler-2', '用煤量太小，请核对'],
  ])
})
