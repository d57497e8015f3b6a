/** A rule is tried on past packages before it is handed out: the city's desk, by keyboard. */
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readFolderBytes } from '../../electron/engine/packs/folder-bytes.ts'
import { packZip } from '../../electron/engine/packs/pack-zip.ts'
import { barriersOf } from '../helpers/barriers.ts'
import { openWebProgram, visit, type WebProgram } from '../helpers/browser.ts'
import { countyFiles } from '../helpers/city-contract.ts'
import { packsDir } from '../helpers/test-engine.ts'

const period = '2020-05'
let city: WebProgram
let changed: Uint8Array
beforeAll(async () => {
  city = await openWebProgram()
  const { packages, unitFile, words } = await countyFiles(period)
  await city.call('profile.create', { role: 'city', packId: 'liuzhou-2020', unit: 'LZ-STHJJ' })
  await city.call('keys.add', { bytes: unitFile, words })
  await city.call('city.receive', packages[0])
  changed = await stricterPack()
})
afterAll(() => city?.close())

/** The plan with boilers judged by another limit, and no way round it. */
async function stricterPack(): Promise<Uint8Array> {
  const folders = new Map(['liuzhou-2020', 'common'].map((name) => [name, new Map(readFolderBytes(join(packsDir, name)))]))
  const edit = (folder: string, file: string, from: RegExp, to: string): void => {
    const before = Buffer.from(folders.get(folder)?.get(file) ?? []).toString()
    const after = before.replace(from, to)
    if (after === before) throw new Error(`nothing to change in ${file}`)
    folders.get(folder)?.set(file, Buffer.from(after))
  }
  edit('common', 'parameters/boilers.yaml', /(coalPerTphMin: \{ value: )20/, '$1115')
  edit('common', 'rules/F4.yaml', /(id: R-F4-28\s+forms: \[F4\]\s+level: )核实性/, '$1强制性')
  edit('liuzhou-2020', 'pack.yaml', /^version: .*$/m, 'version: 1.1.0')
  return packZip(folders)
}

test('a changed pack shows whom it would have hit and stopped, on paper too, and changes nothing', async () => {
  const { page } = city
  await page.locator('.frame-unit').waitFor()
  await visit(page, `#/sums/${period}`)
  await page.getByRole('tab', { name: '汇总表' }).focus()
  for (let tab = 0; tab < 5; tab++) await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  const part = page.getByRole('region', { name: '规则试审', exact: true })
  await part.waitFor()
  const start = part.getByRole('button', { name: '开始试审' })
  expect(await start.isDisabled()).toBe(true)
  const drop = part.locator('.ant-upload[role=button]')
  const choose = async (buffer: Uint8Array): Promise<void> => {
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), drop.press('Enter')])
    await chooser.setFiles({ name: 'liuzhou-1.1.0.zip', mimeType: 'application/zip', buffer: Buffer.from(buffer) })
    await part.getByText('已选：liuzhou-1.1.0.zip').waitFor()
  }
  await choose(new Uint8Array([1, 2, 3]))
  await start.press('Enter')
  await part.getByRole('alert').waitFor()
  await choose(changed)
  await start.press('Enter')
  await part.getByText('有 1 个报送包会因为强制性问题报不上来').waitFor()
  expect(await part.getByRole('alert').textContent()).toContain('柳城县')
  const rule = part.getByRole('row', { name: /^R-F4-28/ })
  expect(await rule.textContent()).toContain('柳城县')
  expect(await rule.getByRole('cell').allTextContents()).toEqual([expect.stringContaining('强制性'), expect.any(String), '0', '柳城县'])
  expect(await part.getByRole('region', { name: 'R-F4-28 会多出的问题' }).textContent()).toContain('不匹配')
  expect(await barriersOf(page)).toEqual([])
  await page.emulateMedia({ media: 'print' })
  expect([await start.isVisible(), await page.locator('.frame-nav').isVisible(), await rule.isVisible()]).toEqual([false, false, true])
  await page.emulateMedia({ media: 'screen' })
  const { verdict, status } = await city.call('city.package', { sha256: (await newest())?.sha256 ?? '' })
  expect([verdict.verdict, status, await city.pointers(), await city.complaints()]).toEqual(['same', 'received', [], []])
})

const newest = async () => {
  const { units } = await city.call('city.board', { from: period, to: period })
  return units.find(({ unit }) => unit === '450222')?.periods[0]?.newest
}
