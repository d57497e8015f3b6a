import type { Page } from 'playwright-core'
import type { Clerk } from './clerk.ts'
import { buildWorkbook } from './workbook.ts'

/** From a form into its import, by keyboard: a workbook with these rows is chosen and brought to its preview. */
export async function chooseWorkbook(
  { page, clerk }: { readonly page: Page; readonly clerk: Clerk },
  rows: readonly (readonly (string | number)[])[],
): Promise<void> {
  await clerk.keys('Shift+F6')
  await clerk.press(page.getByRole('toolbar').getByRole('button', { name: '导入 Excel', exact: true }), { key: 'ArrowRight' })
  const drop = page.locator('.import .ant-upload-btn')
  await drop.waitFor()
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), clerk.press(drop)])
  const bytes = buildWorkbook({ sheets: [{ name: '台账', rows }] })
  await chooser.setFiles({ name: '台账.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) })
  await page.locator('.import-counts').waitFor()
}
