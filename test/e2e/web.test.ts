/** A county's whole month in an ordinary browser, with nothing but the screens. */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { read, utils } from 'xlsx'
import { download, GridDriver, openWebProgram, samplesDir, visit, type WebProgram } from '../helpers/browser.ts'

const period = '2020-05'
let program: WebProgram
let page: WebProgram['page']
let grid: GridDriver
let sealed: { readonly name: string; readonly bytes: Uint8Array }

const choose = async (label: string, option: string): Promise<void> => {
  await page.getByLabel(label, { exact: true }).click()
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: option }).first().click()
}
const checked = () => expect.poll(() => page.locator('.findings-head').textContent()).toMatch(/的结果/)
const findings = (level: string) => page.locator('.finding', { hasText: level })

async function importSample(form: string): Promise<void> {
  await visit(page, `#/report/${form}/${period}`)
  await page.getByRole('button', { name: '导入 Excel' }).click()
  await page.locator('input[type=file]').setInputFiles(join(samplesDir, `${form}.xlsx`))
  await page.locator('.import-counts').waitFor()
  await page.getByRole('button', { name: '导入', exact: true }).click()
  await grid.ready()
}
/** Writes an explanation for every finding of the open form that asks for one. */
async function explainAll(): Promise<void> {
  for (const level of ['should', 'verify']) {
    const open = page.locator(`.finding-${level}:not(.finding-explained)`)
    for (let left = await open.count(); left > 0; left -= 1) {
      await open.first().locator('.finding-main').click()
      await page.getByRole('textbox', { name: '情况说明' }).fill('已到现场核对，数据来自企业台账和乡镇核查记录，材料留存备查')
      await page.getByRole('button', { name: '保存说明' }).click()
      await expect.poll(() => open.count()).toBe(left - 1)
    }
  }
}

beforeAll(async () => {
  program = await openWebProgram()
  page = program.page
  grid = new GridDriver(page)
})
afterAll(() => program?.close())

test('the token is taken out of the address, and a page without it says how to come in', async () => {
  expect(page.url()).not.toContain('token')
  const other = await program.context.newPage()
  await other.goto(program.host.origin)
  await expect.poll(() => other.locator('#root').textContent()).toContain('请从程序打开这个页面')
  await other.close()
})

test('a new clerk chooses plan, place and people', async () => {
  await choose('选方案', '柳州')
  await choose('选本单位', '柳城县')
  for (const [label, name] of Object.entries({ 填表人: '覃小梅', 联系电话: '0772-7612345', 审核人: '莫海燕', 单位负责人: '韦志强' })) {
    await page.getByLabel(label, { exact: true }).fill(name)
  }
  await page.getByRole('button', { name: '开始使用' }).click()
  await expect.poll(() => page.locator('.frame-unit').textContent()).toBe('柳城县')
})

test('the workbooks are imported after a preview, and one import is taken back and done again', async () => {
  for (const form of ['F1', 'F2', 'F3', 'F4']) await importSample(form)
  expect((await program.call('report.open', { form: 'F1', period })).rows).toHaveLength(2)
  await expect.poll(() => grid.text(4, 1)).toBe('柳城县恒发木业有限公司')
  await page.locator('.ant-message-notice', { hasText: '燃煤锅炉' }).getByRole('button', { name: '撤销导入' }).click()
  await expect.poll(async () => (await program.call('report.open', { form: 'F4', period })).rows).toEqual([])
  await expect.poll(() => page.locator('#cell-4-1').count()).toBe(0)
  await page.getByRole('button', { name: '重做' }).click()
  await expect.poll(() => grid.text(4, 1)).toBe('柳城县恒发木业有限公司')
  const measures = (await program.call('report.open', { form: 'F2', period })).rows
  expect([measures.length, new Set(measures.map(({ values }) => values.countyDept ?? '')).has('')]).toEqual([19, false])
})

test('a finding leads to its cell, the cell is mended, and the finding goes', async () => {
  await checked()
  await expect.poll(() => findings('强制性').filter({ hasText: '10 蒸吨/小时以下' }).count()).toBe(1)
  await page.locator('.grid-input').focus()
  await page.keyboard.press('F8')
  await expect.poll(() => page.locator('.finding-active').textContent()).toContain('柳城县恒发木业有限公司')
  const column = await grid.column('额定出力')
  await expect.poll(() => page.locator('.grid-input').getAttribute('aria-label')).toMatch(/额定出力.*第 5 行.*强制性/)
  await page.keyboard.type('18')
  await page.keyboard.press('Enter')
  // Marked anew at once, before the engine has checked again.
  await expect.poll(() => page.locator(`#cell-4-${column}`).getAttribute('class')).not.toContain('grid-must')
  await grid.saved()
  await expect.poll(() => page.locator('.finding-must').count()).toBe(0)
  expect((await program.call('report.open', { form: 'F4', period })).rows[4]?.values.capacityTph).toBe('18')
})

