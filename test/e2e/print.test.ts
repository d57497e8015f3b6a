/** A clerk prints a form and the list of its findings; the paper is what Chromium makes of it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { GridDriver, openWebProgram, visit, type WebProgram } from '../helpers/browser.ts'
import { type PdfPage, pdfPages } from '../helpers/pdf-pages.ts'
import { boiler } from '../helpers/test-engine.ts'

const at = { form: 'F4', period: '2020-05' } as const
let program: WebProgram
let page: WebProgram['page']

beforeAll(async () => {
  program = await openWebProgram({ demo: true })
  page = program.page
})
afterAll(() => program?.close())

/** What the browser would give the printer. */
async function paper(): Promise<readonly PdfPage[]> {
  const protocol = await program.context.newCDPSession(page)
  const { data } = await protocol.send('Page.printToPDF', { preferCSSPageSize: true, printBackground: true })
  await protocol.detach()
  return pdfPages(Buffer.from(data, 'base64'))
}
const ready = () => page.locator('.print-sheet table').first().waitFor()
async function choose(label: string, option: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: option }).first().click()
}

test('Ctrl+P on a form leads to its preview, and the paper has the form’s head, number and signatures on its sheets', async () => {
  await visit(page, `#/report/${at.form}/${at.period}`)
  await new GridDriver(page).ready()
  await page.keyboard.press('Control+p')
  await ready()
  expect(new URL(page.url()).hash).toBe(`#/print/${at.form}/${at.period}`)
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('打印')
  const pages = await paper()
  const { code } = await program.call('print.form', at)
  expect(pages).toHaveLength(3)
  for (const [index, { text, width, height }] of pages.entries()) {
    expect([Math.round(width), Math.round(height)]).toEqual([1191, 842])
    for (const part of [
      '燃煤锅炉淘汰整治台账',
      'JT-04',
      '制表机关:柳州市生态环境局',
      '填报单位:柳城县',
      '2020年5月',
      '序号台账编号',
      `校验码${code}`,
    ]) {
      expect(text, `page ${index + 1}`).toContain(part)
    }
    expect(text).toContain(`第${index + 1}页共3页`)
    expect(text).toContain('演示数据')
    // The menu and the tools stay on the screen.
    expect(text).not.toMatch(/工作台|页边距|返回填报/)
  }
  expect(pages.map(({ text }) => text.includes('单位负责人'))).toEqual([false, false, true])
  expect(pages[2]?.text).toContain('韦志强')
  // The smallest QR picture, 21 fields a side and a margin, holds the signs of the code.
  expect(await page.locator('.print-code svg').getAttribute('viewBox')).toBe('0 0 23 23')
  expect(await page.locator('[role=status]').textContent()).toBe('约 3 页')
})

test('paper and columns are chosen by keyboard, and the choice is there the next time', async () => {
  await choose('纸张', 'A4 横向')
  await choose('栏目太多时', '缩小到一张纸宽')
  const pages = await paper()
  expect(new Set(pages.map(({ width }) => Math.round(width)))).toEqual(new Set([842]))
  expect(pages.length).toBeLessThan(3)
  expect(pages.at(-1)?.text).toContain('单位负责人')
  await visit(page, `#/print/F1/${at.period}`)
  await page.getByRole('heading', { name: 'JT-01' }).waitFor()
  expect((await paper())[0]?.width).toBeGreaterThan(1100)
  await visit(page, `#/print/${at.form}/${at.period}`)
  await page.getByRole('heading', { name: 'JT-04' }).waitFor()
  expect(Math.round((await paper())[0]?.width ?? 0)).toBe(842)
})

test('a long ledger is previewed in part and printed whole, with its head on every page', async () => {
  const rows = Array.from({ length: 115 }, (_, index) => boiler(index + 1000))
  await program.call('report.edit', { form: 'F4', period: '2020-06', edits: rows })
  await visit(page, '#/print/F4/2020-06')
  await page.getByText('预览只显示前 100 行').waitFor()
  expect(await page.locator('.print-sheet tbody tr').filter({ hasText: '豆腐坊' }).count()).toBe(100)
  const pages = await paper()
  expect(pages.length).toBeGreaterThan(4)
  const all = pages.map(({ text }) => text).join('')
  expect(rows.filter(({ values }) => !all.includes(values.boilerId))).toEqual([])
  pages.forEach(({ text }, index) => {
    expect(text).toContain('序号台账编号')
    expect(text).toContain(`第${index + 1}页共${pages.length}页`)
  })
  // Printed again, nothing of the preview has changed.
  expect(await page.locator('.print-sheet tbody tr').filter({ hasText: '豆腐坊' }).count()).toBe(100)
})

test('the list of findings is printed with their sentences, clauses and explanations', async () => {
  await visit(page, `#/print/${at.form}/${at.period}`)
  await page.getByText('校验结果', { exact: true }).click()
  await page.locator('.print-findings').waitFor()
  const { findings } = await program.call('check.run', at)
  const pages = await paper()
  const all = pages.map(({ text }) => text).join('')
  expect(all).toContain('校验结果清单')
  const squeezed = (text: string) => text.normalize('NFKC').replaceAll(/\s/g, '')
  expect(findings.length).toBeGreaterThan(2)
  expect(findings.filter(({ message }) => !all.includes(squeezed(message)))).toEqual([])
})

test('the code on the paper says whether it still agrees with the data', async () => {
  const { code } = await program.call('print.form', at)
  await visit(page, `#/submit/${at.period}`)
  const verdict = page.getByRole('region', { name: '核对打印件' })
  const ask = async (typed: string) => {
    await page.getByLabel('纸上的校验码').fill(typed)
    await page.keyboard.press('Enter')
  }
  await ask(code.toLowerCase().replaceAll('-', ' '))
  await verdict.getByText('与程序里现在的《燃煤锅炉淘汰整治台账》完全一致').waitFor()
  await ask(`${code.slice(0, -1)}0`)
  await verdict.getByText('校验码抄得不对').waitFor()
  await program.call('report.set', { ...at, row: '#1', field: 'annualCoal', value: '2101' })
  await ask(code)
  await verdict.getByText('没有一份与这张纸一致').waitFor()
})

test('a preview says that the form was changed since, and shows it as it is now when asked to', async () => {
  await visit(page, `#/print/${at.form}/${at.period}`)
  await ready()
  const before = (await program.call('print.form', at)).code
  await page.locator('.print-code', { hasText: before }).waitFor()
  const note = page.getByText('这张表刚刚又改过')
  expect(await note.count()).toBe(0)
  await program.call('report.set', { ...at, row: '#1', field: 'annualCoal', value: '2102' })
  await note.waitFor()
  await page.getByRole('button', { name: '换成现在的数据' }).press('Enter')
  await note.waitFor({ state: 'detached' })
  await page.locator('.print-code', { hasText: (await program.call('print.form', at)).code }).waitFor()
  expect(await page.locator('.print-code').textContent()).not.toContain(before)
})

test('nothing of it offends the content policy', async () => {
  expect(await program.complaints()).toEqual([])
})
