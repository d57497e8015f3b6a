import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import { CheckResult, ImportPreview, Report, SubmissionSummary, VerifyResult } from '../../../shared/contract/index.ts'
import { tanbao, tanbaoJson } from '../../helpers/command-line.ts'

const folder = mkdtempSync(join(tmpdir(), 'tanbao-cli-'))
const data = join(folder, 'data')
const samples = join(import.meta.dirname, '..', '..', '..', 'resources', 'samples')
const at = ['--data', data, '--period', '2020-05'] as const

const check = async () => {
  const { exit, json } = await tanbaoJson('check', ...at)
  return { exit, result: CheckResult.parse(json) }
}

beforeAll(async () => {
  expect((await tanbaoJson('init', '--data', data, '--pack', 'liuzhou-2020', '--unit', '450222')).exit).toBe(0)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a dry run shows what would happen and changes nothing', async () => {
  const { exit, json } = await tanbaoJson('import', ...at, '--form', 'F4', '--dry-run', join(samples, 'F4.xlsx'))
  const { preview } = z.object({ applied: z.literal(false), preview: ImportPreview }).parse(json)
  expect([exit, preview.counts.added, preview.questions]).toEqual([0, 12, []])
  const shown = await tanbaoJson('show', ...at, '--form', 'F4')
  expect(Report.parse(shown.json).rows).toEqual([])
})

test('the month goes from the workbooks to a verified package', async () => {
  for (const form of ['F1', 'F2', 'F3', 'F4']) {
    expect((await tanbaoJson('import', ...at, '--form', form, join(samples, `${form}.xlsx`))).exit).toBe(0)
  }
  const projects = Report.parse((await tanbaoJson('show', ...at, '--form', 'F1')).json)
  expect(projects.rows.map((row) => row.values.coalAnnual)).toEqual(['0', '12000'])

  const first = await check()
  const banned = first.result.findings.filter((finding) => finding.ruleId === 'R-F4-08')
  expect([first.exit, first.result.blocked, banned.map((finding) => finding.rowKey)]).toEqual([1, true, ['4502220005']])

  const refused = await tanbaoJson('submit', ...at, '-o', folder)
  expect([refused.exit, readdirSync(folder)]).toEqual([1, ['data']])

  const shown = await tanbao('explain', ...at, '--finding', banned[0]?.id ?? '')
  // A boiler that may not be built is not made larger for it.
  expect([shown.exit, shown.stdout]).toEqual([0, expect.stringMatching(/差多少：额定出力 8 蒸吨\/小时，应.*改一个格解决不了/su)])
  const slip = ['set', ...at, '--form', 'F4', '--row', '4502220002', '--field', 'annualCoal', '--value', '5', '--why', '录错'] as const
  expect((await tanbaoJson(...slip)).exit).toBe(0)
  const scanty = (await check()).result.findings.find(({ ruleId }) => ruleId === 'R-F4-28')?.id ?? ''
  const offered = await tanbao('explain', ...at, '--finding', scanty)
  expect([offered.exit, offered.stdout]).toEqual([0, expect.stringMatching(/若是填错，最小的改法：.*5 吨 → \d+ 吨/su)])
  const mended = await tanbao('repair', '--data', data, scanty)
  expect([mended.exit, mended.stdout]).toEqual([0, expect.stringContaining('已改：F4')])
  expect((await check()).result.findings.map(({ ruleId }) => ruleId)).not.toContain('R-F4-28')
  for (const step of ['一次按建议的修改', '程序做的一步']) {
    const undone = await tanbao('undo', ...at, '--form', 'F4')
    expect([undone.exit, undone.stdout]).toEqual([0, expect.stringContaining(`已撤销${step}（1 格）`)])
  }
  expect((await tanbao('repair', '--data', data, 'nobody')).exit).toBe(2)

  const set = ['set', ...at, '--form', 'F4', '--row', '4502220005', '--field', 'capacityTph', '--value', '18', '--why', '核对铭牌'] as const
  expect((await tanbaoJson(...set)).json).toMatchObject({ before: '8', after: '18' })

  const second = await check()
  expect(second.result.findings.filter((finding) => finding.level === '强制性')).toEqual([])
  const open = second.result.findings.filter((finding) => finding.level === '准强制性' || finding.level === '核实性')
  expect(open.length).toBeGreaterThan(0)
  for (const finding of open) {
    const text = '企业五月下旬完成整改，已到现场核查并留存记录'
    expect((await tanbaoJson('explain', '--data', data, '--finding', finding.id, '--text', text)).exit).toBe(0)
  }
  expect((await check()).exit).toBe(0)

  const workbook = join(folder, 'F4.xlsx')
  expect((await tanbaoJson('export', ...at, '--form', 'F4', '-o', workbook)).exit).toBe(0)
  expect(readFileSync(workbook).subarray(0, 2).toString()).toBe('PK')

  writeFileSync(join(folder, 'not-a-folder'), '')
  const nowhere = await tanbao('submit', ...at, '-o', join(folder, 'not-a-folder'))
  expect([nowhere.exit, nowhere.stderr]).toEqual([2, expect.stringContaining('写不进')])
  expect(Report.parse((await tanbaoJson('show', ...at, '--form', 'F4')).json).open).toBe(true)

  const submitted = await tanbaoJson('submit', ...at, '-o', folder)
  const summary = SubmissionSummary.extend({ file: z.string() }).parse(submitted.json)
  const verified = await tanbaoJson('verify', summary.file)
  expect([verified.exit, VerifyResult.parse(verified.json)]).toMatchObject([0, { ok: true, sha256: summary.sha256, problems: [] }])

  const again = await tanbaoJson('submit', ...at, '-o', join(folder, 'again'))
  expect(again).toMatchObject({ exit: 0, json: { packageId: summary.packageId, sha256: summary.sha256 } })

  const bytes = readFileSync(summary.file)
  const middle = Math.floor(bytes.length / 2)
  bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle)
  const forged = join(folder, 'forged.zip')
  writeFileSync(forged, bytes)
  expect((await tanbaoJson('verify', forged)).exit).toBe(1)

  const closed = await tanbao(...set)
  expect([closed.exit, closed.stderr]).toEqual([2, expect.stringContaining('已封存')])
  // The program is started some thirty times.
})

test('an explanation that says nothing is refused', async () => {
  const period = ['--data', data, '--period', '2020-06'] as const
  await tanbaoJson('import', ...period, '--form', 'F4', join(samples, 'F4.xlsx'))
  const found = CheckResult.parse((await tanbaoJson('check', ...period)).json).findings.find((finding) => finding.level === '核实性')
  const refused = await tanbao('explain', ...period, '--finding', found?.id ?? '', '--text', '核实无误')
  expect([refused.exit, refused.stderr]).toEqual([2, expect.stringContaining('说明没有保存')])
})

test('an import is undone as one step, in another run of the program', async () => {
  const period = ['--data', data, '--period', '2020-07', '--form', 'F1'] as const
  await tanbaoJson('import', ...period, join(samples, 'F1.xlsx'))
  const before = Report.parse((await tanbaoJson('show', ...period)).json)
  await tanbaoJson('undo', ...period)
  const after = Report.parse((await tanbaoJson('show', ...period)).json)
  expect([before.rows.length, after.rows.length, after.canRedo]).toEqual([2, 0, true])
})