test('an empty excuse is refused with a reason; real explanations are kept', async () => {
  await findings('核实性').locator('.finding-main').first().click()
  await page.getByRole('textbox', { name: '情况说明' }).fill('情况属实')
  await page.getByRole('button', { name: '保存说明' }).click()
  await expect.poll(() => page.locator('.finding-active [role=alert]').textContent()).toContain('说明没有保存')
  await explainAll()
  for (const [form, title] of Object.entries({ F1: '高耗能项目', F2: '降碳工作推进情况', F3: '年度目标完成预测' })) {
    await visit(page, `#/report/${form}/${period}`)
    await page.getByRole('grid', { name: title }).waitFor()
    await grid.ready()
    await checked()
    await explainAll()
  }
  const check = await program.call('check.run', { period })
  expect({ blocked: check.blocked, unexplained: check.unexplained }).toEqual({ blocked: false, unexplained: 0 })
})

test('the official workbook is downloaded with the mended value', async () => {
  await visit(page, `#/report/F4/${period}`)
  await page.getByRole('grid', { name: '燃煤锅炉' }).waitFor()
  await grid.ready()
  const { name, bytes } = await download(page, () => page.getByRole('button', { name: '导出', exact: true }).click())
  expect(name).toMatch(/\.xlsx$/)
  const book = read(bytes, { type: 'array' })
  const [first] = book.SheetNames
  const sheet = book.Sheets[first ?? '']
  const cells: unknown[][] = sheet ? utils.sheet_to_json(sheet, { header: 1, raw: true }) : []
  const row = cells.find((line) => line.includes('柳城县恒发木业有限公司'))
  expect(row).toContain(18)
})

test('the month is sealed and the package downloaded; its digest is the one on the screen', async () => {
  await visit(page, `#/submit/${period}`)
  await page.getByRole('button', { name: '封存并生成报送包' }).click()
  const offer = page.getByRole('alert').filter({ hasText: '报送包已生成' })
  await offer.waitFor()
  sealed = await download(page, () => offer.getByRole('button', { name: '另存报送包' }).click())
  expect(sealed.name).toMatch(/\.zip$/)
  const digest = createHash('sha256').update(sealed.bytes).digest('hex')
  expect(await offer.textContent()).toContain(digest)
})

test('the package verifies, and one changed byte is found', async () => {
  const verify = async (bytes: Uint8Array): Promise<void> => {
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: '选择报送包' }).click()])
    await chooser.setFiles({ name: sealed.name, mimeType: 'application/zip', buffer: Buffer.from(bytes) })
  }
  const section = page.getByRole('region', { name: '验包' })
  await verify(sealed.bytes)
  await expect.poll(() => section.textContent()).toContain('报送包完好')
  const broken = sealed.bytes.slice()
  broken[Math.floor(broken.length / 2)] = (broken[Math.floor(broken.length / 2)] ?? 0) ^ 1
  await verify(broken)
  await expect.poll(() => section.textContent()).toMatch(/报送包有问题|已损坏/)
  expect(await section.textContent()).not.toContain('报送包完好')
})

test('a sealed form takes no more edits', async () => {
  await visit(page, `#/report/F4/${period}`)
  await page.getByRole('grid', { name: '燃煤锅炉' }).waitFor()
  await expect.poll(() => page.locator('.report').textContent()).toContain('已封存上报')
  await grid.select(4, 1)
  await page.keyboard.type('X')
  await expect.poll(() => page.locator('.grid-notice').textContent()).toContain('已经上报')
  expect((await program.call('report.open', { form: 'F4', period })).rows[4]?.values.ownerName).toBe('柳城县恒发木业有限公司')
})

test('when the host is gone, nothing is called saved and the edit waits on the screen', async () => {
  await visit(page, '#/report/F4/2020-09')
  await page.getByRole('grid', { name: '燃煤锅炉' }).waitFor()
  await grid.ready()
  await page.route('**/call', (route) => route.abort())
  await grid.select(0, 1)
  await page.keyboard.type('停电时填的')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.locator('.save').textContent()).toContain('未保存')
  expect(await grid.text(0, 1)).toBe('停电时填的')
  expect((await program.call('report.open', { form: 'F4', period: '2020-09' })).rows).toEqual([])
  await page.unroute('**/call')
  await page.getByRole('button', { name: '立即重试' }).click()
  await grid.saved()
  expect((await program.call('report.open', { form: 'F4', period: '2020-09' })).rows).toMatchObject([
    { values: { ownerName: '停电时填的' } },
  ])
})

test('the page broke no rule of its policy, and the watch over it works', async () => {
  expect(await program.complaints()).toEqual([])
  await page.evaluate(() => document.body.setAttribute('style', 'color: red'))
  await expect.poll(() => program.complaints()).not.toEqual([])
  // Closing would complain of what was planted, too.
  await page.reload()
})
