import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { forkParser } from '../../../electron/adapters/parser-fork.ts'
import type { ParserProcess } from '../../../electron/engine/ports.ts'
import type { ImportOptions } from '../../../shared/contract/index.ts'
import { bodyOf, boilers, columns, serial, tableOf, towns, withColumns } from '../../helpers/boilers.ts'
import { formOf, readAs, shippedPack } from '../../helpers/recognition.ts'
import { buildWorkbook, type Cell, type SheetSpec, type WorkbookSpec } from '../../helpers/workbook.ts'

const pack = shippedPack('liuzhou-2020')
const form = formOf(pack, 'F4')
let parser: ParserProcess
beforeAll(() => {
  parser = forkParser()
})
afterAll(() => parser.close())

const read = (bytes: Uint8Array, options: ImportOptions = {}, fileName?: string) =>
  readAs({ parser, pack, form, period: '2020-05' }, bytes, options, fileName)
const sheet = (rows: SheetSpec['rows'], more: Partial<SheetSpec> = {}, book: Partial<WorkbookSpec> = {}) =>
  buildWorkbook({ ...book, sheets: [{ name: '锅炉台账', rows, ...more }] })

/** Reads without asking anything, every cell as the truth has it. */
const expectTruth = async (
  bytes: Uint8Array,
  { options = {}, fileName = 'table.xlsx' }: { options?: ImportOptions; fileName?: string } = {},
) => {
  const result = await read(bytes, options, fileName)
  expect({ questions: result.questions, rows: result.rows }).toEqual({ questions: [], rows: boilers })
  return result
}
const reasons = (result: Awaited<ReturnType<typeof read>>) => result.skipped.map(({ row, reason }) => `${row} ${reason}`)
const indented = (rows: readonly (readonly Cell[])[], by: number): Cell[][] =>
  rows.map((row) => [...new Array<Cell>(by).fill(null), ...row])

describe('headers', () => {
  test('merged heads on three levels, shifted down and to the right', async () => {
    const head: Cell[][] = [
      ['台账编号', '使用单位', '位置', '区域属性', '锅炉情况', null, '整治安排', '补助', '状态'],
      [null, null, '所在乡镇街道', '是否在建成区', '额定', '年用煤量\n（吨）', '计划完成时限', '补助标准\n（万元/蒸吨）', null],
      [null, null, null, null, '额定出力\n（蒸吨/小时）', null, null, null, null],
    ]
    const rows = [
      ['柳城县燃煤锅炉淘汰整治台账'],
      [],
      ['填报单位：柳城县', null, null, null, '2020年5月'],
      [],
      ...indented(head, 2),
      ...indented(bodyOf(withColumns({})), 2),
    ]
    const merges = ['A1:K1', 'C5:C7', 'D5:D7', 'E6:E7', 'F6:F7', 'G5:H5', 'H6:H7', 'I6:I7', 'J6:J7', 'K5:K7']
    const result = await expectTruth(sheet(rows, { merges }))
    expect([result.headerRows, result.columns[0]?.letter]).toEqual([[5, 7], 'C'])
  })

  test('groups written over their first column only, nothing merged', async () => {
    const head: Cell[][] = [
      ['台账编号', '使用单位', '位置', '区域属性', '锅炉情况', null, '整治安排', '补助', '状态'],
      [
        null,
        null,
        '所在乡镇街道',
        '是否在建成区',
        '额定出力（蒸吨/小时）',
        '年用煤量（吨）',
        '计划完成时限',
        '补助标准（万元/蒸吨）',
        null,
      ],
    ]
    await expectTruth(sheet([...head, ...bodyOf(withColumns({}))]))
  })

  test('columns renamed, in another order, with strange ones between', async () => {
    const renamed = withColumns({
      ownerName: { head: '2. 锅炉使用单位*' },
      townCode: { head: '乡镇（街道）' },
      capacityTph: { head: '锅炉容量(t/h)' },
      annualCoal: { head: '年耗煤量/吨' },
      planDate: { head: '计划完成时间' },
    })
    const index = { head: '序号', cell: () => 1 }
    const inspector = { head: '网格员', cell: () => '老李' }
    await expectTruth(sheet(tableOf([index, inspector, ...renamed.toReversed()])))
  })

  test('a row of units and a row of column numbers under the header', async () => {
    const bare = withColumns({ capacityTph: { head: '额定出力' }, annualCoal: { head: '年用煤量' }, subsidyStd: { head: '补助标准' } })
    const [head, ...body] = tableOf(bare)
    const units: Cell[] = ['—', '—', '—', '—', '蒸吨/小时', '吨', '—', '万元/蒸吨', '—']
    const numbers: Cell[] = ['甲', '乙', '丙', '丁', 1, 2, 3, 4, 5]
    const result = await expectTruth(sheet([head ?? [], units, numbers, ...body]))
    expect(reasons(result)).toEqual(['2 unit', '3 number'])
  })

  test('numbers typed as text count as column numbers too', async () => {
    const [head, ...body] = tableOf()
    await expectTruth(sheet([head ?? [], ['1', '2', '3', '4', '5', '6', '7', '8', '9'], ...body]))
  })
})

