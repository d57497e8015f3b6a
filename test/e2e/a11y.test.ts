import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newKeyPair } from '../../electron/engine/packs/signature.ts'
import { barriersOf } from '../helpers/barriers.ts'
import { GridDriver, openWebProgram, samplesDir, visit, type WebProgram } from '../helpers/browser.ts'
import { countyFiles } from '../helpers/city-contract.ts'
import { miniPack, signed, zipOf } from '../helpers/pack-folders.ts'
import { formB } from '../unit/rules/mini-pack.ts'

let program: WebProgram
let page: WebProgram['page']

const barriers = (): Promise<readonly string[]> => barriersOf(page)

beforeAll(async () => {
  program = await openWebProgram({ demo: true })
  page = program.page
})
afterAll(() => program?.close())

test('the month, checked and with findings of every kind', async () => {
  await visit(page, '#/settings/2020-05')
  // The month is read when its screen is opened: it must have been left.
  await page.getByRole('heading', { name: '设置', exact: true }).waitFor()
  await program.call('check.run', { period: '2020-05' })
  await visit(page, '#/month/2020-05')
  await page.getByRole('table').waitFor()
  await expect.poll(() => page.locator('.frame-main').textContent()).toContain('有问题')
  expect(await barriers()).toEqual([])
})

test('an open form with its findings', async () => {
  await visit(page, '#/report/F4/2020-05')
  await new GridDriver(page).ready()
  await page.locator('.finding').first().waitFor()
  expect(await barriers()).toEqual([])
  await page.locator('.finding-verify .finding-main').first().click()
  await page.getByRole('textbox', { name: '情况说明' }).waitFor()
  expect(await barriers()).toEqual([])
})

test('the open list of a code cell', async () => {
  const grid = new GridDriver(page)
  await page.getByText('核心列').click()
  await page.locator('.grid-input').focus()
  await page.keyboard.press('Control+Home')
  await grid.select(1, await grid.column('建成区类型'))
  await page.keyboard.press('Alt+ArrowDown')
  await page.getByRole('listbox').waitFor()
  expect(await barriers()).toEqual([])
  await page.keyboard.press('Escape')
})

test('the tools of the entry grid: replacing, filter, calendar, past periods, one row as a form', async () => {
  await visit(page, '#/report/F4/2020-05')
  const grid = new GridDriver(page)
  await grid.ready()
  await grid.select(1, 1)
  await page.keyboard.press('Control+H')
  await page.getByRole('search').waitFor()
  await page.keyboard.type('柳城')
  await page.keyboard.press('Enter')
  expect(await barriers()).toEqual([])
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+Shift+L')
  await page.getByRole('dialog', { name: /筛选和排序/ }).waitFor()
  await page.getByRole('button', { name: '从大到小' }).waitFor()
  expect(await barriers()).toEqual([])
  await page.getByRole('button', { name: '从大到小' }).press('Enter')
  await page.locator('.grid-look-state').waitFor()
  await page.getByText('全部列').click()
  await grid.select(1, 1)
  await page.keyboard.press('Control+G')
  await page.keyboard.type('投用日期')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+Shift+H')
  await page.locator('.grid-past').waitFor()
  expect(await barriers()).toEqual([])
  await page.keyboard.press('Control+Shift+H')
  await page.keyboard.press('Alt+ArrowDown')
  await page.locator('.grid-calendar').waitFor()
  expect(await barriers()).toEqual([])
  await page.keyboard.press('Escape')
  await page.keyboard.press('F4')
  await page.locator('.record-rows').waitFor()
  expect(await barriers()).toEqual([])
  // What lies behind a dialog is not read, but its contrast would be measured through the veil.
  await page.keyboard.press('F4')
  await page.locator('.record-rows').waitFor({ state: 'hidden' })
})

test('the drawers of a form', async () => {
  for (const name of ['表头与签名', '历史']) {
    await page.getByRole('button', { name, exact: true }).click()
    await page.getByRole('dialog').waitFor()
    expect(await barriers()).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
  }
  await page.getByRole('button', { name: '零报告' }).click()
  await page.getByRole('dialog').waitFor()
  expect(await barriers()).toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
})

test('every step of an import', async () => {
  await visit(page, '#/import/F4/2020-06')
  await page.locator('.file-drop').waitFor()
  expect(await barriers()).toEqual([])
  await page.locator('input[type=file]').setInputFiles(join(samplesDir, 'F4.xlsx'))
  await page.locator('.import-counts').waitFor()
  expect(await barriers()).toEqual([])
  for (const step of ['对应栏目', '表和表头']) {
    await page.locator('.ant-steps-item', { hasText: step }).click()
    expect(await barriers()).toEqual([])
  }
})

