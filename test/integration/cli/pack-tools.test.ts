/** `tanbao pack …` as a bureau uses it: check, test, sign, send, install, next version, compare, handbook. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import * as z from 'zod'
import { tanbao, tanbaoJson } from '../../helpers/command-line.ts'
import { miniLibrary, miniPack, onDisk } from '../../helpers/pack-folders.ts'
import { formB } from '../../unit/rules/mini-pack.ts'

const newB = formB.replace('{ key: amount,', '{ key: sum, renamedFrom: [amount],').replace('[key, amount]', '[key, sum]')
const old = onDisk({ mini: miniPack(), common: miniLibrary })
const next = onDisk({ mini: miniPack('1.1.0', { 'forms/B.yaml': newB }), common: miniLibrary })
const folder = mkdtempSync(join(tmpdir(), 'pack-tools-'))
const data = ['--data', join(folder, 'data')] as const
const pack = join(old, 'mini')
afterAll(() => {
  for (const path of [old, next, folder]) rmSync(path, { recursive: true, force: true })
})

test('check and test tell what is wrong with its place and end with 1, and with 0 on a sound pack', async () => {
  const sound = await tanbao('pack', 'check', pack)
  expect([sound.exit, sound.stdout]).toEqual([0, expect.stringContaining('mini：2 张表')])
  expect((await tanbao('pack', 'test', pack)).exit).toBe(0)
  const broken = onDisk({ mini: miniPack('1.0.0', { 'forms/B.yaml': `${formB}titel: 乙\n` }), common: miniLibrary })
  const { exit, stdout } = await tanbao('pack', 'check', join(broken, 'mini'))
  expect([exit, stdout]).toEqual([1, expect.stringMatching(/mini\/forms\/B\.yaml:\d+ 错误：不认识的项“titel”.*\n {4}→ 请/)])
  expect((await tanbao('pack', 'check', join(old, 'nowhere'))).exit).toBe(2)
  expect(await tanbao('pack', 'frobnicate')).toMatchObject({ exit: 2, stderr: expect.stringContaining('没有“frobnicate”这个命令') })
  expect((await tanbao('pack', '--help')).stdout).toContain('tanbao pack')
})

test('a pack is signed, checked, installed, replaced by its next version, and drafts follow', async () => {
  const keys = join(folder, 'keys')
  expect((await tanbao('pack', 'keys', '-o', keys)).exit).toBe(0)
  expect((await tanbao('pack', 'keys', '-o', keys)).exit).toBe(2) // a key is never written over
  const privateKey = join(keys, 'tanbao-private.pem')
  const publicKey = join(keys, 'tanbao-public.pem')
  const signed = await tanbaoJson('pack', 'sign', pack, '--key', privateKey)
  const { fingerprint } = z.object({ fingerprint: z.string() }).parse(signed.json)
  expect((await tanbao('pack', 'verify', pack, '--key', publicKey, ...data)).exit).toBe(0)
  expect(await tanbao('pack', 'install', pack, ...data)).toMatchObject({ exit: 2, stderr: expect.stringContaining('还不认识签名的钥匙') })
  expect((await tanbao('pack', 'install', pack, ...data, '--trust', fingerprint)).exit).toBe(0)
  expect((await tanbao('init', ...data, '--pack', 'mini', '--unit', '450222')).exit).toBe(0)
  const at = [...data, '--form', 'B', '--period', '2020-05'] as const
  writeFileSync(join(folder, 'b.csv'), '编号,数额（万元）\r\n甲,12\r\n')
  expect((await tanbao('import', ...at, join(folder, 'b.csv'))).exit).toBe(0)

  await tanbao('pack', 'sign', join(next, 'mini'), '--key', privateKey)
  expect((await tanbao('pack', 'install', join(next, 'mini'), ...data)).stdout).toContain('原来是 1.0.0')
  const preview = await tanbao('pack', 'upgrade', ...data)
  expect([preview.exit, preview.stdout]).toEqual([1, expect.stringMatching(/还没有改动数据[\s\S]*移到新栏目的值 1 个[\s\S]*“12”/)])
  expect((await tanbao('pack', 'upgrade', '--apply', ...data)).exit).toBe(0)
  expect((await tanbao('show', ...at)).stdout).toContain('12')
  expect((await tanbao('pack', 'upgrade', ...data)).stdout).toContain('不需要升级')
  expect((await tanbao('pack', 'upgrade', '--undo', ...data)).stdout).toContain('已撤销')
  expect((await tanbao('pack', 'upgrade', '--undo', ...data)).exit).toBe(2)

  const trusted = await tanbao('pack', 'keys', '--list', ...data)
  expect([trusted.exit, trusted.stdout.replaceAll('-', '')]).toEqual([0, expect.stringContaining(fingerprint)])
  expect((await tanbao('pack', 'keys', '--forget', 'abc', ...data)).exit).toBe(2)
  expect(await tanbao('pack', 'keys', '--forget', fingerprint, ...data)).toMatchObject({
    exit: 0,
    stdout: expect.stringMatching(/草稿都在[\s\S]*重新安装并信任/),
  })
  expect((await tanbao('pack', 'keys', '--list', ...data)).stdout).toContain('还没有信任')
  expect(await tanbao('show', ...at)).toMatchObject({ exit: 2, stderr: expect.stringContaining('不再信任') })
  expect(await tanbao('pack', 'keys', '--forget', fingerprint, ...data)).toMatchObject({
    exit: 2,
    stderr: expect.stringContaining('没有信任过'),
  })

  writeFileSync(join(pack, 'forms/B.yaml'), `${readFileSync(join(pack, 'forms/B.yaml'), 'utf8')}\n`)
  expect(await tanbao('pack', 'verify', pack, ...data)).toMatchObject({ exit: 1, stdout: expect.stringContaining('签名之后被改过') })
  expect(await tanbao('pack', 'install', pack, ...data)).toMatchObject({ exit: 2, stderr: expect.stringContaining('没有装入') })
})

test('two versions are compared, and the handbook is written', async () => {
  const { exit, stdout } = await tanbao('pack', 'diff', pack, join(next, 'mini'))
  expect([exit, stdout]).toEqual([0, expect.stringMatching(/“1\.0\.0” → “1\.1\.0”[\s\S]*“数额”栏（amount）改为“数额”栏（sum）/)])
  for (const ending of ['html', 'xlsx']) {
    const file = join(folder, `handbook.${ending}`)
    expect((await tanbao('pack', 'docs', pack, '-o', file)).exit).toBe(0)
    expect(existsSync(file)).toBe(true)
  }
  expect((await tanbao('pack', 'docs', pack, '-o', join(folder, 'handbook.doc'))).exit).toBe(2)
})