describe('rows that are no data', () => {
  test('titles, notes, totals, group heads, repeated headers, signatures and examples are left out and listed', async () => {
    const [head = [], first = [], second = [], third = []] = tableOf()
    const rows: Cell[][] = [
      ['燃煤锅炉淘汰整治台账'],
      ['单位：蒸吨/小时、吨'],
      head,
      ['（例）4502229999', '某某厂', '大埔镇', '是', 10, 1, null, null, '在用'],
      ['一、城区'],
      first,
      ['小 计', null, null, null, 6, 2100],
      ['二、乡镇'],
      head,
      second,
      third,
      ['合计：3台', null, null, null, 11.5, 15_080.25],
      ['其中：在用', '1台', null, null, 1.5, 12_120.25],
      ['整治中', '1台', null, null, 6, 2100],
      [],
      ['注：1.额定出力按铭牌填写。2.年用煤量按上年实际填写。'],
      ['单位负责人：黄志强', null, '填表人：韦小芳', null, '联系电话：', '0772-7212345', '填表日期：2020年6月3日'],
      ['—— 以下空白 ——'],
    ]
    const result = await expectTruth(sheet(rows, { merges: ['A1:I1'] }))
    expect(reasons(result)).toEqual([
      '1 title',
      '2 unit',
      '4 example',
      '5 title',
      '7 total',
      '8 title',
      '9 title',
      '12 total',
      '13 total',
      '14 total',
      '16 note',
      '17 footer',
      '18 note',
    ])
    expect(result.signatures).toEqual({ leader: '黄志强', preparer: '韦小芳', preparerPhone: '0772-7212345', fillDate: '2020-06-03' })
  })

  test('a boiler whose owner is called 合计 is data', async () => {
    const rows = boilers.map((row, at) => (at === 1 ? { ...row, ownerName: '合计' } : row))
    expect((await read(sheet(tableOf(undefined, rows)))).rows).toEqual(rows)
  })

  test('rows prepared for filling in are blank', async () => {
    const index = { head: '序号', cell: () => 1 }
    const rows = [...tableOf([index, ...withColumns({})]), [4], [5], [6]]
    expect(reasons(await expectTruth(sheet(rows)))).toEqual(['5 blank', '6 blank', '7 blank'])
  })

  test('hidden rows and columns are imported and reported', async () => {
    const result = await expectTruth(sheet(tableOf(), { hiddenRows: [3], hiddenColumns: [5] }))
    expect(result.problems.map(({ cell, code }) => [cell, code])).toEqual([
      ['F1', 'doubtful'],
      ['A3', 'doubtful'],
    ])
  })

  test('a total that forgot its word, and one that has only the name of the county', async () => {
    const nameless: Cell[] = [null, null, null, null, 11.5, 15_080.25, null, 11.25]
    const county: Cell[] = [null, null, '全县', null, 11.5, 15_080.25]
    const result = await expectTruth(sheet([...tableOf(), nameless, county]))
    expect([reasons(result), result.problems.map(({ cell }) => cell)]).toEqual([['5 total', '6 total'], ['E5']])
  })

  test('hints in brackets do not hide a label', async () => {
    const hinted = withColumns({
      inBuiltUpArea: { head: '是否在建成区（是/否）' },
      planDate: { head: '计划完成时限（格式：2020-05-31）' },
      status: { head: '*状态【必填】' },
    })
    await expectTruth(sheet(tableOf(hinted)))
  })

  test('another table below on the same sheet is not mixed in', async () => {
    const other: Cell[][] = [
      [],
      ['乡镇燃煤锅炉补助发放表'],
      ['补助标准（万元/蒸吨）', '使用单位', '台账编号', '状态'],
      [9, '别的厂', '4502229999', '在用'],
    ]
    const result = await expectTruth(sheet([...tableOf(), ...other]))
    expect(reasons(result)).toEqual(['6 note'])
  })
})

