/** The plan's document in an ordinary browser: attached, opened at the clause of a finding, searched, replaced, removed. */
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { GridDriver, openWebProgram, visit, type WebProgram } from '../helpers/browser.ts'
import { docx, paragraph } from '../helpers/docx.ts'

const filling = '这一段只是为了把正文写得足够长，读的人要往下翻才看得到后面的条款。'.repeat(6)
const chapters = ['想法', '分工', '责任', '措施', '奖励']
const sections = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛']
const numerals = ['一', '二', '三', '四', '五', '六', '七', '八']
const texts = chapters.flatMap((chapter, index) => [
  `${numerals[index]}、${chapter}`,
  ...sections.map((section, at) => `（${numerals[at]}）${chapter}${section}。${filling}`),
])
const wanted = `（五）措施戊。${filling}`
const chooseFile = {
  name: '试写方案.docx',
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(docx({ body: texts.map((text) => paragraph(text)).join('') })),
}

let program: WebProgram
let page: WebProgram['page']
beforeAll(async () => {
  program = await openWebProgram({ demo: true })
  page = program.page
})
afterAll(() => program?.close())

const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '')
const marked = async () => (await page.locator('.plan-passage').allTextContents()).join('')
/** True when it can be seen within the text, whatever else scrolls. */
const inView = (selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const place = element.getBoundingClientRect()
      const frame = element.closest('.plan-text')?.getBoundingClientRect()
      return frame !== undefined && place.top >= frame.top - 1 && place.top < frame.bottom
    })

test('before anything is attached, a clause leads to an explanation', async () => {
  await visit(page, '#/report/F4/2020-05')
  await new GridDriver(page).ready()
  await page.locator('.finding', { hasText: '强制性' }).first().locator('.finding-main').click()
  await page.locator('.clause-link', { hasText: '柳州方案四（五）' }).first().click()
  await page.getByRole('heading', { name: '还没有附上方案原文' }).waitFor()
  expect(await page.locator('.frame-main').textContent()).toContain('您要看的是：柳州方案四（五）')
})

test('the document is attached, and the clause that was wanted is shown at once', async () => {
  await page.locator('input[type=file]').setInputFiles(chooseFile)
  await page.locator('.plan-passage').first().waitFor()
  expect(await marked()).toBe(wanted)
  await expect.poll(focused).toBe(wanted)
  expect(await inView('.plan-passage')).toBe(true)
  expect(await page.getByRole('status').filter({ hasText: '已打开四（五）' }).count()).toBe(1)
  expect(await page.locator('.plan-entry[aria-current]').textContent()).toBe('(五)措施戊')
  expect((await program.call('plan.document', {}))?.fileName).toBe('试写方案.docx')
})

test('back leads to the form, and the clause of a finding opens its passage', async () => {
  await page.getByRole('button', { name: '返回' }).click()
  await new GridDriver(page).ready()
  expect(new URL(page.url()).hash).toBe('#/report/F4/2020-05')
  await page.locator('.finding', { hasText: '强制性' }).first().locator('.finding-main').click()
  const link = page.locator('.clause-link', { hasText: '柳州方案四（五）' }).first()
  await link.focus()
  await page.keyboard.press('Enter')
  await expect.poll(focused).toBe(wanted)
  expect(await marked()).toBe(wanted)
})

test('a basis of several clauses marks them all and steps between them', async () => {
  await visit(page, `#/plan/2020-05/${encodeURIComponent('柳州方案一、四（八）；GB/T 2260')}`)
  await page.getByRole('button', { name: '四（八）' }).waitFor()
  await expect.poll(focused).toBe('一、想法')
  expect(await page.locator('.plan-covered').count()).toBe(1 + sections.length + 1)
  await page.getByRole('button', { name: '四（八）' }).click()
  await expect.poll(focused).toBe(`（八）措施辛。${filling}`)
})

