import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { MappingFile } from '../../../shared/forms/mapping-schema.ts'
import { boilers, tableOf, withColumns } from '../../helpers/boilers.ts'
import { tanbao } from '../../helpers/command-line.ts'
import { county, openTestEngine, packsDir, type TestEngine } from '../../helpers/test-engine.ts'
import { buildWorkbook, type Cell } from '../../helpers/workbook.ts'

const at = { form: 'F4', period: '2020-05' } as const
const packs = mkdtempSync(join(tmpdir(), 'pack-mapping-'))
let engine: TestEngine
const start = async (folder: string, dataDir?: string): Promise<void> => {
  engine = openTestEngine({ packs: folder, ...(dataDir === undefined ? {} : { dataDir }) })
  await engine.call('profile.create', { role: county.role, packId: county.packId, unit: county.unit })
}
beforeAll(() => {
  for (const folder of ['common', 'liuzhou-2020']) cpSync(join(packsDir, folder), join(packs, folder), { recursive: true })
  mkdirSync(join(packs, 'liuzhou-2020', 'mappings'))
  writeFileSync(
    join(packs, 'liuzhou-2020', 'mappings', 'old.yaml'),
    `mappings:
  - name: 老台账
    form: F4
    columns:
      - { path: [编码], field: boilerId }
      - { path: [主体], field: ownerName }
      - { path: [片区], field: townCode }
      - { path: [城内], field: inBuiltUpArea }
      - { path: [炉子, 能力], field: capacityTph }
      - { path: [炉子, 烧的], field: annualCoal, factor: 10 }
      - { path: [内部用] }
      - { path: [时限], field: planDate }
      - { path: [标准], field: subsidyStd }
      - { path: [现状], field: status }
`,
  )
})
afterEach(() => engine.close())
afterAll(() => rmSync(packs, { recursive: true, force: true }))

const heads = ['编码', '主体', '片区', '城内', '能力', '烧的', '时限', '标准', '现状']
/** The old ledger: its own words everywhere, a group over two columns, a column nobody wants, coal in another measure. */
const ledger = (): Uint8Array => {
  const rows = tableOf(withColumns({ annualCoal: { cell: (row) => Number(row.annualCoal) / 10 } })).slice(1)
  const widened = (cells: readonly Cell[]): Cell[] => [...cells.slice(0, 6), 'x', ...cells.slice(6)]
  const upper = heads.map((head, column) => (column === 4 || column === 5 ? '炉子' : head))
  return buildWorkbook({
    sheets: [
      {
        name: '台账',
        rows: [
          widened(upper).with(6, '内部用'),
          widened(heads.map((head, column) => (column === 4 || column === 5 ? head : null))).with(6, null),
          ...rows.map(widened),
        ],
        merges: ['A1:A2', 'B1:B2', 'C1:C2', 'D1:D2', 'E1:F1', 'G1:G2', 'H1:H2', 'I1:I2', 'J1:J2'],
      },
    ],
  })
}
const preview = (options: object = {}) => engine.call('import.preview', { ...at, fileName: '老台账.xlsx', bytes: ledger(), options })

test('a workbook the pack knows is imported without a question', async () => {
  await start(packs)
  const dry = await preview()
  expect(dry.questions).toEqual([])
  expect(dry.headerRows).toEqual([1, 2])
  expect(dry.columns.map(({ letter, field, by, factor }) => `${letter} ${field} ${by} ${factor}`)).toEqual([
    'A boilerId pack 1',
    'B ownerName pack 1',
    'C townCode pack 1',
    'D inBuiltUpArea pack 1',
    'E capacityTph pack 1',
    'F annualCoal pack 10',
    'G null pack 1',
    'H planDate pack 1',
    'I subsidyStd pack 1',
    'J status pack 1',
  ])
  await engine.call('import.apply', { id: dry.id })
  expect((await engine.call('report.open', at)).rows.map(({ values }) => values)).toEqual(boilers)
})

test("a clerk's own word goes before the pack's, and only that is remembered", async () => {
  await start(packs)
  const dry = await preview({ columns: { I: null } })
  expect(dry.columns.find(({ letter }) => letter === 'I')).toMatchObject({ field: null, by: 'chosen' })
  await engine.call('import.apply', { id: dry.id, remember: true })
  const again = await preview()
  expect(again.columns.map(({ letter, field, by }) => `${letter} ${field} ${by}`)).toContain('I null saved')
  expect(again.columns.filter(({ by }) => by === 'pack')).toHaveLength(9)
})

test('without the mapping the same workbook is not understood', async () => {
  await start(packsDir)
  await expect(preview()).rejects.toMatchObject({ code: 'HEADER_NOT_FOUND' })
  const pointed = await preview({ headerRows: [1, 2] })
  expect(pointed.questions.length).toBeGreaterThan(0)
  await expect(engine.call('import.apply', { id: pointed.id })).rejects.toMatchObject({ code: 'IMPORT_UNDECIDED' })
})

test('what a clerk decided becomes a mapping that the pack can ship', async () => {
  const dataDir = join(mkdtempSync(join(tmpdir(), 'remembered-')), 'data')
  await start(packsDir, dataDir)
  const columns = { A: 'boilerId', B: 'ownerName', C: 'townCode', D: 'inBuiltUpArea', E: 'capacityTph', F: 'annualCoal', G: null }
  const decided = { headerRows: [1, 2], columns: { ...columns, H: 'planDate', I: 'subsidyStd', J: 'status' }, factors: { F: '10' } }
  const dry = await preview(decided)
  await engine.call('import.apply', { id: dry.id, remember: true })
  await engine.close()

  const file = join(dataDir, '..', 'F4.yaml')
  expect(await tanbao('pack', 'mapping', '--form', 'F4', '-o', file, '--data', dataDir)).toMatchObject({ exit: 0, stderr: '' })
  const { mappings } = MappingFile.parse(parse(readFileSync(file, 'utf8')))
  expect(mappings).toMatchObject([
    { form: 'F4', columns: expect.arrayContaining([{ path: ['炉子', '烧的'], field: 'annualCoal', factor: '10' }, { path: ['内部用'] }]) },
  ])
  expect((await tanbao('pack', 'mapping', '--form', 'F4', '-o', file, '--data', dataDir)).exit).toBe(2)
  expect((await tanbao('pack', 'mapping', '--form', 'F1', '-o', join(dataDir, '..', 'F1.yaml'), '--data', dataDir)).exit).toBe(1)

  const shipped = join(packs, 'liuzhou-2020', 'mappings', 'old.yaml')
  const before = readFileSync(shipped)
  writeFileSync(shipped, readFileSync(file))
  await start(packs)
  const known = await preview()
  expect({ questions: known.questions, by: new Set(known.columns.map(({ by }) => by)) }).toEqual({ questions: [], by: new Set(['pack']) })
  writeFileSync(shipped, before)
})