describe('values', () => {
  test('dates as text in every spelling people use', async () => {
    const spellings: Readonly<Record<string, string>> = {
      '2020-09-30': '2020.9.30',
      '2020-12-01': '２０２０年１２月１日',
      '2021-02-03': '20210203',
    }
    await expectTruth(sheet(tableOf(withColumns({ planDate: { cell: (row) => spellings[row.planDate ?? ''] ?? null } }))))
  })

  test('dates as serial numbers, with and without a date format', async () => {
    const cells: Readonly<Record<string, Cell>> = {
      '2020-09-30': { value: serial('2020-09-30'), format: 'm"月"d"日"' },
      '2020-12-01': serial('2020-12-01'),
      '2021-02-03': { value: serial('2021-02-03') + 0.5, format: 'yyyy/m/d h:mm' },
    }
    await expectTruth(sheet(tableOf(withColumns({ planDate: { cell: (row) => cells[row.planDate ?? ''] ?? null } }))))
  })

  test('dates that count from 1904', async () => {
    const since1904 = (row: Readonly<Record<string, string>>): Cell => {
      const value = serial(row.planDate ?? '') - 1462
      return row.boilerId === '4502220002' ? value : { value, format: 'yyyy-mm-dd' }
    }
    await expectTruth(sheet(tableOf(withColumns({ planDate: { cell: since1904 } })), {}, { date1904: true }))
  })

  test('dates that may be another day are kept as typed and reported', async () => {
    const cells: Cell[] = ['5/6/2020', { value: serial('2020-05-01'), format: 'yyyy"年"m"月"' }, 2020.1]
    const result = await read(sheet(tableOf(withColumns({ planDate: { cell: (row) => cells[boilers.indexOf(row)] ?? null } }))))
    expect(result.rows.map((row) => row.planDate)).toEqual(['5/6/2020', '2020-05', '2020.1'])
    expect(result.problems.map(({ cell, code }) => `${cell} ${code}`)).toEqual(['G2 ambiguousDate', 'G3 ambiguousDate', 'G4 ambiguousDate'])
  })

  test('full-width digits, thousands separators, stray spaces', async () => {
    const shown: Readonly<Record<string, string>> = { '2100': '２，１００', '12120.25': ' 12,120.25\u00a0', '860': '８６０．０' }
    const changed = withColumns({
      boilerId: { cell: (row) => ` ${row.boilerId}　` },
      annualCoal: { cell: (row) => shown[row.annualCoal ?? ''] ?? null },
      inBuiltUpArea: { cell: (row) => (row.inBuiltUpArea === '是' ? '√' : '×') },
    })
    await expectTruth(sheet(tableOf(changed)))
  })

  test('万吨 for 吨, 元 for 万元, and cells with a unit of their own', async () => {
    const changed = withColumns({
      annualCoal: { head: '年用煤量（万吨）', cell: (row) => (row.annualCoal === '860' ? '860吨' : Number(row.annualCoal) / 10_000) },
      subsidyStd: { head: '补助标准（元/蒸吨）', cell: (row) => Number(row.subsidyStd) * 10_000 },
    })
    const result = await expectTruth(sheet(tableOf(changed)))
    expect(result.columns.flatMap(({ field, factor }) => (factor === '1' ? [] : [[field, factor]]))).toEqual([
      ['annualCoal', '10000'],
      ['subsidyStd', '0.0001'],
    ])
  })

  test('a unit line above the header speaks for the columns it fits', async () => {
    const bare = withColumns({
      annualCoal: { head: '年用煤量', cell: (row) => Number(row.annualCoal) / 10_000 },
      capacityTph: { head: '额定出力' },
    })
    await expectTruth(sheet([['单位：万吨'], ...tableOf(bare)]))
  })

  test('兆瓦 for 蒸吨 is a convention, so it is asked about', async () => {
    const bytes = sheet(
      tableOf(
        withColumns({
          capacityTph: { head: '额定功率（MW）', cell: (row) => ({ value: Number((Number(row.capacityTph) * 0.7).toFixed(4)) }) },
        }),
      ),
    )
    const asked = await read(bytes, { columns: { E: 'capacityTph' } })
    expect(asked.questions.map(({ id, choices }) => [id, choices[0]?.value])).toEqual([['unit:E', '1000/700']])
    await expectTruth(bytes, { options: { columns: { E: 'capacityTph' }, factors: { E: '1000/700' } } })
  })

  test('formulas count by the value they have; errors and missing values are reported', async () => {
    const [head, first, second, third] = tableOf(
      withColumns({ annualCoal: { cell: (row) => ({ formula: 'A1*2', value: Number(row.annualCoal) }) } }),
    )
    await expectTruth(sheet([head ?? [], first ?? [], second ?? [], third ?? []]))
    const broken = [...(second ?? [])]
    broken[5] = { formula: 'VLOOKUP(A1,B:C,2,0)', error: '#N/A' }
    const empty = [...(third ?? [])]
    empty[5] = { formula: 'SUM(X1:X9)' }
    const result = await read(sheet([head ?? [], first ?? [], broken, empty]))
    expect(result.rows.map((row) => row.annualCoal)).toEqual(['2100', '#N/A', undefined])
    expect(result.problems.map(({ cell, code }) => `${cell} ${code}`)).toEqual(['F3 errorCell', 'F4 formulaWithoutValue'])
  })

  test('binary noise behind the fifteenth digit never shows', async () => {
    await expectTruth(
      sheet(
        tableOf(
          withColumns({ annualCoal: { cell: (row) => ({ value: Number(row.annualCoal) + (row.annualCoal === '860' ? 1.1e-13 : 0) }) } }),
        ),
      ),
    )
  })

  test('towns merged over several rows are filled in and reported, figures are not multiplied', async () => {
    const rows = boilers.map((row, at) => (at < 2 ? { ...row, townCode: '450222100' } : row))
    const specs = withColumns({
      townCode: { cell: (row) => (row === rows[1] ? null : (towns[row.townCode ?? ''] ?? null)) },
      subsidyStd: { cell: (row) => (row === rows[1] ? null : Number(row.subsidyStd)) },
    })
    const result = await read(sheet(tableOf(specs, rows), { merges: ['C2:C3', 'H2:H3'] }))
    expect(result.rows).toEqual(
      rows.map((row, at) => (at === 1 ? Object.fromEntries(Object.entries(row).filter(([field]) => field !== 'subsidyStd')) : row)),
    )
    expect(result.problems.map(({ cell, code }) => `${cell} ${code}`)).toEqual(['C3 doubtful', 'H3 doubtful'])
  })

  test('rich text, phonetic readings and addresses left out', async () => {
    const rich = withColumns({
      ownerName: { cell: (row) => ({ runs: [(row.ownerName ?? '').slice(0, 2), (row.ownerName ?? '').slice(2)] }) },
    })
    await expectTruth(sheet(tableOf(rich), {}, { unaddressed: false }))
    await expectTruth(sheet(tableOf(), {}, { unaddressed: true, inline: true }))
  })
})

