import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tanbao, tanbaoJson } from '../../helpers/command-line.ts'
import { openPair, sealMonth } from '../../helpers/county-and-city.ts'

const folder = mkdtempSync(join(tmpdir(), 'tanbao-sync-'))
const stick = join(folder, 'stick')
const clerk = ['--data', join(folder, 'county')] as const
const city = ['--data', join(folder, 'city')] as const

beforeAll(async () => {
  mkdirSync(stick)
  const pair = await openPair({ county: join(folder, 'county'), city: join(folder, 'city') })
  await sealMonth(pair.clerk, '2020-05')
  await pair.clerk.close()
  await pair.city.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a place is set and tried out, a month goes up and its receipt comes back', async () => {
  const none = await tanbao('sync', '--once', ...clerk)
  expect([none.exit, none.stderr]).toEqual([2, expect.stringContaining('还没有设好报送到哪里')])
  const probe = await tanbao('sync', '--folder', stick, '--probe', ...clerk)
  expect([probe.exit, probe.stdout]).toEqual([0, expect.stringContaining('试写、读回核对成功')])
  const sent = await tanbao('sync', '--once', '--send', '2020-05', ...clerk)
  expect([sent.exit, sent.stdout]).toEqual([0, expect.stringContaining('已送到，读回核对一致，等市局回执')])
  const taken = await tanbao('sync', '--once', '--folder', stick, ...city)
  expect([taken.exit, taken.stdout]).toEqual([0, expect.stringContaining('收进 1 个文件，放出 1 份回执')])
  expect(readdirSync(stick)).toHaveLength(2)
  const { exit, json } = await tanbaoJson('sync', '--once', ...clerk)
  expect([exit, json]).toMatchObject([0, { role: 'county', receipts: 1, items: [{ state: 'received' }] }])
})

test('what stands in the way is said, and ends with 1', async () => {
  const password = join(folder, 'password')
  writeFileSync(password, 'geheim\n')
  const target = JSON.stringify({ kind: 'webdav', url: 'http://127.0.0.1:9/', user: 'test' })
  const set = await tanbao('sync', '--target', target, '--password-file', password, ...clerk)
  expect([set.exit, set.stdout]).toEqual([0, expect.stringContaining('报送到：http://127.0.0.1:9/')])
  expect(set.stdout).toContain('密码保存在数据文件夹里')
  const probe = await tanbao('sync', '--probe', ...clerk)
  expect([probe.exit, probe.stdout]).toEqual([1, expect.stringContaining('试写没有成功：连不上')])
  expect(probe.stdout).toContain('不加密')
  const bad = await tanbao('sync', '--target', '{"kind":"ftp"}', ...clerk)
  expect(bad.exit).toBe(2)
})
