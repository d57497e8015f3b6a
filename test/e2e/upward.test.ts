/** A county's month on its way to the city and back: keys, package, receipt, return, answers, revision, acceptance, notice. */
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { download, openWebProgram, visit, type WebProgram } from '../helpers/browser.ts'
import { fillMonth } from '../helpers/due-forms.ts'
import { MonthOnScreen } from '../helpers/month-on-screen.ts'
import { boiler, explainAll, county as profile } from '../helpers/test-engine.ts'

const period = '2020-05'
interface File {
  readonly name: string
  readonly bytes: Uint8Array
}
let county: WebProgram
let city: WebProgram
let month: MonthOnScreen
const sent: File[] = []
let receipts: File[] = []

beforeAll(async () => {
  ;[county, city] = await Promise.all([openWebProgram(), openWebProgram()])
  await county.call('profile.create', profile)
  await city.call('profile.create', {
    role: 'city',
    packId: 'liuzhou-2020',
    unit: 'LZ-STHJJ',
    people: { ...profile.people, preparer: '陆文' },
  })
  await fillMonth(county.call, period, [boiler(1), boiler(2), boiler(3)])
  const { forms } = await county.call('pack.get', { id: 'liuzhou-2020' })
  month = new MonthOnScreen(county, period, forms)
  await Promise.all([county.page.locator('.frame-unit').waitFor(), city.page.locator('.frame-unit').waitFor()])
})
afterAll(async () => {
  await county?.close()
  await city?.close()
})

const give = (page: Page, area: string, files: readonly File[]): Promise<void> =>
  page
    .getByRole('region', { name: area, exact: true })
    .locator('input[type=file]')
    .first()
    .setInputFiles(files.map(({ name, bytes }) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) })))
const press = async (page: Page, name: string | RegExp): Promise<void> => {
  const button = page.getByRole('button', { name, exact: typeof name === 'string' }).first()
  await button.focus()
  await button.press('Enter')
}
/** Clicks what saves files, and waits for as many of them. */
async function downloads(page: Page, count: number, act: () => Promise<unknown>): Promise<File[]> {
  const files: File[] = []
  const all = new Promise<void>((resolve) => {
    page.on('download', async (file) => {
      files.push({ name: file.suggestedFilename(), bytes: new Uint8Array(readFileSync(await file.path())) })
      if (files.length === count) resolve()
    })
  })
  await act()
  await all
  page.removeAllListeners('download')
  return files
}
const stateOf = (form: string) => county.page.locator('.month-forms tbody tr', { hasText: form }).first().textContent()

/** One side gives its unit file to the other, who hears the words on the telephone. */
async function introduce(from: WebProgram, to: WebProgram): Promise<void> {
  await visit(from.page, `#/settings/${period}`)
  const words = await from.page.locator('.exchange-words').first().textContent()
  const file = await download(from.page, () => press(from.page, '保存单位文件，交给对方'))
  await visit(to.page, `#/settings/${period}`)
  await to.page.locator('.exchange-words').first().waitFor()
  await give(to.page, '钥匙', [file])
  const typed = to.page.getByLabel('对方念的八个词')
  await typed.fill('苹果 白菜 萝卜 豆腐 鸡蛋 米饭 面条 馒头')
  await typed.press('Enter')
  await to.page.getByRole('alert').filter({ hasText: '对不上' }).waitFor()
  await typed.fill(words ?? '')
  await typed.press('Enter')
  await to.page.getByText('已启用。').waitFor()
}
async function seal(): Promise<File> {
  await visit(county.page, `#/submit/${period}`)
  const button = county.page.getByRole('button', { name: '封存并生成报送包' })
  await expect.poll(() => button.isEnabled()).toBe(true)
  await button.press('Enter')
  await county.page.getByRole('alert').filter({ hasText: '报送包已生成' }).waitFor()
  const file = await download(county.page, () => press(county.page, '另存报送包'))
  sent.push(file)
  return file
}
async function receive(file: File): Promise<string> {
  await visit(city.page, `#/inbox/${period}`)
  await city.page.locator('.city-board').waitFor()
  await give(city.page, '接收报送包', [file])
  const line = city.page.locator('.city-taken li', { hasText: file.name }).first()
  await line.waitFor()
  return (await line.textContent()) ?? ''
}
async function openPackage(): Promise<void> {
  const cell = city.page
    .getByRole('row', { name: /柳城县/ })
    .getByRole('link')
    .last()
  await cell.focus()
  await cell.press('Enter')
  await city.page.locator('.city-facts').waitFor()
}

test('each side takes the other’s key when the words agree, and not before', async () => {
  await introduce(county, city)
  await introduce(city, county)
})

test('the city takes the package in, comes to the same verdict, and takes a copy for a copy', async () => {
  const file = await seal()
  expect(await receive(file)).toContain('已收下。')
  expect(await receive({ ...file, name: `副本_${file.name}` })).toContain('以前收过')
  await openPackage()
  expect(await city.page.locator('.city').textContent()).toContain('审核结论一致')
})

