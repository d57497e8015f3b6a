import { afterAll, beforeAll, expect, test } from 'vitest'
import { forkParser } from '../../../electron/adapters/parser-fork.ts'
import type { ParserProcess } from '../../../electron/engine/ports.ts'
import { boilers, tableOf } from '../../helpers/boilers.ts'
import { formOf, readAs, shippedPack } from '../../helpers/recognition.ts'
import { convertWithLibreOffice } from '../../helpers/soffice.ts'
import { buildWorkbook } from '../../helpers/workbook.ts'

const pack = shippedPack('liuzhou-2020')
const form = formOf(pack, 'F4')
let parser: ParserProcess
beforeAll(() => {
  parser = forkParser()
})
afterAll(() => parser.close())

const rows = [['燃煤锅炉淘汰整治台账'], ...tableOf()]
const book = (date1904: boolean) =>
  buildWorkbook({
    date1904,
    sheets: [
      { name: '封面', rows: [['关于报送锅炉台账的函']], state: 'hidden' },
      {
        name: '台账',
        rows: rows.map((row) => row.map((cell) => shift(cell, date1904))),
        merges: ['A1:I1'],
        hiddenRows: [4],
        hiddenColumns: [5],
      },
    ],
  })
/** The same day in the other epoch. */
const shift = (cell: (typeof rows)[number][number], date1904: boolean) =>
  date1904 && cell !== null && typeof cell === 'object' ? { ...cell, value: Number(cell.value) - 1462 } : cell

test.each([
  ['xls', 'xls', false],
  ['xls', 'xls', true],
  ['ods', 'ods', false],
  ['ods', 'ods', true],
  ['xlsx', 'xlsx', false],
] as const)('.%s as LibreOffice saves it (from 1904: %s %s) has no wrong cell', async (to, format, date1904) => {
  const bytes = await convertWithLibreOffice(book(date1904), 'book.xlsx', to === 'xlsx' ? 'xlsx:Calc MS Excel 2007 XML' : to)
  const result = await readAs({ parser, pack, form, period: '2020-05' }, bytes, {}, `锅炉.${to}`)
  expect(result.workbook.format).toBe(format)
  expect({ sheet: result.sheet, questions: result.questions, rows: result.rows }).toEqual({ sheet: '台账', questions: [], rows: boilers })
  expect(result.problems.map(({ cell }) => cell)).toEqual(['F2', 'A4'])
})
