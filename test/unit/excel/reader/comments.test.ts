/** What stands beside the cells of a file, and what of it the preview of an import shows. */
import { describe, expect, test } from 'vitest'
import * as XLSX from 'xlsx'
import { workbookLimits } from '../../../../electron/engine/excel/limits.ts'
import { importComments } from '../../../../electron/engine/excel/preview/import-comments.ts'
import { hostileReasons } from '../../../../shared/text/import.ts'
import { parseHere } from '../../../helpers/parse-here.ts'
import { smallWorkbook } from '../../../helpers/small-workbook.ts'
import { buildWorkbook, type SheetSpec, type WorkbookSpec } from '../../../helpers/workbook.ts'

const book = (more: Partial<SheetSpec>, how: Partial<WorkbookSpec> = {}): Uint8Array =>
  buildWorkbook({
    ...how,
    sheets: [
      {
        name: '表',
        rows: [
          ['编号', '数量'],
          ['1', 2],
        ],
        ...more,
      },
    ],
  })
const commentsOf = async (bytes: Uint8Array, name?: string) => (await parseHere(bytes, name)).sheets[0]?.comments

describe('comments of a sheet', () => {
  test('are read with their places, authors and lines', async () => {
    const comments = { B2: '王工:\n含开发区', A1: { author: '碳报', text: '【提示】x' } }
    expect(await commentsOf(book({ comments }))).toEqual([
      { row: 2, column: 1, author: '王工', text: '王工:\n含开发区' },
      { row: 1, column: 0, author: '碳报', text: '【提示】x' },
    ])
    expect(await commentsOf(book({ comments }, { strict: true, encoding: 'utf-16le' }))).toHaveLength(2)
    expect(await commentsOf(book({}))).toBeUndefined()
  })

  test('a conversation goes before the comment that stands for it, answers below each other', async () => {
    const comments = { A2: '另一条' }
    expect(await commentsOf(book({ comments, threads: { B2: ['少了一台？', '已补'] } }))).toEqual([
      { row: 2, column: 1, author: '', text: '少了一台？\n已补' },
      { row: 2, column: 0, author: '王工', text: '另一条' },
    ])
  })

  const small = (list: string, authors = ''): Uint8Array =>
    smallWorkbook({
      sheets: ['<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'],
      sheetLinks: [['c', 'comments', '../comments1.xml']],
      parts: { 'xl/comments1.xml': `<comments><authors>${authors}</authors><commentList>${list}</commentList></comments>` },
    })
  const said = (ref: string, text: string): string => `<comment ref="${ref}" authorId="0"><text><t>${text}</t></text></comment>`

  test('as programs write them: in runs, with a reading beside, with escapes of Office', async () => {
    const runs =
      '<comment ref="$A$1"><text><r><t>含</t></r><rPh sb="0" eb="1"><t>han</t></rPh><r><t>开发区_x000D_\n甲</t></r></text></comment>'
    expect(await commentsOf(small(runs))).toEqual([{ row: 1, column: 0, author: '', text: '含开发区\n甲' }])
    expect(await commentsOf(small(said('A1', '  ')))).toBeUndefined()
  })

  test.each<[string, () => Uint8Array, object]>([
    [
      'an address outside of the sheet',
      () => small(said('ZZZ1', 'x')),
      { code: 'WORKBOOK_HOSTILE', details: { reason: hostileReasons.address } },
    ],
    ['no address', () => small('<comment><text><t>x</t></text></comment>'), { code: 'WORKBOOK_HOSTILE' }],
    [
      'more of them than anybody writes',
      () => small(said('A1', 'x').repeat(workbookLimits.comments + 1)),
      { code: 'WORKBOOK_HOSTILE', details: { reason: hostileReasons.comments } },
    ],
    [
      'more words than anybody writes',
      () => small(said('A1', 'x'.repeat(100_000)).repeat(workbookLimits.commentCharacters / 100_000 + 1)),
      { code: 'WORKBOOK_HOSTILE', details: { reason: hostileReasons.comments } },
    ],
    [
      'names of authors without end',
      () => small('', `<author>${'x'.repeat(100_000)}</author>`.repeat(workbookLimits.commentCharacters / 100_000 + 1)),
      { code: 'WORKBOOK_HOSTILE', details: { reason: hostileReasons.comments } },
    ],
    ['a part cut off', () => small('<comment ref="A1">'), { code: 'WORKBOOK_DAMAGED' }],
  ])('refused: %s', async (_, bytes, error) => {
    await expect(parseHere(bytes())).rejects.toMatchObject(error)
  })

  test('of an OpenDocument file and of the XML of Excel 2003', async () => {
    const table = XLSX.utils.aoa_to_sheet([
      ['编号', '数量'],
      ['1', 2],
    ])
    const cell = table.B2 as XLSX.CellObject // filled above
    cell.c = [{ a: '王工', t: '含开发区' }]
    const ods = XLSX.write({ SheetNames: ['表'], Sheets: { 表: table } }, { type: 'buffer', bookType: 'ods' }) as Buffer // what type 'buffer' gives
    expect(await commentsOf(ods, 'a.ods')).toMatchObject([{ row: 2, column: 1, text: '含开发区' }])
    const xml =
      '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="表"><Table><Row><Cell><Data ss:Type="String">x</Data><Comment ss:Author="王工"><ss:Data>含开发区</ss:Data></Comment></Cell></Row></Table></Worksheet></Workbook>'
    expect(await commentsOf(Buffer.from(xml), 'a.xls')).toMatchObject([{ row: 1, column: 0, author: '王工', text: '含开发区' }])
  })
})

