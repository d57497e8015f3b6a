import { expect, test } from 'vitest'
import { recognise } from '../../../electron/engine/excel/recognise/recognise.ts'
import type { ImportOptions } from '../../../shared/contract/index.ts'
import { headerGrid } from '../../../shared/forms/columns.ts'
import type { FormTemplate } from '../../../shared/forms/form-schema.ts'
import type { Pack } from '../../../shared/forms/pack-types.ts'
import { errorSentence } from '../../../shared/text/errors.ts'
import { formOf, shippedPack, textsWorkbook } from '../../helpers/recognition.ts'

const packs = ['anshun-145', 'liuzhou-2020', 'ningxia-peak', 'yongzhou-peak', 'yuncheng-145'].map(shippedPack)
const pack = shippedPack('liuzhou-2020')
const boilers = formOf(pack, 'F4')

const read = (
  rows: readonly (readonly string[])[],
  options: ImportOptions = {},
  merges: readonly (readonly [number, number, number, number])[] = [],
  template: FormTemplate = boilers,
  { codes }: Pack = pack,
) => {
  const { sheets, ...book } = textsWorkbook('台账', rows)
  const merged = sheets.map((sheet) => ({ ...sheet, merges: merges.map(([top, left, bottom, right]) => ({ top, left, bottom, right })) }))
  const workbook = { ...book, sheets: merged }
  const found = recognise({ workbook, template, codes, period: '2020-05', options, saved: () => undefined })
  return Object.fromEntries(found.fields.map(({ field }, at) => [field.key, found.rows[0]?.values[at]]))
}

const doubled = [
  ['台账编号', '使用单位', '额定出力（蒸吨/小时）', '年用煤量（吨）'],
  ['', '锅炉型号', '投用日期', '计划完成时限'],
  ['4502220001', '甲厂', '6', '2100'],
  ['', 'DZL6', '2011-03-15', '2020-09-30'],
  ['4502220002', '乙厂', '4', '900'],
  ['', 'DZL4', '2012-03-15', '2020-10-30'],
]

test('a record on two lines is refused with the way out', () => {
  const error = { code: 'RECORD_ON_TWO_LINES', details: { sheet: '台账', top: 1, bottom: 2, upper: '使用单位', lower: '锅炉型号' } }
  const merges = [0, 2, 4].map((top) => [top, 0, top + 1, 0] as const)
  expect(() => read(doubled, {}, merges)).toThrow(expect.objectContaining(error))
  expect(() => read(doubled)).toThrow(expect.objectContaining(error))
  const message = errorSentence('RECORD_ON_TWO_LINES', error.details)
  expect(message).toContain('“使用单位”和“锅炉型号”上下排在同一列，像是一条记录占两行')
  expect(message).toContain('改成一条记录占一行')
})

test('so is a card with names and entries in turn', () => {
  const card = [
    ['台账编号', '4502220001', '使用单位', '甲厂'],
    ['锅炉型号', 'DZL6', '额定出力（蒸吨/小时）', '6'],
    ['乡镇', '大埔镇', '年用煤量（吨）', '2100'],
  ]
  expect(() => read(card)).toThrow(expect.objectContaining({ code: 'RECORD_ON_TWO_LINES' }))
})

test('whoever points at the header or says what a column is has seen the table', () => {
  const merges = [[0, 0, 1, 0]] as const
  expect(() => read(doubled, { columns: { B: 'ownerName' } }, merges)).not.toThrow()
  expect(() => read(doubled, { headerRows: [1, 1] }, merges)).not.toThrow()
})

test('groups over several columns, and one over a single column, go on working', () => {
  const grouped = [
    ['台账编号', '使用单位', '', '年用煤量', ''],
    ['', '所在乡镇', '锅炉型号', '年用煤量（吨）', '投用日期'],
    ['4502220001', '大埔镇', 'DZL6', '2100', '2011-03-15'],
  ]
  expect(
    read(grouped, {}, [
      [0, 0, 1, 0],
      [0, 1, 0, 2],
      [0, 3, 0, 4],
    ]),
  ).toMatchObject({ model: 'DZL6', annualCoal: '2100' })
  const single = [
    ['台账编号', '使用单位', '锅炉情况', ''],
    ['', '锅炉型号', '额定出力', '年用煤量（吨）'],
    ['4502220001', 'DZL6', '6', '2100'],
  ]
  expect(read(single, {}, [[0, 0, 1, 0]])).toMatchObject({ model: 'DZL6', annualCoal: '2100' })
})

test('no form has such a header itself', () => {
  for (const one of packs)
    for (const template of one.forms.values()) {
      const grid = headerGrid(template)
      const levels = Math.max(...grid.cells.map(({ row, rowSpan }) => row + rowSpan))
      const rows = Array.from({ length: levels }, () => grid.columns.map(() => ''))
      for (const cell of grid.cells) (rows[cell.row] ?? [])[cell.column] = cell.label
      const merges = grid.cells.map(
        ({ row, column, rowSpan, columnSpan }) => [row, column, row + rowSpan - 1, column + columnSpan - 1] as const,
      )
      const spanning = merges.filter(([top, left, bottom, right]) => bottom > top || right > left)
      expect(() => read(rows, {}, spanning, template, one)).not.toThrow()
    }
})