describe('what is in doubt is asked', () => {
  const questionsOf = async (bytes: Uint8Array) => (await read(bytes)).questions.map(({ id }) => id)

  test('a group above changes the meaning of a known label', async () => {
    const head: Cell[][] = [[...new Array<Cell>(5).fill(null), '上年同期', null, null, null], withColumns({}).map((spec) => spec.head)]
    expect(await questionsOf(sheet([...head, ...bodyOf(withColumns({}))], { merges: ['F1:G1'] }))).toEqual(['column:F', 'column:G'])
  })

  test('two columns of one name', async () => {
    const twice = [...withColumns({}), { head: '年用煤量', cell: () => 1 }]
    const ids = await questionsOf(sheet(tableOf(twice)))
    expect(ids).toEqual(['column:F'])
  })

  test('two sheets that both hold the form, unless one names the month', async () => {
    const book = (first: string, second: string) =>
      buildWorkbook({
        sheets: [
          { name: first, rows: tableOf(undefined, boilers.slice(0, 1)) },
          { name: second, rows: tableOf() },
        ],
      })
    expect(await questionsOf(book('旧表', '新表'))).toEqual(['sheet'])
    await expectTruth(book('4月', '5月'))
    await expectTruth(book('旧表', '新表'), { options: { sheet: '新表' } })
  })

  test('a form that is only on a hidden sheet', async () => {
    expect(await questionsOf(sheet(tableOf(), { state: 'veryHidden' }))).toEqual(['sheet'])
  })

  test('a hidden sheet that is more like the form than the one that is seen', async () => {
    const few = tableOf(withColumns({}).slice(0, 4))
    const bytes = buildWorkbook({
      sheets: [
        { name: '名单', rows: few },
        { name: '台账', rows: tableOf(), state: 'hidden' },
      ],
    })
    expect(await questionsOf(bytes)).toEqual(['sheet'])
    await expectTruth(bytes, { options: { sheet: '台账' } })
  })

  test('another form that shares some columns is not taken for this one', async () => {
    const other: Cell[][] = [
      ['项目代码', '项目名称', '建设单位', '统一社会信用代码', '所在乡镇街道', '总投资（万元）', '开工日期', '备注'],
      ['2020-1', '某项目', '某公司', '91450222000001011L', '大埔镇', 1, null, null],
    ]
    await expect(read(sheet(other))).rejects.toMatchObject({ code: 'HEADER_NOT_FOUND' })
  })

  test('two headers of different tables that are alike', async () => {
    const second = tableOf(withColumns({}).toReversed(), boilers.slice(0, 1))
    const bytes = sheet([...tableOf(), [], ['历年台账'], ...second])
    expect(await questionsOf(bytes)).toEqual(['header'])
    await expectTruth(bytes, { options: { headerRows: [1, 1] } })
  })

  test('a key column with a name nobody knows', async () => {
    const bytes = sheet(tableOf(withColumns({ boilerId: { head: '炉子号码' } })))
    expect(await questionsOf(bytes)).toEqual(['missing:boilerId'])
    await expectTruth(bytes, { options: { columns: { A: 'boilerId' } } })
  })

  test('figures that a format shows smaller than they are', async () => {
    const bytes = sheet(tableOf(withColumns({ annualCoal: { cell: (row) => ({ value: Number(row.annualCoal), format: '0!.0,"万"' }) } })))
    expect(await questionsOf(bytes)).toEqual(['unit:F'])
    await expectTruth(bytes, { options: { factors: { F: '1' } } })
  })

  test('shares below one that no format shows as percent', async () => {
    const projects = formOf(pack, 'F1')
    const rows = (shares: readonly Cell[]): Cell[][] => [
      ['项目代码', '投产阶段', '当年负荷率'],
      ...shares.map((share, at): Cell[] => [`2020-${at}`, '试生产', share]),
    ]
    const readF1 = (shares: readonly Cell[], options: ImportOptions = {}) =>
      readAs({ parser, pack, form: projects, period: '2020-05' }, sheet(rows(shares)), options)
    const loads = async (shares: readonly Cell[], options?: ImportOptions) =>
      (await readF1(shares, options)).rows.map((row) => row.loadFactor)
    expect((await readF1([0.6, 0.45])).questions.map(({ id, choices }) => [id, choices.map(({ value }) => value)])).toEqual([
      ['unit:C', ['100', '1']],
    ])
    expect(await loads([0.6, 0.45], { factors: { C: '100' } })).toEqual(['60', '45'])
    expect(await loads([0.6, 0.45], { factors: { C: '1' } })).toEqual(['0.6', '0.45'])
    expect(
      await loads([
        { value: 0.6, format: '0%' },
        { value: 1, format: '0.0%' },
      ]),
    ).toEqual(['60', '100'])
    expect(await loads([60, '45%', '４５'])).toEqual(['60', '45', '45'])
  })

  test('an answer is remembered for files with the same header, wherever its columns stand', async () => {
    const first = await read(sheet(tableOf(withColumns({ boilerId: { head: '炉子号码' } }))), { columns: { A: 'boilerId' } })
    const shifted = sheet(indented(tableOf(withColumns({ boilerId: { head: '炉子号码' } })), 3))
    const again = await readAs({ parser, pack, form, period: '2020-05' }, shifted, {}, 'again.xlsx', first.decided)
    expect([again.fingerprint, again.questions, again.rows]).toEqual([first.fingerprint, [], boilers])
  })

  test('a title of another month is pointed out', async () => {
    const result = await read(sheet([['柳城县燃煤锅炉台账（2020年4月）'], ['填报日期：2020年6月3日'], ...tableOf()]))
    expect(result.problems.map(({ cell, code }) => `${cell} ${code}`)).toEqual(['A1 doubtful'])
  })
})

