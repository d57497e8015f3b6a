import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Report } from '../../../shared/contract/index.ts'
import { bodyOf, boilers, tableOf, withColumns } from '../../helpers/boilers.ts'
import { county, openTestEngine, type TestEngine } from '../../helpers/test-engine.ts'
import { buildWorkbook, type SheetSpec } from '../../helpers/workbook.ts'

const at = { form: 'F4', period: '2020-05' } as const
let engine: TestEngine
beforeEach(async () => {
  engine = openTestEngine()
  await engine.call('profile.create', { role: county.role, packId: county.packId, unit: county.unit })
})
afterEach(() => engine.close())

const file = (rows: SheetSpec['rows'], name = '台账') => buildWorkbook({ sheets: [{ name, rows }] })
const preview = (bytes: Uint8Array, options: object = {}) => engine.call('import.preview', { ...at, fileName: '台账.xlsx', bytes, options })
const values = (report: Report) => report.rows.map((row) => row.values)
const open = () => engine.call('report.open', at)
const importFile = async (bytes: Uint8Array, options: object = {}) =>
  engine.call('import.apply', { id: (await preview(bytes, options)).id })

test('a preview changes nothing; applying it is one step that can be undone', async () => {
  const dry = await preview(file(tableOf()))
  expect(dry.counts).toEqual({ rows: 3, added: 3, changed: 0, unchanged: 0, removed: 0, kept: 0 })
  expect(values(await open())).toEqual([])
  const done = await engine.call('import.apply', { id: dry.id })
  expect(done).toMatchObject({ added: 3, changed: 0, removed: 0, unchanged: 0 })
  const report = await open()
  expect(values(report)).toEqual(boilers)
  expect([report.version, report.rows.map((row) => row.origin)]).toEqual([done.version, ['imported', 'imported', 'imported']])
  expect(engine.events).toContainEqual({ name: 'report.changed', payload: { ...at, version: done.version } })
  await engine.call('report.undo', at)
  expect(values(await open())).toEqual([])
})

test('the same file again changes nothing and makes no step', async () => {
  const first = await importFile(file(tableOf()))
  const again = await importFile(file(tableOf()))
  expect(again).toEqual({ version: first.version, step: 0, added: 0, changed: 0, removed: 0, unchanged: 3 })
})

describe('modes', () => {
  const changed = boilers.slice(1).map((row, index) => (index === 0 ? { ...row, annualCoal: '99', subsidyStd: '' } : row))
  const next = () =>
    file(tableOf(withColumns({ subsidyStd: { cell: (row) => (row.subsidyStd === '' ? null : Number(row.subsidyStd)) } }), changed))

  test('replace takes out what the file does not have, and blanks what it leaves blank', async () => {
    await importFile(file(tableOf()))
    const dry = await preview(next(), { mode: 'replace' })
    expect(dry.counts).toEqual({ rows: 2, added: 0, changed: 1, unchanged: 1, removed: 1, kept: 0 })
    expect(dry.changes).toEqual([
      { rowKey: '4502220002', field: 'annualCoal', before: '12120.25', after: '99', cell: 'F2' },
      { rowKey: '4502220002', field: 'subsidyStd', before: '6', after: null, cell: 'H2' },
    ])
    await engine.call('import.apply', { id: dry.id })
    const { subsidyStd: _, ...second } = boilers[1] ?? {}
    expect(values(await open())).toEqual([{ ...second, annualCoal: '99' }, boilers[2]])
  })

  test('merge keeps both', async () => {
    await importFile(file(tableOf()))
    expect(await importFile(next(), { mode: 'merge' })).toMatchObject({ added: 0, changed: 1, removed: 0, unchanged: 1 })
    expect(values(await open())).toEqual([boilers[0], { ...boilers[1], annualCoal: '99' }, boilers[2]])
  })

  test('append adds every row and says which are there already', async () => {
    await importFile(file(tableOf()))
    const dry = await preview(next(), { mode: 'append' })
    expect([dry.counts.added, dry.problems.map(({ code }) => code)]).toEqual([2, ['duplicateKey', 'duplicateKey']])
    await engine.call('import.apply', { id: dry.id })
    expect((await open()).rows).toHaveLength(5)
  })

  test('two rows of one key are both kept and reported', async () => {
    const dry = await preview(file([...tableOf(), ...bodyOf(withColumns({}), boilers.slice(0, 1))]))
    expect([dry.counts.added, dry.problems.map(({ cell, code }) => `${cell} ${code}`)]).toEqual([4, ['A5 duplicateKey']])
  })
})