test('a form as it was', async () => {
  await visit(page, '#/past/F4/2020-05')
  await page.locator('.past-table').waitFor()
  expect(await barriers()).toEqual([])
  await page.getByText('当时的表').click()
  await page.locator('.past-form').waitFor()
  expect(await barriers()).toEqual([])
})

test('a workbook of many sheets', async () => {
  await visit(page, '#/import-book/2020-05')
  await page.locator('.file-drop').waitFor()
  const { fileName, bytes } = await program.call('export.summary', { period: '2020-05', scale: { digits: 2 } })
  await page.locator('input[type=file]').setInputFiles({ name: fileName, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) })
  await page.getByRole('button', { name: '看看会改什么' }).waitFor()
  expect(await barriers()).toEqual([])
  await page.getByRole('button', { name: '看看会改什么' }).click()
  await page.getByRole('button', { name: '回去改' }).waitFor()
  expect(await barriers()).toEqual([])
})

test('a form and its findings before they are printed', async () => {
  for (const hash of ['#/print/F4/2020-05', '#/print/F4/2020-05/findings']) {
    await visit(page, hash)
    await page.locator('.print-sheet table').first().waitFor()
    expect(await barriers()).toEqual([])
  }
})

test('submission and settings', async () => {
  for (const hash of ['#/submit/2020-05', '#/settings/2020-05']) {
    await visit(page, hash)
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await barriers()).toEqual([])
  }
})

test('the log over all forms', async () => {
  await visit(page, '#/log/2020-05')
  await page.locator('.log-table tbody tr').first().waitFor()
  expect(await barriers()).toEqual([])
})

test('progress towards the targets: graded, with its months drawn, of all indicators, and before there is a number', async () => {
  await visit(page, '#/progress/2020-05/F3/energy_consumption_total')
  await page.locator('.trend-picture svg').waitFor()
  await page.locator('.sources summary').first().click()
  expect(await barriers()).toEqual([])
  await page.setViewportSize({ width: 683, height: 384 })
  expect(await barriers()).toEqual([])
  await page.setViewportSize({ width: 1366, height: 768 })
  await visit(page, '#/progress/2020-05/F9')
  await page.locator('.unfilled').waitFor()
  expect(await barriers()).toEqual([])
  await visit(page, '#/progress/2020-05/towns')
  await page.locator('.towns-number').first().press('Enter')
  await page.locator('.towns-cells a').first().waitFor()
  expect(await barriers()).toEqual([])
  await visit(page, '#/progress/2020-11')
  await page.getByRole('heading', { name: '本月还没有进度数' }).waitFor()
  expect(await barriers()).toEqual([])
})

test('the plan’s document, before and after it is attached, at a clause and while searching', async () => {
  await visit(page, '#/plan/2020-05')
  await page.locator('.file-drop').waitFor()
  expect(await barriers()).toEqual([])
  const text = '四、试写的措施\n（一）先写。\n市统计局：数数。\n（五）整治锅炉。\n1.先整治大的。\n2.再整治小的。\n'
  await page.locator('input[type=file]').setInputFiles({ name: '试写方案.txt', mimeType: 'text/plain', buffer: Buffer.from(text) })
  await page.locator('.plan-text').waitFor()
  await visit(page, `#/plan/2020-05/${encodeURIComponent('柳州方案四（五）、四（九）')}`)
  await page.locator('.plan-passage').first().waitFor()
  await page.getByLabel('在原文里搜索').fill('整治')
  await page.locator('.plan-hit-current').waitFor()
  expect(await barriers()).toEqual([])
  await page.setViewportSize({ width: 683, height: 384 })
  expect(await barriers()).toEqual([])
  await page.setViewportSize({ width: 1366, height: 768 })
})

test('the first start', async () => {
  const fresh = await openWebProgram()
  try {
    page = fresh.page
    await page.getByRole('button', { name: '开始使用' }).waitFor()
    expect(await barriers()).toEqual([])
  } finally {
    page = program.page
    await fresh.close()
  }
})

test('a form of one record, as labelled fields', async () => {
  const other = await openWebProgram()
  try {
    page = other.page
    const yuncheng = (await other.call('packs.list', {})).find((pack) => pack.id === 'yuncheng-145')
    await other.call('profile.create', { role: 'county', packId: 'yuncheng-145', unit: yuncheng?.units[0]?.id ?? '' })
    await visit(page, '#/report/F5H/2023-12')
    await page.locator('.record').waitFor()
    await page.locator('.finding').first().waitFor()
    expect(await barriers()).toEqual([])
    await page.getByLabel('总取暖面积').fill('１，２００')
    await page.getByLabel('总取暖面积').press('Enter')
    await page.locator('.save-saved').waitFor()
    const { rows } = await other.call('report.open', { form: 'F5H', period: '2023-12' })
    expect(rows.map((row) => row.values)).toEqual([{ totalArea: '1200' }])
    expect(await other.complaints()).toEqual([])
  } finally {
    page = program.page
    await other.close()
  }
})

