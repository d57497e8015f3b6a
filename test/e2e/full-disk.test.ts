/** No room on the disk, met by keyboard alone: whatever was not stored is said not to be, stays, and is stored once there is room. */
import { expect, test } from 'vitest'
import type { Call, Edit } from '../../shared/contract/index.ts'
import { chooseWorkbook } from '../helpers/choose-workbook.ts'
import { fillMonth } from '../helpers/due-forms.ts'
import { OtherProgram } from '../helpers/other-program.ts'
import { sealedPackage } from '../helpers/sealed-package.ts'
import { boiler, county, explainAll } from '../helpers/test-engine.ts'
import { clerkWindows, goToCell, saveMark, typeNames, type Window } from '../helpers/windows.ts'

const period = '2020-05'
const at = { form: 'F4', period } as const
const form = `#/report/F4/${period}`
const { start, open } = clerkWindows()

const names = async (call: Call): Promise<(string | undefined)[]> =>
  (await call('report.open', at)).rows.map(({ values }) => values.ownerName)
const fields = async (call: Call): Promise<(string | undefined)[][]> =>
  (await call('report.open', at)).rows.map(({ values }) => [values.boilerId, values.ownerName])
/** The same columns on the screen. */
const shown = ({ grid }: Window, rows: number): Promise<string[][]> =>
  Promise.all(Array.from({ length: rows }, (_, row) => Promise.all([0, 1].map((column) => grid.text(row, column)))))
/** Rows enough for a block to be stored in part, if anything could be. */
const block = Array.from({ length: 12 }, (_, row) => [`45022290${row + 10}`, `新厂${row}`])
const notSaved = /未保存：磁盘空间不足.*此前显示“已保存”的数据都在/
const boilers = block.map((_, row) => boiler(row + 1))
/** The form over a disk with little room; what it holds already is stored there. */
async function onSmallDisk(edits: readonly Edit[] = []) {
  const host = await start({ diskMb: 24 })
  await host.call('profile.create', county)
  if (edits.length > 0) await host.call('report.edit', { ...at, edits: [...edits] })
  return { host, desk: await open(host, form) }
}
/** By keys alone, and back into the form. */
async function retry({ page, clerk, grid }: Window): Promise<void> {
  await clerk.keys('Shift+F6')
  await clerk.press(page.getByRole('button', { name: '立即重试' }), { back: true })
  await grid.saved()
  await grid.ready()
}

test('a full disk: what is typed stays on the page and is said not to be saved; with room again all of it is saved', async () => {
  const { host, desk } = await onSmallDisk()
  const { page, clerk, grid } = desk
  await typeNames(desk, 0, ['一厂', '二厂'])
  await grid.saved()
  host.fillDisk()
  await typeNames(desk, 2, ['三厂', '四厂'])
  await expect.poll(() => saveMark(desk)).toMatch(notSaved)
  expect(await page.locator('.save-saved').count()).toBe(0)
  // Work goes on meanwhile, and nothing of it is called saved.
  await typeNames(desk, 4, ['五厂'])
  const column = await grid.column('使用单位')
  const onScreen = () => Promise.all([0, 1, 2, 3, 4].map((row) => grid.text(row, column)))
  expect(await onScreen()).toEqual(['一厂', '二厂', '三厂', '四厂', '五厂'])
  expect(await names(host.call)).toEqual(['一厂', '二厂'])
  await clerk.keys('Control+S')
  await page.locator('.ant-message', { hasText: '磁盘空间不足' }).waitFor()
  host.freeDisk()
  await retry(desk)
  await expect.poll(() => names(host.call)).toEqual(['一厂', '二厂', '三厂', '四厂', '五厂'])
  expect(await onScreen()).toEqual(['一厂', '二厂', '三厂', '四厂', '五厂'])
})