describe('what the preview shows of them', () => {
  const comment = (row: number, column: number, text: string, author = '') => ({ row, column, text, author })
  const sheet = (name: string, comments: readonly ReturnType<typeof comment>[]) => ({
    name,
    hidden: false,
    merges: [],
    hiddenColumns: [],
    rows: [],
    comments,
  })
  const part = (name: string, more: object = {}) => ({
    sheet: name,
    headerRows: [3, 4] as [number, number],
    range: undefined,
    columns: new Map([['amount', 1]]),
    rows: 1,
    rowUnits: undefined,
    ...more,
  })
  const row = (number: number, of = 0) => ({ row: number, part: of, values: [] })
  const told = { skipped: [{ row: 9, reason: 'total' as const, text: '合计' }], sheet: '表', hasSheets: false }

  test('those of data rows, totals, the header and what stands above it, in their order; no others', () => {
    const comments = [5, 1, 3, 9, 7].map((at) => comment(at, 1, `第${at}行`))
    expect(
      importComments({ sheets: [sheet('表', comments), sheet('别的', comments)] }, { ...told, parts: [part('表')], rows: [row(5)] }),
    ).toEqual([
      { cell: 'B1', field: null, text: '第1行' },
      { cell: 'B3', field: 'amount', text: '第3行' },
      { cell: 'B5', field: 'amount', text: '第5行' },
      { cell: 'B9', field: 'amount', text: '第9行' },
    ])
  })

  test('of tables side by side those within the columns of each, and the sheet is named where there are several', () => {
    const comments = [comment(5, 1, '甲'), comment(5, 3, '乙'), comment(5, 27, '丙')]
    const parts = [part('表', { range: ['A', 'B'] }), part('表', { range: ['AA', 'AB'], columns: new Map() })]
    const recognised = { ...told, hasSheets: true, parts, rows: [row(5, 0), row(5, 1)] }
    expect(importComments({ sheets: [sheet('表', comments)] }, recognised)).toEqual([
      { cell: '表!B5', field: 'amount', text: '甲' },
      { cell: '表!AB5', field: null, text: '丙' },
    ])
  })

  test('what we wrote into a marked file is left out, an answer to it is not; long ones are shortened', () => {
    const comments = [
      comment(5, 0, '【强制性】年用煤量比上月多 3 倍。', '碳报'),
      comment(5, 1, '【强制性】年用煤量比上月多 3 倍。\n\n含外购', '碳报'),
      comment(5, 2, '字'.repeat(400)),
    ]
    expect(importComments({ sheets: [sheet('表', comments)] }, { ...told, parts: [part('表')], rows: [row(5)] })).toEqual([
      { cell: 'B5', field: 'amount', text: '含外购' },
      { cell: 'C5', field: null, text: `${'字'.repeat(300)}…` },
    ])
  })
})
