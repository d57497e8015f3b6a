/** A newer pack, signed, is put in on the settings screen; drafts move to it in one step and back again. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readFolderBytes } from '../../electron/engine/packs/folder-bytes.ts'
import { libraryFolder } from '../../electron/engine/packs/load-pack.ts'
import { packZip } from '../../electron/engine/packs/pack-zip.ts'
import { newKeyPair, signatureFile, signPack } from '../../electron/engine/packs/signature.ts'
import { shownFingerprint } from '../../shared/text/pack-signature.ts'
import { openAnew, openWebProgram, visit, type WebProgram } from '../helpers/browser.ts'
import { miniPack, signed, zipOf } from '../helpers/pack-folders.ts'
import { packsDir } from '../helpers/test-engine.ts'
import { formB } from '../unit/rules/mini-pack.ts'

const id = 'yuncheng-145'
const at = { form: 'F4', period: '2023-12' } as const
const key = newKeyPair()
const change = `remove: [regNo, approveDate]
add:
  - after: manufactureNo
    field: { key: registerNumber, label: 登记编号, type: text, renamedFrom: [regNo] }
`

/** The plan's own pack with one column renamed and one taken out, signed. */
async function newerPack(version = '1.1.0'): Promise<Buffer> {
  const library = readFolderBytes(join(packsDir, libraryFolder))
  const files = readFolderBytes(join(packsDir, id))
  const edit = (path: string, work: (text: string) => string): void => {
    files.set(path, new TextEncoder().encode(work(new TextDecoder().decode(files.get(path)))))
  }
  edit('pack.yaml', (text) => text.replace(/^version: .*$/m, `version: ${version}`))
  edit('forms/F4.yaml', (text) => `${text}${change}`)
  const signature = signPack({ id, version, files, library }, key.privateKey)
  if (signature === undefined) throw new Error('the key was not taken')
  return Buffer.from(
    await packZip(
      new Map([
        [id, new Map([...files, [signatureFile, signature]])],
        [libraryFolder, library],
      ]),
    ),
  )
}

let program: WebProgram
let page: WebProgram['page']
const section = () => page.getByRole('region', { name: '方案包', exact: true })
const values = async () => (await program.call('report.open', at)).rows[0]?.values
const choose = async (bytes: Buffer, name = `${id}.zip`): Promise<void> => {
  // A button that is still at work takes no press.
  await expect.poll(() => section().locator('.ant-btn-loading').count()).toBe(0)
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: '安装方案包…' }).press('Enter')])
  await chooser.setFiles({ name, mimeType: 'application/zip', buffer: bytes })
}
const picture = async (name: string): Promise<void> => {
  const folder = process.env.TANBAO_PICTURES
  if (folder !== undefined) writeFileSync(join(folder, `${name}.png`), await page.screenshot())
}

beforeAll(async () => {
  program = await openWebProgram()
  page = program.page
  await program.call('profile.create', { role: 'county', packId: id, unit: '140821' })
  const boiler = { boilerId: '1408210001', ownerName: '临猗县豆腐坊', regNo: '锅晋0001', approveDate: '2012-05-01' }
  await program.call('report.edit', { ...at, edits: [{ kind: 'insertRow', row: 'r1', at: 0, values: boiler }] })
  await page.locator('.frame-unit').waitFor()
  await visit(page, `#/settings/${at.period}`)
  await section().waitFor()
})
afterAll(() => program?.close())

test('the section says which pack is in use and that it came with the program', async () => {
  await expect.poll(() => section().textContent()).toMatch(/运城市.*1\.0\.0.*程序自带/)
})

test('a file that is no pack, and a pack that was changed, are refused in a sentence', async () => {
  await choose(Buffer.from('no zip'))
  await expect.poll(() => section().locator('.ant-alert-error').textContent()).toContain('不是完好的 zip')
  const bytes = await newerPack()
  const broken = Buffer.from(bytes)
  broken[broken.length >> 1] = (broken[broken.length >> 1] ?? 0) ^ 1
  await choose(broken)
  await expect.poll(() => section().locator('.ant-alert-error').textContent()).toMatch(/^(?!.*不是完好).*没有装入/)
  expect((await program.call('pack.status', {})).keys).toEqual([])
})

test('the first pack of a key asks with its fingerprint; who does not agree installs nothing', async () => {
  await choose(await newerPack())
  const dialog = page.getByRole('dialog')
  await dialog.waitFor()
  await expect.poll(() => dialog.textContent()).toContain(shownFingerprint(key.fingerprint))
  expect(await dialog.textContent()).toMatch(/打电话.*逐组核对/)
  await picture('trust')
  await dialog.getByRole('button', { name: /取\s*消/ }).click()
  await dialog.waitFor({ state: 'hidden' })
  expect((await program.call('pack.status', {})).keys).toEqual([])
  await choose(await newerPack())
  await page.getByRole('button', { name: /完全一致/ }).click()
  await expect.poll(() => section().textContent()).toContain('草稿还没有升级')
  expect(await section().textContent()).toContain(shownFingerprint(key.fingerprint))
})