test('the settings with a pack to upgrade to, and the question whether to trust a key', async () => {
  const other = await openWebProgram()
  try {
    page = other.page
    const key = newKeyPair()
    const newB = formB.replace('{ key: amount,', '{ key: sum, renamedFrom: [amount],').replace('[key, amount]', '[key, sum]')
    await other.call('pack.install', { bytes: await zipOf(signed(miniPack(), key)), trust: key.fingerprint })
    await other.call('profile.create', { role: 'county', packId: 'mini', unit: '450222' })
    const row = { kind: 'insertRow', row: 'x', at: 0, values: { key: 'x', amount: '10' } } as const
    await other.call('report.edit', { form: 'B', period: '2020-05', edits: [row] })
    await other.call('pack.install', { bytes: await zipOf(signed(miniPack('1.1.0', { 'forms/B.yaml': newB }), key, '1.1.0')) })
    await page.locator('.frame-unit').waitFor()
    await visit(page, '#/settings/2020-05')
    await page.getByRole('button', { name: '升级到 1.1.0' }).waitFor()
    expect(await barriers()).toEqual([])
    await page.getByRole('button', { name: '升级到 1.1.0' }).click()
    await page.getByRole('button', { name: /升级 1\.0\.0 → 1\.1\.0/ }).click()
    await page.getByRole('button', { name: '撤销这次升级' }).waitFor()
    // The note that it is done goes by itself, and half-way gone it has no contrast.
    await page.locator('.ant-message-notice').waitFor({ state: 'detached' })
    expect(await barriers()).toEqual([])
    const stranger = await zipOf(signed(miniPack('1.2.0'), newKeyPair(), '1.2.0'))
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: '安装方案包…' }).click()])
    await chooser.setFiles({ name: 'mini.zip', mimeType: 'application/zip', buffer: Buffer.from(stranger) })
    await page.getByRole('dialog').waitFor()
    expect(await barriers()).toEqual([])
  } finally {
    page = program.page
    await other.close()
  }
})

test('the city’s desk: what came, the tables of a month, keys and where packages come in', async () => {
  const other = await openWebProgram()
  try {
    page = other.page
    await other.call('profile.create', { role: 'city', packId: 'liuzhou-2020', unit: 'LZ-STHJJ' })
    const { packages, unitFile, words } = await countyFiles('2020-05')
    await other.call('keys.add', { bytes: unitFile, words })
    const { facts } = await other.call('city.receive', packages[0])
    await page.locator('.frame-unit').waitFor()
    await visit(page, `#/package/2020-05/${facts?.sha256}`)
    for (const tab of [/^F4/, '审核发现', '比较']) {
      await page.getByRole('tab', { name: tab }).click()
      await page.getByRole('tabpanel', { name: tab }).locator(':scope > *').first().waitFor()
      expect(await barriers()).toEqual([])
    }
    await visit(page, '#/inbox/2020-05')
    await page.locator('.city-board').waitFor()
    expect(await barriers()).toEqual([])
    await visit(page, '#/sums/2020-05')
    for (const tab of ['汇总表', '晴雨表', '报送情况', '考核评分', '通报', '规则试审']) {
      await page.getByRole('tab', { name: tab }).click()
      await page.getByRole('tabpanel', { name: tab }).locator(':scope > *').first().waitFor()
      expect(await barriers()).toEqual([])
    }
    await visit(page, '#/settings/2020-05')
    await page.locator('.exchange-words').first().waitFor()
    await page.locator('.exchange-target').waitFor()
    expect(await barriers()).toEqual([])
    expect(await other.complaints()).toEqual([])
  } finally {
    page = program.page
    await other.close()
  }
})

test('the check itself sees a barrier, and one that only a theme has', async () => {
  await page.evaluate(() => {
    const words = document.createElement('p')
    words.textContent = '看不清'
    words.style.color = '#6b6b6b'
    document.querySelector('.frame-main')?.prepend(words)
    document.body.append(document.createElement('input'))
  })
  const found = await barriers()
  expect(found).toContainEqual(expect.stringContaining('light label'))
  expect(found.filter((barrier) => barrier.includes('看不清')).map((barrier) => barrier.split(':')[0])).toEqual(['dark color-contrast'])
})

test('the page broke no rule of its policy', async () => {
  expect(await program.complaints()).toEqual([])
})