test('the outline leads to its clause by keyboard', async () => {
  await page.getByRole('navigation', { name: '目录' }).getByRole('button', { name: '(三)奖励丙' }).focus()
  await page.keyboard.press('Enter')
  await expect.poll(focused).toBe(`（三）奖励丙。${filling}`)
  await page.getByRole('button', { name: '目录' }).click()
  expect(await page.getByRole('navigation', { name: '目录' }).count()).toBe(0)
  await page.getByRole('button', { name: '目录' }).click()
})

test('searching marks every place and goes through them', async () => {
  await page.getByLabel('在原文里搜索').fill('奖励')
  await expect.poll(() => page.locator('.plan-count').textContent()).toBe('第 1 处，共 9 处')
  await page.keyboard.press('Shift+Enter')
  await expect.poll(() => page.locator('.plan-count').textContent()).toBe('第 9 处，共 9 处')
  await expect.poll(() => inView('.plan-hit-current')).toBe(true)
  await page.getByLabel('在原文里搜索').fill('没有这几个字')
  await expect.poll(() => page.locator('.plan-count').textContent()).toBe('没有找到')
  await page.getByLabel('在原文里搜索').press('Escape')
  expect(await page.getByLabel('在原文里搜索').inputValue()).toBe('')
})

test('a clause that the document does not have is told, and where to look', async () => {
  await visit(page, `#/plan/2020-05/${encodeURIComponent('柳州方案九（一）')}`)
  await expect.poll(() => page.locator('.plan-notices').textContent()).toContain('原文里没有找到 九（一）')
  expect(await page.locator('.plan-passage').count()).toBe(0)
})

test('at twice the size everything is still within reach', async () => {
  await page.setViewportSize({ width: 683, height: 384 })
  await visit(page, '#/month/2020-05')
  await visit(page, `#/plan/2020-05/${encodeURIComponent('柳州方案四（五）')}`)
  await page.locator('.plan-passage').first().waitFor()
  await expect.poll(focused).toBe(wanted)
  expect(await inView('.plan-passage')).toBe(true)
  const { width, shown } = await page
    .locator('.frame-main')
    .evaluate((element) => ({ width: element.scrollWidth, shown: element.clientWidth }))
  expect(width).toBeLessThanOrEqual(shown)
  await page.setViewportSize({ width: 1366, height: 768 })
})

test('a file that cannot be read is refused with a sentence, and the document stays', async () => {
  const scan = join(tmpdir(), `tanbao-scan-${process.pid}.pdf`)
  writeFileSync(scan, '%PDF-1.7\nnothing')
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: '换一份…' }).click()])
  await chooser.setFiles(scan)
  await page.locator('.ant-message', { hasText: '已损坏' }).waitFor()
  expect((await program.call('plan.document', {}))?.fileName).toBe('试写方案.docx')
})

test('another document dropped on the page takes the place of the first, and a doubtful one is noticed', async () => {
  const file = await page.evaluateHandle(() => {
    const transfer = new DataTransfer()
    transfer.items.add(new File(['一、别的方案\n（一）说的是别的事。\n'], '别的方案.txt'))
    return transfer
  })
  await page.locator('.plan').dispatchEvent('drop', { dataTransfer: file })
  await expect.poll(() => page.locator('.plan-name').textContent()).toContain('别的方案.txt')
  await expect.poll(() => page.locator('.plan-notices').textContent()).toContain('可能不是本方案的正式文本')
})

test('it is removed after a question, and the data is untouched', async () => {
  const before = await program.call('report.open', { form: 'F4', period: '2020-05' })
  await page.getByRole('button', { name: '移除' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '移除' }).click()
  await page.getByRole('heading', { name: '还没有附上方案原文' }).waitFor()
  expect(await program.call('plan.document', {})).toBeNull()
  expect(await program.call('report.open', { form: 'F4', period: '2020-05' })).toEqual(before)
})

test('the page broke no rule of its policy', async () => {
  expect(await program.complaints()).toEqual([])
})
