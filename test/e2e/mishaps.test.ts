/** What goes wrong on a working day, met by keyboard alone: no room on the disk, the program killed, two windows on one form. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Call } from '../../shared/contract/index.ts'
import { GridDriver, patienceMs } from '../helpers/browser.ts'
import { launchChromium } from '../helpers/chromium.ts'
import { Clerk } from '../helpers/clerk.ts'
import { fillDueForms } from '../helpers/due-forms.ts'
import { type HostProcess, startHostProcess } from '../helpers/host-process.ts'
import { boiler, county, explainAll, zeroReport } from '../helpers/test-engine.ts'

const period = '2020-05'
const at = { form: 'F4', period } as const
let browser: Browser
let context: BrowserContext
let folder: string
let hosts: HostProcess[]

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser?.close())
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tanbao-mishap-'))
  hosts = []
  context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  context.setDefaultTimeout(patienceMs)
})
afterEach(async () => {
  await context.close()
  await Promise.all(hosts.map((host) => host.kill()))
  rmSync(folder, { recursive: true, force: true })
})

async function start(options: { readonly diskMb?: number } = {}): Promise<HostProcess> {
  const host = await startHostProcess(folder, options)
  hosts.push(host)
  return host
}
interface Window {
  readonly page: Page
  readonly clerk: Clerk
  readonly grid: GridDriver
}
async function open(host: HostProcess, hash = `#/report/F4/${period}`): Promise<Window> {
  const page = await context.newPage()
  await page.goto(host.url)
  await page.locator('.frame').waitFor()
  await page.evaluate((wanted) => window.location.replace(wanted), hash)
  const grid = new GridDriver(page)
  if (hash.includes('report')) await grid.ready()
  return { page, clerk: new Clerk(page), grid }
}
const names = async (call: Call): Promise<(string | undefined)[]> =>
  (await call('report.open', at)).rows.map(({ values }) => values.ownerName)
const saveMark = ({ page }: Window): Promise<string | null> => page.locator('.save').textContent()
/** Down from the first row, one name a row. */
async function typeDown({ clerk, grid }: Window, from: number, texts: readonly string[]): Promise<void> {
  const column = await grid.column('使用单位')
  await clerk.keys('Control+Home', ...Array<string>(from).fill('ArrowDown'), ...Array<string>(column).fill('ArrowRight'))
  for (const text of texts) {
    await clerk.type(text)
    await clerk.keys('Enter')
  }
}

test('a full disk: what is typed stays on the page and is said not to be saved; with room again all of it is saved', async () => {
  const host = await start({ diskMb: 24 })
  await host.call('profile.create', county)
  const desk = await open(host)
  const { page, clerk, grid } = desk
  await typeDown(desk, 0, ['一厂', '二厂'])
  await grid.saved()
  host.fillDisk()
  await typeDown(desk, 2, ['三厂', '四厂'])
  await expect.poll(() => saveMark(desk)).toMatch(/未保存：磁盘空间不足.*此前显示“已保存”的数据都在/)
  expect(await page.locator('.save-saved').count()).toBe(0)
  // Work goes on meanwhile, and nothing of it is called saved.
  await typeDown(desk, 4, ['五厂'])
  const column = await grid.column('使用单位')
  const onScreen = () => Promise.all([0, 1, 2, 3, 4].map((row) => grid.text(row, column)))
  expect(await onScreen()).toEqual(['一厂', '二厂', '三厂', '四厂', '五厂'])
  expect(await names(host.call)).toEqual(['一厂', '二厂'])
  await clerk.keys('Control+S')
  await page.locator('.ant-message', { hasText: '磁盘空间不足' }).waitFor()
  host.freeDisk()
  await clerk.keys('Shift+F6')
  await clerk.press(page.getByRole('button', { name: '立即重试' }), { back: true })
  await grid.saved()
  await expect.poll(() => names(host.call)).toEqual(['一厂', '二厂', '三厂', '四厂', '五厂'])
  // The button is gone, and the keyboard is in the form again.
  await grid.ready()
  expect(await onScreen()).toEqual(['一厂', '二厂', '三厂', '四厂', '五厂'])
})