test('boilers carried from the month before stay, and the file names those it lacks', async () => {
  await importFile(file(tableOf()))
  const june = { form: 'F4', period: '2020-06' } as const
  const { version } = await engine.call('report.open', june)
  await engine.call('report.carryForward', { ...june, baseVersion: version })
  const bytes = file(tableOf(undefined, boilers.slice(0, 2)))
  const dry = await engine.call('import.preview', { ...june, fileName: 'a.xlsx', bytes, options: {} })
  expect([dry.counts.removed, dry.problems.map(({ message }) => message)]).toEqual([0, [expect.stringContaining('太平镇中心卫生院')]])
  await engine.call('import.apply', { id: dry.id })
  expect((await engine.call('report.open', june)).rows).toHaveLength(3)
})

test('what somebody wrote beside the cells is shown, holds nothing up, and becomes no data', async () => {
  const comments = { F2: '王工:\n含停产前一个月', B1: '填全称' }
  const bytes = buildWorkbook({ sheets: [{ name: '台账', rows: tableOf(), comments, threads: { F3: ['比去年少？', '停产检修'] } }] })
  const dry = await preview(bytes)
  expect([dry.problems, dry.comments]).toEqual([
    [],
    [
      { cell: 'B1', field: 'ownerName', text: '填全称' },
      { cell: 'F2', field: 'annualCoal', text: '王工: 含停产前一个月' },
      { cell: 'F3', field: 'annualCoal', text: '比去年少？ 停产检修' },
    ],
  ])
  await engine.call('import.apply', { id: dry.id })
  expect(values(await open())).toEqual(boilers)
})

test('a column the file lacks keeps what the report holds, whatever the mode', async () => {
  await importFile(file(tableOf()))
  const without = withColumns({}).filter(({ head }) => head !== '使用单位')
  await importFile(file(tableOf(without)))
  expect(values(await open())).toEqual(boilers)
})

test('a figure the program computes the same way stays computed', async () => {
  const amount = {
    head: '补助金额（万元）',
    cell: (row: Readonly<Record<string, string>>) =>
      Number(row.subsidyStd) * Number(row.capacityTph) + (row.boilerId === '4502220003' ? 1 : 0),
  }
  await importFile(file(tableOf([...withColumns({}), amount])))
  const { rows } = await open()
  expect(rows.map((row) => [row.values.subsidyAmount, row.computed.subsidyAmount])).toEqual([
    [undefined, '27'],
    [undefined, '9'],
    ['4', expect.anything()],
  ])
})

describe('questions', () => {
  const doubtful = () => file(tableOf(withColumns({ boilerId: { head: '炉子号码' } })))

  test('nothing is applied while one is open; the answer is remembered for the next file', async () => {
    const dry = await preview(doubtful())
    await expect(engine.call('import.apply', { id: dry.id })).rejects.toMatchObject({ code: 'IMPORT_UNDECIDED', details: { count: 1 } })
    expect(values(await open())).toEqual([])
    const revised = await engine.call('import.revise', { id: dry.id, options: { columns: { A: 'boilerId' } } })
    expect(revised.questions).toEqual([])
    await engine.call('import.apply', { id: revised.id })
    expect(values(await open())).toEqual(boilers)
    const next = await preview(doubtful())
    expect([next.questions, next.columns[0]?.by, next.counts.unchanged]).toEqual([[], 'saved', 3])
  })

  test('a factor is remembered together with the line that it answered', async () => {
    const withLine = (line: string) =>
      file([[line], ...tableOf(withColumns({ annualCoal: { head: '年用煤量', cell: (row) => Number(row.annualCoal) / 10_000 } }))])
    const dry = await preview(withLine('单位：万'))
    expect(dry.questions.map(({ id }) => id)).toContain('unit:F')
    const factors = Object.fromEntries(dry.questions.map(({ column }) => [column ?? '', column === 'F' ? '10000' : '1']))
    await engine.call('import.apply', { id: (await engine.call('import.revise', { id: dry.id, options: { factors } })).id })
    expect(values(await open())).toEqual(boilers)
    expect((await preview(withLine('单位：万'))).counts.unchanged).toBe(3)
    expect((await preview(withLine('燃煤锅炉台账'))).questions.map(({ id }) => id)).toEqual(['unit:F'])
  })

  test('an answer is forgotten when the clerk says so', async () => {
    const dry = await preview(doubtful(), { columns: { A: 'boilerId' } })
    await engine.call('import.apply', { id: dry.id, remember: false })
    expect((await preview(doubtful())).questions).toHaveLength(1)
  })
})

