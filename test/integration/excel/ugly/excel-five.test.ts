import { describe, expect, test } from 'vitest'
import { tableOf, withColumns } from '../../../helpers/boilers.ts'
import { excelFiveStream, excelFiveWorkbook } from '../../../helpers/excel-five.ts'
import { parseHere } from '../../../helpers/parse-here.ts'
import { sheet, uglyReader } from '../../../helpers/ugly-reader.ts'
import type { Cell } from '../../../helpers/workbook.ts'

const { expectTruth, read } = uglyReader()

/** One of everything that a filled form holds. */
const rows: readonly (readonly Cell[])[] = [
  ['柳城县燃煤锅炉台账'],
  ['004502220001', '民生纺织厂（镕①Ⅷ）', { value: 40_617, format: 'yyyy年m月d日' }, { value: 0.125, format: '0.00%' }],
  [
    { value: '0012', format: '@' },
    { value: '公式厂', formula: 'A2' },
    { value: 40_617.5, format: 'yyyy-mm-dd hh:mm' },
    { value: 1.25, formula: 'D2' },
  ],
  [true, { error: '#N/A' }, { error: '#DIV/0!' }, -1e-7],
  ['甲\n乙', { value: 7, format: '000' }, { value: 12_345, format: '0!.0,万;"负"0' }, 123_456_789_012_345],
]

describe('Excel 5 and 95', () => {
  test.each([
    ['in a container', excelFiveWorkbook, false],
    ['counting days from 1904', excelFiveWorkbook, true],
    ['without a container', excelFiveStream, false],
  ])('a workbook %s is read as the same .xlsx is', async (_, write, date1904) => {
    const old = await parseHere(write({ date1904, sheets: [{ name: '锅炉台账', rows }] }), 'a.xls')
    const modern = await parseHere(sheet(rows, {}, { date1904 }))
    expect(old.date1904).toBe(date1904)
    expect(old.sheets[0]?.rows).toEqual(modern.sheets[0]?.rows)
    expect(old.sheets[0]?.rows[4]?.cells[2]).toEqual({ value: 12_345, kind: 'number', format: '0!.0,万;"负"0' })
  })

  test('what is hidden is told', async () => {
    const book = excelFiveWorkbook({
      sheets: [
        { name: '锅炉台账', rows, hiddenRows: [3], hiddenColumns: [1] },
        { name: '旧表', rows: [['一']], isHidden: true },
      ],
    })
    const { sheets } = await parseHere(book, 'a.xls')
    expect(sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
      ['锅炉台账', false],
      ['旧表', true],
    ])
    expect(sheets[0]?.rows.flatMap(({ row, hidden }) => (hidden ? [row] : []))).toEqual([3])
    expect(sheets[0]?.hiddenColumns).toEqual([1])
  })

  test('a ledger comes in, and a figure shown in ten thousands is asked about', async () => {
    await expectTruth(excelFiveWorkbook({ sheets: [{ name: '锅炉台账', rows: tableOf() }] }), { fileName: '台账.xls' })
    const scaled = tableOf(withColumns({ annualCoal: { cell: (row) => ({ value: Number(row.annualCoal), format: '0.0万' }) } }))
    const { questions } = await read(excelFiveWorkbook({ sheets: [{ name: '锅炉台账', rows: scaled }] }), {}, '台账.xls')
    expect(questions.map(({ kind }) => kind)).toEqual(['unit'])
  })
})
