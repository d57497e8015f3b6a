/** An auditor leaves: the new name is saved in the settings, which offer to put it into the forms that still hold the old one. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { barriersOf } from '../helpers/barriers.ts'
import { openAnew, openWebProgram, visit, type WebProgram } from '../helpers/browser.ts'
import { boiler, county, people } from '../helpers/test-engine.ts'

const period = '2020-05'
let program: WebProgram

beforeAll(async () => {
  program = await openWebProgram()
  const { call } = program
  await call('profile.create', county)
  for (const at of [period, '2020-06'])
    await call('report.edit', { form: 'F4', period: at, edits: [boiler(1), { kind: 'header', header: people }] })
  await openAnew(program)
  await program.page.locator('.frame').waitFor()
})
afterAll(() => program?.close())

test('saving another auditor offers to change the name in the open forms, and does so at one press', async () => {
  const { page, call } = program
  await visit(page, `#/settings/${period}`)
  const settings = page.getByRole('region', { name: '经办人' })
  const auditor = settings.getByLabel('审核人')
  await auditor.waitFor()
  const offer = settings.getByText('还有 2 张没有封存的表（2020年5月、2020年6月）表头上是以前的姓名，可以一次换好：审核人莫海燕换成黄丽。')
  expect(await offer.count()).toBe(0)
  await auditor.fill('黄丽')
  await auditor.press('Enter')
  await offer.waitFor()
  expect(await barriersOf(page)).toEqual([])
  const button = settings.getByRole('button', { name: '换掉这 2 张表的姓名' })
  await button.focus()
  await button.press('Enter')
  await page.getByText('已更换 2 张表的姓名').waitFor()
  await expect.poll(() => offer.count()).toBe(0)
  const { header } = await call('report.open', { form: 'F4', period })
  expect(header).toMatchObject({ ...people, auditor: '黄丽' })
})
