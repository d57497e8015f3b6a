import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ImportOptions } from '../../../../shared/contract/index.ts'
import { importText } from '../../../../shared/text/import.ts'
import { boilers, tableOf, withColumns } from '../../../helpers/boilers.ts'
import { county, openTestEngine, type TestEngine } from '../../../helpers/test-engine.ts'
import { indented, reasons, sheet, uglyReader } from '../../../helpers/ugly-reader.ts'
import { buildWorkbook, type Cell } from '../../../helpers/workbook.ts'

const { expectTruth, read } = uglyReader()
const [first = {}, second = {}, third = {}] = boilers
const one = (row: Readonly<Record<string, string>>, specs = withColumns({})) => tableOf(specs, [row])
const towns = buildWorkbook({
  sheets: [
    { name: '大埔镇', rows: one(first) },
    { name: '龙头镇', rows: [['龙头镇锅炉台账'], ...one(second, withColumns({}).toReversed())] },
    { name: '太平镇', rows: one(third) },
    { name: '说明', rows: [['填表说明'], ['各乡镇一张表']] },
  ],
})
/** Two tables beside each other, the second one row shorter. */
const beside: Cell[][] = (() => {
  const [left, right] = [tableOf(undefined, [first, second]), one(third)]
  return left.map((row, at) => [...row, null, ...(right[at] ?? [])])
})()

describe('several tables of the form', () => {
  test('one sheet for each township: a question, and all of them as one import', async () => {
    const asked = await read(towns)
    expect(asked.questions.map(({ id, choices }) => [id, choices.map(({ value }) => value)])).toEqual([
      ['sheet', ['大埔镇', '龙头镇', '太平镇', '*']],
    ])
    for (const options of [{ sheet: '*' }, { sheets: 'all' as const }, { sheets: ['大埔镇', '龙头镇', '太平镇'] }]) {
      const { parts } = await expectTruth(towns, { options })
      expect(parts.map((part) => [part.sheet, part.headerRows, part.rows])).toEqual([
        ['大埔镇', [1, 1], 1],
        ['龙头镇', [2, 2], 1],
        ['太平镇', [1, 1], 1],
      ])
    }
    await expect(read(towns, { sheets: ['大埔镇', '别处'] })).rejects.toMatchObject({ code: 'SHEET_UNKNOWN' })
  })

  test('one block for each township below the other is one table; a block with columns in another order is asked about', async () => {
    const [head = [], ...rows] = tableOf()
    await expectTruth(sheet([['大埔镇'], head, rows[0] ?? [], [], ['龙头镇'], head, rows[1] ?? [], ['太平镇'], head, rows[2] ?? []]))
    const mixed = sheet([...tableOf(undefined, [first, second]), [], ['太平镇'], ...one(third, withColumns({}).toReversed())])
    expect((await read(mixed)).questions.map(({ id, choices }) => [id, choices.at(-1)?.value])).toEqual([['header', '*']])
    await expectTruth(mixed, { options: { tables: 'all' } })
  })

  test('whatever stands under a header that nobody chose is reported row by row, above and below', async () => {
    const turned = withColumns({}).toReversed()
    // A third table with few of the columns is no rival, but its rows are rows.
    const few = tableOf(withColumns({}).slice(0, 5), [second])
    const mixed = sheet([
      ...one(first),
      [],
      ['龙头镇'],
      ...few,
      [],
      ['太平镇'],
      ...one(third, turned),
      ['合计', null, 860],
      ['注：以上数据由各乡镇上报。'],
    ])
    const left = async (options: ImportOptions) => {
      const { rows, skipped, problems, questions } = await read(mixed, options)
      expect(questions).toEqual([])
      const at = (message: string) => problems.filter((problem) => problem.message === message).map(({ cell }) => cell)
      return { rows, skipped: reasons({ skipped }), begins: at(importText.otherTable), reported: at(importText.otherTableRow) }
    }
    expect(await left({ headerRows: [1, 1] })).toEqual({
      rows: [first],
      skipped: ['4 title', '5 title', '6 note', '8 note', '9 title', '10 note', '11 total', '12 note'],
      begins: ['A5', 'A9'],
      reported: ['A6', 'A10'],
    })
    expect(await left({ headerRows: [9, 9] })).toEqual({
      rows: [third],
      skipped: ['1 title', '2 note', '4 title', '5 title', '6 note', '8 title', '11 total', '12 note'],
      begins: ['A1', 'A5'],
      reported: ['A2', 'A6'],
    })
    const together = {
      rows: [first, third],
      skipped: ['4 title', '5 title', '6 note', '8 title', '11 total', '12 note'],
      begins: ['A5'],
      reported: ['A6'],
    }
    expect(await left({ tables: 'all' })).toEqual(together)
    const part = (row: number) => ({ sheet: '锅炉台账', headerRows: [row, row] as [number, number] })
    expect(await left({ parts: [part(1), part(9)] })).toEqual(together)
    expect((await left({ parts: [part(1)] })).reported).toEqual(['A6', 'A10'])
  })

  test('a header printed again goes on with its table; pointed at, it begins one and the rows above are reported', async () => {
    const [head = [], ...rows] = tableOf()
    const bytes = sheet([head, rows[0] ?? [], head, rows[1] ?? [], rows[2] ?? []])
    await expectTruth(bytes, { options: { parts: [{ sheet: '锅炉台账', headerRows: [1, 1] }] } })
    const pointed = await read(bytes, { headerRows: [3, 3] })
    expect([pointed.rows, reasons(pointed)]).toEqual([
      [second, third],
      ['1 title', '2 note'],
    ])
    expect(pointed.problems.map(({ cell, message }) => [cell, message])).toEqual([
      ['A1', importText.otherTable],
      ['A2', importText.otherTableRow],
    ])
  })

  test('side by side, each with a title of its own, and the header printed again further down', async () => {
    const [head = [], first2 = [], second2 = []] = beside
    const title = ['附件2', ...new Array<Cell>(head.length / 2 - 0.5).fill(null), '附件2']
    const bytes = sheet([title, head, first2, head, second2])
    expect((await read(bytes)).questions.map(({ id }) => id)).toEqual(['tables'])
    await expectTruth(bytes, { options: { tables: 'all' } })
  })

  test('two tables side by side', async () => {
    const bytes = sheet([['锅炉台账'], ...indented(beside, 1)])
    expect((await read(bytes)).questions.map(({ id, choices }) => [id, choices.map(({ value }) => value)])).toEqual([
      ['tables', ['all', 'one']],
    ])
    const { parts } = await expectTruth(bytes, { options: { tables: 'all' } })
    expect(parts.map(({ range }) => range)).toEqual([
      ['B', 'J'],
      ['L', 'T'],
    ])
    expect((await read(bytes, { tables: 'one' })).rows).toEqual([first, second])
    const exact = { parts: [{ sheet: '锅炉台账', headerRows: [2, 2] as [number, number], columns: ['L', 'T'] as [string, string] }] }
    expect((await read(bytes, exact)).rows).toEqual([third])
  })

  test('an answer for one table holds for all with the same header; another header is asked about by its own address', async () => {
    const strange = withColumns({ boilerId: { head: '炉子号码' } })
    const bytes = buildWorkbook({
      sheets: [
        { name: '甲', rows: one(first, strange) },
        { name: '乙', rows: one(second, strange) },
        { name: '丙', rows: one(third, [...strange, { head: '网格员', cell: () => '老李' }]) },
      ],
    })
    const all = await read(bytes, { sheets: 'all', mode: 'merge' })
    expect(all.questions.map(({ id, choices }) => [id, choices[0]?.value])).toEqual([
      ['missing:boilerId', undefined],
      ['missing@丙!1:boilerId', undefined],
    ])
    await expectTruth(bytes, { options: { sheets: 'all', columns: { A: 'boilerId', '丙!A1': 'boilerId' } } })
    expect((await read(bytes, { sheets: 'all', columns: { A: 'boilerId' } })).rows.map((row) => row.boilerId)).toEqual([
      first.boilerId,
      second.boilerId,
      undefined,
    ])
  })
})