describe('refusals change nothing', () => {
  test.each([
    ['not a workbook', { bytes: Buffer.from('<?xml version="1.0"?><svg/>') }, 'WORKBOOK_UNRECOGNISED'],
    [
      'another form',
      {
        bytes: file([
          ['姓名', '电话', '住址'],
          ['张三', '1', '2'],
        ]),
      },
      'HEADER_NOT_FOUND',
    ],
    ['a sheet that is not there', { bytes: file(tableOf()), options: { sheet: '没有' } }, 'SHEET_UNKNOWN'],
    ['a field that is not there', { bytes: file(tableOf()), options: { columns: { A: 'nothing' } } }, 'FIELD_UNKNOWN'],
    ['a form that is not there', { bytes: file(tableOf()), form: 'F99' }, 'FORM_UNKNOWN'],
    ['a month outside the plan', { bytes: file(tableOf()), period: '2019-05' }, 'PERIOD_OUTSIDE_PLAN'],
  ])('%s', async (_, input, code) => {
    await expect(engine.call('import.preview', { ...at, fileName: 'a.xlsx', options: {}, ...input })).rejects.toMatchObject({ code })
    expect([(await open()).version, engine.errors]).toEqual([0, []])
  })

  test('a preview that was made against an older version', async () => {
    const dry = await preview(file(tableOf()))
    await importFile(file(tableOf(undefined, boilers.slice(0, 1))))
    await expect(engine.call('import.apply', { id: dry.id })).rejects.toMatchObject({ code: 'STALE' })
    expect((await open()).rows).toHaveLength(1)
  })

  test('data that take the place of those it was compared with while it begins', async () => {
    const { id: backup } = await engine.call('backup.create', {})
    const { bytes } = await engine.call('backup.bytes', { id: backup })
    const { id } = await preview(file(tableOf()))
    const applied = engine.call('import.apply', { id })
    const restored = engine.call('backup.restore', { bytes, evenIfNewer: true })
    await expect(applied).rejects.toMatchObject({ code: 'IMPORT_UNKNOWN' })
    await restored
    expect((await open()).rows).toEqual([])
  })

  test('an import that was thrown away or is too old', async () => {
    const dry = await preview(file(tableOf()))
    await engine.call('import.discard', { id: dry.id })
    await expect(engine.call('import.apply', { id: dry.id })).rejects.toMatchObject({ code: 'IMPORT_UNKNOWN' })
    const oldest = await preview(file(tableOf()))
    for (let count = 0; count < 3; count++) await preview(file(tableOf()))
    await expect(engine.call('import.revise', { id: oldest.id, options: {} })).rejects.toMatchObject({ code: 'IMPORT_UNKNOWN' })
  })

  test('an import that is cancelled while it is read', async () => {
    const rows = Array.from(
      { length: 40_000 },
      (_, index) => bodyOf(withColumns({}), [{ ...boilers[0], boilerId: String(index) }])[0] ?? [],
    )
    const bytes = file([...tableOf(), ...rows])
    const unsubscribe = engine.subscribe((event) => {
      if (event.name === 'job.progress') void engine.call('job.cancel', { job: 'import-1' })
    })
    await expect(engine.call('import.preview', { ...at, fileName: 'a.xlsx', bytes, options: {}, job: 'import-1' })).rejects.toMatchObject({
      code: 'CANCELLED',
    })
    unsubscribe()
    expect((await preview(file(tableOf()))).counts.added).toBe(3)
  })
})

describe('export', () => {
  test('a report goes out and comes back unchanged', async () => {
    await importFile(file(tableOf()))
    const { fileName, bytes } = await engine.call('export.workbook', at)
    expect(fileName).toBe('F4 燃煤锅炉淘汰整治台账（柳城县2020年5月）.xlsx')
    const dry = await preview(bytes)
    expect([dry.questions, dry.counts]).toEqual([[], { rows: 3, added: 0, changed: 0, unchanged: 3, removed: 0, kept: 0 }])
  })
})
