/** The way back on the command line: keys, receipts by file and by telephone, comments and answers. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import { readUnitFile } from '../../../electron/engine/keys/signed-file.ts'
import { KeyStatus, type SubmissionSummary, Taken } from '../../../shared/contract/index.ts'
import { shownFingerprintWords } from '../../../shared/text/fingerprint-words.ts'
import { type CitySide, citySide, remark } from '../../helpers/city-side.ts'
import { tanbao, tanbaoJson } from '../../helpers/command-line.ts'
import { fillMonth } from '../../helpers/due-forms.ts'
import { boiler, county, openTestEngine } from '../../helpers/test-engine.ts'

const period = '2020-05'
const folder = mkdtempSync(join(tmpdir(), 'tanbao-keys-'))
const data = join(folder, 'data')
let city: CitySide
let summary: SubmissionSummary
const cityFile = join(folder, 'city.json')

beforeAll(async () => {
  const engine = openTestEngine({ dataDir: data, now: new Date().toISOString() })
  const { call } = engine
  await call('profile.create', county)
  await fillMonth(call, period, [boiler(1), boiler(3)])
  summary = await call('submission.create', { period })
  await engine.close()
  city = await citySide()
  writeFileSync(cityFile, city.file)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('keys are shown, handed out, and taken in when the words fit', async () => {
  const out = await tanbaoJson('keys', '--data', data, '--export', '-o', folder)
  const { file, words } = z.object({ file: z.string(), words: z.string() }).parse(out.json)
  expect(shownFingerprintWords(readUnitFile(readFileSync(file)).key)).toBe(words)
  const seen = await tanbao('take', cityFile, '--data', data)
  expect([seen.exit, seen.stdout]).toEqual([0, expect.stringContaining(shownFingerprintWords(city.unit.key))])
  const wrong = await tanbao('keys', '--data', data, '--add', cityFile, '--words', words)
  expect([wrong.exit, wrong.stderr]).toEqual([2, expect.stringContaining('再念一遍')])
  const added = await tanbaoJson('keys', '--data', data, '--add', cityFile, '--words', shownFingerprintWords(city.unit.key))
  expect(KeyStatus.parse(added.json).peers).toMatchObject([{ fingerprint: city.unit.key, revoked: null }])
})

test('a code that was read out, then a receipt with comments, which are answered', async () => {
  const unit = readUnitFile(readFileSync(join(folder, `柳城县_单位文件_${(await ownKey()).slice(0, 8)}.json`)))
  const told = await tanbao('take', '--data', data, '--period', period, '--code', await city.code(summary, 'received', unit.keys.exchange))
  expect([told.exit, told.stdout]).toEqual([0, expect.stringContaining('2020年5月第 1 版：市局已收到')])
  const receipt = join(folder, 'receipt.json')
  writeFileSync(receipt, await city.receipt(summary, 'returned', { comments: [remark(1)], reason: '请核对用煤量' }))
  const taken = await tanbaoJson('take', receipt, '--data', data)
  expect(z.array(Taken).parse(taken.json)).toMatchObject([{ kind: 'receipt', repeated: false, receipt: { comments: 1 } }])
  expect((await tanbao('take', receipt, '--data', data)).stdout).toContain('以前已收下')
  expect((await tanbao('returned', '--data', data, '--period', period)).stdout).toContain('还没有答复')
  const answered = await tanbao('returned', '--data', data, '--period', period, '--id', remark(1).id, '--answer', '已按台账更正')
  expect(answered.stdout).toContain('答复：已按台账更正')
  const forged = readFileSync(receipt)
  forged[100] = (forged[100] ?? 0) ^ 1
  writeFileSync(receipt, forged)
  expect((await tanbao('take', receipt, '--data', data)).exit).toBe(2)
})

test('keys are replaced and revoked, and SM2 is switched on', async () => {
  const before = await ownKey()
  const replaced = await tanbaoJson('keys', '--data', data, '--replace', '--reason', '换了电脑')
  expect(KeyStatus.parse(replaced.json).own?.fingerprint).not.toBe(before)
  const revoked = await tanbaoJson('keys', '--data', data, '--revoke', city.unit.key.slice(0, 12), '--reason', '市局通知')
  expect(KeyStatus.parse(revoked.json).peers).toMatchObject([{ revoked: { why: '市局通知' } }])
  expect((await tanbao('keys', '--data', data, '--national', 'on')).stdout).toContain('国密')
  expect((await tanbao('keys', '--data', data, '--revoke', 'ffff', '--reason', '试')).exit).toBe(2)
  expect((await tanbao('take', '--data', data)).exit).toBe(2)
})

async function ownKey(): Promise<string> {
  return KeyStatus.parse((await tanbaoJson('keys', '--data', data)).json).own?.fingerprint ?? ''
}
