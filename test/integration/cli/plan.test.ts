import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tanbao, tanbaoJson } from '../../helpers/command-line.ts'

const folder = mkdtempSync(join(tmpdir(), 'tanbao-cli-plan-'))
const at = ['--data', join(folder, 'data')] as const
const file = join(folder, '试写方案.txt')

beforeAll(async () => {
  await tanbaoJson('init', ...at, '--pack', 'liuzhou-2020', '--unit', '450222')
  writeFileSync(file, '柳州市试写的方案\n三、分工\n（二）各部门\n市统计局：数数。\n四、措施\n（五）整治锅炉。\n')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('without a document it says how to attach one', async () => {
  const { exit, stdout } = await tanbao('plan', 'show', ...at)
  expect([exit, stdout]).toEqual([1, expect.stringContaining('tanbao plan attach')])
})

test('a document is attached, its contents and its clauses are shown, and it is removed', async () => {
  const attached = await tanbao('plan', 'attach', file, ...at)
  expect([attached.exit, attached.stdout]).toEqual([0, expect.stringMatching(/试写方案\.txt（6 段，认出 5 个条款标题）/)])
  expect((await tanbao('plan', 'show', ...at)).stdout).toContain('\n  (二) 各部门\n    市统计局 数数')
  const clause = await tanbao('plan', 'show', '柳州方案三（二）市统计局、四（五）', ...at)
  expect([clause.exit, clause.stdout]).toEqual([0, '【三（二）市统计局】\n市统计局：数数。\n\n【四（五）】\n（五）整治锅炉。\n'])
  const missing = await tanbaoJson('plan', 'show', '四（九）', ...at)
  expect([missing.exit, missing.json]).toEqual([1, { passages: [], note: expect.stringContaining('四（九）') }])
  expect((await tanbao('plan', 'show', 'GB/T', '2260', ...at)).stdout).toContain('标准')
  const removed = await tanbaoJson('plan', 'detach', ...at)
  expect([removed.exit, removed.json]).toEqual([0, { removed: true }])
})

test.each([
  ['a file that is not there', ['attach', 'nothing.docx'], '找不到文件“nothing.docx”'],
  ['no file', ['attach'], '缺少 FILE'],
  ['a command that does not exist', ['burn'], '没有“plan burn”这个命令'],
])('%s is refused with exit 2', async (_what, argv, sentence) => {
  const { exit, stderr } = await tanbao('plan', ...argv, ...at)
  expect([exit, stderr]).toEqual([2, expect.stringContaining(sentence)])
})
