/** What goes wrong on a working day, met by keyboard alone: the program killed, two windows on one form. */
import { expect, test } from 'vitest'
import type { Call } from '../../shared/contract/index.ts'
import { boiler, county } from '../helpers/test-engine.ts'
import { clerkWindows, saveMark, typeNames } from '../helpers/windows.ts'

const period = '2020-05'
const at = { form: 'F4', period } as const
const form = `#/report/F4/${period}`
const { start, open } = clerkWindows()

const names = async (call: Call): Promise<(string | undefined)[]> =>
  (await call('report.open', at)).rows.map(({ values }) => values.ownerName)

test('killed while somebody types: what was marked saved is there, the rest is not called saved; undo goes on after the restart', async () => {
  const host = await start()
  await host.call('profile.create', county)
  const desk = await open(host, form)
  const first = Array.from({ length: 8 }, (_, row) => `甲${row}`)
  await typeNames(desk, 0, first)
  await desk.grid.saved()
  const second = Array.from({ length: 40 }, (_, row) => `乙${row}`)
  const typing = typeNames(desk, first.length, second)
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
  const next = await open(again, form)
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
  const one = await open(host, form)
  const two = await open(host, form)
  const column = await one.grid.column('使用单位')
  await typeNames(two, 1, ['二窗写的'])
  await one.page.locator(`#cell-1-${column}`, { hasText: '二窗写的' }).waitFor()
  // Both have begun to write into one cell before either has finished.
  for (const { clerk } of [one, two]) await clerk.keys('Control+Home', ...Array<string>(column).fill('ArrowRight'))
  await one.clerk.type('一窗的名')
  await typeNames(two, 0, ['二窗的名'])
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
  const desk = await open(host, form)
  await desk.clerk.keys('F7')
  await row.getByText(/强制性/).waitFor()
})