describe('other formats', () => {
  const csv = [...tableOf(withColumns({ planDate: { cell: (row) => row.planDate ?? null } }))]
    .map((row) => row.map((cell) => `"${String(cell ?? '').replaceAll('"', '""')}"`).join(','))
    .join('\r\n')

  test.each([
    ['GBK', iconv.encode(csv, 'gbk')],
    ['GB18030 with a rare character', iconv.encode(csv.replaceAll('红星', '㐂星'), 'gb18030')],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${csv}`)],
    ['UTF-8 without', Buffer.from(csv)],
    ['UTF-16', Buffer.from(`\ufeff${csv.replaceAll('","', '"\t"')}`, 'utf16le')],
  ])('.csv in %s', async (name, bytes) => {
    const result = await read(bytes, {}, 'export.csv')
    const truth = name.includes('rare')
      ? boilers.map((row) => ({ ...row, ownerName: (row.ownerName ?? '').replace('红星', '㐂星') }))
      : boilers
    expect([result.questions, result.rows]).toEqual([[], truth])
  })

  test.each([
    ['every element prefixed', { prefix: 'x' }],
    ['ISO Strict', { strict: true }],
    ['UTF-16 parts', { encoding: 'utf-16le' }],
    ['text inside the cells', { inline: true }],
  ] as const)('.xlsx with %s', async (_, book) => {
    await expectTruth(sheet(tableOf(), {}, book))
  })

  test.each(['', 'ss:'])('SpreadsheetML 2003 with prefix "%s"', async (p) => {
    const cell = (value: Cell): string => {
      if (value === null) return `<${p}Cell/>`
      if (typeof value === 'number') return `<${p}Cell><${p}Data ss:Type="Number">${value}</${p}Data></${p}Cell>`
      if (typeof value === 'object')
        return `<${p}Cell ss:StyleID="d"><${p}Data ss:Type="DateTime">${new Date(Date.UTC(1899, 11, 30) + Number(value.value) * 86_400_000).toISOString().slice(0, 23)}</${p}Data></${p}Cell>`
      return `<${p}Cell><${p}Data ss:Type="String">${value}</${p}Data></${p}Cell>`
    }
    const rows = tableOf().map((row) => `<${p}Row>${row.map(cell).join('')}</${p}Row>`)
    const xml =
      `<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Excel.Sheet"?><${p}Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">` +
      `<${p}Styles><${p}Style ss:ID="d"><${p}NumberFormat ss:Format="yyyy\\-mm\\-dd"/></${p}Style></${p}Styles><${p}Worksheet ss:Name="台账"><${p}Table>${rows.join('')}</${p}Table></${p}Worksheet></${p}Workbook>`
    await expectTruth(Buffer.from(xml), { fileName: 'wps.xls' })
  })

  test('a web page saved as .xls, in GB2312', async () => {
    const cells = (row: readonly Cell[]) => row.map((value) => `<td>${typeof value === 'object' ? '' : value}</td>`).join('')
    const rows = tableOf(withColumns({ planDate: { cell: (row) => row.planDate ?? null } })).map((row) => `<tr>${cells(row)}</tr>`)
    const html = `<html><head><meta http-equiv=Content-Type content="text/html; charset=gb2312"></head><body><table>${rows.join('')}</table></body></html>`
    await expectTruth(iconv.encode(html, 'gb18030'), { fileName: '系统导出.xls' })
  })
})

test('the columns of the form itself are what the table says', () => {
  expect(Object.keys(columns).every((key) => form.fields.some((field) => field.key === key))).toBe(true)
})