test('a full disk: a pasted block stays on the page, is stored as a whole once there is room, and goes back with one key', async () => {
  const { host, desk } = await onSmallDisk()
  const { page, clerk, grid } = desk
  await typeNames(desk, 0, ['一厂', '二厂'])
  await grid.saved()
  const before = await fields(host.call)
  const other = await OtherProgram.open(page.context())
  host.fillDisk()
  await other.copyCells(page, block)
  await goToCell(desk, 0, '台账编号')
  await clerk.keys('Control+V')
  await expect.poll(() => saveMark(desk)).toMatch(notSaved)
  expect(await shown(desk, block.length)).toEqual(block)
  expect(await page.locator('.save-saved').count()).toBe(0)
  expect(await fields(host.call)).toEqual(before)
  host.freeDisk()
  await retry(desk)
  await expect.poll(() => fields(host.call)).toEqual(block)
  expect(await shown(desk, block.length)).toEqual(block)
  await clerk.keys('Control+Z')
  await expect.poll(() => fields(host.call)).toEqual(before)
  await expect.poll(() => page.locator('#cell-2-0').textContent()).toBe('')
  await expect
    .poll(() => shown(desk, 2))
    .toEqual([
      ['', '一厂'],
      ['', '二厂'],
    ])
})

test('a full disk: what is taken back is taken back on the page and said not to be saved; the disk has all of it or nothing', async () => {
  const { host, desk } = await onSmallDisk(boilers)
  const before = await fields(host.call)
  const { page, clerk, grid } = desk
  const other = await OtherProgram.open(page.context())
  await other.copyCells(page, block)
  await goToCell(desk, 0, '台账编号')
  await clerk.keys('Control+V')
  await grid.saved()
  await expect.poll(() => fields(host.call)).toEqual(block)
  host.fillDisk()
  await clerk.keys('Control+Z')
  await expect.poll(() => saveMark(desk)).toMatch(notSaved)
  expect(await shown(desk, block.length)).toEqual(before)
  expect(await fields(host.call)).toEqual(block)
  // And forth and back again, as somebody does who does not believe it.
  await clerk.keys('Control+Y', 'Control+Z')
  await expect.poll(() => shown(desk, block.length)).toEqual(before)
  expect(await fields(host.call)).toEqual(block)
  expect(await page.locator('.save-saved').count()).toBe(0)
  host.freeDisk()
  await retry(desk)
  await expect.poll(() => fields(host.call)).toEqual(before)
  expect(await shown(desk, block.length)).toEqual(before)
  await clerk.keys('Control+Y')
  await expect.poll(() => fields(host.call)).toEqual(block)
  await expect.poll(() => shown(desk, block.length)).toEqual(block)
})

test('a full disk: an import is refused as a whole with its preview kept, and goes through once there is room', async () => {
  const { host, desk } = await onSmallDisk(boilers)
  const coal = async () => (await host.call('report.open', at)).rows.map(({ values }) => values.annualCoal)
  const before = await coal()
  const after = block.map((_, row) => String(200 + row))
  const { page, clerk, grid } = desk
  await chooseWorkbook(desk, [
    ['台账编号', '年用煤量（吨）'],
    ...after.map((figure, row) => [boilers[row]?.values.boilerId ?? '', Number(figure)]),
  ])
  await expect.poll(() => page.locator('.import-count-changed b').textContent()).toBe(String(block.length))
  host.fillDisk()
  const apply = page.getByRole('button', { name: '导入', exact: true })
  await clerk.press(apply)
  await page.locator('.ant-message', { hasText: '磁盘空间不足，这一步没有保存' }).waitFor()
  expect(await coal()).toEqual(before)
  expect(await page.locator('.import-count-changed b').textContent()).toBe(String(block.length))
  host.freeDisk()
  // The keyboard is where it was: on the button.
  expect(await clerk.settled()).toBe('button 导入')
  await clerk.keys('Enter')
  await page.locator('.ant-message-notice', { hasText: `修改 ${block.length} 行` }).waitFor()
  expect(await coal()).toEqual(after)
  await grid.ready()
  await clerk.keys('Control+Z')
  await expect.poll(coal).toEqual(before)
})

test('a full disk: an explanation stays in its field, and a month is sealed once there is room', async () => {
  const host = await start({ diskMb: 40 })
  const { call } = host
  await call('profile.create', county)
  await fillMonth(call, period, [boiler(1), boiler(2), boiler(3)])
  await call('report.edit', { ...at, edits: [boiler(4, { annualCoal: '1900' })] })
  const desk = await open(host, form)
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
  await sealedPackage(call)
})
