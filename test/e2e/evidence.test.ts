/** A photograph on its way from a county's cell to the city's desk, by the keyboard. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { barriersOf } from '../helpers/barriers.ts'
import { download, GridDriver, openWebProgram, visit, type WebProgram } from '../helpers/browser.ts'
import { fillMonth } from '../helpers/due-forms.ts'
import { boiler, county as profile } from '../helpers/test-engine.ts'

const period = '2020-05'
let county: WebProgram
let city: WebProgram
let grid: GridDriver
let photo: Buffer

const press = async (page: Page, name: string | RegExp): Promise<void> => {
  const button = page.getByRole('button', { name, exact: typeof name === 'string' }).first()
  await button.focus()
  await button.press('Enter')
}
const give = async (page: Page, name: string, buffer: Buffer, open: () => Promise<unknown>): Promise<void> => {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), open()])
  await chooser.setFiles({ name, mimeType: 'application/octet-stream', buffer })
}
const files = (page: Page) => page.getByRole('region', { name: '佐证材料', exact: true })

beforeAll(async () => {
  ;[county, city] = await Promise.all([openWebProgram(), openWebProgram()])
  grid = new GridDriver(county.page)
  await county.call('profile.create', profile)
  await city.call('profile.create', { role: 'city', packId: 'liuzhou-2020', unit: 'LZ-STHJJ', people: profile.people })
  await fillMonth(county.call, period, [boiler(1), boiler(2), boiler(3)])
  const { own } = await county.call('keys.status', {})
  await city.call('keys.add', { bytes: (await county.call('keys.unitFile', {})).bytes, words: own?.words ?? '' })
  await Promise.all([county.page.locator('.frame-unit').waitFor(), city.page.locator('.frame-unit').waitFor()])
  photo = await county.page.screenshot()
})
afterAll(async () => {
  await county?.close()
  await city?.close()
})

test('a file is put to the selected cell with two keys, told there and in the list, and can be seen', async () => {
  const { page } = county
  await visit(page, `#/report/F4/${period}`)
  await grid.ready()
  await page.keyboard.press('Control+Home')
  const column = await grid.column('年用煤量')
  for (let step = 0; step < column; step += 1) await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Shift+F2')
  await page.locator('.notes-text:focus').waitFor()
  await give(page, '铭牌 照片.png', photo, () => page.locator('.notes-text').press('Alt+a'))
  await files(page).getByText('铭牌 照片.png', { exact: true }).waitFor()
  await page.locator(`#cell-0-${column}.grid-noted`).waitFor()
  expect(await files(page).textContent()).toContain('4502220001 · 年用煤量')
  const listed = await county.call('evidence.list', { form: 'F4', period })
  expect(listed.files.map(({ row, field, name, bytes, by }) => [row, field, name, bytes, by])).toEqual([
    ['boiler-1', 'annualCoal', '铭牌 照片.png', photo.length, '覃小梅'],
  ])
  await press(page, '看图：铭牌 照片.png')
  const image = page.getByRole('dialog').getByRole('img', { name: '铭牌 照片.png' })
  await expect.poll(() => image.evaluate((element: HTMLImageElement) => element.naturalWidth)).toBeGreaterThan(100)
  await page.keyboard.press('Escape')
  await image.waitFor({ state: 'hidden' })
  expect(await barriersOf(page)).toEqual([])
})

test('a program and what is too large are refused with a sentence; a column that asks for a file’s name gets it', async () => {
  const { page } = county
  await give(page, '照片.jpg.exe', photo, () => press(page, '添加文件…'))
  await page.getByText('是程序，在 Windows 上一双击就会运行', { exact: false }).waitFor()
  expect((await county.call('evidence.list', { form: 'F4', period })).files).toHaveLength(1)
  const large = await page.evaluateHandle(() => {
    const transfer = new DataTransfer()
    transfer.items.add(new File([new Uint8Array(20 * 1024 * 1024 + 1)], '太大.jpg'))
    return transfer
  })
  await page.locator('.notes').dispatchEvent('drop', { dataTransfer: large })
  await page.getByText('每个佐证文件最多 20 MB', { exact: false }).waitFor()
  expect((await county.call('evidence.list', { form: 'F4', period })).month.files).toBe(1)

  await visit(page, `#/report/F4/${period}/boiler-1/photoAfter`)
  await grid.ready()
  await page.keyboard.press('Shift+F2')
  await page.locator('.notes-at', { hasText: '整治后照片' }).waitFor()
  await give(page, '整治后.jpg', photo, () => page.locator('.notes-text').press('Alt+a'))
  await files(page).getByText('整治后.jpg', { exact: true }).waitFor()
  const values = async () => (await county.call('report.open', { form: 'F4', period })).rows[0]?.values
  await expect.poll(async () => (await values())?.photoAfter).toBe('整治后.jpg')
})

test('the same content at the same place once more is told, and nothing is added', async () => {
  const { page } = county
  await give(page, '又选了一次.jpg', photo, () => press(page, '添加文件…'))
  await page.getByText('“又选了一次.jpg”和已经放在这里的“整治后.jpg”内容一模一样，没有再添加').waitFor()
  expect(await files(page).getByText('又选了一次.jpg', { exact: true }).count()).toBe(0)
})

test('dropped files go to the form as a whole, and one is taken out again but can still be read', async () => {
  const { page } = county
  await page.locator('.notes').getByText('整张表', { exact: true }).first().click()
  const dropped = await page.evaluateHandle(() => {
    const transfer = new DataTransfer()
    transfer.items.add(new File(['%PDF-1.4 one'], '缴费单.pdf'))
    transfer.items.add(new File(['wrong'], '拿错了.docx'))
    return transfer
  })
  await page.locator('.notes').dispatchEvent('drop', { dataTransfer: dropped })
  await files(page).getByText('拿错了.docx', { exact: true }).waitFor()
  await press(page, '移除：拿错了.docx')
  await page.getByRole('dialog').locator('.ant-modal-confirm-title').waitFor()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /移\s*除/ })
    .press('Enter')
  await expect.poll(() => files(page).getByText('拿错了.docx', { exact: true }).count()).toBe(0)
  await press(page, '已移除的 1 个')
  const kept = await download(page, () => press(page, '另存：拿错了.docx'))
  expect([kept.name, Buffer.from(kept.bytes).toString()]).toEqual(['拿错了.docx', 'wrong'])
  expect(await barriersOf(page)).toEqual([])
})

test('sealed, they cannot be changed any more; the city sees them with the package and saves the same bytes', async () => {
  await visit(county.page, `#/submit/${period}`)
  const button = county.page.getByRole('button', { name: '封存并生成报送包' })
  await expect.poll(() => button.isEnabled()).toBe(true)
  await button.press('Enter')
  await county.page.getByRole('alert').filter({ hasText: '报送包已生成' }).waitFor()
  const sealed = await download(county.page, () => press(county.page, '另存报送包'))
  await visit(county.page, `#/report/F4/${period}`)
  await grid.ready()
  await county.page.keyboard.press('Shift+F2')
  await files(county.page).getByText('本月已封存', { exact: false }).waitFor()
  expect(await county.page.getByRole('button', { name: '添加文件…' }).isDisabled()).toBe(true)
  expect(await county.page.getByRole('button', { name: /^移除：/ }).count()).toBe(0)

  const { page } = city
  const { facts } = await city.call('city.receive', { fileName: sealed.name, bytes: sealed.bytes })
  await visit(page, `#/package/${period}/${facts?.sha256 ?? ''}`)
  await page.locator('.city-facts').waitFor()
  await page.getByRole('tab', { name: '佐证材料 3' }).click()
  await page.getByRole('cell', { name: '4502220001 · 年用煤量', exact: false }).waitFor()
  const saved = await download(page, () => press(page, '另存：铭牌 照片.png'))
  expect([saved.name, Buffer.compare(Buffer.from(saved.bytes), photo)]).toEqual(['铭牌 照片.png', 0])
  await press(page, '看图：铭牌 照片.png')
  await expect
    .poll(() =>
      page
        .getByRole('dialog')
        .locator('img')
        .evaluate((element: HTMLImageElement) => element.naturalWidth),
    )
    .toBeGreaterThan(100)
  await page.keyboard.press('Escape')
  expect([await barriersOf(page), await county.complaints(), await city.complaints()]).toEqual([[], [], []])
})