describe('several sheets, as one step', () => {
  const at = { form: 'F4', period: '2020-05' } as const
  let engine: TestEngine
  let dataDir: string
  beforeEach(async () => {
    dataDir = join(mkdtempSync(join(tmpdir(), 'engine-')), 'data')
    engine = openTestEngine({ dataDir })
    await engine.call('profile.create', { role: county.role, packId: county.packId, unit: county.unit })
  })
  afterEach(() => engine.close())
  const preview = (bytes: Uint8Array, options: object) =>
    engine.call('import.preview', { ...at, fileName: '台账.xlsx', bytes, options: { sheets: 'all', ...options } })

  test('it is applied, addressed by sheet, and undone as one, after a restart too', async () => {
    await engine.call('import.apply', { id: (await preview(towns, {})).id })
    expect((await engine.call('report.open', at)).rows.map(({ values }) => values)).toEqual(boilers)
    const changed = buildWorkbook({
      sheets: [
        { name: '大埔镇', rows: one({ ...first, annualCoal: '7' }) },
        { name: '龙头镇', rows: one({ ...second, annualCoal: '8' }) },
        { name: '太平镇', rows: one(first) },
      ],
    })
    const dry = await preview(changed, { mode: 'merge' })
    expect([dry.counts, dry.changes.map(({ cell }) => cell), dry.problems.map(({ cell, code }) => `${cell} ${code}`)]).toEqual([
      { rows: 3, added: 1, changed: 2, unchanged: 0, removed: 0, kept: 1 },
      ['大埔镇!F2', '龙头镇!F2'],
      ['太平镇!A2 duplicateKey'],
    ])
    expect(await engine.call('import.changes', { id: dry.id, from: 1, limit: 1 })).toMatchObject({
      count: 2,
      changes: [{ field: 'annualCoal', before: '12120.25', after: '8', cell: '龙头镇!F2' }],
    })
    await engine.call('import.apply', { id: dry.id })
    expect((await engine.call('report.open', at)).rows).toHaveLength(4)
    await engine.close()
    engine = openTestEngine({ dataDir, now: '2020-06-04T02:00:00.000Z' })
    await engine.call('report.undo', at)
    expect((await engine.call('report.open', at)).rows.map(({ values }) => values)).toEqual(boilers)
    await engine.call('report.undo', at)
    expect((await engine.call('report.open', at)).rows).toEqual([])
  })
})