test('the ledger comes first and changes nothing', async () => {
  const table = section().locator('.settings-pack-upgrade table')
  await table.waitFor()
  await expect.poll(() => table.textContent()).toMatch(/没有位置了.*F4.*1408210001.*2012-05-01/)
  expect(await table.textContent()).toMatch(/移到新栏目.*→ 登记编号.*锅晋0001/)
  expect(await values()).toMatchObject({ regNo: '锅晋0001', approveDate: '2012-05-01' })
  await section().scrollIntoViewIfNeeded()
  await picture('ledger')
})

test('the upgrade is one step, by keyboard; what lost its place stays readable; it can be taken back', async () => {
  await page.getByRole('button', { name: '升级到 1.1.0' }).press('Enter')
  await expect.poll(async () => (await program.call('app.info', {})).profile?.packVersion).toBe('1.1.0')
  expect(await values()).toMatchObject({ registerNumber: '锅晋0001' })
  expect(await values()).not.toHaveProperty('approveDate')
  const past = section().getByRole('button', { name: /升级 1\.0\.0 → 1\.1\.0/ })
  await past.press('Enter')
  await expect.poll(() => section().locator('.settings-pack-past table').textContent()).toContain('2012-05-01')
  await picture('past')
  await page.getByRole('button', { name: '撤销这次升级' }).press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: '撤销这次升级' }).click()
  await expect.poll(async () => (await program.call('app.info', {})).profile?.packVersion).toBe('1.0.0')
  expect(await values()).toMatchObject({ regNo: '锅晋0001', approveDate: '2012-05-01' })
  await expect.poll(() => section().textContent()).toMatch(/升级到 1\.1\.0[\s\S]*已撤销/)
})

test('a key that is trusted no longer: the screen still opens, says so, and takes the pack again', async () => {
  await page.getByRole('button', { name: '升级到 1.1.0' }).click()
  await expect.poll(async () => (await program.call('app.info', {})).profile?.packVersion).toBe('1.1.0')
  await page.getByRole('button', { name: /^不再信任/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: '不再信任' }).click()
  await expect.poll(() => section().textContent()).toContain('用您已不再信任的钥匙签名')
  await openAnew(program)
  await page.locator('.frame-unit').waitFor()
  await visit(page, `#/settings/${at.period}`)
  await section().waitFor()
  await picture('forgotten')
  await choose(await newerPack())
  await expect.poll(() => page.getByRole('dialog').textContent()).toContain('曾经选择不再信任')
  await page.getByRole('button', { name: /完全一致/ }).click()
  await expect.poll(async () => (await program.call('pack.status', {})).refused).toBeNull()
})

test('a sealed month keeps its columns on the screen, the open one has the new ones', async () => {
  const other = await openWebProgram()
  page = other.page
  try {
    const newB = formB
      .replace('{ key: amount, label: 数额,', '{ key: sum, label: 金额, renamedFrom: [amount],')
      .replace('[key, amount]', '[key, sum]')
    await other.call('pack.install', { bytes: await zipOf(signed(miniPack(), key)), trust: key.fingerprint })
    await other.call('profile.create', { role: 'county', packId: 'mini', unit: '450222' })
    const row = { kind: 'insertRow', row: 'x', at: 0, values: { key: 'x', amount: '10' } } as const
    await other.call('report.edit', { form: 'A', period: '2020-05', edits: [{ ...row, values: { key: 'x' } }] })
    await other.call('report.edit', { form: 'B', period: '2020-05', edits: [row] })
    await other.call('submission.create', { period: '2020-05' })
    await other.call('report.edit', { form: 'B', period: '2020-06', edits: [row] })
    await other.call('pack.install', { bytes: await zipOf(signed(miniPack('1.1.0', { 'forms/B.yaml': newB }), key, '1.1.0')) })
    await other.call('pack.upgrade', { basis: (await other.call('pack.upgradePreview', {})).pending?.basis ?? '' })
    await page.locator('.frame-unit').waitFor()
    const columns = async (period: string): Promise<string> => {
      await visit(page, `#/report/B/${period}`)
      await page.locator('#cell-0-0').waitFor()
      await expect.poll(() => page.locator('#cell-0-1').textContent()).toBe('10')
      return (await page.getByRole('grid', { name: '乙表' }).textContent()) ?? ''
    }
    const sealed = await columns('2020-05')
    expect([sealed.includes('数额'), sealed.includes('金额')]).toEqual([true, false])
    await picture('sealed')
    await expect.poll(() => columns('2020-06')).toContain('金额')
    expect(await other.complaints()).toEqual([])
  } finally {
    page = program.page
    await other.close()
  }
})

test('the page broke no rule of its policy', async () => {
  expect(await program.complaints()).toEqual([])
})