test('a full disk: an explanation stays in its field, and a month is sealed once there is room', async () => {
  const host = await start({ diskMb: 40 })
  const { call } = host
  await call('profile.create', county)
  await call('report.edit', { form: 'F1', period, edits: [zeroReport] })
  const header = { kind: 'header', header: { fillDate: '2020-06-02' } } as const
  await call('report.edit', { ...at, edits: [header, boiler(1), boiler(2), boiler(3)] })
  await fillDueForms(call, period)
  await explainAll(call, period)
  await call('report.edit', { ...at, edits: [boiler(4, { annualCoal: '1900' })] })
  const desk = await open(host)
  const { page, clerk } = desk
  await page.locator('.finding-should:not(.finding-explained), .finding-verify:not(.finding-explained)').first().waitFor()
  host.fillDisk()
  const explanation = page.locator('.finding-active').getByRole('textbox', { name: '情况说明' })
  const toUnexplained = async () => {
    await clerk.keys('F8')
    return page.locator('.finding-active:not(.finding-explained) textarea').count()
  }
  await expect.poll(toUnexplained).toBe(1)
  await clerk.keys('F6')
  await clerk.reach(explanation)
  await page.keyboard.insertText('已到现场核实，用煤量与台账一致')
  await clerk.keys('Tab', 'Enter')
  await page.locator('.finding-active [role=alert]', { hasText: '磁盘空间不足' }).waitFor()
  expect(await explanation.inputValue()).toBe('已到现场核实，用煤量与台账一致')
  host.freeDisk()
  await clerk.press(page.getByRole('button', { name: '保存说明' }))
  await page.locator('.finding-explained', { hasText: '已到现场核实，用煤量与台账一致' }).waitFor()
  await explainAll(call, period)
  await clerk.keys('Alt+2')
  const seal = page.getByRole('button', { name: '封存并生成报送包' })
  await expect.poll(() => seal.isEnabled()).toBe(true)
  host.fillDisk()
  await clerk.press(seal)
  await page.getByRole('region', { name: /封存/ }).getByText('磁盘空间不足').waitFor()
  expect(await call('submission.list', {})).toEqual([])
  host.freeDisk()
  await clerk.press(seal)
  await page.getByText('报送包已生成').waitFor()
  const [summary] = await call('submission.list', {})
  const { bytes } = await call('submission.bytes', { packageId: summary?.packageId ?? '' })
  expect(await call('submission.verify', { bytes })).toMatchObject({ ok: true, problems: [] })
})

test('killed while somebody types: what was marked saved is there, the rest is not called saved; undo goes on after the restart', async () => {
  const host = await start()
  await host.call('profile.create', county)
  const desk = await open(host)
  const first = Array.from({ length: 8 }, (_, row) => `甲${row}`)
  await typeDown(desk, 0, first)
  await desk.grid.saved()
  const second = Array.from({ length: 40 }, (_, row) => `乙${row}`)
  const typing = typeDown(desk, first.length, second)
  await expect.poll(async () => (await names(host.call)).length, { interval: 5 }).toBeGreaterThan(first.length)
  await host.kill()
  await typing
  await expect.poll(() => saveMark(desk)).toMatch(/未保存：程序没有回应.*已显示“已保存”的数据都在/)
  const column = await desk.grid.column('使用单位')
  expect(await desk.grid.text(first.length + second.length - 1, column)).toBe('乙39')

  const again = await start()
  const stored = await names(again.call)
  expect(stored.length).toBeGreaterThan(first.length)
  // Everything up to some key, and nothing else.
  expect(stored).toEqual([...first, ...second].slice(0, stored.length))
  const next = await open(again)
  await next.page.locator(`#cell-0-${column}`, { hasText: '甲0' }).waitFor()
  await next.clerk.keys('Control+Z')
  await expect.poll(() => names(again.call)).toEqual(stored.slice(0, -1))
  await next.clerk.keys('Control+Z')
  await expect.poll(() => names(again.call)).toEqual(stored.slice(0, -2))
  await next.clerk.keys('Control+Y')
  await expect.poll(() => names(again.call)).toEqual(stored.slice(0, -1))
  await expect.poll(() => next.grid.text(stored.length - 2, column)).toBe(stored[stored.length - 2])
})

test('two windows: what one stores the other shows, and over the same cell neither writes in silence', async () => {
  const host = await start()
  await host.call('profile.create', county)
  await host.call('report.edit', { ...at, edits: [boiler(1), boiler(2)] })
  const one = await open(host)
  const two = await open(host)
  const column = await one.grid.column('使用单位')
  await typeDown(two, 1, ['二窗写的'])
  await one.page.locator(`#cell-1-${column}`, { hasText: '二窗写的' }).waitFor()
  // Both have begun to write into one cell before either has finished.
  for (const { clerk } of [one, two]) await clerk.keys('Control+Home', ...Array<string>(column).fill('ArrowRight'))
  await one.clerk.type('一窗的名')
  await typeDown(two, 0, ['二窗的名'])
  // The other's value has arrived under what is half typed, and was not seen.
  await one.page.locator(`#cell-0-${column}`, { hasText: '二窗的名' }).waitFor()
  await one.clerk.keys('Enter')
  await expect.poll(() => one.page.locator('.conflicts').textContent()).toMatch(/一窗的名.*二窗的名/)
  expect((await names(host.call))[0]).toBe('二窗的名')
  await one.clerk.keys('Shift+F6')
  await one.clerk.press(one.page.getByRole('button', { name: '用我填的' }))
  await expect.poll(async () => (await names(host.call))[0]).toBe('一窗的名')
  await one.grid.ready()
  await two.page.locator(`#cell-0-${column}`, { hasText: '一窗的名' }).waitFor()
})

test('a check in one window counts on the month of the other', async () => {
  const host = await start()
  await host.call('profile.create', county)
  await host.call('report.edit', { ...at, edits: [boiler(1, { annualCoal: '5' })] })
  const month = await open(host, `#/month/${period}`)
  const row = month.page.locator('.month-forms tbody tr', { has: month.page.locator('a[href^="#/report/F4/"]') })
  await row.getByText('未校验').waitFor()
  const desk = await open(host)
  await desk.clerk.keys('F7')
  await row.getByText(/强制性/).waitFor()
})
