/** Blocks from other programs, as each of them puts a block on the clipboard, pasted by Ctrl+V. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { GridDriver, openWebProgram, visit, type WebProgram } from '../helpers/browser.ts'
import { Clerk } from '../helpers/clerk.ts'
import { type Clipboard, clipboards } from '../helpers/clipboards.ts'
import { county } from '../helpers/test-engine.ts'

const form = { form: 'F4', period: '2020-05' } as const
let program: WebProgram
let page: WebProgram['page']
let grid: GridDriver
let clerk: Clerk
let other: WebProgram['page']

/** Another program copies: it puts there what it likes. */
async function copy({ plain, html }: Clipboard): Promise<void> {
  await other.evaluate(
    (flavours) => {
      const put = (event: ClipboardEvent): void => {
        event.preventDefault()
        for (const [type, text] of Object.entries(flavours)) if (text !== undefined) event.clipboardData?.setData(type, text)
      }
      document.addEventListener('copy', put, { once: true })
    },
    { 'text/plain': plain, 'text/html': html },
  )
  await other.bringToFront()
  await other.keyboard.press('Control+C')
  await page.bringToFront()
}
const boilers = async () => (await program.call('report.open', form)).rows

beforeAll(async () => {
  program = await openWebProgram()
  page = program.page
  grid = new GridDriver(page)
  clerk = new Clerk(page)
  other = await program.context.newPage()
  await other.setContent('<p>表格</p>')
  await page.bringToFront()
  await program.call('profile.create', county)
  // The address with its key opens the program anew, now that it is somebody's.
  await page.goto('about:blank')
  await page.goto(program.host.url)
  await page.locator('.frame').waitFor()
  await visit(page, `#/report/F4/${form.period}`)
  await grid.ready()
})
afterAll(() => program?.close())

test('what was copied elsewhere arrives cell by cell, as one step that one key takes back', async () => {
  // Columns of free text, so that each cell shows what came.
  const [first, second] = [await grid.column('台账编号'), await grid.column('使用单位')]
  expect(second).toBe(first + 1)
  for (const clipboard of clipboards) {
    const rows = clipboard.rows.map((fields) => fields.slice(0, 2).map((field) => field.trim()))
    await copy(clipboard)
    await clerk.keys('Control+Home', ...Array<string>(first).fill('ArrowRight'), 'Control+V')
    await grid.saved()
    const came = async () => (await boilers()).map(({ values }) => [values.boilerId ?? '', values.ownerName ?? ''])
    // A line with nothing in it makes no row.
    const wanted = rows.map(([one = '', two = '']) => [one, two]).filter((cells) => cells.join('') !== '')
    await expect.poll(async () => ({ from: clipboard.from, rows: await came() })).toEqual({ from: clipboard.from, rows: wanted })
    await clerk.keys('Control+Z')
    await expect.poll(came).toEqual([])
    await expect.poll(() => page.locator('#cell-1-0').count()).toBe(0)
  }
  expect(await page.title()).not.toContain('不应运行')
  expect(await program.pointers()).toEqual([])
  expect(await program.complaints()).toEqual([])
})
