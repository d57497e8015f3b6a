/** A value that somebody has relied on already is changed on the command line: the reason that the desk asks for is owed there too. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HistoryEntry, Report } from '../../../shared/contract/index.ts'
import { tanbao, tanbaoJson } from '../../helpers/command-line.ts'
import { boiler, county, openTestEngine } from '../../helpers/test-engine.ts'

const place = { form: 'F4', period: '2020-05' } as const
const revised = { form: 'F4', period: '2020-06' } as const
const folder = mkdtempSync(join(tmpdir(), 'tanbao-set-reason-'))
const data = join(folder, 'data')
const at = ['--data', data, '--form', place.form, '--period', place.period] as const
const imported = '4502220009'

const open = () => openTestEngine({ dataDir: data, now: '2020-06-01T02:00:00.000Z' })
const reasonsOf = async (form: string, period: string, limit: number) => {
  const { json } = await tanbaoJson('history', '--data', data, '--form', form, '--period', period)
  return HistoryEntry.array()
    .parse(json)
    .slice(0, limit)
    .map(({ what, after, why }) => [what, after, why])
}

beforeAll(async () => {
  const engine = open()
  await engine.call('profile.create', county)
  const bytes = new TextEncoder().encode(`台账编号,使用单位\r\n${imported},导入厂\r\n`)
  const { id } = await engine.call('import.preview', { ...place, fileName: 'a.csv', bytes })
  await engine.call('import.apply', { id })
  await engine.call('report.edit', { ...place, edits: [boiler(1)] })
  const header = { revisionNo: 1, revisionReason: '核实后更正用煤量' }
  await engine.call('report.edit', { ...revised, edits: [boiler(1), { kind: 'header', header }] })
  await engine.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a value that came from a file is changed at once, the reason asked for, and taken afterwards', async () => {
  const set = ['set', ...at, '--row', imported, '--field', '使用单位', '--value'] as const
  const plain = await tanbao(...set, '改一')
  expect([plain.exit, plain.stderr]).toEqual([0, ''])
  expect(plain.stdout).toMatch(
    /已保存：.*导入厂 → 改一\n改的是从文件导入的数.*请补写.*tanbao reason --data ".+" --form F4 --period 2020-05 --why 原因/,
  )
  expect(await tanbaoJson(...set, '改二')).toMatchObject({ exit: 0, json: { after: '改二', reasonOwed: 'imported' } })

  // Given once; the history would keep a second one.
  const given = await tanbao('reason', ...at, '--why', '企业来电更正')
  expect([given.exit, given.stdout]).toEqual([0, expect.stringContaining('原因已记下')])
  const again = await tanbao('reason', ...at, '--why', '企业来电更正')
  expect([again.exit, again.stderr]).toEqual([2, expect.stringContaining('原因已经写了')])
  const told = await tanbao(...set, '改三', '--why', '核对执照')
  expect([told.exit, told.stdout.trim().split('\n')]).toEqual([0, [expect.stringContaining('改二 → 改三')]])
  expect(await reasonsOf(place.form, place.period, 4)).toEqual([
    ['cell', '改三', '核对执照'],
    ['reason', null, '企业来电更正'],
    ['cell', '改二', null],
    ['cell', '改一', null],
  ])
})

test('a reason is written only where something was changed, and not without words', async () => {
  const only = ['--data', data, '--form', 'F4', '--period', '2020-09'] as const
  const engine = open()
  const bytes = new TextEncoder().encode('台账编号,使用单位\r\n4502220010,另一厂\r\n')
  const { id } = await engine.call('import.preview', { form: 'F4', period: '2020-09', fileName: 'b.csv', bytes })
  await engine.call('import.apply', { id })
  await engine.close()
  expect((await tanbao('reason', ...only, '--why', '企业来电更正')).exit).toBe(2)
  const nowhere = ['--data', data, '--form', 'F4', '--period', '2020-08'] as const
  const refused = await tanbao('reason', ...nowhere, '--why', '企业来电更正')
  expect([refused.exit, refused.stderr]).toEqual([2, expect.stringContaining('没有要补写原因的改动')])
  expect(Report.parse((await tanbaoJson('show', ...nowhere)).json).version).toBe(0)
  expect(await tanbaoJson('reason', ...at, '--why', ' ')).toMatchObject({ exit: 2, json: { refused: true, code: 'USAGE' } })
})

test('the reason for a change of the head is kept', async () => {
  await tanbaoJson('set', ...at, '--row', '表头', '--field', 'preparer', '--value', '韦丽', '--why', '换人')
  expect(await reasonsOf(place.form, place.period, 1)).toEqual([['header', '韦丽', '换人']])
})

test('blanks around a name end where it enters: who is to sign is not somebody else for one', async () => {
  const set = (value: string) => tanbaoJson('set', ...at, '--row', '表头', '--field', 'leader', '--value', value)
  expect((await set(' 韦志强\u3000')).json).toMatchObject({ after: '韦志强' })
  // Nothing but blanks is no name: the one of the settings stands there.
  expect((await set('  ')).json).toMatchObject({ after: county.people.leader })
})

describe('what the engine answers', () => {
  test.each<[what: string, change: { row: string; field: string; value: string; why?: string }, owed: string | null]>([
    ['an imported value', { row: imported, field: 'ownerName', value: '改四' }, 'imported'],
    ['an imported value, with a reason', { row: imported, field: 'ownerName', value: '改五', why: '核对执照' }, null],
    ['an imported value, with a blank for a reason', { row: imported, field: 'ownerName', value: '改六', why: ' ' }, 'imported'],
    ['the value that is there', { row: imported, field: 'ownerName', value: '改六' }, null],
    ['a cell the file left blank', { row: imported, field: 'address', value: '解放路2号' }, null],
    ['a typed value', { row: '4502220001', field: 'annualCoal', value: '125' }, null],
  ])('%s', async (_what, change, owed) => {
    const engine = open()
    try {
      expect((await engine.call('report.set', { ...place, ...change })).reasonOwed).toBe(owed)
    } finally {
      await engine.close()
    }
  })

  test('in a revision the change carries what the revision is for; without that, a reason is owed', async () => {
    const engine = open()
    try {
      const change = { ...revised, row: '4502220001', field: 'annualCoal' } as const
      expect((await engine.call('report.set', { ...change, value: '125' })).reasonOwed).toBeNull()
      expect((await engine.call('report.history', { ...revised, limit: 1 }))[0]?.why).toBe('核实后更正用煤量')
      await engine.call('report.edit', { ...revised, edits: [{ kind: 'header', header: { revisionReason: '' } }] })
      expect((await engine.call('report.set', { ...change, value: '126' })).reasonOwed).toBe('revised')
    } finally {
      await engine.close()
    }
  })
})