test('a changed package is set apart with the reason, and is not counted', async () => {
  const [file] = sent
  if (file === undefined) throw new Error('sealed above')
  const changed = new Uint8Array(file.bytes)
  const at = Math.floor(changed.length / 2)
  changed[at] = (changed[at] ?? 0) ^ 1
  expect(await receive({ name: file.name.replace('柳城', '改过'), bytes: changed })).toContain('没有计入汇总')
  await city.page.getByRole('region', { name: /待处理的文件/ }).waitFor()
})

test('the city returns it with two remarks, one at a cell', async () => {
  await visit(city.page, `#/inbox/${period}`)
  await openPackage()
  await city.page.getByRole('tab', { name: /^F4/ }).click()
  await press(city.page, /^对 .* 的批注$/)
  await city.page.getByRole('combobox', { name: '指到哪一栏' }).focus()
  await city.page.keyboard.type('锅炉容量')
  await city.page.keyboard.press('Enter')
  await city.page.getByLabel('批注内容').fill('请核对铭牌上的容量')
  await city.page.keyboard.press('Enter')
  await press(city.page, '批注：整张表')
  await city.page.getByLabel('批注内容').fill('请补充本月淘汰情况的说明')
  await city.page.keyboard.press('Enter')
  await city.page.getByLabel('理由').fill('请核对后重报')
  await city.page.getByLabel('请在这一天前重报').fill('2020-06-10')
  await press(city.page, '退回修改')
  await city.page.locator('.city-status-returned').waitFor()
  receipts = await downloads(city.page, 2, () => press(city.page, '保存回执文件'))
  expect(receipts.map(({ name }) => name.replace(/^.*\.receipt/, 'receipt'))).toEqual(['receipt-1.json', 'receipt-2.json'])
})

test('the county sees what is wanted, must answer each remark, and hands up a second revision', async () => {
  await visit(county.page, `#/submit/${period}`)
  for (const receipt of receipts) {
    await give(county.page, '市局回执和退回意见', [receipt])
    await county.page.getByText('回执已收下。').waitFor()
  }
  await county.page.getByText('请核对铭牌上的容量').waitFor()
  await month.openMonth()
  await expect.poll(() => stateOf('F4')).toContain('已退回')
  await visit(county.page, `#/submit/${period}`)
  await county.page.getByLabel('修订原因').fill('按市局意见核对容量')
  await press(county.page, '重新打开，发起修订')
  await county.page.getByRole('button', { name: '重新打开，发起修订' }).waitFor({ state: 'hidden' })
  const first = (await month.report('F4')).rows[0]?.key ?? ''
  await month.openForm('F4')
  await month.type('F4', first, 'capacityTph', '2')
  await explainAll(county.call, period)
  await visit(county.page, `#/submit/${period}`)
  const button = county.page.getByRole('button', { name: '封存并生成报送包' })
  await expect.poll(() => button.isEnabled()).toBe(true)
  await button.press('Enter')
  await county.page.getByRole('alert').filter({ hasText: '还有 2 条没有答复' }).waitFor()
  for (const words of ['已按铭牌改为 2 蒸吨', '本月没有淘汰，已在备注中说明']) {
    const answer = county.page.getByRole('textbox', { name: /^答复/ }).first()
    await answer.fill(words)
    await answer.press('Enter')
    await county.page.locator('.exchange-list blockquote', { hasText: words }).waitFor()
  }
  await seal()
})

test('the city accepts the revision; sums, weather table and notice are made of it', async () => {
  const revision = sent.at(-1)
  if (revision === undefined) throw new Error('sealed above')
  expect(await receive(revision)).toContain('修订版')
  await openPackage()
  await press(city.page, '接收')
  await city.page.locator('.city-status-accepted').waitFor()
  receipts = await downloads(city.page, 2, () => press(city.page, '保存回执文件'))
  await visit(city.page, `#/sums/${period}`)
  await city.page.getByText('已计入 1 个单位').waitFor()
  const table = await download(city.page, () => press(city.page, '导出表格'))
  expect([table.name.endsWith('.xlsx'), table.bytes[0]]).toEqual([true, 0x50])
  for (const tab of ['晴雨表', '报送情况', '考核评分']) {
    await city.page.getByRole('tab', { name: tab }).click()
    await city.page
      .getByRole('rowheader', { name: /柳城县/ })
      .first()
      .waitFor()
  }
  await city.page.getByRole('tab', { name: '通报' }).click()
  expect((await city.page.locator('.city-notice').textContent())?.length).toBeGreaterThan(40)
})

test('the receipt turns the county’s month to 已接收, and it stays closed', async () => {
  await visit(county.page, `#/submit/${period}`)
  for (const receipt of receipts) {
    await give(county.page, '市局回执和退回意见', [receipt])
    await county.page.getByText('回执已收下。').waitFor()
  }
  await month.openMonth()
  await expect.poll(() => stateOf('F4')).toContain('已接收')
  await visit(county.page, `#/submit/${period}`)
  await county.page.getByLabel('修订原因').fill('又发现一处错误')
  await press(county.page, '重新打开，发起修订')
  const reopening = county.page.getByRole('region', { name: '重新打开，发起修订' })
  await reopening.getByRole('alert').filter({ hasText: '市局已经接收' }).waitFor()
  expect(await Promise.all([county.complaints(), city.complaints()])).toEqual([[], []])
})
